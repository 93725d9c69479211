"""Patience: while many come at once, a stranger's notice waits a minute, once; danger and children never wait."""

import pytest

from palabre.domain.moderation.report import Category
from palabre.protocol.resources import NoticeLocation, NoticeRequest
from palabre.services.challenging import WAIT_S
from palabre.services.patience import TICKET_MS
from tests.adapters.test_challenges import solution_of
from tests.cast import PREFIX, Stage, refused, set_stage
from tests.services.test_challenging import pressed

ELSEWHERE = "198.51.100.0/24"


async def under_pressure() -> Stage:
    stage = await set_stage(pressed(sessions_per_prefix=2))
    for nickname in ("Ana", "Bilal", "Chloé"):
        await stage.session(nickname)
    return stage


async def tell(stage: Stage, payload: str = "", *, category: Category = "hate", prefix: str = PREFIX) -> str:
    asked = NoticeRequest(
        category=category,
        explanation="Des propos haineux",
        locations=(NoticeLocation(room="agora"),),
        good_faith=True,
        name="Chloé Martin",
        email="chloe@example.org",
        payload=payload,
    )
    made = await stage.house.http.guests.noticing.notice(asked, prefix, "fr")
    return made.receipt


async def ticket_of(stage: Stage, payload: str = "") -> str:
    with refused("challenge_required") as waiting:
        await tell(stage, payload)
    assert waiting.refusal.retry_after == WAIT_S
    assert waiting.refusal.challenge
    return waiting.refusal.challenge


async def test_without_pressure_nobody_waits() -> None:
    assert await tell(await set_stage())


async def test_who_waited_a_minute_is_heard_and_the_ticket_is_good_once() -> None:
    stage = await under_pressure()
    ticket = await ticket_of(stage)
    stage.clock.step(20)
    with refused("challenge_required") as early:
        await tell(stage, ticket)
    assert (early.refusal.retry_after, early.refusal.challenge) == (WAIT_S - 20, ticket)
    stage.clock.step(40)
    assert await tell(stage, ticket)
    assert await ticket_of(stage, ticket) != ticket


@pytest.mark.parametrize("category", ["danger", "minor"])
async def test_danger_and_children_never_wait(category: Category) -> None:
    assert await tell(await under_pressure(), category=category)


async def test_a_ticket_is_of_one_prefix_and_of_the_last_quarter_of_an_hour() -> None:
    stage = await under_pressure()
    ticket = await ticket_of(stage)
    stage.clock.step(WAIT_S)
    for nickname in ("Ana2", "Bilal2", "Chloé2"):
        await stage.session(nickname, prefix=ELSEWHERE)
    with refused("challenge_required"):
        await tell(stage, ticket, prefix=ELSEWHERE)
    stage.clock.step(TICKET_MS / 1_000)
    for nickname in ("Ana3", "Bilal3", "Chloé3"):
        await stage.session(nickname)
    await ticket_of(stage, ticket)


@pytest.mark.parametrize("shown", ["x", "é", "AAAA", "A" * 64, "A" * 400])
async def test_what_is_no_ticket_is_answered_with_one(shown: str) -> None:
    await ticket_of(await under_pressure(), shown)


async def test_the_answer_to_a_challenge_spares_the_minute() -> None:
    stage = await under_pressure()
    session = (await stage.session("Dora"))[1]
    payload = solution_of(stage.house.http.guests.challenging.issue(session))
    assert await tell(stage, payload)
    await ticket_of(stage, payload)
