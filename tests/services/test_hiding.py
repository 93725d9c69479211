"""Whom a guest hides: in one room, until they change their mind, unknown to anyone else."""

import pytest

from palabre.domain import hiding
from palabre.services import hiding as hiding_service
from tests.cast import HOUR, MINUTE, Json, Stage, Tab, assert_done, assert_refused, refused, restarted, set_stage


async def scene() -> tuple[Stage, Tab, Tab, str]:
    """Chloé reads agora, where Ana wrote; and Ana's tag there."""
    stage = await set_stage()
    chloe, ana = await stage.guest("Chloé", "agora"), await stage.guest("Ana", "agora", "cuisine")
    assert_done(await ana.post("Bonsoir"))
    return stage, chloe, ana, tag_of(ana)


def tag_of(tab: Tab, room: str = "agora") -> str:
    return str(next(state["you"]["tag"] for state in tab.received("room.entered") if state["room"] == room))


async def hide(tab: Tab, tag: str, *, room: str = "agora", hidden: bool = True) -> Json:
    return await tab.ask("guest.hide", room=room, tag=tag, hidden=hidden)


async def test_every_tab_of_the_room_is_told_and_filters_from_then_on() -> None:
    stage, chloe, ana, tag = await scene()
    session = stage.house.http.guests.book.live(chloe.visitor.session_id or "")
    other, elsewhere = stage.tab(session), stage.tab(session)
    await other.enter("agora")
    await elsewhere.enter("cuisine")
    assert_done(await hide(chloe, tag))
    assert_done(await ana.post("Encore"))
    for tab in (chloe, other):
        assert [event["people"] for event in tab.received("hiding.changed")] == [[{"nickname": "Ana", "tag": tag}]]
        assert "Encore" not in tab.text
        assert len(tab.received("message.hidden")) == 1
    assert elsewhere.received("hiding.changed") == []


async def test_it_is_told_again_on_entering_with_older_messages_left_out() -> None:
    _, chloe, ana, tag = await scene()
    assert_done(await ana.post("Encore"))
    assert_done(await hide(chloe, tag))
    state = await chloe.enter()
    assert state["you"]["hidden"] == [{"nickname": "Ana", "tag": tag}]
    assert (state["messages"], state["offset"], state.get("more", False)) == ([], 2, False)
    assert state["roster"]["people"] == [{"nickname": "Ana", "tag": tag}]
    resumed = await chloe.enter(since={"epoch": state["epoch"], "offset": 0})
    assert [event["type"] for event in resumed["events"]] == ["message.hidden", "message.hidden"]


async def test_pages_are_filled_from_older_messages_and_say_rightly_whether_there_are_more() -> None:
    stage, chloe, ana, tag = await scene()
    bilal = await stage.guest("Bilal", "agora")
    for number in range(60):
        assert_done(await bilal.post(f"n° {number}"))
    for number in range(700):
        assert_done(await ana.post(f"flot {number}"))
    assert_done(await hide(chloe, tag))
    reading = stage.house.http.rooms.reading
    session = stage.house.http.guests.book.live(chloe.visitor.session_id or "")
    page = await reading.page("agora", 2**53 - 1, session)
    assert [message.body for message in page.messages] == [f"n° {number}" for number in range(10, 60)]
    assert page.more
    page = await reading.page("agora", page.messages[0].offset, session)
    assert ([message.body for message in page.messages], page.more) == ([f"n° {number}" for number in range(10)], False)
    plain = await reading.page("agora", 2**53 - 1)
    assert plain.messages[-1].body == "flot 699"


async def test_one_message_of_a_hidden_guest_is_not_found() -> None:
    stage, chloe, ana, tag = await scene()
    reading = stage.house.http.rooms.reading
    session = stage.house.http.guests.book.live(chloe.visitor.session_id or "")
    message_id = ana.received("message.posted")[0]["message"]["id"]
    assert [each.id for each in (await reading.message("agora", message_id, session)).messages] == [message_id]
    assert_done(await hide(chloe, tag))
    with refused("not_found"):
        await reading.message("agora", message_id, session)
    assert (await reading.message("agora", message_id)).messages


