"""Conversations: by consent, between proven adults, ended without a word."""

from dataclasses import dataclass

import pytest

from palabre.domain.conversation import CONVERSATION_MS, OPEN_REQUESTS, REQUEST_MS
from palabre.domain.session import Session
from palabre.services.sheltering import Sheltering
from palabre.settings import ConfiguredRoom
from tests.cast import Json, Stage, Tab, assert_done, assert_refused, restarted, set_stage, settings_of
from tests.tools.browser_key import Browser

AGORA = ConfiguredRoom(slug="agora", name="Agora")
CUISINE = ConfiguredRoom(slug="cuisine", name="Cuisine")
MINUIT = ConfiguredRoom(slug="minuit", name="Minuit", kind="adult")


@dataclass
class Two:
    """Ana and Bilal, proven adults, both wrote in agora."""

    stage: Stage
    ana: Tab
    bilal: Tab

    def tag(self, nickname: str) -> str:
        """Under which tag somebody wrote in agora."""
        told = [event["message"]["author"] for event in self.ana.received("message.posted")]
        return str(next(author["tag"] for author in told if author["nickname"] == nickname))

    async def ask(self, *, by: Tab | None = None, tag: str | None = None) -> Json:
        return await (by or self.ana).ask("conversation.request", room="agora", tag=tag or self.tag("Bilal"))

    async def open(self) -> str:
        """Ana asked, Bilal accepted, both entered."""
        asked = await self.ask()
        await self.stage.step(1)
        accepted = await self.bilal.ask("conversation.accept", request=asked["request"])
        assert_done(accepted)
        for tab in (self.ana, self.bilal):
            await tab.enter(accepted["conversation"])
        return str(accepted["conversation"])


async def two() -> Two:
    stage = await set_stage(settings_of(rooms=(AGORA, CUISINE, MINUIT)))
    ana, bilal = await stage.adult("Ana", "agora"), await stage.adult("Bilal", "agora")
    for tab in (ana, bilal):
        assert_done(await tab.post("Me voici"))
    return Two(stage, ana, bilal)


async def listed(tab: Tab) -> Json:
    told = await tab.ask("conversation.list")
    assert_done(told)
    return told


async def test_from_a_request_to_a_conversation() -> None:
    scene = await two()
    asked = await scene.ask()
    assert_done(asked)
    assert scene.bilal.received("conversation.requested") == []
    await scene.stage.step(1)
    (told,) = scene.bilal.received("conversation.requested")
    assert (told["request"], told["nickname"], told["tag"]) == (asked["request"], "Ana", scene.tag("Ana"))
    assert (told["room"], told["room_name"]) == ("agora", "Agora")
    assert [each["request"] for each in (await listed(scene.ana))["sent"]] == [asked["request"]]
    accepted = await scene.bilal.ask("conversation.accept", request=asked["request"])
    assert_done(accepted)
    slug = accepted["conversation"]
    for tab, other in ((scene.ana, "Bilal"), (scene.bilal, "Ana")):
        (opened,) = tab.received("conversation.opened")
        assert (opened["conversation"], opened["nickname"], opened["request"]) == (slug, other, asked["request"])
        assert (opened["room_name"], opened["state"], opened["unread"]) == ("Agora", "open", 0)
    entered = [await tab.enter(slug) for tab in (scene.ana, scene.bilal)]
    assert [state["you"]["nickname"] for state in entered] == ["Ana", "Bilal"]
    assert_done(await scene.ana.post("Bonsoir, toi", room=slug))
    assert [each["message"]["body"] for each in scene.bilal.received("message.posted")][-1] == "Bonsoir, toi"
    (conversation,) = (await listed(scene.bilal))["conversations"]
    assert (conversation["nickname"], conversation["unread"]) == ("Ana", 1)
    assert_done(await scene.bilal.ask("read.mark", room=slug, offset=1))
    assert (await listed(scene.bilal))["conversations"][0]["unread"] == 0


async def test_tags_of_a_conversation_are_of_it_alone() -> None:
    scene = await two()
    slug = await scene.open()
    posted = await scene.ana.post("Bonsoir", room=slug)
    assert_done(posted)
    told = scene.bilal.received("message.posted")[-1]["message"]["author"]["tag"]
    assert told not in (scene.tag("Ana"), scene.tag("Bilal"))
    assert told == scene.bilal.received("conversation.opened")[0]["tag"]


