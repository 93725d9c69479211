"""Entitling: a room for adults is shut to who proved nothing, on every path, and to writing while nobody watches."""

import json
from dataclasses import dataclass
from typing import Any, cast

import pytest
from httpx import ASGITransport, AsyncClient, Response

from palabre.domain.staff import Staff
from palabre.http.app import make_app
from palabre.settings import ConfiguredRoom
from tests.cast import Stage, Tab, assert_done, assert_refused, restarted, set_stage, settings_of

HERE = "http://127.0.0.1:8000"
AGORA = ConfiguredRoom(slug="agora", name="Agora")
MINUIT = ConfiguredRoom(
    slug="minuit", name="Minuit", topic="Tard le soir", rules="Entre adultes.", pinned="Ce soir : contes", kind="adult"
)


@dataclass
class Night:
    """Bilal is a proven adult, and wrote in minuit while Mo watched over it. Ana proved nothing."""

    stage: Stage
    mo: Staff
    bilal: Tab
    ana: Tab
    ana_token: str
    message_id: str

    async def get(self, path: str, **cookies: str) -> Response:
        app = ASGITransport(app=cast(Any, make_app(self.stage.house.http)), client=("127.0.0.1", 50_123))
        async with AsyncClient(transport=app, base_url=HERE, cookies=cookies) as client:
            return await client.get(path)

    async def end_proof(self) -> None:
        """Bilal's."""
        await self.stage.house.adulthood.upholding.end(self.bilal.visitor.session_id or "", "ended")

    async def order(self, kind: str, **data: object) -> None:
        """What the command line puts into the control log, taken in."""
        await self.stage.store.append_control(kind, json.dumps(data).encode(), self.stage.clock.now_ms())
        await self.stage.house.steering.follow()


async def night_of() -> Night:
    stage = await set_stage(settings_of(rooms=(AGORA, MINUIT)))
    ana_token, ana = await stage.session("Ana")
    tab, mo = await stage.adult("Bilal", "minuit"), await stage.moderator("Mo")
    watch(stage, mo)
    posted = await tab.post("Il était une fois", room="minuit")
    return Night(stage, mo, tab, stage.tab(ana), ana_token, posted["message_id"])


def watch(stage: Stage, member: Staff) -> None:
    room = stage.house.http.rooms.directory.open_room("minuit")
    stage.house.http.team.covering.watch(member, [room], active=True)


async def test_nobody_enters_a_room_for_adults_without_a_proof() -> None:
    night = await night_of()
    assert_refused(await night.ana.ask("room.enter", room="minuit"), "proof_required")
    spectator = night.stage.tab()
    assert_refused(await spectator.ask("room.enter", room="minuit"), "proof_required")
    assert "Il était une fois" not in night.ana.text + spectator.text


async def test_nobody_resumes_there_without_a_proof() -> None:
    night = await night_of()
    state = night.bilal.received("room.entered")[0]
    since = {"epoch": state["epoch"], "offset": 0}
    assert_refused(await night.ana.ask("room.enter", room="minuit", since=since), "proof_required")
    await night.end_proof()
    night.bilal.lose()
    again = night.stage.tab(night.stage.house.welcome.book.live(night.bilal.visitor.session_id or ""))
    assert_refused(await again.ask("room.enter", room="minuit", since=since), "proof_required")


@pytest.mark.parametrize("path", ["messages", "messages/{id}", "people", "people?name=bi"])
async def test_nothing_of_it_is_read_over_http_without_a_proof(path: str) -> None:
    night = await night_of()
    address = f"/api/rooms/minuit/{path.format(id=night.message_id)}"
    answer = await night.get(address, palabre_session=night.ana_token)
    assert (answer.status_code, answer.json()["code"]) == (403, "proof_required")
    assert (await night.get(address)).status_code == 401


async def test_the_lobby_says_that_it_is_for_adults_and_counts_who_is_there() -> None:
    night = await night_of()
    answer = (await night.get("/api/rooms")).json()
    cards = {card["slug"]: card for card in answer["rooms"]}
    assert (cards["agora"]["kind"], cards["minuit"]["kind"]) == ("general", "adult")
    assert cards["minuit"]["present"] == 1
    assert "Bilal" not in str(answer)


async def test_its_page_tells_neither_its_rules_nor_what_is_pinned() -> None:
    night = await night_of()
    page = (await night.get("/r/minuit", palabre_session=night.ana_token)).text
    assert "Minuit" in page
    assert not [told for told in ("Entre adultes", "Ce soir", "Bilal", "Il était une fois") if told in page]


