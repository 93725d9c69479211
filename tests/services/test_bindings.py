"""Bindings: a session's cookie alone opens no room for adults; another browser that tries ends the proof."""

import json
from typing import Any, cast

import pytest
from httpx import ASGITransport, AsyncClient, Response

from palabre.domain.binding import CHALLENGE_MS
from palabre.domain.session import Session
from palabre.http.app import make_app
from palabre.settings import ConfiguredRoom
from tests.cast import Stage, Tab, assert_done, assert_refused, set_stage, settings_of
from tests.tools.browser_key import PAGE, Browser

AGORA = ConfiguredRoom(slug="agora", name="Agora")
MINUIT = ConfiguredRoom(slug="minuit", name="Minuit", rules="Entre adultes.", pinned="Contes", kind="adult")
PATHS = ("messages", "messages/{id}", "people", "people?name=an")


class Scene:
    """Ana proved it in her browser; her cookie is in `token`. Bilal, an adult too, wrote in minuit."""

    def __init__(self, stage: Stage, session: Session, token: str, message_id: str) -> None:
        self.stage, self.session, self.token, self.message_id = stage, session, token, message_id
        self.browser = Browser()

    def tab(self) -> Tab:
        return self.stage.tab(self.session)

    async def bound(self) -> tuple[Tab, str]:
        """A tab of her browser, and its page key."""
        tab = self.tab()
        reply = await tab.bind(self.browser)
        assert_done(reply)
        return tab, str(reply["page_key"])

    async def get(self, path: str, page_key: str | None = None) -> Response:
        app = ASGITransport(app=cast(Any, make_app(self.stage.house.http)), client=("127.0.0.1", 50_123))
        headers = {} if page_key is None else {"Palabre-Page-Key": page_key}
        cookies = {"palabre_session": self.token}
        async with AsyncClient(transport=app, base_url=PAGE, cookies=cookies, headers=headers) as client:
            return await client.get(path)

    @property
    def is_proven(self) -> bool:
        return self.stage.house.adulthood.proofs.is_adult(self.session.id)


async def scene_of() -> Scene:
    stage = await set_stage(settings_of(rooms=(AGORA, MINUIT)))
    mo = await stage.moderator("Mo")
    room = stage.house.http.rooms.directory.open_room("minuit")
    stage.house.http.team.covering.watch(mo, [room], active=True)
    bilal = await stage.adult("Bilal", "minuit")
    posted = await bilal.post("Il était une fois", room="minuit")
    token, session = await stage.session("Ana")
    scene = Scene(stage, session, token, posted["message_id"])
    await stage.prove(session, scene.browser)
    return scene


async def test_the_browser_of_the_proof_comes_in_and_reads() -> None:
    scene = await scene_of()
    tab, page_key = await scene.bound()
    state = await tab.enter("minuit")
    assert [message["body"] for message in state["messages"]] == ["Il était une fois"]
    for path in PATHS:
        answer = await scene.get(f"/api/rooms/minuit/{path.format(id=scene.message_id)}", page_key)
        assert answer.status_code == 200


@pytest.mark.parametrize("page_key", [None, "", "x" * 43])
async def test_without_the_page_key_nothing_is_read_over_http(page_key: str | None) -> None:
    scene = await scene_of()
    await scene.bound()
    for path in PATHS:
        answer = await scene.get(f"/api/rooms/minuit/{path.format(id=scene.message_id)}", page_key)
        assert (answer.status_code, answer.json()["code"]) == (403, "proof_unbound")
        assert "Il était" not in answer.text


async def test_a_page_key_is_of_its_session_and_dies_with_its_connection() -> None:
    scene = await scene_of()
    tab, page_key = await scene.bound()
    token, bilal = await scene.stage.session("Chloé")
    await scene.stage.prove(bilal, Browser())
    mine, scene.token = scene.token, token
    assert (await scene.get("/api/rooms/minuit/messages", page_key)).json()["code"] == "proof_unbound"
    scene.token = mine
    tab.lose()
    assert (await scene.get("/api/rooms/minuit/messages", page_key)).json()["code"] == "proof_unbound"


async def test_a_copied_cookie_shows_nothing_of_the_room() -> None:
    scene = await scene_of()
    await scene.bound()
    thief = scene.tab()
    assert_refused(await thief.ask("room.enter", room="minuit"), "proof_unbound")
    page = await scene.get("/r/minuit")
    for told in (thief.text, page.text):
        assert not [secret for secret in ("Il était", "Bilal", "Entre adultes", "Contes") if secret in told]
    assert scene.is_proven


async def test_another_browser_that_binds_ends_the_proof_and_both_are_told() -> None:
    scene = await scene_of()
    tab, page_key = await scene.bound()
    await tab.enter("minuit")
    thief = scene.tab()
    assert_refused(await thief.bind(Browser()), "proof_required")
    assert not scene.is_proven
    for one in (tab, thief):
        assert [event["why"] for event in one.received("proof.changed") if not event["proven"]] == ["elsewhere"]
    assert_refused(await tab.post("Encore", room="minuit"), "proof_required")
    assert (await scene.get("/api/rooms/minuit/messages", page_key)).json()["code"] == "proof_required"


