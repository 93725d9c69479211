"""Malformed frames and bytes against a real server: it stays up, it forgets them, and nobody else notices."""

import asyncio
import secrets
from collections import Counter
from pathlib import Path

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.faults.ledger import Ledger
from tests.faults.quiet import BODY_MARK, assert_log_is_quiet
from tests.fuzz.promises import OWN_CODES, PROTOCOL_CODES
from tests.fuzz.vocabulary import BYTES
from tests.sockets.hurried_server import hurried_server
from tests.sockets.raw import raw_socket
from tests.tools.live_client import LiveGuest
from tests.tools.server import PalabreServer

SHORT, LONG = 80, 3_000
AT_ONCE = 8
MOST_KEPT = 24 * 1024 * 1024
# What a client closes with comes back as it was; 1006 is an end without a word.
CLIENTS_OWN = range(1_000, 5_000)


def drawn(strategy: st.SearchStrategy[bytes], count: int, seed: int) -> list[bytes]:
    """So many examples, the same for the same seed."""
    found: list[bytes] = []

    @hypothesis.seed(seed)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def take(example: bytes) -> None:
        found.append(example)

    take()
    return found


async def test_malformed_frames_harm_nobody(tmp_path: Path, ledger: Ledger, is_long: bool) -> None:
    seed = secrets.randbelow(2**32) if is_long else 0
    print(f"the frames of this run: seed {seed}")
    examples = drawn(BYTES, LONG if is_long else SHORT, seed)
    with ledger.fault(f"malformed frames and bytes ({LONG if is_long else SHORT} connections)") as entry:
        entry.times = len(examples)
        async with hurried_server(tmp_path, {}) as server, await LiveGuest.arrive(server.url, "Ana") as ana:
            await ana.enter("agora")
            await server.until_ready()
            before = server.memory()
            is_over = asyncio.Event()
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(write_until(ana, is_over))
                ends = await throw(server, examples)
                is_over.set()
            entry.seen = {str(code): times for code, times in sorted(ends.items())}
            entry.figures["MiB grown"] = (server.memory() - before) / 1024**2
            await server.until_connections(1)
            entry.acknowledged = ana.histories["agora"].offset
            ana.histories["agora"].assert_dense()
            assert set(PROTOCOL_CODES) <= set(ends), "not every mistake was made: this shows too little"
            assert all(code in OWN_CODES or code in CLIENTS_OWN for code in ends), ends
            assert server.memory() - before < MOST_KEPT
            assert_log_is_quiet(server, [ana], ["Ana"])
            assert " ERROR " not in server.stderr


async def throw(server: PalabreServer, examples: list[bytes]) -> Counter[int]:
    """Each example over a connection of its own; how each ended, by code."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(example: bytes) -> int:
        async with gate, raw_socket(server.url) as client:
            await client.send_last(example)
            return (await client.closed()).code

    return Counter(await asyncio.gather(*map(one, examples)))


async def write_until(guest: LiveGuest, is_over: asyncio.Event) -> None:
    """Someone who writes and is answered all the while."""
    while not is_over.is_set():
        assert (await guest.post("agora", f"{BODY_MARK} encore"))["type"] == "ok"
