"""What a process of guests counted: how many, how fast, and what was refused."""

import time
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from palabre.bench.percentiles import Durations, Percentiles, joined


class Tally(Struct, frozen=True, kw_only=True):
    """The counts of one process, or of several together, over `seconds` of wall time.

    `acknowledged` counts posts, `deliveries` log events that reached a connection, whoever wrote them; `cpu` is what
    the busiest process used, `cpu_all` all of them, in cores. Times begin when a post was sent, `late` when it should
    have been.
    """

    seconds: float
    connected: int
    posted: int
    acknowledged: int
    deliveries: int
    bytes_in: int
    reconnects: int
    skipped: int
    cpu: float
    cpu_all: float
    refused: dict[str, int]
    closes: dict[str, int]
    to_acknowledge: Durations
    to_deliver: Durations
    late: Durations


class Progress(Struct, frozen=True, kw_only=True, tag_field="said", tag="progress"):
    """How it goes, a few times a second, unasked; counted since the beginning, whatever was marked."""

    connected: int
    posted: int
    acknowledged: int
    deliveries: int


NOTHING = Progress(connected=0, posted=0, acknowledged=0, deliveries=0)


class Counts:
    """The running counts of one process. The lists of closes and refusals are by code."""

    def __init__(self, before: Progress = NOTHING) -> None:
        self.connected = before.connected
        self._before = before
        self.posted = self.acknowledged = self.deliveries = self.bytes_in = self.reconnects = self.skipped = 0
        self.refused: Counter[str] = Counter()
        self.closes: Counter[str] = Counter()
        self.to_acknowledge, self.to_deliver, self.late = Percentiles(), Percentiles(), Percentiles()
        self._began, self._cpu_before = time.monotonic(), time.process_time()

    def progress(self) -> Progress:
        """What was counted since the beginning."""
        return Progress(
            connected=self.connected,
            posted=self._before.posted + self.posted,
            acknowledged=self._before.acknowledged + self.acknowledged,
            deliveries=self._before.deliveries + self.deliveries,
        )

    def tally(self) -> Tally:
        """What was counted until now."""
        seconds = max(time.monotonic() - self._began, 1e-9)
        cpu = (time.process_time() - self._cpu_before) / seconds
        return Tally(
            seconds=seconds,
            connected=self.connected,
            posted=self.posted,
            acknowledged=self.acknowledged,
            deliveries=self.deliveries,
            bytes_in=self.bytes_in,
            reconnects=self.reconnects,
            skipped=self.skipped,
            cpu=cpu,
            cpu_all=cpu,
            refused=dict(self.refused),
            closes=dict(self.closes),
            to_acknowledge=self.to_acknowledge.packed(),
            to_deliver=self.to_deliver.packed(),
            late=self.late.packed(),
        )


def together(parts: Iterable[Tally]) -> Tally:
    """Several processes that counted at the same time; at least one is needed."""
    parts = list(parts)
    return summed(
        parts,
        seconds=max(part.seconds for part in parts),
        connected=sum(part.connected for part in parts),
        cpu=max(part.cpu for part in parts),
        cpu_all=sum(part.cpu_all for part in parts),
    )


def one_after_another(parts: Iterable[Tally]) -> Tally:
    """The same processes, over several whiles; at least one is needed."""
    parts = list(parts)
    seconds = sum(part.seconds for part in parts)
    return summed(
        parts,
        seconds=seconds,
        connected=parts[-1].connected,
        cpu=sum(part.cpu * part.seconds for part in parts) / seconds,
        cpu_all=sum(part.cpu_all * part.seconds for part in parts) / seconds,
    )


def summed(parts: list[Tally], *, seconds: float, connected: int, cpu: float, cpu_all: float) -> Tally:
    return Tally(
        seconds=seconds,
        connected=connected,
        cpu=cpu,
        cpu_all=cpu_all,
        posted=sum(part.posted for part in parts),
        acknowledged=sum(part.acknowledged for part in parts),
        deliveries=sum(part.deliveries for part in parts),
        bytes_in=sum(part.bytes_in for part in parts),
        reconnects=sum(part.reconnects for part in parts),
        skipped=sum(part.skipped for part in parts),
        refused=by_code(part.refused for part in parts),
        closes=by_code(part.closes for part in parts),
        to_acknowledge=joined(part.to_acknowledge for part in parts).packed(),
        to_deliver=joined(part.to_deliver for part in parts).packed(),
        late=joined(part.late for part in parts).packed(),
    )


def by_code(parts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part)
    return dict(total)
