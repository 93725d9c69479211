"""Sheltering: a proven adult who says they are a minor is in private with nobody any more; others see a leaving."""

import pytest

from palabre.domain.standing import Standing
from palabre.services.sheltering import APART
from tests.cast import assert_refused, restarted, set_stage, texts_in
from tests.services.test_conversing import Two, listed, two
from tests.tools.neighbour import at_desk, neighbour

AGE, SLUR = "j'ai 16 ans", "sale bougnoule"


async def test_their_conversations_end_and_they_learn_so_alone() -> None:
    scene = await two()
    slug = await scene.open()
    seen = len(scene.ana.frames)
    assert_refused(await scene.bilal.post(AGE), "screened")
    await scene.stage.step(2)
    assert scene.ana.frames[seen:] == []
    assert [each["state"] for each in scene.bilal.received("conversation.changed")] == ["ended"]
    assert [offer["kind"] for offer in scene.bilal.received("care.offered")] == ["minor"]
    assert (await listed(scene.ana))["conversations"][0]["state"] == "open"
    assert_refused(await scene.bilal.ask("room.enter", room=slug), "not_found")
    assert_refused(await scene.ana.post("Bonsoir", room=slug), "room_closed")


async def found_over(how: str) -> bytes:
    """All that Ana is told when Bilal is in it no more, one way or the other."""
    scene = await two()
    slug = await scene.open()
    seen = len(scene.ana.pipe.written)
    if how == "ended":
        await scene.bilal.post(SLUR)
        await scene.bilal.ask("conversation.end", conversation=slug)
    else:
        await scene.bilal.post(AGE)
    await scene.stage.step(2)
    await listed(scene.ana)
    await scene.ana.post("Tu es là ?", room=slug)
    await scene.stage.step(2)
    await listed(scene.ana)
    await scene.ana.ask("room.enter", room=slug)
    return b"\n".join(texts_in(bytes(scene.ana.pipe.written)[seen:]))


async def test_the_other_is_told_what_they_are_of_an_end() -> None:
    assert await found_over("protected") == await found_over("ended")


async def asked_before(what: str) -> tuple[Two, bytes]:
    """What Ana is told of her request for its day, whatever Bilal said after it came."""
    scene = await two()
    await scene.ask()
    await scene.stage.step(1)
    seen = len(scene.ana.pipe.written)
    await scene.bilal.post(what)
    for _ in range(3):
        await scene.stage.step(2)
        await listed(scene.ana)
    return scene, b"\n".join(texts_in(bytes(scene.ana.pipe.written)[seen:]))


async def test_a_request_to_them_stands_as_one_nobody_answers() -> None:
    protected, otherwise = await asked_before(AGE), await asked_before(SLUR)
    assert protected[1] == otherwise[1]
    (request,) = protected[0].stage.store.tables.requests.values()
    assert request.target is None
    assert [each["request"] for each in protected[0].bilal.received("conversation.settled")] == [request.id]


async def test_a_request_of_theirs_waits_for_its_day_and_opens_nothing() -> None:
    scene = await two()
    asked = await scene.ask(by=scene.bilal, tag=scene.tag("Ana"))
    await scene.stage.step(1)
    await scene.bilal.post(AGE)
    await scene.stage.step(2)
    assert [each["request"] for each in (await listed(scene.ana))["received"]] == [asked["request"]]
    assert_refused(await scene.ana.ask("conversation.accept", request=asked["request"]), "not_found")


async def test_they_are_in_no_private_room_any_more_and_told_so_with_respect() -> None:
    stage = await set_stage()
    ana, bilal = await neighbour(stage, "Ana"), await neighbour(stage, "Bilal")
    slug = await ana.make()
    await bilal.join(await ana.invite(slug))
    assert_refused(await bilal.tab.post(AGE, room=slug), "screened")
    (ended,) = bilal.tab.received("membership.ended")
    assert (ended["room"], ended["why"], ended["reason"]) == (slug, "left", APART["fr"])
    assert [offer["kind"] for offer in bilal.tab.received("care.offered")] == ["minor"]
    assert_refused(await bilal.tab.ask("room.enter", room=slug), "not_found")
    seen = len(ana.tab.frames)
    await stage.step(2)
    assert {frame["type"] for frame in ana.tab.frames[seen:]} <= {"presence.changed"}
    assert "16" not in str(ana.tab.frames[seen:])


@pytest.mark.parametrize("opened", [True, False])
async def test_where_a_moderator_opened_a_room_they_stay(opened: bool) -> None:
    stage = await set_stage()
    ana = await neighbour(stage, "Ana")
    await ana.make()
    if opened:
        (row,) = (await at_desk(stage, "Mo", "GET", "/api/desk/private-rooms")).json()["rooms"]
        await at_desk(stage, "Mo", "POST", f"/api/desk/private-rooms/{row['id']}/open", {})
    await ana.tab.enter()
    assert_refused(await ana.tab.post(AGE), "screened")
    assert (ana.tab.received("membership.ended") == []) is opened


async def test_what_a_stop_left_undone_is_made_up_for() -> None:
    scene = await two()
    slug = await scene.open()
    session_id = scene.bilal.visitor.session_id or ""
    await scene.stage.store.keep_standing(Standing(session_id=session_id, protected_ms=1))
    stage = await restarted(scene.stage)
    session = stage.house.http.guests.book.live(session_id)
    assert session is not None
    tab = stage.tab(session)
    await tab.enter()
    await tab.post("Bonsoir")
    await stage.step(31)
    assert_refused(await tab.ask("room.enter", room=slug), "not_found")
    members = [member for member in stage.store.tables.members.values() if member.is_in]
    assert [member.session_id for member in members] == [scene.ana.visitor.session_id]
