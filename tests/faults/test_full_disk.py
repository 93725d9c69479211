"""No room on the disk: posts fail in words, reading goes on, and all is well again when there is room."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.faults.health import until_health
from tests.faults.ledger import Entry, Ledger
from tests.faults.quiet import BODY_MARK, assert_log_is_quiet
from tests.faults.small_disk import SmallDisk, file_system, limited_files
from tests.tools.history import WireFrame
from tests.tools.live_client import LiveGuest, new_message_id
from tests.tools.server import PalabreServer, running_server

# A body heavy enough that what SQLite has already taken of the disk is soon used up.
HEAVY = f"{BODY_MARK} {'é' * 1_900}"
MOST_POSTS = 2_000
Disk = Callable[[Path], AbstractContextManager[SmallDisk]]


@pytest.fixture(params=[file_system, limited_files], ids=["tmpfs", "file size limit"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallDisk]:
    """A disk that can be filled."""
    root = tmp_path / "disk"
    root.mkdir()
    make: Disk = request.param
    with make(root) as disk:
        yield disk


async def test_a_full_disk_refuses_posts_and_nothing_else(disk: SmallDisk, configuration: Path, ledger: Ledger) -> None:
    with ledger.fault(f"disk full ({disk.kind})") as entry:
        async with (
            running_server(disk.data, options=["--config", configuration]) as server,
            await LiveGuest.arrive(server.url, "Ana") as ana,
            await LiveGuest.arrive(server.url, "Bilal") as bilal,
        ):
            for guest in (ana, bilal):
                await guest.enter("agora")
            kept = [await ana.post("agora", f"{BODY_MARK} {number}") for number in range(5)]
            disk.fill(server)
            refused_id, more = await post_until_refused(ana)
            kept += more
            await until_health(server, 503)
            await assert_reading_goes_on(server, bilal, kept[-1]["offset"])
            assert (await bilal.post("agora", HEAVY))["code"] == "unavailable"
            entry.seen["unavailable"] = 3
            disk.free(server)
            freed = time.monotonic()
            await until_health(server, 200)
            kept.append(await ana.post("agora", HEAVY, refused_id))
            entry.back_s.append(time.monotonic() - freed)
            await assert_kept(server, kept, entry)
            assert_log_is_quiet(server, [ana, bilal], ["Ana", "Bilal", "Chloé"])


async def post_until_refused(guest: LiveGuest) -> tuple[str, list[WireFrame]]:
    """Post until nothing more is kept; the id of the refused message, and what was acknowledged before it."""
    kept: list[WireFrame] = []
    for _ in range(MOST_POSTS):
        message_id = new_message_id()
        reply = await guest.post("agora", HEAVY, message_id)
        if reply["type"] == "failed":
            assert reply["code"] == "unavailable"
            assert reply["retry_after"] > 0
            return message_id, kept
        kept.append(reply)
    raise AssertionError("the disk was never full")


async def assert_reading_goes_on(server: PalabreServer, guest: LiveGuest, head: int) -> None:
    """A newcomer gets the room, a guest gets older pages, and a session that cannot be kept is refused in words."""
    async with LiveGuest(server.url) as spectator:
        await spectator.connect()
        assert (await spectator.enter("agora"))["offset"] == head
    async with guest.http() as client:
        page = await client.get("/api/rooms/agora/messages")
        assert page.json()["messages"][-1]["offset"] == head
        refused = await client.post("/api/sessions", json={"nickname": "Chloé"})
    assert (refused.status_code, refused.json()["code"]) == (503, "unavailable")


async def assert_kept(server: PalabreServer, kept: list[WireFrame], entry: Entry) -> None:
    """The room holds what was acknowledged, each once, and nothing else."""
    assert all(reply["type"] == "ok" for reply in kept)
    async with await LiveGuest.arrive(server.url, "Chloé") as chloe:
        await chloe.enter("agora")
        history = await chloe.read_back("agora")
    history.assert_dense()
    there = {offset: message["id"] for offset, message in history.messages.items()}
    entry.acknowledged = len(kept)
    entry.lost = sum(there.get(reply["offset"]) != reply["message_id"] for reply in kept)
    entry.doubled = len(there) - len(set(there.values()))
    assert there == {reply["offset"]: reply["message_id"] for reply in kept}