async def test_no_name_is_tried_out_against_those_who_are_there() -> None:
    night = await night_of()
    with pytest.raises(Exception, match="proof_required"):
        await night.stage.session("Bilal", room="minuit")


async def test_who_is_of_the_team_reads_it_and_does_not_write() -> None:
    night = await night_of()
    token = await night.stage.signed_in(night.mo)
    address = "/api/rooms/minuit/messages"
    answer = await night.get(address, palabre_session=night.ana_token, palabre_staff=token)
    assert [message["body"] for message in answer.json()["messages"]] == ["Il était une fois"]
    night.ana.visitor.staff = night.mo
    state = await night.ana.enter("minuit")
    assert [message["body"] for message in state["messages"]] == ["Il était une fois"]
    assert_refused(await night.ana.post("Bonsoir", room="minuit"), "proof_required")


async def test_who_answers_for_other_rooms_only_reads_nothing_of_it() -> None:
    night = await night_of()
    night.ana.visitor.staff = await night.stage.moderator("Nour", rooms=frozenset({1}))
    assert_refused(await night.ana.ask("room.enter", room="minuit"), "proof_required")


async def test_proven_adults_talk_there_and_the_screening_knows_where() -> None:
    night = await night_of()
    await night.bilal.post("voyez www.truc.example", room="minuit")
    await night.stage.house.decisions.flush()
    made = [decision for decision in night.stage.store.tables.decisions if decision.room_id is not None]
    assert [decision.reasons.room for decision in made] == ["adult"]


async def test_nobody_writes_there_while_no_moderator_watches() -> None:
    night = await night_of()
    night.stage.house.http.team.covering.leave(night.mo)
    assert_refused(await night.bilal.post("Toujours là ?", room="minuit"), "unattended")
    edit = await night.bilal.ask("message.edit", room="minuit", message_id=night.message_id, body="Il y avait")
    assert_refused(edit, "unattended")
    watch(night.stage, night.mo)
    assert_done(await night.bilal.post("Toujours là ?", room="minuit"))


async def test_a_general_room_stays_open_to_writing_while_no_moderator_watches() -> None:
    night = await night_of()
    await night.ana.enter("agora")
    assert_done(await night.ana.post("Bonsoir"))


async def test_whose_proof_ended_writes_nothing_more_there_and_takes_back_what_they_wrote() -> None:
    night = await night_of()
    await night.end_proof()
    assert_refused(await night.bilal.post("Encore", room="minuit"), "proof_required")
    assert_refused(await night.bilal.ask("nickname.change", room="minuit", nickname="Basile"), "proof_required")
    assert_done(await night.bilal.ask("message.remove", room="minuit", message_id=night.message_id))


async def test_a_room_that_becomes_one_for_adults_turns_out_who_proved_nothing() -> None:
    night = await night_of()
    await night.ana.enter("agora")
    await night.bilal.enter("agora")
    spectator = await night.stage.spectator("agora")
    await night.order("room.edit", slug="agora", changes={"kind": "adult"})
    mo_room = night.stage.house.http.rooms.directory.open_room("agora")
    night.stage.house.http.team.covering.watch(night.mo, [mo_room], active=True)
    assert_done(await night.bilal.post("Entre nous"))
    for tab in (night.ana, spectator):
        assert [event["info"]["kind"] for event in tab.received("room.changed")] == ["adult"]
        assert "Entre nous" not in tab.text
    assert_refused(await night.ana.post("Bonsoir"), "proof_required")
    assert_refused(await night.ana.ask("typing.start", room="agora"), "proof_required")


async def test_a_room_for_adults_stays_one() -> None:
    night = await night_of()
    await night.order("room.edit", slug="minuit", changes={"kind": "general", "topic": "Pour tous"})
    assert_refused(await night.ana.ask("room.enter", room="minuit"), "proof_required")
    opened_to_all = ConfiguredRoom(slug="minuit", name="Minuit")
    later = await restarted(night.stage, settings_of(rooms=(AGORA, opened_to_all)))
    assert_refused(await later.tab().ask("room.enter", room="minuit"), "proof_required")
    await night.order("room.close", slug="minuit")
    await night.order("room.add", slug="minuit", settings={"name": "Minuit"})
    assert_refused(await night.ana.ask("room.enter", room="minuit"), "room_closed")
