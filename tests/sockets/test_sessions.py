"""Whose connection it is: sessions, spectators, several tabs."""

import pytest

from tests.faults.quiet import BODY_MARK
from tests.sockets.raw import raw_socket
from tests.tools.history import WireFrame
from tests.tools.live_client import COOKIE, LiveGuest, new_message_id
from tests.tools.server import PalabreServer


@pytest.mark.parametrize("token", ["", "forged", "VVJA5S8tNXSLRxmbkJ1akEkNONXVAb07ZhSe8tMDdyc", "a" * 4_000])
async def test_a_forged_session_makes_a_spectator(edge: PalabreServer, token: str) -> None:
    async with LiveGuest(edge.url) as guest:
        guest.token = token
        await guest.connect()
        entered = await guest.enter("agora")
        assert "you" not in entered
        assert entered["roster"]["people"] is None
        reply = await guest.post("agora", BODY_MARK)
        assert (reply["type"], reply["code"]) == ("failed", "session_required")


async def test_two_cookies_of_the_same_name_make_a_spectator(edge: PalabreServer) -> None:
    async with await LiveGuest.arrive(edge.url, "Ana") as ana, LiveGuest(edge.url) as thief:
        thief.token = f"{ana.token}x; {COOKIE}={ana.token}"
        await thief.connect()
        assert "you" not in await thief.enter("agora")


async def test_a_session_that_ended_in_another_tab_closes_every_tab(edge: PalabreServer) -> None:
    async with await LiveGuest.arrive(edge.url, "Bilal") as first, LiveGuest(edge.url) as second:
        second.token = first.token
        await second.connect()
        for tab in (first, second):
            await tab.enter("agora")
        async with first.http() as client:
            assert (await client.delete("/api/sessions/current")).status_code == 204
        for tab in (first, second):
            assert await tab.closed() == 4501
        await second.connect()
        assert "you" not in await second.enter("agora", {"epoch": "none", "offset": 0})


async def test_two_tabs_both_get_every_event_and_count_once(edge: PalabreServer) -> None:
    async with (
        await LiveGuest.arrive(edge.url, "Chloé") as first,
        LiveGuest(edge.url) as second,
        LiveGuest(edge.url) as spectator,
    ):
        second.token = first.token
        await second.connect()
        await spectator.connect()
        for guest in (first, second, spectator):
            await guest.enter("jardin")
        body = new_message_id()
        reply = await first.post("jardin", body)
        for guest in (first, second, spectator):
            event = await guest.told(body)
            assert event["offset"] == reply["offset"]
        await spectator.event("presence.changed", lambda frame: is_alone(frame) and frame["room"] == "jardin")
        assert is_alone((await second.enter("jardin"))["roster"])


def is_alone(counts: WireFrame) -> bool:
    return bool(counts["present"] == 1 and counts["spectators"] == 1)


async def test_the_same_id_from_two_tabs_is_one_message(edge: PalabreServer) -> None:
    async with await LiveGuest.arrive(edge.url, "Diane") as first, LiveGuest(edge.url) as second:
        second.token = first.token
        await second.connect()
        for tab in (first, second):
            await tab.enter("cuisine")
        message_id = new_message_id()
        replies = [await tab.post("cuisine", "Une fois", message_id) for tab in (first, second, first)]
        assert len({(reply["message_id"], reply["offset"]) for reply in replies}) == 1
        conflict = await second.post("cuisine", "Deux fois", message_id)
        assert conflict["code"] == "conflict"


async def test_a_spectator_never_gets_names_nor_older_pages(edge: PalabreServer) -> None:
    async with await LiveGuest.arrive(edge.url, "Elias") as guest, raw_socket(edge.url) as spectator:
        await guest.enter("english")
        await spectator.enter("english")
        body = new_message_id()
        await guest.post("english", body)
        assert (await spectator.hear("message.posted"))["message"]["body"] == body
        assert not {"joined", "left"} & set(await spectator.hear("presence.changed"))
        stranger = LiveGuest(edge.url)
        async with stranger.http() as client:
            assert (await client.get("/api/rooms/english/messages")).status_code == 401
