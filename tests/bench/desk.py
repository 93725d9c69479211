"""Measures the desk's queue while guests report: `python tests/bench/desk.py [--cases N] [--rate N] [--seconds N]`."""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from palabre.adapters.chance import SystemChance
from palabre.adapters.clock import SystemClock
from palabre.adapters.day_keys import MemoryDayKeys
from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.sqlite import SqliteStore
from palabre.bootstrap import House, build
from palabre.domain.message import Author, Draft
from palabre.domain.moderation.report import Category
from palabre.domain.session import Session, hash_token
from palabre.protocol.resources import ReportRequest, ReportSubject
from palabre.settings import ConfiguredRoom, Settings
from palabre.settings.traffic import Allowances

ROOM = ConfiguredRoom(slug="agora", name="Agora")
numbers = count()
CATEGORIES: tuple[Category, ...] = ("harassment", "hate", "minor", "other", "danger")


async def main() -> None:
    options = parsed()
    with tempfile.TemporaryDirectory(dir=options.directory) as folder:
        bus, chance = LocalBus(), SystemChance()
        store = await SqliteStore.open(Path(folder), bus=bus, sealer=AesGcmSealer())
        settings = Settings(rooms=(ROOM,), allowance=Allowances(factor=0))
        keys, clock = MemoryDayKeys(chance), SystemClock()
        house = build(settings, store=store, bus=bus, keys=keys, clock=clock, chance=chance)
        await house.open()
        for _ in range(options.cases):
            await report(house, await written(house, await guest(house)))
        member = await store.add_staff("Mo", "moderator", None)
        desk = house.http.team.desk
        await desk.state(member, None)
        reporting = asyncio.create_task(paced(house, options.rate, options.seconds))
        waits = []
        while not reporting.done():
            asked = time.perf_counter()
            await desk.state(member, None)
            waits.append(time.perf_counter() - asked)
            await asyncio.sleep(0.02)
        reports = await reporting
        await house.close()
    print(
        f"{options.cases} cases open, {options.rate} reports/s: the queue in {told(waits)} ({len(waits)} times); "
        f"a report in {told(reports)}"
    )


def told(waits: list[float]) -> str:
    return f"median {statistics.median(waits) * 1000:.1f} ms, p95 {statistics.quantiles(waits, n=20)[18] * 1000:.1f} ms"


async def guest(house: House) -> Session:
    """A session, opened without a name to check: that is not measured here."""
    number, now = next(numbers), int(time.time() * 1000)
    token = f"token-{number}"
    session = Session(
        id=f"guest-{number}", token_hash=hash_token(token), nickname="Ana", locale="fr", created_ms=now, seen_ms=now
    )
    await house.store.open_session(session)
    house.http.guests.book.remember(session, born_here=True)
    return session


async def written(house: House, author: Session) -> str:
    """The id of a message of theirs."""
    number = next(numbers)
    draft = Draft(
        id=f"m{number}",
        room_id=1,
        session_id=author.id,
        client_message_id=f"c{number}",
        body="On va se revoir, toi et moi",
        author=Author("Ana", f"tag{number:09}"),
        sent_ms=author.created_ms,
    )
    await house.store.post(draft)
    return draft.id


async def report(house: House, message_id: str) -> float:
    """Have a new guest report it; return how many seconds it took."""
    who = await guest(house)
    subject = ReportSubject(kind="message", room="agora", message_id=message_id)
    asked = ReportRequest(subject=subject, category=CATEGORIES[next(numbers) % len(CATEGORIES)], text="Il insiste")
    since = time.perf_counter()
    await house.http.guests.reporting.report(who, "198.51.100.0/24", asked)
    house.http.team.board.turn()
    return time.perf_counter() - since


async def paced(house: House, rate: int, seconds: float) -> list[float]:
    """`rate` reports a second, half of them on somebody reported before."""
    subjects = [await written(house, await guest(house)) for _ in range(int(rate * seconds) // 2)]
    started, sent = time.perf_counter(), []
    for place, subject in enumerate(twice(subjects)):
        await asyncio.sleep(max(0.0, started + place / rate - time.perf_counter()))
        sent.append(asyncio.create_task(report(house, subject)))
    return await asyncio.gather(*sent)


def twice(subjects: list[str]) -> Iterator[str]:
    for subject in subjects:
        yield subject
        yield subject


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--rate", type=int, default=50, help="reports a second")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--directory", help="where to put the database (default: the temporary folder)")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
