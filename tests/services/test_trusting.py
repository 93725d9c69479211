"""Trusting: who is new, who has settled, and what only the settled may do."""

from palabre.domain.session import Session
from palabre.services.trusting import StandingsAtHand
from tests.cast import HOUR, MINUTE, Stage, Tab, assert_done, assert_refused, restarted, set_stage

LINK = "regardez www.truc.example"
MANY = " ".join(f"@Nom{number}" for number in range(11))


async def came_in(stage: Stage, nickname: str = "Ana") -> tuple[Session, Tab]:
    session = (await stage.session(nickname))[1]
    tab = stage.tab(session)
    await tab.enter()
    return session, tab


async def stay(stage: Stage, tab: Tab, *, messages: int = 5, minutes: int = 10) -> None:
    """Say so much, and be there so long."""
    for number in range(messages):
        assert_done(await tab.post(f"Bonsoir {number}"))
    for _ in range(6 * minutes):
        await stage.step(10)


async def is_held(tab: Tab, body: str = LINK) -> bool:
    reply = await tab.post(body)
    assert_done(reply)
    return reply.get("status") == "held"


async def test_a_link_waits_while_its_author_is_new_and_passes_once_they_settled_under_cover() -> None:
    stage = await set_stage()
    _, ana = await came_in(stage)
    assert await is_held(ana)
    await stay(stage, ana)
    await attend(stage)
    assert not await is_held(ana)


async def test_settling_takes_both_time_and_messages() -> None:
    stage = await set_stage()
    (ana, quick), (bilal, silent), (chloe, gone) = [await came_in(stage, who) for who in ("Ana", "Bilal", "Chloé")]
    await stay(stage, gone, minutes=0)
    gone.lose()
    await stay(stage, silent, messages=4)
    await stay(stage, quick, minutes=9)
    assert not stage.store.tables.standings
    await stay(stage, quick, messages=0, minutes=1)
    assert_done(await silent.post("Et de cinq"))
    await stage.step(10)
    assert set(stage.store.tables.standings) == {ana.id, bilal.id}
    assert chloe.id not in stage.store.tables.standings


async def test_what_is_held_or_refused_is_no_step_towards_being_settled() -> None:
    stage = await set_stage()
    _, ana = await came_in(stage)
    for _ in range(3):
        await ana.post(LINK)
        assert_refused(await ana.post("va te suicider"), "screened")
    await stay(stage, ana, messages=4)
    assert not stage.store.tables.standings


async def test_what_was_held_and_is_released_is_a_step_like_any_other() -> None:
    stage = await set_stage()
    session, ana = await came_in(stage)
    first, second = await ana.post(LINK), await ana.post(f"Et aussi : {LINK}")
    assert (first["status"], second["status"]) == ("held", "held")
    await stay(stage, ana, messages=4)
    assert not stage.store.tables.standings
    mo = await stage.moderator("Mo")
    await stage.house.holding.refuse(first["message_id"], mo)
    await stage.step(10)
    assert not stage.store.tables.standings
    await stage.house.holding.release(second["message_id"], mo)
    await stage.step(10)
    assert set(stage.store.tables.standings) == {session.id}


async def test_a_release_after_settling_settles_nobody_anew() -> None:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    held = [(await ana.post(f"{LINK}/{number}"))["message_id"] for number in range(5)]
    await stay(stage, ana)
    since_ms = stage.store.tables.standings[session.id].settled_ms
    stage = await restarted(stage)
    nour = await stage.moderator("Nour")
    for message_id in held:
        await stage.house.holding.release(message_id, nour)
    ana = stage.tab(await stage.house.http.guests.book.find(token))
    await ana.enter()
    await stay(stage, ana, messages=0)
    assert stage.store.tables.standings[session.id].settled_ms == since_ms


async def test_who_settled_is_settled_after_a_restart() -> None:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    await stay(stage, ana)
    stage = await restarted(stage)
    found = await stage.house.http.guests.book.find(token)
    assert found is not None
    at_hand = StandingsAtHand(stage.store, stage.house.http.guests.book)
    assert (await at_hand.of(session.id)).settled_ms is not None
    ana = stage.tab(found)
    await ana.enter()
    await attend(stage)
    assert not await is_held(ana)


async def test_many_names_are_called_by_settled_guests_only() -> None:
    stage = await set_stage()
    _, ana = await came_in(stage)
    assert_refused(await ana.post(MANY), "needs_settled")
    assert_done(await ana.post("ana@example.org, @Bilal et @Chloé"))
    await stay(stage, ana)
    assert_done(await ana.post(MANY))


async def test_under_the_shield_newcomers_read_and_those_settled_half_an_hour_before_speak() -> None:
    stage = await set_stage()
    _, ana = await came_in(stage)
    await stay(stage, ana)
    await stage.step(HOUR / 2)
    _, bilal = await came_in(stage, "Bilal")
    await stay(stage, bilal)
    await raise_shield(stage)
    assert_done(await ana.post())
    assert_refused(await bilal.post(), "read_only_now")
    _, chloe = await came_in(stage, "Chloé")
    assert_refused(await chloe.post(), "read_only_now")
    first = (await ana.post("Oui"))["message_id"]
    assert_refused(await bilal.ask("message.edit", room="agora", message_id=first, body="Non"), "read_only_now")
    await stage.step(MINUTE)
    await raise_shield(stage, on=False)
    assert_done(await chloe.post())


async def raise_shield(stage: Stage, *, on: bool = True) -> None:
    """A moderator raises it, or lowers it."""
    await stage.house.http.team.shielding.set(await stage.moderator("Mo"), on=on)


async def attend(stage: Stage) -> None:
    """A moderator watches over the room from now on."""
    rooms = [stage.house.http.rooms.directory.open_room("agora")]
    stage.house.http.team.covering.watch(await stage.moderator("Nour"), rooms, active=True)