@pytest.mark.parametrize("whose", ["nobody", "own", "operator", "empty room"])
async def test_a_tag_that_cannot_be_hidden_is_not_found(whose: str) -> None:
    stage, chloe, _, tag = await scene()
    assert_done(await chloe.post("Moi aussi"))
    tags = {"nobody": "aaaabbbbcccc", "own": tag_of(chloe), "operator": "operator", "empty room": tag}
    await stage.store.append_control("room.announce", b'{"slug":"agora","body":"Bienvenue"}', stage.clock.now_ms())
    await stage.house.steering.follow()
    room = "minuit" if whose == "empty room" else "agora"
    assert_refused(await hide(chloe, tags[whose], room=room), "not_found")
    assert chloe.received("hiding.changed") == []


async def test_a_guest_long_gone_can_be_hidden_and_shown_again_without_being_in_the_room() -> None:
    stage, chloe, ana, tag = await scene()
    assert_done(await chloe.ask("room.leave", room="agora"))
    session = stage.house.http.guests.book.live(ana.visitor.session_id or "")
    assert session is not None
    await stage.house.http.guests.leaving.leave(session)
    await stage.step(20)
    assert_done(await hide(chloe, tag))
    assert (await chloe.enter())["messages"] == []
    await stage.step(1_800)
    assert_done(await hide(chloe, tag, hidden=False))
    assert len((await chloe.enter())["messages"]) == 1


async def test_what_is_gone_from_the_room_can_still_be_shown_again() -> None:
    stage, chloe, _, tag = await scene()
    assert_done(await hide(chloe, tag))
    await stage.step(3 * HOUR)
    assert_done(await chloe.post("Toujours là"))
    await stage.step(3 * HOUR + MINUTE)
    session_id = chloe.visitor.session_id or ""
    assert len(await stage.house.http.guests.hidden.list(session_id)) == 1
    assert_done(await hide(chloe, tag, hidden=False))
    assert await stage.house.http.guests.hidden.list(session_id) == []


async def test_asking_twice_changes_nothing_and_is_told_once() -> None:
    _, chloe, _, tag = await scene()
    for _ in range(2):
        assert_done(await hide(chloe, tag))
    for _ in range(2):
        assert_done(await hide(chloe, tag, hidden=False))
    assert [len(event["people"]) for event in chloe.received("hiding.changed")] == [1, 0]


async def test_there_is_a_limit_and_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hiding_service, "MAX_HIDDEN", 1)
    stage, chloe, _, tag = await scene()
    bilal = await stage.guest("Bilal", "agora")
    assert_done(await bilal.post())
    assert_done(await hide(chloe, tag))
    reply = await hide(chloe, tag_of(bilal))
    assert_refused(reply, "too_many_hidden")
    assert reply["limit"] == 1 and hiding.MAX_HIDDEN == 200
    assert_done(await hide(chloe, tag))
    assert_done(await hide(chloe, tag, hidden=False))
    assert_done(await hide(chloe, tag_of(bilal)))


async def test_it_outlives_a_restart_and_ends_with_the_session() -> None:
    stage = await set_stage()
    token, session = await stage.session("Chloé")
    chloe, ana = stage.tab(session), await stage.guest("Ana", "agora")
    assert_done(await ana.post())
    assert_done(await hide(chloe, tag_of(ana)))
    stage = await restarted(stage)
    found = await stage.house.http.guests.book.find(token)
    assert found is not None
    chloe = stage.tab(found)
    state = await chloe.enter()
    assert state["messages"] == [] and len(state["you"]["hidden"]) == 1
    await stage.house.http.guests.leaving.leave(found)
    assert await stage.store.hides(found.id) == []
    assert found.id not in stage.house.welcome.dispatch._do.hiding._at_hand._hides


async def test_rooms_are_listed_in_their_order_with_whom_one_hides_there() -> None:
    stage, chloe, ana, tag = await scene()
    assert_done(await ana.post("Ici aussi", room="cuisine"))
    assert_done(await hide(chloe, tag_of(ana, "cuisine"), room="cuisine"))
    assert_done(await hide(chloe, tag))
    listed = await stage.house.http.guests.hidden.list(chloe.visitor.session_id or "")
    assert [(slug, [person.nickname for person in people]) for slug, people in listed] == [
        ("agora", ["Ana"]),
        ("cuisine", ["Ana"]),
    ]
