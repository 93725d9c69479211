"""A crowd: guests in several processes, told together to come, to write and to say what they saw.

    async with Crowd(server.port, processes=2) as crowd:
        away = await crowd.enter([Party("agora", 500)], over_s=10)   # returns once all are in
        await crowd.mark()                                           # forget what coming cost
        await crowd.write(rate=100, seconds=20, share=0.2)           # a fifth of the guests write
        seen = await crowd.mark()                                    # counts and percentiles since the last mark
        verdict = await crowd.conclude()                             # waits until all was told, then checks

Orders may overlap: `mark` while `write` runs cuts a run into windows (`one_after_another` joins them). `progress` is
what was counted since the beginning, a few times a second. A connection that is cut comes back by itself and goes on.
"""

import asyncio
import itertools
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

from palabre.bench import orders
from palabre.bench.guest import Part
from palabre.bench.history import Faults, RoomLog, compare
from palabre.bench.prompter import Prompter
from palabre.bench.server import BenchFailed
from palabre.bench.tally import Progress, Tally, together
from palabre.bench.words import nicknames

SETTLE_S = 60.0
AnyAnswer = TypeVar("AnyAnswer", bound=orders.Answer)


class Party(NamedTuple):
    """Some guests of one room: with a session each, and spectators without."""

    room: str
    guests: int
    spectators: int = 0


class Verdict(NamedTuple):
    """What the history checker found over all connections of all processes."""

    faults: Faults
    acknowledged: int
    unanswered: int
    messages: int

    @property
    def is_clean(self) -> bool:
        return not any(self.faults.counts.values())


NO_VERDICT = Verdict(Faults(), 0, 0, 0)


