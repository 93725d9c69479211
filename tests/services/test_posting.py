"""Posting: known already, allowed now, fit to be seen; then on disk, and only then acknowledged."""

import pytest

from palabre.services.judging import Post
from palabre.settings import ConfiguredRoom
from palabre.settings.traffic import Allowances
from tests.cast import (
    HOUR,
    ORIGIN,
    Stage,
    assert_done,
    assert_refused,
    key,
    refused,
    restarted,
    set_stage,
    settings_of,
)

SLOW = ConfiguredRoom(slug="agora", name="Agora", slow_mode=30)


async def test_nobody_is_listed_before_their_first_message() -> None:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    assert (await bilal.enter())["roster"] == {"present": 0, "spectators": 2, "people": []}
    assert_done(await ana.post())
    roster = (await bilal.enter())["roster"]
    assert (roster["present"], roster["spectators"]) == (1, 1)
    assert [person["nickname"] for person in roster["people"]] == ["Ana"]


async def test_the_author_receives_the_event_and_a_reply_with_the_same_place() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    reply = await ana.post("Bonsoir", client_message_id=(mine := key()))
    (event,) = ana.received("message.posted")
    assert (event["message"]["id"], event["offset"]) == (reply["message_id"], reply["offset"])
    assert event["message"]["client_message_id"] == mine


async def test_a_retry_is_answered_with_the_first_outcome() -> None:
    stage = await set_stage(settings_of(rooms=(SLOW,), allowances=Allowances(post_per_second=0.01, burst=1)))
    ana = await stage.guest("Ana", "agora")
    first = await ana.post("Bonsoir", client_message_id=(mine := key()))
    for _ in range(3):
        again = await ana.post("Bonsoir", client_message_id=mine)
        assert (again["type"], again["message_id"], again["offset"]) == ("ok", first["message_id"], first["offset"])
    assert len(ana.received("message.posted")) == 1


async def test_a_retry_is_answered_after_a_restart_an_edit_a_removal_and_a_closed_room() -> None:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    first = await ana.post("Bonsoir", client_message_id=(mine := key()))
    await ana.ask("message.edit", room="agora", message_id=first["message_id"], body="Bonne nuit")
    await ana.ask("message.remove", room="agora", message_id=first["message_id"])
    stage = await restarted(stage)
    found = await stage.house.http.guests.book.find(token)
    assert found is not None
    ana = stage.tab(found)
    await ana.enter()
    await stage.store.append_control("room.close", b'{"slug":"agora"}', stage.clock.now_ms())
    await stage.house.steering.follow()
    assert (await ana.post("Bonsoir", client_message_id=mine))["offset"] == first["offset"]
    assert_refused(await ana.post("Bonne nuit", client_message_id=mine), "conflict")


async def test_outcomes_forgotten_here_are_read_from_the_store() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    keys = [key() for _ in range(300)]
    offsets = [(await ana.post("Bonsoir", client_message_id=each))["offset"] for each in keys]
    again = [(await ana.post("Bonsoir", client_message_id=each))["offset"] for each in keys[::37]]
    assert again == offsets[::37]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "body_empty"),
        (" \n\u200b\u2060 ", "body_empty"),
        ("x" * 2_001, "body_too_long"),
        ("bon\u0000soir", "body_unprintable"),
        ("bon\u001b[2Jsoir", "body_unprintable"),
    ],
)
async def test_a_body_that_cannot_be_is_refused_and_nothing_is_kept(body: str, code: str) -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    reply = await ana.post(body)
    assert (reply["type"], reply["code"]) == ("failed", code)
    assert (await stage.store.heads())[1] == 0
    assert reply.get("limit") == (2_000 if code == "body_too_long" else None)


async def test_slow_mode_asks_for_patience_in_that_room_only() -> None:
    rooms = (SLOW, ConfiguredRoom(slug="cuisine", name="Cuisine"))
    stage = await set_stage(settings_of(rooms=rooms, allowances=Allowances()))
    ana = await stage.guest("Ana", "agora", "cuisine")
    assert_done(await ana.post())
    reply = await ana.post()
    assert_refused(reply, "slowed")
    assert (reply["reason"], reply["retry_after"]) == ("slow_mode", 30)
    assert_done(await ana.post(room="cuisine"))
    stage.clock.step(29.9)
    assert_refused(await ana.post(), "slowed")
    stage.clock.step(0.2)
    assert_done(await ana.post())


