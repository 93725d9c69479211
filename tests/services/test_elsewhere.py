"""Two processes on one store: what one changes of private rooms and talks is so in the other, and told there."""

from dataclasses import dataclass, replace

import pytest

from palabre.ports.members import MEMBERS_CHANGED, MembersChanged
from palabre.services.sheltering import Sheltering
from tests.cast import Json, Stage, Tab, assert_done, assert_refused, restarted, set_stage
from tests.services.test_conversing import listed, two
from tests.tools.browser_key import Browser
from tests.tools.neighbour import Neighbour, at_desk, neighbour


@dataclass
class Nodes:
    """Ana and Bilal, members of a room, each on a node of their own; nothing but the store is between these."""

    here: Stage
    there: Stage
    ana: Neighbour
    bilal: Neighbour
    slug: str
    code: str

    async def pass_on(self) -> None:
        """A second: each reads what the other left in the control log."""
        await self.here.step(1)
        await self.there.step(0)


async def nodes() -> Nodes:
    here = await set_stage()
    ana, bilal = await neighbour(here, "Ana"), await neighbour(here, "Bilal")
    slug = await ana.make()
    code = await ana.invite(slug)
    assert await bilal.join(code) == slug
    await here.step(1)
    there = await restarted(here)
    moved = replace(bilal, stage=there, tab=there.tab(bilal.session), page_key="")
    await there.prove(bilal.session, bilal.browser)
    bilal.tab.lose()
    assert_done(await moved.come(slug))
    scene = Nodes(here, there, ana, moved, slug, code)
    await scene.pass_on()
    return scene


async def removed(scene: Nodes, reason: str = "Assez.") -> None:
    """Ana puts Bilal out."""
    info = (await scene.ana.ask("GET", f"/api/private-rooms/{scene.slug}")).json()
    (other,) = [person for person in info["people"] if not person["you"]]
    path = f"/api/private-rooms/{scene.slug}/members/{other['tag']}/removal"
    assert (await scene.ana.ask("POST", path, {"reason": reason})).status_code == 204
    await scene.pass_on()


def ended(tab: Tab) -> list[Json]:
    return tab.received("membership.ended")


async def test_who_is_removed_on_one_node_is_out_of_the_room_on_the_other_and_told_why() -> None:
    scene = await nodes()
    await removed(scene)
    (told,) = ended(scene.bilal.tab)
    assert (told["why"], told["reason"]) == ("removed", "Assez.")
    seen = len(scene.bilal.tab.frames)
    assert_done(await scene.ana.tab.post("Entre nous", room=scene.slug))
    await scene.pass_on()
    assert "Entre nous" not in str(scene.bilal.tab.frames[seen:])
    assert_refused(await scene.bilal.come(scene.slug), "not_found")


async def test_who_leaves_is_told_once_and_the_other_node_knows() -> None:
    scene = await nodes()
    assert (await scene.bilal.ask("POST", f"/api/private-rooms/{scene.slug}/leave", {})).status_code == 204
    await scene.pass_on()
    await scene.pass_on()
    assert [each["why"] for each in ended(scene.bilal.tab)] == ["left"]
    info = (await scene.ana.ask("GET", f"/api/private-rooms/{scene.slug}")).json()
    assert [person["nickname"] for person in info["people"]] == ["Ana"]


async def test_a_room_closed_on_one_node_is_over_on_the_other() -> None:
    scene = await nodes()
    assert (await scene.ana.ask("DELETE", f"/api/private-rooms/{scene.slug}")).status_code == 204
    await scene.pass_on()
    assert [each["why"] for each in ended(scene.bilal.tab)] == ["closed"]
    assert_refused(await scene.bilal.come(scene.slug), "room_closed")


async def test_who_comes_in_on_one_node_is_a_member_on_the_other() -> None:
    scene = await nodes()
    chloe = await neighbour(scene.here, "Chloé")
    assert await chloe.join(scene.code) == scene.slug
    await scene.pass_on()
    info = (await scene.bilal.ask("GET", f"/api/private-rooms/{scene.slug}")).json()
    assert info["members"] == 3


async def test_a_room_made_on_one_node_is_there_for_its_members_on_the_other() -> None:
    scene = await nodes()
    made = await scene.ana.make("Les voisines")
    code = await scene.ana.invite(made)
    await scene.pass_on()
    assert await scene.bilal.join(code) == made