async def test_nobody_else_knows_of_it() -> None:
    scene = await two()
    chloe, spectator = await scene.stage.adult("Chloé", "agora"), await scene.stage.spectator("agora")
    slug = await scene.open()
    assert_done(await scene.ana.post("Entre nous", room=slug))
    await scene.stage.step(2)
    for tab in (chloe, spectator):
        assert slug not in tab.text and "Entre nous" not in tab.text
        nowhere = await tab.ask("room.enter", room="c-aaaaaaaaaaaaaaaaaaaaaaaaaa")
        there = await tab.ask("room.enter", room=slug)
        assert there | {"ref": 0} == nowhere | {"ref": 0}
    assert_refused(await chloe.ask("conversation.end", conversation=slug), "not_found")


async def test_ending_is_not_told_until_the_other_writes() -> None:
    scene = await two()
    slug = await scene.open()
    before = len(scene.bilal.frames)
    assert_done(await scene.ana.ask("conversation.end", conversation=slug))
    assert scene.ana.received("conversation.changed") == [
        {"type": "conversation.changed", "conversation": slug, "state": "ended"}
    ]
    await scene.stage.step(2)
    assert scene.bilal.frames[before:] == []
    assert (await listed(scene.bilal))["conversations"][0]["state"] == "open"
    assert (await listed(scene.ana))["conversations"] == []
    assert_refused(await scene.bilal.post("Tu es là ?", room=slug), "room_closed")
    await scene.stage.step(2)
    assert [each["state"] for each in scene.bilal.received("conversation.changed")] == ["ended"]
    assert (await listed(scene.bilal))["conversations"] == []


@pytest.mark.parametrize("how", ["ended", "left"])
async def test_whoever_is_gone_ended_it_and_whoever_ended_it_is_gone(how: str) -> None:
    scene = await two()
    slug = await scene.open()
    if how == "ended":
        await scene.ana.ask("conversation.end", conversation=slug)
    else:
        session = scene.stage.house.welcome.book.live(scene.ana.visitor.session_id or "")
        assert session is not None
        await scene.stage.house.http.guests.leaving.leave(session)
    await scene.stage.step(20)
    (shown,) = (await listed(scene.bilal))["conversations"]
    assert (shown["nickname"], shown["state"]) == ("Ana", "open")
    assert_refused(await scene.bilal.ask("room.enter", room=slug), "room_closed")


async def test_neither_hears_when_the_other_is_there() -> None:
    scene = await two()
    slug = await scene.open()
    await scene.bilal.ask("room.leave", room=slug)
    await scene.stage.step(2)
    entered = await scene.bilal.enter(slug)
    assert entered["roster"] == {"present": 0, "spectators": 0, "people": []}
    await scene.stage.step(2)
    assert [each for each in scene.ana.received("presence.changed") if each["room"] == slug] == []


async def test_it_is_over_after_a_day_and_nothing_is_kept_a_day_later() -> None:
    scene = await two()
    slug = await scene.open()
    directory = scene.stage.house.http.rooms.directory
    await scene.stage.step(CONVERSATION_MS / 1_000)
    room = directory.by_slug(slug)
    assert room is not None and room.closed
    await scene.stage.step(CONVERSATION_MS / 1_000)
    assert directory.by_slug(slug) is None
    assert scene.stage.store.tables.conversations == {}


async def test_links_are_refused_with_a_reason() -> None:
    scene = await two()
    slug = await scene.open()
    refused = await scene.ana.post("Regarde https://exemple.example/x", room=slug)
    assert_refused(refused, "screened")
    assert "liens" in refused["explanation"].lower()
    posted = await scene.ana.post("Regarde", room=slug)
    edited = await scene.ana.ask("message.edit", room=slug, message_id=posted["message_id"], body="www.exemple.fr")
    assert_refused(edited, "screened")


async def test_what_adults_say_to_each_other_is_not_judged() -> None:
    scene = await two()
    slug = await scene.open()
    assert_refused(await scene.ana.post("sale bougnoule"), "screened")
    assert "offset" in await scene.ana.post("sale bougnoule", room=slug)


async def test_pressing_a_protected_guest_freezes_it_and_tells_the_sender_the_rule_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def nothing(_: Sheltering, session: Session) -> None:
        """Bilal is protected and still there: what a failure leaves for the half minute until it is made good."""

    monkeypatch.setattr(Sheltering, "shelter", nothing)
    scene = await two()
    slug = await scene.open()
    assert_refused(await scene.bilal.post("j'ai 16 ans"), "screened")
    refused = await scene.ana.post("envoie une photo nue", room=slug)
    assert_refused(refused, "screened")
    assert refused["rule"] == "rule-2"
    (told,) = scene.ana.received("conversation.changed")
    assert (told["state"], told["statement"]) == ("frozen", refused["explanation"])
    assert scene.bilal.received("conversation.changed") == [
        {"type": "conversation.changed", "conversation": slug, "state": "frozen"}
    ]
    for tab in (scene.ana, scene.bilal):
        assert_refused(await tab.post("Alors ?", room=slug), "conversation_frozen")
    await scene.stage.step(20)
    (sanction,) = scene.ana.received("sanction.applied")
    assert "photo" not in str(sanction["sanction"]["facts"]) and "Bilal" not in str(sanction)