async def test_an_edit_does_not_wait_for_slow_mode() -> None:
    stage = await set_stage(settings_of(rooms=(SLOW,), allowances=Allowances()))
    ana = await stage.guest("Ana", "agora")
    posted = await ana.post()
    assert_done(await ana.ask("message.edit", room="agora", message_id=posted["message_id"], body="Bonne nuit"))


async def test_a_burst_is_allowed_then_one_a_second() -> None:
    stage = await set_stage(settings_of(allowances=Allowances()))
    ana = await stage.guest("Ana", "agora")
    for number in range(5):
        assert_done(await ana.post(f"Bonsoir {number}"))
    reply = await ana.post()
    assert_refused(reply, "slowed")
    assert reply["reason"] == "rate" and 0 < reply["retry_after"] <= 1.1
    stage.clock.step(reply["retry_after"])
    assert_done(await ana.post())


async def test_a_screened_message_names_the_rule_and_the_words_and_is_not_kept() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    term, rule = shipped_term()
    reply = await ana.post(f"Alors, {term.upper()} !")
    assert_refused(reply, "screened")
    assert (reply["rule"], [word.casefold() for word in reply["words"]]) == (rule, [term.casefold()])
    posted = await ana.post("Bonsoir")
    edit = await ana.ask("message.edit", room="agora", message_id=posted["message_id"], body=term)
    assert_refused(edit, "screened")
    assert_refused(await ana.ask("nickname.change", room="agora", nickname=term[:24]), "screened")
    assert (await stage.store.heads())[1] == 1


async def test_a_full_disk_keeps_nothing_says_so_and_passes() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.post())
    stage.store.tables.writable = False
    reply = await ana.post("Perdu ?", client_message_id=(mine := key()))
    assert_refused(reply, "unavailable")
    assert reply["retry_after"] > 0
    stage.store.tables.writable = True
    assert (await ana.post("Perdu ?", client_message_id=mine))["offset"] == 2


async def test_posting_keeps_a_session_from_growing_idle_until_a_day_has_passed() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    replies = []
    for _ in range(7):
        await stage.step(3 * HOUR + 1_800)
        if ana.closed is None:
            replies.append(await ana.post())
    assert ana.closed is not None and replies[-1]["type"] == "ok"
    assert stage.clock.monotonic() >= 24 * HOUR


async def test_a_service_asked_directly_refuses_a_closed_room() -> None:
    stage = await set_stage()
    _, session = await stage.session("Ana")
    await close_agora(stage)
    room = stage.house.http.rooms.directory.by_slug("agora")
    assert room is not None
    with refused("room_closed"):
        await stage.house.welcome.dispatch._do.posting.post(
            Post(room=room, session=session, origin=ORIGIN, body="Bonsoir", client_message_id=key())
        )


async def close_agora(stage: Stage) -> None:
    await stage.store.append_control("room.close", b'{"slug":"agora"}', stage.clock.now_ms())
    await stage.house.steering.follow()


def shipped_term() -> tuple[str, str]:
    """A text that a shipped rule blocks and that could be a nickname, and the rule's place on the rules page."""
    return "va te pendre", "rule-1"


async def test_a_reply_answers_a_message_of_the_same_room() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora", "cuisine")
    first, elsewhere = await ana.post("Une question"), await ana.post("Une recette", room="cuisine")
    assert_done(await ana.post("Une réponse", reply_to=first["message_id"]))
    for reply_to in ("nothing", elsewhere["message_id"]):
        assert_refused(await ana.post("Une réponse", reply_to=reply_to), "not_found")
    assert_done(await ana.ask("message.remove", room="agora", message_id=first["message_id"]))
    assert_done(await ana.post("Trop tard", reply_to=first["message_id"]))


async def test_after_a_restart_who_wrote_is_listed_as_soon_as_they_are_back() -> None:
    stage = await set_stage()
    (_, ana), (_, bilal) = [await stage.session(name) for name in ("Ana", "Bilal")]
    for session, room in ((ana, "agora"), (bilal, "cuisine")):
        tab = stage.tab(session)
        await tab.enter(room)
        assert_done(await tab.post(room=room))
    again = await restarted(stage)
    for session in (ana, bilal):
        again.house.http.guests.book.remember(session, born_here=False)
    (entered, reader) = [await again.tab(session).enter("agora") for session in (ana, bilal)]
    assert (entered["you"]["named"], reader["you"]["named"]) == (True, False)
    assert [person["nickname"] for person in reader["roster"]["people"]] == ["Ana"]