class Crowd:
    """Processes of guests at one server. Every method may raise BenchFailed when one of them ends by itself."""

    def __init__(self, port: int, *, processes: int = 2, seed: int = 1) -> None:
        self.parts: list[Part] = []
        self._port = port
        self._processes = processes
        self._dice = random.Random(seed)  # noqa: S311 — a repeatable crowd
        self._names = nicknames()
        self._troupes: list[Prompter] = []
        self._news = asyncio.Event()

    async def __aenter__(self) -> Self:
        for _ in range(self._processes):
            self._troupes.append(await Prompter.start(self._port, self._news))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.gather(*(troupe.end() for troupe in self._troupes))

    @property
    def progress(self) -> Progress:
        """How it goes, all processes together, counted since the beginning."""
        parts = [troupe.progress for troupe in self._troupes]
        return Progress(
            connected=sum(part.connected for part in parts),
            posted=sum(part.posted for part in parts),
            acknowledged=sum(part.acknowledged for part in parts),
            deliveries=sum(part.deliveries for part in parts),
        )

    def cast(self, parties: Iterable[Party], *, over_s: float = 0.0) -> list[Part]:
        """Guests for these parties, named, numbered, and arriving in a mixed order over `over_s` seconds."""
        roles = [(party.room, False) for party in parties for _ in range(party.guests)]
        roles += [(party.room, True) for party in parties for _ in range(party.spectators)]
        self._dice.shuffle(roles)
        first = len(self.parts)
        cast = [
            Part(
                number=first + place,
                room=room,
                nickname=next(self._names),
                spare=next(self._names),
                is_spectator=is_spectator,
                at_s=over_s * place / len(roles),
            )
            for place, (room, is_spectator) in enumerate(roles)
        ]
        self.parts += cast
        return cast

    async def enter(self, parties: Iterable[Party], *, over_s: float = 0.0) -> dict[str, int]:
        """Let guests come over so many seconds; returns why some could not, by code, once all others are in."""
        cast = self.cast(list(parties), over_s=over_s)
        came = await self._all([orders.Enter(parts=mine) for mine in self._divide(cast)], orders.Came)
        return counted(came)

    async def write(self, *, rate: float, seconds: float, share: float = 1.0) -> None:
        """Let a share of the guests post, `rate` messages a second all together, at random moments."""
        able = [part for part in self.parts if not part.is_spectator]
        if not able:
            raise BenchFailed("nobody can write: all of them are spectators")
        writers = self._dice.sample(able, max(1, round(share * len(able))))
        divided = [[part.number for part in mine] for mine in self._divide(writers)]
        seeds = itertools.count(self._dice.getrandbits(32))
        told = [
            orders.Write(writers=mine, rate=rate * len(mine) / len(writers), seconds=seconds, seed=next(seeds))
            for mine in divided
        ]
        await self._all(told, orders.Came, skip=[not order.writers for order in told])

    async def play(self, parts: Sequence[Part], lines: Sequence[orders.Line]) -> dict[str, int]:
        """Let guests come and lines be said, each at its time; `parts` are numbered from `len(self.parts)` on."""
        self.parts += parts
        spoken: list[list[orders.Line]] = [[] for _ in self._troupes]
        for line in lines:
            spoken[line.guest % len(self._troupes)].append(line)
        told = [orders.Play(parts=mine, lines=said) for mine, said in zip(self._divide(parts), spoken, strict=True)]
        return counted(await self._all(told, orders.Came))

    async def mark(self) -> Tally:
        """What was counted since the last mark; counting begins again."""
        return together(seen.tally for seen in await self._all([orders.Mark()] * self._processes, orders.Seen))

    async def look(self) -> Tally:
        """What was counted since the last mark; counting goes on."""
        return together(seen.tally for seen in await self._all([orders.Look()] * self._processes, orders.Seen))

    async def until(self, is_so: Callable[[Progress], bool]) -> None:
        """Wait until the crowd has come so far: `lambda progress: progress.connected == 9_000`."""
        while not is_so(self.progress):
            self._news.clear()
            await self._news.wait()

    async def rest(self, *, within_s: float = SETTLE_S) -> None:
        """Wait until every message is answered, or so long."""
        await self._all([orders.Rest(within_s=within_s)] * self._processes, orders.Heads)

    async def conclude(self, *, within_s: float = SETTLE_S) -> Verdict:
        """Wait until every message is answered and told to everyone, then check; to be called once, at the end."""
        rested = await self._all([orders.Rest(within_s=within_s)] * self._processes, orders.Heads)
        heads: dict[str, int] = {}
        for each in rested:
            heads |= {room: max(head, heads.get(room, 0)) for room, head in each.heads.items()}
        ended = [orders.Conclude(heads=heads, within_s=within_s)] * self._processes
        found = await self._all(ended, orders.Found)
        faults = Faults()
        for one in found:
            faults.add(one.counts, one.first)
        whole = compare((log for one in found for log in logs_of(one, faults)), faults)
        return Verdict(
            faults,
            sum(each.acknowledged for each in found),
            sum(each.unanswered for each in rested),
            sum(len(log.entries) for log in whole),
        )

    def _divide(self, parts: Iterable[Part]) -> list[list[Part]]:
        """By number, so that every room has guests in every process."""
        divided: list[list[Part]] = [[] for _ in range(self._processes)]
        for part in parts:
            divided[part.number % self._processes].append(part)
        return divided

    async def _all(
        self, told: Sequence[orders.AnyOrder], kind: type[AnyAnswer], *, skip: Sequence[bool] = ()
    ) -> list[AnyAnswer]:
        answers = await asyncio.gather(
            *(
                troupe.ask(order)
                for place, (troupe, order) in enumerate(zip(self._troupes, told, strict=True))
                if not (skip and skip[place])
            )
        )
        return [answer for answer in answers if isinstance(answer, kind)]


def counted(came: Iterable[orders.Came]) -> dict[str, int]:
    away: Counter[str] = Counter()
    for each in came:
        away.update(each.away)
    return dict(away)


def logs_of(found: orders.Found, faults: Faults) -> Iterable[RoomLog]:
    """What a process was told, as it was checked there."""
    for room, told in found.rooms.items():
        log = RoomLog(room, faults)
        log.epoch = told.epoch
        log.entries = dict(zip(told.offsets, told.identities, strict=True))
        yield log
