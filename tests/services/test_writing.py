"""Who is writing now: to guests, in small rooms, for a few seconds at a time."""

import pytest

from palabre.services import writing as writing_module
from tests.cast import NOON, Json, Stage, Tab, assert_done, assert_refused, set_stage


async def scene(now_ms: int = NOON) -> tuple[Stage, Tab, Tab]:
    """Ana and Bilal are listed in agora."""
    stage = await set_stage(now_ms=now_ms)
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    for tab in (ana, bilal):
        assert_done(await tab.post())
    await stage.step(2)
    return stage, ana, bilal


async def start(tab: Tab, room: str = "agora") -> None:
    assert_done(await tab.ask("typing.start", room=room))


def told(tab: Tab) -> list[list[str]]:
    return [[person["nickname"] for person in event["people"]] for event in tab.received("typing")]


async def test_guests_are_told_everyone_who_writes_and_the_last_time_that_nobody_does() -> None:
    stage, ana, bilal = await scene()
    spectator = await stage.spectator("agora")
    await start(bilal)
    await stage.step(0.25)
    await start(ana)
    await stage.step(1)
    assert told(ana) == told(bilal) == [["Bilal"], ["Ana", "Bilal"]]
    await stage.step(6)
    assert told(ana)[2:] == [[]]
    await stage.step(6)
    assert len(told(ana)) == 3 and told(spectator) == []


async def test_it_is_told_once_a_second_at_most_and_only_when_it_changed() -> None:
    stage, ana, bilal = await scene()
    await start(bilal)
    for number in range(20):
        await start(bilal)
        if number % 2:
            await start(ana)
        await stage.step(0.25)
    assert told(ana) == [["Bilal"], ["Ana", "Bilal"]]


async def test_what_came_and_went_between_two_tellings_is_not_told() -> None:
    stage, ana, bilal = await scene()
    await start(bilal)
    await stage.step(0.25)
    await start(ana)
    assert_done(await ana.post("Vite"))
    await stage.step(1)
    assert told(bilal) == [["Bilal"]]


@pytest.mark.parametrize("how", ["post", "leave", "end", "wait"])
async def test_it_ends_with_a_message_a_departure_and_the_session(how: str) -> None:
    stage, ana, bilal = await scene()
    await start(bilal)
    await stage.step(1)
    if how == "post":
        assert_done(await bilal.post("Voilà"))
    elif how == "leave":
        assert_done(await bilal.ask("room.leave", room="agora"))
    elif how == "end":
        session = stage.house.http.guests.book.live(bilal.visitor.session_id or "")
        assert session is not None
        await stage.house.http.guests.leaving.leave(session)
    await stage.step(6 if how == "wait" else 1)
    assert told(ana) == [["Bilal"], []]


async def test_a_crowded_room_is_told_nothing_and_one_that_becomes_so_is_told_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writing_module, "TYPING_UP_TO", 2)
    stage, ana, bilal = await scene()
    await start(bilal)
    await stage.step(1)
    chloe = await stage.guest("Chloé", "agora")
    assert_done(await chloe.post())
    await start(bilal)
    await stage.step(1)
    assert told(ana) == [["Bilal"], []]
    await start(bilal)
    await stage.step(1)
    assert len(told(ana)) == 2


async def test_a_newcomer_is_told_who_writes_right_after_the_state() -> None:
    stage, _, bilal = await scene()
    await start(bilal)
    await stage.step(1)
    chloe, spectator = await stage.guest("Chloé", "agora"), await stage.spectator("agora")
    assert [event["type"] for event in chloe.events] == ["room.entered", "typing"]
    assert told(chloe) == [["Bilal"]] and told(spectator) == []
    await stage.step(6)
    dora = await stage.guest("Dora", "agora")
    assert told(chloe)[-1] == [] and told(dora) == []


async def test_a_new_nickname_is_told_as_it_is() -> None:
    stage, ana, bilal = await scene()
    await start(bilal)
    await stage.step(1)
    assert_done(await bilal.ask("nickname.change", room="agora", nickname="Basile"))
    await stage.step(1)
    assert told(ana) == [["Bilal"], ["Basile"]]


async def test_tags_of_yesterday_are_told_no_more() -> None:
    stage, ana, bilal = await scene(now_ms=NOON + (11 * 3_600 - 4) * 1_000)
    await start(bilal)
    await stage.step(1)
    tag = last_tag(ana)
    for _ in range(70):
        await stage.step(1)
    seen = len(told(ana))
    await start(bilal)
    await stage.step(1)
    assert told(ana)[seen:] == [["Bilal"]] and last_tag(ana) != tag
    states = [event["type"] for event in ana.events].index("room.entered", 1)
    assert tag not in str(ana.received("typing")[1:]) and ana.events[states]["gap"]


def last_tag(tab: Tab) -> str:
    events: list[Json] = [event for event in tab.received("typing") if event["people"]]
    return str(events[-1]["people"][0]["tag"])


async def test_who_is_not_in_the_room_cannot_write_there() -> None:
    _, ana, _ = await scene()
    assert_refused(await ana.ask("typing.start", room="cuisine"), "not_entered")


async def test_nobody_is_shown_writing_under_a_name_that_another_holds_there() -> None:
    stage, ana, bilal = await scene()
    impostor = await stage.guest("Bilal", "agora")
    await start(impostor)
    await stage.step(1)
    assert told(ana) == [] == told(bilal)
    assert_refused(await impostor.post(), "nickname_taken")