async def test_a_room_a_moderator_opened_is_open_on_the_other_node() -> None:
    scene = await nodes()
    (row,) = (await at_desk(scene.here, "Mo", "GET", "/api/desk/private-rooms")).json()["rooms"]
    opened = await at_desk(scene.here, "Mo", "POST", f"/api/desk/private-rooms/{row['id']}/open", {})
    assert opened.status_code in (200, 201, 204), opened.text
    await scene.pass_on()
    room = scene.there.house.http.rooms.directory.by_slug(scene.slug)
    assert room is not None and room.opened


async def test_what_a_node_read_too_early_undoes_nothing_it_did_itself() -> None:
    scene = await nodes()
    room = scene.here.house.http.rooms.directory.by_slug(scene.slug)
    assert room is not None
    before = await scene.here.store.place_now(room.id)
    assert before is not None
    await removed(scene)
    members = scene.here.house.members
    assert members.renew(before) == []
    assert not members.is_in(room.id, scene.bilal.session.id)
    assert (await scene.ana.ask("DELETE", f"/api/private-rooms/{scene.slug}")).status_code == 204
    members.renew(before)
    after = scene.here.house.http.rooms.directory.by_slug(scene.slug)
    assert after is not None and after.closed and after.owner is None


async def moved(stage: Stage, tab: Tab) -> Tab:
    """The same guest on another node, in a browser that proved it."""
    session = stage.house.http.guests.book.live(tab.visitor.session_id or "")
    assert session is not None
    browser = Browser()
    await stage.prove(session, browser)
    there = stage.tab(session)
    assert_done(await there.bind(browser))
    return there


async def test_a_conversation_accepted_on_one_node_is_opened_ended_and_counted_on_the_other() -> None:
    both = await two()
    asked = await both.ask()
    await both.stage.step(1)
    there = await restarted(both.stage)
    ana = await moved(there, both.ana)
    accepted = await both.bilal.ask("conversation.accept", request=asked["request"])
    assert_done(accepted)
    slug = accepted["conversation"]
    await both.stage.step(1)
    await there.step(0)
    (opened,) = ana.received("conversation.opened")
    assert (opened["conversation"], opened["request"], opened["nickname"]) == (slug, asked["request"], "Bilal")
    await both.bilal.enter(slug)
    assert_done(await both.bilal.post("Tu es là ?", room=slug))
    await there.step(1)
    assert [each["unread"] for each in ana.received("unread.changed")] == [1]
    await ana.enter(slug)
    assert_done(await both.bilal.ask("conversation.end", conversation=slug))
    await both.stage.step(1)
    await there.step(0)
    assert ana.received("conversation.changed") == []
    assert_refused(await ana.post("Alors ?", room=slug), "room_closed")
    assert (await listed(ana))["conversations"][0]["state"] == "open"


async def test_a_freeze_on_one_node_is_told_on_the_other_with_its_rule_to_who_is_answerable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def nothing(*_: object) -> None:
        """Bilal is protected and still there: what a failure leaves for the half minute until it is made good."""

    monkeypatch.setattr(Sheltering, "shelter", nothing)
    both = await two()
    slug = await both.open()
    await both.stage.step(1)
    there = await restarted(both.stage)
    ana, bilal = await moved(there, both.ana), await moved(there, both.bilal)
    assert_refused(await both.bilal.post("j'ai 16 ans"), "screened")
    refused = await both.ana.post("envoie une photo nue", room=slug)
    assert_refused(refused, "screened")
    await both.stage.step(1)
    await there.step(0)
    (told,) = ana.received("conversation.changed")
    assert (told["state"], told["statement"]) == ("frozen", refused["explanation"])
    assert bilal.received("conversation.changed") == [
        {"type": "conversation.changed", "conversation": slug, "state": "frozen"}
    ]
    await ana.enter(slug)
    assert_refused(await ana.post("Alors ?", room=slug), "conversation_frozen")


def test_an_entry_says_nothing_of_whom_it_is_about() -> None:
    assert repr(MembersChanged(7, answerable="session-of-ana")) == "<MembersChanged in 7>"
    assert MEMBERS_CHANGED == "members.changed"
