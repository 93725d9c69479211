"""Who does not read: nothing more is queued for them, and they get what they missed or a way back."""

import asyncio
import json
import os
from contextlib import suppress
from pathlib import Path

import httpx

from tests.sockets.hurried_server import hurried_server
from tests.sockets.raw import TEXT, Closed, RawClient, client_frame, raw_socket
from tests.tools.history import History
from tests.tools.live_client import WITHIN_S, LiveGuest
from tests.tools.server import PalabreServer

# 2,000 code points of four bytes: the heaviest body there is.
LARGE = "🌳" * 1_999
# What the kernel holds for a connection that reads nothing (SO_SNDBUF, doubled, and the reader's own buffers),
# with the 64 KiB the server may queue and one write more.
MOST_BEFORE_THE_GAP = 1_000_000
MIB = 1024 * 1024


async def test_nothing_more_is_queued_and_what_was_missed_comes_later(edge: PalabreServer) -> None:
    posted = 300
    async with await LiveGuest.arrive(edge.url, "Ana") as ana, raw_socket(edge.url, lazy=True) as slow:
        await ana.enter("agora")
        history = History("agora")
        history.take(await slow.enter())
        before = history.offset
        for number in range(posted):
            await ana.post("agora", f"{number % 10}{LARGE}")
        await ana.reach("agora", before + posted)
        read_before_the_gap = 0
        while history.offset < before + posted:
            payload = (await slow.next_frame(TEXT)).payload
            frame = json.loads(payload)
            if frame.get("gap") and not read_before_the_gap:
                read_before_the_gap = slow.bytes_read - len(payload)
                assert history.offset < frame["offset"]
            history.take(frame)
        assert 0 < read_before_the_gap < MOST_BEFORE_THE_GAP
        await read_to_the_end(slow, history)
        await ana.post("agora", "Toujours là ?")
        history.take(await slow.hear("message.posted"))


async def read_to_the_end(slow: RawClient, history: History) -> None:
    """Take in what is under way: a ping answered means that everything before it was read."""
    await slow.send(client_frame(0x9, b"end"))
    while (frame := await slow.next_frame(TEXT, 0xA)).opcode == TEXT:
        history.take(json.loads(frame.payload))


async def test_who_asks_without_reading_is_not_answered_without_end(tmp_path: Path) -> None:
    """A connection that lags is not read either: its commands wait with it."""
    async with hurried_server(tmp_path, {}) as server, await LiveGuest.arrive(server.url, "Ana") as ana:
        await ana.enter("agora")
        for number in range(20):
            await ana.post("agora", f"{number}{LARGE}")
        async with raw_socket(server.url, lazy=True) as slow:
            await server.until_ready()
            before = memory_of(server)
            enter = client_frame(TEXT, b'{"type":"room.enter","ref":1,"room":"agora"}' + b" " * 8_000)
            with suppress(TimeoutError):
                async with asyncio.timeout(2):
                    for _ in range(60):
                        await slow.send(enter * 50)
                        await ana.post("agora", "Encore là")
            assert memory_of(server) - before < 16 * MIB


def memory_of(server: PalabreServer) -> int:
    """The resident memory of the server, in bytes."""
    pages = int(Path(f"/proc/{server.child.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGESIZE")


async def test_who_never_drains_is_closed_and_waits_longer_each_time(tmp_path: Path) -> None:
    constants = {"palabre.gateway.outbound.DRAIN_WITHIN_S": 0.2, "palabre.gateway.socket.CLOSING_WITHIN_S": 60}
    async with hurried_server(tmp_path, constants) as server, await LiveGuest.arrive(server.url, "Ana") as ana:
        await ana.enter("agora")
        waits = [await retry_after_ms(await turned_out(server, ana)) for _ in range(2)]
        assert waits == [2_000, 4_000]


async def turned_out(server: PalabreServer, ana: LiveGuest) -> Closed:
    """Read nothing until the server has given up, then read why."""
    async with raw_socket(server.url, lazy=True) as slow, asyncio.timeout(2 * WITHIN_S):
        await slow.enter()
        while await connections(server) != 2:
            pass
        while await connections(server) != 1:
            await ana.post("agora", LARGE)
        return await slow.closed()


async def connections(server: PalabreServer) -> int:
    """How many connections the server counts; the figure is a second old at most."""
    async with httpx.AsyncClient(base_url=server.url, trust_env=False, verify=False) as client:
        figures = (await client.get("/metrics")).text.splitlines()
    return next((int(line.split()[1]) for line in figures if line.startswith("palabre_connections ")), 0)


async def retry_after_ms(closed: Closed) -> int:
    assert closed.code == 4008
    reason: dict[str, int] = json.loads(closed.reason)
    return reason["retry_after_ms"]
