"""The budgets of a post: the log writer alone, screening alone, and the whole way of thousands of sessions."""

import asyncio
import gc
import itertools
import random
import secrets
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import quantiles

from palabre.bench.budgets.shape import Budget, Ground, Measured, Promise
from palabre.bench.percentiles import joined
from palabre.bench.poster import post_at, posters
from palabre.bench.reference import SERVER_CORE
from palabre.bench.server import Server, Setting
from palabre.bench.stage import Stage
from palabre.bench.tally import Counts
from palabre.bench.usage import use_of
from palabre.bench.words import sentence
from palabre.bootstrap import opened_house, shipped_screening
from palabre.domain.body import MAX_CODE_POINTS
from palabre.domain.message import Author, Draft
from palabre.domain.room import Room
from palabre.ports.store import RoomLog
from palabre.settings import Settings
from palabre.settings.shape import ConfiguredRoom

SESSIONS, ROOMS = 5_000, 50
RATE, SECONDS, WARM_S = 5_100.0, 8.0, 2.0
WRITTEN, WAITING, WRITERS = 40_000, 1_000, 500
BODY = "Bonsoir à tous, il reste de la soupe ? " * 4
LENGTH, TEXTS, WORST_ROUNDS, SEED = 200, 2_000, 20, 7
NS_PER_US = 1_000


async def log_writer(ground: Ground) -> Measured:
    """40,000 messages of 500 guests into 5 rooms of the SQLite store, 1,000 waiting at any time."""
    with tempfile.TemporaryDirectory(dir=ground.folder) as folder:
        rooms = tuple(ConfiguredRoom(slug=f"r{number}", name="Room") for number in range(5))
        house = await opened_house(Settings(rooms=rooms), Path(folder))
        try:
            drafts = [draft(number, room.id) for number, room in dealt(await house.store.rooms())]
            cpu, began = time.process_time(), time.perf_counter()
            await poured(house.store, drafts)
            took, cpu = time.perf_counter() - began, time.process_time() - cpu
        finally:
            await house.store.close()
    return {"messages/s": len(drafts) / took, "core": cpu / took, "µs a message": cpu / len(drafts) * 1e6}


async def post_path(ground: Ground) -> Measured:
    """5,000 sessions are connected; in each of 50 rooms one of them posts 102 messages a second, read by itself.

    With all of them in the rooms, 5,000 messages a second would be 500,000 deliveries: that is the fan-out's matter.
    """
    rooms = [f"bench-{number}" for number in range(ROOMS)]
    with tempfile.TemporaryDirectory(dir=ground.folder) as folder:
        server = Server(Path(folder), Setting(rooms=rooms), core=SERVER_CORE)
        try:
            await server.start()
            stage = Stage(server.port)
            async with posters(stage, SESSIONS) as everyone:
                writers = everyone[:ROOMS]
                for writer, room in zip(writers, rooms, strict=True):
                    await writer.enter(room)
                await post_at(writers, rooms, rate=RATE, seconds=WARM_S)
                stage.counts = Counts()
                before = server.sample()
                await post_at(writers, rooms, rate=RATE, seconds=SECONDS)
                use, tally = use_of([before, server.sample()]), stage.counts.tally()
        finally:
            await server.kill()
    return {
        "acknowledged/s": tally.acknowledged / tally.seconds,
        "p99": joined([tally.to_acknowledge]).at(0.99),
        "refused": sum(tally.refused.values()),
        "core": use.cores,
        "guests' core": tally.cpu,
    }


async def screening(ground: Ground) -> Measured:
    """Texts of 200 characters, and the longest accepted text made of words that nearly match; CPU of one call."""
    del ground
    screen = shipped_screening()
    ordinary = quantiles([timed(screen.judge, text) for text in texts()], n=100)
    worst = max(quantiles([timed(screen.judge, text) for _ in range(WORST_ROUNDS)], n=2)[0] for text in hardest())
    return {"median": ordinary[49], "p99": ordinary[98], "worst input": worst}


def texts() -> list[str]:
    """Texts of 200 characters, each its own, in French and English as people write."""
    dice = random.Random(SEED)  # noqa: S311 — repeatable texts
    return [" ".join(sentence(dice.randrange(TEXTS * 100)) for _ in range(8))[:LENGTH] for _ in range(TEXTS)]


def hardest() -> list[str]:
    """The longest accepted texts, each of one kind of work: refused words, nearly refused ones, folding of any sort."""
    pieces = (
        "youpin ",
        "youpîn ",
        "je vais te tue ",
        "a1 ",
        "3x4y5z",
        "é",
        "e\u0301",
        "한",
        "\ufdfa",
        "y\u200bo\u200bu",
        "a ",
    )
    return [(piece * MAX_CODE_POINTS)[:MAX_CODE_POINTS] for piece in pieces]


def timed(judge: Callable[[str], object], text: str) -> float:
    """CPU of one call, in µs."""
    before = time.thread_time_ns()
    judge(text)
    return (time.thread_time_ns() - before) / NS_PER_US


def dealt(rooms: Sequence[Room]) -> Iterator[tuple[int, Room]]:
    """So many messages over the rooms, in turn."""
    return zip(range(WRITTEN), itertools.cycle(rooms), strict=False)


def draft(number: int, room_id: int) -> Draft:
    return Draft(
        id=secrets.token_urlsafe(16),
        room_id=room_id,
        session_id=f"{number % WRITERS:022}",
        client_message_id=secrets.token_urlsafe(16),
        body=BODY,
        author=Author("Ana", "abcdefghijkl"),
        sent_ms=time.time_ns() // 1_000_000,
    )


async def poured(store: RoomLog, drafts: Sequence[Draft]) -> None:
    """Post them all, a thousand waiting at any time."""
    left = iter(drafts)

    async def pour() -> None:
        for each in left:
            await store.post(each)

    gc.freeze()  # a server does not hold so many drafts for the collector to walk through
    await asyncio.gather(*(pour() for _ in range(WAITING)))
    gc.unfreeze()


POSTING = (
    Budget(
        "log-writer",
        "SQLite, synchronous=FULL, nobody listening, in the bench's own process",
        (Promise("messages/s", "/s", least=20_000),),
        log_writer,
    ),
    Budget(
        "post-path",
        "5,000 sessions connected, posts over WebSocket into 50 rooms, every shipped rule, read by their authors only",
        (
            Promise("acknowledged/s", "/s", least=5_000),
            Promise("p99", "ms", most=50),
            Promise("refused", "", most=0),
        ),
        post_path,
    ),
    Budget(
        "screening",
        "every shipped rule: 200 characters, and the worst of the longest texts",
        (
            Promise("median", "µs", most=50),
            Promise("p99", "µs", most=200),
            Promise("worst input", "µs", most=600),
        ),
        screening,
    ),
)