async def test_one_hides_the_other_before_they_wrote() -> None:
    scene = await two()
    slug = await scene.open()
    (told,) = (await listed(scene.ana))["conversations"]
    assert_done(await scene.ana.ask("guest.hide", room=slug, tag=told["tag"], hidden=True))
    seen = len(scene.ana.received("message.posted"))
    assert_done(await scene.bilal.post("Tu es là ?", room=slug))
    await scene.stage.step(1)
    assert len(scene.ana.received("message.posted")) == seen


async def test_a_proof_that_ends_pauses_it() -> None:
    scene = await two()
    slug = await scene.open()
    await scene.stage.house.adulthood.upholding.end(scene.ana.visitor.session_id or "", "ended")
    assert_refused(await scene.ana.post("Bonsoir", room=slug), "proof_required")
    assert_refused(await scene.bilal.post("Bonsoir", room=slug), "conversation_paused")


async def test_only_the_requesters_own_state_refuses() -> None:
    scene = await two()
    chloe = await scene.stage.guest("Chloé", "agora")
    assert_refused(await scene.ask(by=chloe), "proof_required")
    for number in range(OPEN_REQUESTS):
        assert_done(await scene.ask(tag=f"nobody-{number}"))
    refused = await scene.ask()
    assert_refused(refused, "too_many_requests")
    assert refused["limit"] == OPEN_REQUESTS
    sent = (await listed(scene.ana))["sent"]
    assert_done(await scene.ana.ask("conversation.withdraw", request=sent[0]["request"]))
    assert_done(await scene.ask())


async def test_a_request_withdrawn_leaves_the_inbox() -> None:
    scene = await two()
    asked = await scene.ask()
    await scene.stage.step(1)
    assert_done(await scene.ana.ask("conversation.withdraw", request=asked["request"]))
    await scene.stage.step(1)
    settled = [each["request"] for each in scene.bilal.received("conversation.settled")]
    assert settled == [asked["request"]]
    assert (await listed(scene.bilal))["received"] == []
    assert_refused(await scene.bilal.ask("conversation.accept", request=asked["request"]), "not_found")


async def test_declining_is_told_to_nobody() -> None:
    scene = await two()
    asked = await scene.ask()
    await scene.stage.step(1)
    before, seen = await listed(scene.ana), len(scene.ana.frames)
    assert_done(await scene.bilal.ask("conversation.decline", request=asked["request"]))
    await scene.stage.step(2)
    assert scene.ana.frames[seen:] == []
    assert (await listed(scene.ana)) | {"ref": 0} == before | {"ref": 0}
    assert (await listed(scene.bilal))["received"] == []


async def test_a_request_lapses_after_a_day_for_both_alike() -> None:
    scene = await two()
    await scene.ask()
    await scene.stage.step(1)
    assert len((await listed(scene.ana))["sent"]) == 1
    request = next(iter(scene.stage.store.tables.requests.values()))
    assert request.stands(request.at_ms + REQUEST_MS - 1)
    assert not request.stands(request.at_ms + REQUEST_MS)


async def test_it_goes_on_over_a_restart() -> None:
    scene = await two()
    slug = await scene.open()
    assert_done(await scene.ana.post("Avant", room=slug))
    waiting = await scene.ask()
    stage = await restarted(scene.stage)
    tabs = {}
    for name, before in (("Ana", scene.ana), ("Bilal", scene.bilal)):
        session = stage.house.http.guests.book.live(before.visitor.session_id or "")
        assert session is not None
        tabs[name], browser = stage.tab(session), Browser()
        await stage.prove(session, browser)
        assert_done(await tabs[name].bind(browser))
        state = await tabs[name].enter(slug)
        assert [message["body"] for message in state["messages"]] == ["Avant"]
    assert (await listed(tabs["Bilal"]))["conversations"][0]["nickname"] == "Ana"
    assert [each["request"] for each in (await listed(tabs["Ana"]))["sent"]] == [waiting["request"]]
    assert_done(await tabs["Ana"].post("Après", room=slug))
    assert tabs["Bilal"].received("message.posted")[-1]["message"]["body"] == "Après"
