"""Nicknames are held in a room against whoever looks the same."""

import pytest

from palabre.settings.traffic import Allowances
from tests.cast import HOUR, MINUTE, assert_done, assert_refused, refused, restarted, set_stage, settings_of


async def test_two_guests_cannot_write_under_names_that_look_the_same() -> None:
    stage = await set_stage()
    ana, other = await stage.guest("Ana", "agora"), await stage.guest("Ána", "agora")
    assert_done(await ana.post())
    assert_refused(await other.post(), "nickname_taken")
    assert_done(await other.ask("nickname.change", room="agora", nickname="Anouk"))
    assert_done(await other.post())
    assert [event["message"]["author"]["nickname"] for event in ana.received("message.posted")] == ["Ana", "Anouk"]


async def test_a_name_taken_in_one_room_is_free_in_another() -> None:
    stage = await set_stage()
    await stage.guest("Ana", "agora")
    other = await stage.guest("Ana", "cuisine")
    assert_done(await other.post(room="cuisine"))


async def test_a_newcomer_is_told_before_a_session_is_made_that_a_name_is_taken_in_the_room() -> None:
    stage = await set_stage()
    await stage.guest("Ana", "agora")
    with refused("nickname_taken"):
        await stage.session("ANA", room="agora")
    assert len(stage.store.tables.sessions) == 1
    await stage.session("ANA", room="cuisine")
    with refused("not_found"):
        await stage.session("Bilal", room="nulle-part")


@pytest.mark.parametrize("how", ["room.leave", "lost", "session"])
async def test_a_name_stays_reserved_for_thirty_minutes_after_its_guest_left(how: str) -> None:
    stage = await set_stage()
    _, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    assert_done(await ana.post())
    if how == "room.leave":
        assert_done(await ana.ask("room.leave", room="agora"))
    elif how == "lost":
        ana.lose()
        await stage.step(16)
    else:
        await stage.house.http.guests.leaving.leave(session)
    await stage.step(1)
    other = await stage.guest("Ana", "agora")
    assert_refused(await other.post(), "nickname_taken")
    await stage.step(29 * MINUTE)
    assert_refused(await other.post(), "nickname_taken")
    await stage.step(2 * MINUTE)
    assert_done(await other.post())


async def test_who_comes_back_in_time_finds_their_name_again() -> None:
    stage = await set_stage()
    _, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    assert_done(await ana.ask("nickname.change", room="agora", nickname="Anaïs"))
    ana.lose()
    await stage.step(20)
    back = stage.tab(session)
    assert (await back.enter())["you"]["nickname"] == "Anaïs"
    assert_done(await back.post())


async def test_a_name_freed_while_its_guest_was_away_is_not_taken_back_from_who_has_it_now() -> None:
    stage = await set_stage()
    _, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    ana.lose()
    await stage.step(20)
    await stage.step(31 * MINUTE)
    other = await stage.guest("Ana", "agora")
    assert_done(await other.post())
    back = stage.tab(session)
    await back.enter()
    assert_refused(await back.post(), "nickname_taken")


async def test_a_name_is_held_for_as_long_as_its_guest_is_there() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    for _ in range(7):
        await stage.step(3 * HOUR)
        assert_done(await ana.post())
        assert_refused(await (await stage.guest("Ana", "agora")).post(), "nickname_taken")


async def test_names_are_held_through_a_restart() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.post())
    stage = await restarted(stage)
    assert_refused(await (await stage.guest("Ana", "agora")).post(), "nickname_taken")


async def test_a_rename_is_seen_by_those_present_and_old_messages_keep_their_name() -> None:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    assert_done(await ana.post())
    await stage.step(1)
    reply = await ana.ask("nickname.change", room="agora", nickname="  Ana   Lucía ")
    assert reply["nickname"] == "Ana Lucía"
    await stage.step(1)
    assert [person["nickname"] for person in bilal.received("presence.changed")[-1]["joined"]] == ["Ana Lucía"]
    assert (await bilal.enter())["messages"][0]["author"]["nickname"] == "Ana"


async def test_an_old_name_is_free_at_once_for_nobody_but_its_guest() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.ask("nickname.change", room="agora", nickname="Anouk"))
    assert_done(await ana.ask("nickname.change", room="agora", nickname="Ana"))


@pytest.mark.parametrize(
    ("nickname", "code"),
    [("M", "nickname_invalid"), ("<b>Mo</b>", "nickname_invalid"), ("Modératrice", "nickname_reserved")],
)
async def test_a_name_that_cannot_be_is_refused_and_the_old_one_stays(nickname: str, code: str) -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    reply = await ana.ask("nickname.change", room="agora", nickname=nickname)
    assert (reply["type"], reply["code"]) == ("failed", code)
    assert (await ana.enter())["you"]["nickname"] == "Ana"


async def test_changing_names_too_often_says_when_to_try_again() -> None:
    stage = await set_stage(settings_of(allowances=Allowances()))
    ana = await stage.guest("Ana", "agora")
    for name in ("Ana b", "Ana c", "Ana d"):
        assert_done(await ana.ask("nickname.change", room="agora", nickname=name))
    reply = await ana.ask("nickname.change", room="agora", nickname="Ana e")
    assert_refused(reply, "nickname_changed_too_often")
    stage.clock.step(reply["retry_after"])
    assert_done(await ana.ask("nickname.change", room="agora", nickname="Ana e"))


@pytest.mark.parametrize("nickname", ["Léa 13 ans", "lea13ans", "f15", "fille14", "H 16"])
async def test_a_nickname_that_says_an_age_under_eighteen_is_asked_to_be_another_and_protects_nobody(
    nickname: str,
) -> None:
    stage = await set_stage()
    with refused("nickname_age"):
        await stage.session(nickname)
    ana = await stage.guest("Ana", "agora")
    assert_refused(await ana.ask("nickname.change", room="agora", nickname=nickname), "nickname_age")
    assert not stage.store.tables.standings
    assert not ana.received("care.offered")


@pytest.mark.parametrize("nickname", ["Ana12", "Marseille 13", "Max2010", "Paul 45 ans", "Ana 17"])
async def test_a_number_alone_is_not_taken_for_an_age(nickname: str) -> None:
    stage = await set_stage()
    await stage.session(nickname)
