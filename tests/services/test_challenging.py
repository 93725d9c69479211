"""Challenging: newcomers prove some work under pressure, and only then; or they wait."""

import msgspec

from palabre.domain.session import Session
from palabre.services.challenging import FREE_MS, WAIT_S
from palabre.settings import Settings
from palabre.settings.traffic import Allowances, ChallengeSettings
from tests.adapters.test_challenges import solution_of
from tests.cast import MINUTE, Stage, Tab, assert_done, assert_refused, refused, restarted, set_stage, settings_of


def pressed(*, join_wave: int = 0, sessions_per_prefix: int = 0) -> Settings:
    challenge = ChallengeSettings(join_wave=join_wave, sessions_per_prefix=sessions_per_prefix, cost=1, tries=1)
    return msgspec.structs.replace(settings_of(allowances=Allowances()), challenge=challenge)


async def newcomer(stage: Stage, nickname: str = "Ana") -> tuple[Session, Tab]:
    session = (await stage.session(nickname))[1]
    tab = stage.tab(session)
    await tab.enter()
    return session, tab


async def solve(stage: Stage, session: Session, payload: str | None = None) -> str:
    challenging = stage.house.http.guests.challenging
    payload = payload or solution_of(challenging.issue(session))
    await challenging.solve(session, payload)
    return payload


async def test_nobody_is_asked_without_pressure() -> None:
    stage = await set_stage(settings_of(allowances=Allowances()))
    for nickname in ("Ana", "Bilal", "Chloé"):
        assert_done(await (await newcomer(stage, nickname))[1].post())


async def test_many_sessions_from_one_prefix_are_asked_to_prove_some_work() -> None:
    stage = await set_stage(pressed(sessions_per_prefix=2))
    tabs = [(await newcomer(stage, nickname))[1] for nickname in ("Ana", "Bilal")]
    assert_done(await tabs[0].post())
    session, chloe = await newcomer(stage, "Chloé")
    reply = await chloe.post("Bonsoir à tous")
    assert_refused(reply, "challenge_required")
    assert reply["retry_after"] == WAIT_S
    assert_refused(await tabs[1].post("Salut"), "challenge_required")
    await solve(stage, session)
    assert_done(await chloe.post("Bonsoir à tous"))


async def test_prefixes_are_counted_apart_and_forgotten_in_time() -> None:
    stage = await set_stage(pressed(sessions_per_prefix=1))
    _, ana = await newcomer(stage)
    for nickname in ("Bilal", "Chloé", "Dora"):
        await stage.session(nickname, prefix="198.51.100.0/24")
    assert_done(await ana.post())
    _, elias = await newcomer(stage, "Elias")
    assert_refused(await elias.post(), "challenge_required")
    await stage.step(11 * MINUTE)
    assert_done(await elias.post())


async def test_who_came_in_with_a_wave_is_asked_and_who_was_there_is_not() -> None:
    stage = await set_stage(pressed(join_wave=3))
    _, ana = await newcomer(stage)
    await stage.step(5 * MINUTE)
    tabs = [(await newcomer(stage, nickname))[1] for nickname in ("Bilal", "Chloé", "Dora", "Elias")]
    assert_done(await ana.post())
    for tab in tabs:
        assert_refused(await tab.post(), "challenge_required")
    assert [deed.what for deed in stage.store.tables.deeds] == ["join_wave"]
    await stage.step(5 * MINUTE)
    assert_done(await tabs[0].post())


async def test_waiting_a_minute_lets_one_message_pass() -> None:
    stage = await set_stage(pressed(sessions_per_prefix=1))
    await newcomer(stage, "Bilal")
    _, ana = await newcomer(stage)
    assert_refused(await ana.post("Un"), "challenge_required")
    await stage.step(45)
    reply = await ana.post("Un")
    assert_refused(reply, "challenge_required")
    assert reply["retry_after"] == 15
    await stage.step(15)
    assert_done(await ana.post("Un"))
    assert_refused(await ana.post("Deux"), "challenge_required")


async def test_a_challenge_is_good_once_for_ten_minutes_and_frees_for_half_an_hour() -> None:
    stage = await set_stage(pressed(join_wave=1))
    for nickname in ("Bilal", "Chloé"):
        await newcomer(stage, nickname)
    session, ana = await newcomer(stage)
    payload = await solve(stage, session)
    assert_done(await ana.post("Un"))
    with refused("challenge_failed"):
        await solve(stage, session, payload)
    stale = solution_of(stage.house.http.guests.challenging.issue(session))
    await stage.step(10 * MINUTE)
    with refused("challenge_failed"):
        await solve(stage, session, stale)
    assert stage.store.tables.standings[session.id].free_until_ms == stage.clock.now_ms() - 600_000 + FREE_MS


async def test_a_spent_challenge_and_a_freed_session_outlive_a_restart() -> None:
    stage = await set_stage(pressed(join_wave=1))
    for nickname in ("Bilal", "Chloé"):
        await newcomer(stage, nickname)
    token, session = await stage.session("Ana")
    await solve(stage, session)
    stage = await restarted(stage)
    for nickname in ("Dora", "Elias", "Fatou"):
        await newcomer(stage, nickname)
    found = await stage.house.http.guests.book.find(token)
    assert found is not None
    ana = stage.tab(found)
    await ana.enter()
    assert_done(await ana.post())


async def test_asking_for_challenges_has_its_allowance() -> None:
    stage = await set_stage(pressed(join_wave=1))
    session, _ = await newcomer(stage)
    for _ in range(6):
        stage.house.http.guests.challenging.issue(session)
    with refused("slowed"):
        stage.house.http.guests.challenging.issue(session)


async def test_challenges_past_their_time_are_forgotten() -> None:
    stage = await set_stage(pressed(join_wave=1))
    session, _ = await newcomer(stage)
    await solve(stage, session)
    assert len(stage.store.tables.spent) == 1
    await stage.step(11 * MINUTE)
    assert not stage.store.tables.spent
