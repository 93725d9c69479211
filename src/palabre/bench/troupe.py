"""One process of guests: carries out orders from its standard input, and answers on its standard output.

`Crowd` runs `main` in processes of their own, with the server's port as argument; each ends when its input does.
"""

import asyncio
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable

import uvloop

from palabre.bench import orders
from palabre.bench.doorway import TurnedAway
from palabre.bench.guest import Guest, Part
from palabre.bench.history import RoomLog
from palabre.bench.stage import Stage
from palabre.bench.tally import Counts
from palabre.bench.words import sentence

COMING_AT_ONCE = 64
PROGRESS_EVERY_S = 0.25
LOOK_EVERY_S = 0.05
NS = 1_000_000_000


class Troupe:
    """The guests of this process."""

    def __init__(self, port: int) -> None:
        self.stage = Stage(port)
        self._guests: dict[int, Guest] = {}
        self._doors = asyncio.Semaphore(COMING_AT_ONCE)
        self._said = 0

    async def carry_out(self, order: orders.AnyOrder) -> orders.Answer:
        """Do what is asked, and say what came of it."""
        match order:
            case orders.Enter():
                self._expect(order.parts)
                return orders.Came(away=await self._enter(order.parts))
            case orders.Write():
                await self._write(order)
                return orders.Came(away={})
            case orders.Play():
                self._expect(order.parts)
                away, _ = await asyncio.gather(self._enter(order.parts), self._play(order.lines))
                return orders.Came(away=away)
            case orders.Mark() | orders.Look():
                return self._look(begin_again=isinstance(order, orders.Mark))
            case orders.Rest():
                await self._until(self._is_at_rest, order.within_s)
                return orders.Heads(heads=self._heads(), unanswered=self._unanswered())
            case orders.Conclude():
                await self._until(lambda: self._is_told(order.heads), order.within_s)
                return self._conclude(order.heads)

    def _expect(self, parts: Iterable[Part]) -> None:
        """Know who will come: what they post before they are in waits for that."""
        self._guests |= {part.number: Guest(part, self.stage) for part in parts}

    async def _enter(self, parts: Iterable[Part]) -> dict[str, int]:
        began, coming, away = time.monotonic(), [], Counter[str]()
        for part in sorted(parts, key=lambda part: part.at_s):
            await asyncio.sleep(max(0.0, began + part.at_s - time.monotonic()))
            await self._doors.acquire()
            coming.append(asyncio.create_task(self._come(self._guests[part.number], away)))
        await asyncio.gather(*coming)
        return dict(away)

    async def _come(self, guest: Guest, away: Counter[str]) -> None:
        try:
            await guest.come()
        except (TurnedAway, OSError, TimeoutError) as reason:
            away[str(reason) or type(reason).__name__] += 1
        finally:
            self._doors.release()

    async def _write(self, order: orders.Write) -> None:
        """Posts at random moments, as many people make them; late ones are made up for, and counted as late."""
        dice = random.Random(order.seed)  # noqa: S311 — a repeatable crowd
        writers = [self._guests[number] for number in order.writers]
        due = time.monotonic() + dice.expovariate(order.rate)
        end = due + order.seconds
        while due < end:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            while due <= time.monotonic() and due < end:
                writer = dice.choice(writers)
                while not writer.may_post:
                    await asyncio.sleep(0.002)
                    writer = dice.choice(writers)
                self._post(writer, sentence(dice.getrandbits(48)), due)
                due += dice.expovariate(order.rate)

    async def _play(self, lines: Iterable[orders.Line]) -> None:
        began = time.monotonic()
        for line in lines:
            due = began + line.at_s
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            self._post(self._guests[line.guest], line.body, due)

    def _post(self, guest: Guest, body: str, due: float) -> None:
        self.stage.counts.late.record(time.monotonic_ns() - int(due * NS))
        guest.post(body)

    def _look(self, *, begin_again: bool) -> orders.Seen:
        seen = orders.Seen(tally=self.stage.counts.tally())
        if begin_again:
            self.stage.counts = Counts(self.stage.counts.progress())
        return seen

    def _unanswered(self) -> int:
        return sum(guest.unanswered for guest in self._guests.values())

    def _is_at_rest(self) -> bool:
        return not self._unanswered() and self._is_told(self._heads())

    def _heads(self) -> dict[str, int]:
        heads: dict[str, int] = {}
        for guest in self._guests.values():
            heads[guest.part.room] = max(heads.get(guest.part.room, 0), guest.reader.head)
        for room, offset, _ in self.stage.acknowledged:
            heads[room] = max(heads.get(room, 0), offset)
        return heads

    def _is_told(self, heads: dict[str, int]) -> bool:
        heard = (guest for guest in self._guests.values() if guest.reader.head >= 0)
        return all(guest.reader.head >= heads.get(guest.part.room, 0) for guest in heard)

    async def _until(self, is_so: Callable[[], bool], within_s: float) -> None:
        end = time.monotonic() + within_s
        while not is_so() and time.monotonic() < end:  # noqa: ASYNC110 — an event a delivery would be dearer
            await asyncio.sleep(LOOK_EVERY_S)

    def _conclude(self, heads: dict[str, int]) -> orders.Found:
        for guest in self._guests.values():
            if guest.reader.head >= 0:
                guest.reader.end(heads.get(guest.part.room, 0))
        for room, offset, identity in self.stage.acknowledged:
            self.stage.log_of(room).acknowledged(offset, identity)
        return orders.Found(
            counts=self.stage.faults.counts,
            first=self.stage.faults.first,
            rooms={room: told(log) for room, log in self.stage.logs.items()},
            acknowledged=len(self.stage.acknowledged),
        )


def told(log: RoomLog) -> orders.Told:
    return orders.Told(epoch=log.epoch, offsets=list(log.entries), identities=list(log.entries.values()))


async def serve(port: int) -> None:
    """Carry out orders until there are no more."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    voice, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, sys.stdout)
    troupe = Troupe(port)

    async def report() -> None:
        while True:
            await asyncio.sleep(PROGRESS_EVERY_S)
            voice.write(orders.packed(orders.Answered(0, troupe.stage.counts.progress())))

    async def obey(numbered: orders.Numbered) -> None:
        answer = await troupe.carry_out(numbered.order)
        voice.write(orders.packed(orders.Answered(numbered.number, answer)))

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(report())]
        while (numbered := await orders.next_order(reader)) is not None:
            tasks.append(group.create_task(obey(numbered)))
        for task in tasks:
            task.cancel()


def main() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    uvloop.run(serve(int(sys.argv[1])))
