"""A server that publishes to a room at its hub: what fan-out alone does, without posts, screening or commits.

`python -m palabre.bench.at_hub --port P --connections N --rate R [--coalesce-ms C] [--held FILE]`: with rate 0 it
publishes again once everyone was written to.
"""

import argparse
import asyncio
import itertools
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import uvloop

from palabre.bench.poster import BODY
from palabre.bootstrap import House, opened_house, raise_limits, receive
from palabre.domain.log import MessagePosted
from palabre.domain.message import Author, Message
from palabre.domain.room import Room
from palabre.gateway.server import listening_socket
from palabre.settings import Settings
from palabre.settings.shape import ConfiguredRoom
from palabre.settings.traffic import Allowances, Live

ROOM = "agora"
SETTLE_S = 2.0
AUTHOR = Author("Ana", "abcdefghijkl")


def settings(coalesce_ms: int) -> Settings:
    """One room for everyone, without allowances."""
    room = ConfiguredRoom(slug=ROOM, name="Agora", capacity=20_000)
    return Settings(rooms=(room,), allowance=Allowances(factor=0), live=Live(coalesce_ms=coalesce_ms))


async def beat(file: Path, goes_on: Callable[[], bool]) -> None:
    """Write down the most CPU that one turn of the loop took so far, in ms, whatever else the machine was doing."""
    longest, before = 0.0, time.thread_time()
    while True:
        await asyncio.sleep(0)
        if not goes_on():
            return
        now = time.thread_time()
        if now - before > longest:
            longest = now - before
            await asyncio.to_thread(write_whole, file, f"{longest * 1_000:.3f}")
            now = time.thread_time()
        before = now


def write_whole(file: Path, text: str) -> None:
    new = file.with_suffix(".new")
    new.write_text(text)
    new.replace(file)


class Publisher:
    """Publishes messages that no one posted and no store keeps, once everyone is in."""

    def __init__(self, house: House, room: Room, connections: int) -> None:
        self._house = house
        self._room = room
        self._connections = connections
        self._offsets = itertools.count(1)

    async def publish_on(self, rate: float) -> None:
        """For ever: `rate` messages a second, or at 0 as fast as they are written to everyone."""
        await self._everyone_is_in()
        await (self._as_taken() if rate == 0 else self._paced(rate))

    async def beat_on(self, file: Path) -> None:
        """Once everyone is in and has been told the room's state, until the first leaves: as `beat`.

        At the end all leave at once, which holds the loop as no message does.
        """
        await self._everyone_is_in()
        await asyncio.sleep(SETTLE_S)
        await beat(file, self._is_everyone_in)

    async def _everyone_is_in(self) -> None:
        while True:
            if self._is_everyone_in():
                return
            await asyncio.sleep(0.05)

    def _is_everyone_in(self) -> bool:
        return self._house.live.count() >= self._connections

    async def _as_taken(self) -> None:
        while True:
            if not self._house.hub.is_busy(self._room.id):
                self._publish()
            await asyncio.sleep(0)

    async def _paced(self, rate: float) -> None:
        started = time.monotonic()
        for number in itertools.count(1):
            self._publish()
            await asyncio.sleep(max(0.0, started + number / rate - time.monotonic()))

    def _publish(self) -> None:
        offset = next(self._offsets)
        message = Message(
            id=f"{offset:022}",
            offset=offset,
            client_message_id=f"{offset:022}",
            body=BODY % time.monotonic_ns(),
            author=AUTHOR,
            sent_ms=time.time_ns() // 1_000_000,
        )
        self._house.bus.publish([MessagePosted(room_id=self._room.id, offset=offset, message=message)])


async def run(arguments: argparse.Namespace, data: Path) -> None:
    """Serve and publish until told to stop."""
    with listening_socket("127.0.0.1", arguments.port) as listener:
        house = await opened_house(settings(arguments.coalesce_ms), data)
        room = next(room for room in await house.store.rooms() if room.slug == ROOM)
        publisher = Publisher(house, room, arguments.connections)
        work = [asyncio.create_task(publisher.publish_on(arguments.rate))]
        if arguments.held:
            work.append(asyncio.create_task(publisher.beat_on(arguments.held)))
        try:
            await receive(house, listener, lambda: None)
        finally:
            for task in work:
                task.cancel()


def main(argv: Sequence[str] | None = None) -> int:
    """Until SIGTERM."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, required=True, metavar="P")
    parser.add_argument("--connections", type=int, required=True, metavar="N", help="before the first message")
    parser.add_argument("--rate", type=float, required=True, metavar="R", help="messages a second")
    parser.add_argument("--coalesce-ms", type=int, default=0, metavar="C")
    parser.add_argument(
        "--held", type=Path, metavar="FILE", help="where the longest hold of the loop is written, in ms"
    )
    raise_limits()
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(run(parser.parse_args(argv), Path(folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
