"""Transcripts and reports of conversations: for the two who were in it, and nobody else."""

from dataclasses import dataclass
from typing import Any, cast

import msgspec
import pytest
from httpx import ASGITransport, AsyncClient, Response

from palabre.domain.moderation.case import CaseState
from palabre.domain.session import Session
from palabre.http.app import make_app
from palabre.protocol.resources import ReportRequest, ReportSubject
from tests.cast import HOUR, PREFIX, Stage, Tab, assert_done, refused, set_stage, settings_of
from tests.services.test_conversing import AGORA, MINUIT
from tests.tools.browser_key import Browser

OPEN: tuple[CaseState, ...] = ("open",)
HERE = "http://127.0.0.1:8000"


@dataclass
class Party:
    """A proven adult, with their cookie and the key of their page."""

    stage: Stage
    token: str
    session: Session
    tab: Tab
    page_key: str

    async def transcript(self, slug: str, *, page_key: str | None = None) -> Response:
        app = ASGITransport(app=cast(Any, make_app(self.stage.house.http)), client=("127.0.0.1", 50_123))
        headers = {"Palabre-Page-Key": self.page_key if page_key is None else page_key, "Origin": HERE}
        async with AsyncClient(transport=app, base_url=HERE, cookies={"palabre_session": self.token}) as client:
            return await client.post(f"/api/conversations/{slug}/transcript", headers=headers)

    async def report(self, slug: str, **about: str) -> str:
        subject = msgspec.convert({"kind": "conversation", "room": slug} | about, ReportSubject)
        asked = ReportRequest(subject=subject, category="harassment")
        return (await self.stage.house.http.guests.reporting.report(self.session, PREFIX, asked)).receipt


async def party(stage: Stage, nickname: str) -> Party:
    token, session = await stage.session(nickname)
    browser = Browser()
    await stage.prove(session, browser)
    tab = stage.tab(session)
    bound = await tab.bind(browser)
    await tab.enter("agora")
    assert_done(await tab.post("Me voici"))
    return Party(stage, token, session, tab, bound["page_key"])


@dataclass
class Talk:
    """Ana and Bilal in a conversation where both wrote; Chloé is in none."""

    stage: Stage
    ana: Party
    bilal: Party
    chloe: Party
    slug: str
    said: dict[str, str]


async def talk() -> Talk:
    stage = await set_stage(settings_of(rooms=(AGORA, MINUIT)))
    ana, bilal, chloe = [await party(stage, nickname) for nickname in ("Ana", "Bilal", "Chloé")]
    tag = ana.tab.received("message.posted")[1]["message"]["author"]["tag"]
    asked = await ana.tab.ask("conversation.request", room="agora", tag=tag)
    await stage.step(1)
    slug = (await bilal.tab.ask("conversation.accept", request=asked["request"]))["conversation"]
    said = {}
    for each, body in ((ana, "Bonsoir Bilal"), (bilal, "Envoie-moi de l'argent")):
        await each.tab.enter(slug)
        said[body] = (await each.tab.post(body, room=slug))["message_id"]
    return Talk(stage, ana, bilal, chloe, slug, said)


async def test_each_of_the_two_keeps_what_was_said() -> None:
    scene = await talk()
    for one in (scene.ana, scene.bilal):
        answer = await one.transcript(scene.slug)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/plain")
        for body, message_id in scene.said.items():
            assert body in answer.text and message_id in answer.text


async def test_a_transcript_is_for_nobody_else_and_for_no_other_browser() -> None:
    scene = await talk()
    nowhere = await scene.chloe.transcript("c-aaaaaaaaaaaaaaaaaaaaaaaaaa")
    answer = await scene.chloe.transcript(scene.slug)
    assert (answer.status_code, answer.text) == (nowhere.status_code, nowhere.text)
    assert answer.json()["code"] == "not_found"
    assert (await scene.ana.transcript(scene.slug, page_key="x")).json()["code"] == "proof_unbound"
    assert (await scene.ana.transcript("agora")).json()["code"] == "not_found"


@pytest.mark.parametrize("when", ["open", "ended by me", "ended by them", "they left", "my proof is over"])
async def test_it_is_reported_while_it_goes_on_and_for_a_day_after(when: str) -> None:
    scene = await talk()
    await scene.stage.step(1)
    match when:
        case "ended by me":
            assert_done(await scene.ana.tab.ask("conversation.end", conversation=scene.slug))
        case "ended by them":
            assert_done(await scene.bilal.tab.ask("conversation.end", conversation=scene.slug))
            await scene.ana.tab.post("Tu es là ?", room=scene.slug)
        case "they left":
            await scene.stage.house.http.guests.leaving.leave(scene.bilal.session)
        case "my proof is over":
            await scene.stage.house.adulthood.upholding.end(scene.ana.session.id, "ended")
    await scene.stage.step(2)
    assert await scene.ana.report(scene.slug)
    assert await scene.ana.report(scene.slug, kind="message", message_id=scene.said["Envoie-moi de l'argent"])
    (case,) = await scene.stage.store.cases(None, OPEN, 10)
    pieces = await scene.stage.store.pieces(case.id)
    assert {piece.text.body for piece in pieces} == set(scene.said)


async def test_nobody_else_reports_it() -> None:
    scene = await talk()
    for about in ({}, {"kind": "message", "message_id": scene.said["Bonsoir Bilal"]}):
        with refused("not_found"):
            await scene.chloe.report(scene.slug, **about)


async def test_a_day_after_one_left_it_is_reported_no_more() -> None:
    scene = await talk()
    assert_done(await scene.ana.tab.ask("conversation.end", conversation=scene.slug))
    scene.stage.clock.step(24 * HOUR)
    with refused("not_found"):
        await scene.ana.report(scene.slug)
