"""A session that is banned, over real sockets: it is told what and why, can contest, and does nothing else."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.tools.history import WireFrame
from tests.tools.live_client import COOKIE, LiveGuest, new_message_id
from tests.tools.server import PalabreServer, running_server
from tests.tools.team import REASON, Member, member

INSISTING = "Alors, tu me réponds quand"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[PalabreServer]:
    async with running_server(tmp_path / "data") as running:
        yield running


async def banned(mo: Member, ana: LiveGuest, bilal: LiveGuest) -> str:
    """Bilal insists, Ana reports it, Mo bans him; returns the id of what he wrote."""
    for guest in (ana, bilal):
        await guest.enter("agora")
    posted = await bilal.post("agora", INSISTING)
    assert posted["type"] == "ok", posted
    await ana.told(INSISTING)
    subject = {"kind": "message", "room": "agora", "message_id": posted["message_id"]}
    async with ana.http() as client:
        answer = await client.post("/api/reports", json={"subject": subject, "category": "harassment"})
    assert answer.status_code == 201, answer.text
    (case,) = await mo.cases()
    await mo.ban(case["id"])
    return str(posted["message_id"])


def everything(message_id: str) -> list[dict[str, object]]:
    """Each command by which somebody takes part."""
    here: dict[str, object] = {"room": "agora"}
    return [
        {"kind": "room.enter", **here},
        {"kind": "message.post", **here, "body": "Encore moi", "client_message_id": new_message_id()},
        {"kind": "message.edit", **here, "message_id": message_id, "body": "Autre"},
        {"kind": "reaction.set", **here, "message_id": message_id, "reaction": "thanks"},
        {"kind": "typing.start", **here},
        {"kind": "nickname.change", **here, "nickname": "Autrement"},
    ]


async def test_who_is_banned_keeps_the_way_to_be_told_and_takes_part_in_nothing(server: PalabreServer) -> None:
    async with (
        member(server) as mo,
        await LiveGuest.arrive(server.url, "Ana") as ana,
        await LiveGuest.arrive(server.url, "Bilal") as bilal,
    ):
        message_id = await banned(mo, ana, bilal)
        told = (await bilal.event("sanction.applied"))["sanction"]
        for command in everything(message_id):
            assert_banned(await bilal.ask(str(command.pop("kind")), **command), told)
        heard = len(bilal.frames)
        await bilal.disconnect()
        await bilal.connect()
        assert_banned(await bilal.ask("room.enter", room="agora"), told)
        assert (await bilal.ask("typing.start", room="agora"))["code"] == "not_entered"
        await ana.post("agora", "Bonsoir")
        await ana.told("Bonsoir")
        assert bilal.close_code is None
        assert [frame["type"] for frame in bilal.frames[heard:]] == ["failed", "failed"]


def assert_banned(reply: WireFrame, told: WireFrame) -> None:
    assert (reply["type"], reply["code"]) == ("failed", "banned"), reply
    assert reply["sanction"] == told
    assert 0 < reply["retry_after"] <= 3_600


async def test_its_receipt_opens_without_the_session_and_with_it(server: PalabreServer) -> None:
    async with (
        member(server) as mo,
        await LiveGuest.arrive(server.url, "Ana") as ana,
        await LiveGuest.arrive(server.url, "Bilal") as bilal,
    ):
        await banned(mo, ana, bilal)
        receipt = (await bilal.event("sanction.applied"))["sanction"]["receipt"]
        for cookies in ({}, {COOKIE: bilal.token}):
            async with httpx.AsyncClient(base_url=server.url, cookies=cookies, trust_env=False) as client:
                moved = await client.get(f"/receipt/{receipt}")
                opened = await client.get("/receipt")
            assert (moved.status_code, opened.status_code) == (303, 200)
            assert REASON in opened.text


async def test_no_route_lets_the_banned_session_read_or_begin_anew(server: PalabreServer) -> None:
    async with (
        member(server) as mo,
        await LiveGuest.arrive(server.url, "Ana") as ana,
        await LiveGuest.arrive(server.url, "Bilal") as bilal,
    ):
        await banned(mo, ana, bilal)
        async with bilal.http() as client:
            again = await client.post("/api/sessions", json={"nickname": "Bilal2", "locale": "fr"})
            answers = [again, *[await client.get(f"/api/rooms/agora/{what}") for what in ("messages", "people")]]
            assert [(each.status_code, each.json()["code"]) for each in answers] == [(403, "banned")] * 3
            assert again.json()["sanction"]["reason"] == REASON
            assert (await client.get("/api/sessions/current")).status_code == 200
            assert (await client.delete("/api/sessions/current?erase=messages")).status_code == 204
        with pytest.raises(ConnectionClosed):
            await bilal.ask("room.enter", room="agora")
        assert await bilal.closed() == 4501