async def test_a_signature_for_another_origin_is_worth_nothing_and_ends_the_proof() -> None:
    scene = await scene_of()
    assert_refused(await scene.tab().bind(scene.browser, origin="http://127.0.0.1:9000"), "proof_required")
    assert not scene.is_proven


async def test_somebody_who_shows_the_right_key_and_cannot_sign_ends_the_proof() -> None:
    scene, thief = await scene_of(), Browser()
    tab = scene.tab()
    asked = await tab.ask("room.enter", room="minuit")
    answer = {**thief.answer(asked["challenge"]), "key": scene.browser.jwk}
    assert_refused(await tab.ask("age.bind", **answer), "proof_required")
    assert not scene.is_proven


async def test_an_answer_is_taken_once_in_time_and_by_the_connection_that_was_asked() -> None:
    scene = await scene_of()
    tab, other = scene.tab(), scene.tab()
    asked = await tab.ask("room.enter", room="minuit")
    answer = scene.browser.answer(asked["challenge"])
    assert_refused(await other.ask("age.bind", **answer), "proof_unbound")
    assert_done(await tab.ask("age.bind", **answer))
    again = await tab.ask("age.bind", **answer)
    assert_refused(again, "proof_unbound")
    assert again["challenge"] != asked["challenge"]
    late = await other.ask("room.enter", room="minuit")
    scene.stage.clock.step(CHALLENGE_MS / 1_000)
    assert_refused(await other.ask("age.bind", **scene.browser.answer(late["challenge"])), "proof_unbound")
    assert scene.is_proven


async def test_every_tab_of_the_browser_is_bound_by_itself() -> None:
    scene = await scene_of()
    first, _ = await scene.bound()
    second = scene.tab()
    assert_refused(await second.ask("room.enter", room="minuit"), "proof_unbound")
    assert_done(await second.bind(scene.browser))
    await first.enter("minuit")
    await second.enter("minuit")


async def test_a_connection_that_is_not_bound_does_nothing_where_it_entered_before() -> None:
    scene = await scene_of()
    tab = scene.tab()
    tab.visitor.connection.rooms.add("minuit")
    commands: dict[str, dict[str, object]] = {
        "message.post": {"body": "Bonsoir", "client_message_id": "x1"},
        "reaction.set": {"message_id": scene.message_id, "reaction": "thanks"},
        "typing.start": {},
        "read.mark": {"offset": 1},
        "nickname.change": {"nickname": "Anaïs"},
        "guest.hide": {"tag": "whoever"},
    }
    for kind, fields in commands.items():
        assert_refused(await tab.ask(kind, room="minuit", **fields), "proof_unbound")


async def test_who_proved_nothing_has_nothing_to_bind() -> None:
    scene = await scene_of()
    _, chloe = await scene.stage.session("Chloé")
    answer = Browser().answer("A" * 43)
    assert_refused(await scene.stage.tab(chloe).ask("age.bind", **answer), "proof_required")
    assert_refused(await scene.stage.tab().ask("age.bind", **answer), "session_required")


async def test_whom_one_hides_in_a_room_for_adults_is_told_to_its_page_only() -> None:
    scene = await scene_of()
    tab, page_key = await scene.bound()
    state = await tab.enter("minuit")
    tag = state["messages"][0]["author"]["tag"]
    assert_done(await tab.ask("guest.hide", room="minuit", tag=tag))
    assert (await scene.get("/api/hidden")).json() == {"rooms": []}
    assert "Bilal" in (await scene.get("/api/hidden", page_key)).text


async def test_a_room_that_becomes_one_for_adults_keeps_those_who_are_bound() -> None:
    scene = await scene_of()
    bound, _ = await scene.bound()
    loose = scene.tab()
    for tab in (bound, loose):
        await tab.enter("agora")
    data = json.dumps({"slug": "agora", "changes": {"kind": "adult"}}).encode()
    await scene.stage.store.append_control("room.edit", data, scene.stage.clock.now_ms())
    await scene.stage.house.steering.follow()
    assert scene.stage.house.hub.is_member(1, bound.visitor.id)
    assert not scene.stage.house.hub.is_member(1, loose.visitor.id)


async def test_nothing_of_a_binding_is_held_once_its_connections_are_over() -> None:
    scene = await scene_of()
    tabs = [(await scene.bound())[0] for _ in range(3)]
    asked = scene.tab()
    await asked.ask("room.enter", room="minuit")
    for tab in (*tabs, asked):
        tab.lose()
    bindings = scene.stage.house.adulthood.bindings
    assert not any(bindings.is_bound(tab.visitor.id, scene.session.id) for tab in tabs)
