"""The outcome of a run: every figure, as JSON keeps it."""

from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from palabre.bench.crowd import Verdict
from palabre.bench.history import Fault
from palabre.bench.percentiles import Summary, joined
from palabre.bench.sizing import Sizing
from palabre.bench.slope import Slope
from palabre.bench.usage import Use
from palabre.bench.watch import Watch, Window

What = Literal["crowd", "replay", "soak", "sizing"]
ALLOWANCES = "off: [allowance] factor = 0"
# A process of guests this busy, or this late, measures itself.
BUSY_CORES = 0.85
LATE_MS = 20.0
# Above this much of a core used by other programs, latencies are no longer ours.
OTHERS_CORES = 0.25


class Outcome(Struct, frozen=True, kw_only=True):
    """What a run did and found. Times in ms since a post was sent, memory in KiB, CPU in cores.

    `client_cores` is what the busiest process of guests used, `others_cores` what other programs used. `not_in` is why
    guests could not come, `refused` why commands were declined, `closes` how connections ended, each by code;
    `skipped` are messages a snapshot stood for.
    """

    what: What
    seconds: float
    guests: int
    spectators: int
    rooms: int
    processes: int
    connections: int
    posted: int
    acknowledged: int
    deliveries: int
    posts_per_s: float
    deliveries_per_s: float
    to_acknowledge: Summary
    to_deliver: Summary
    late: Summary
    not_in: dict[str, int]
    refused: dict[str, int]
    closes: dict[str, int]
    reconnects: int
    skipped: int
    server: Use
    server_start_s: float
    client_cores: float
    others_cores: float
    curve: list[tuple[float, float]]
    windows: list[Window]
    messages: int = 0
    unanswered: int = 0
    lost: int = 0
    doubled: int = 0
    order: int = 0
    faults: list[Fault] = []
    allowances: str = ALLOWANCES
    notes: list[str] = []
    sizing: Sizing | None = None
    memory: Slope | None = None

    @property
    def is_clean(self) -> bool:
        """Nothing lost, doubled or out of order, and every guest came in and was answered."""
        return not (self.lost or self.doubled or self.order or self.unanswered or self.not_in)

    @property
    def client_was_the_limit(self) -> bool:
        """Whether the processes of guests were too busy to measure a server."""
        return self.client_cores > BUSY_CORES or self.late.p99 > LATE_MS

    @property
    def others_were_busy(self) -> bool:
        """Whether other programs kept the machine busy meanwhile."""
        return self.others_cores > OTHERS_CORES

    def json(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"


class Attendance(Struct, frozen=True, kw_only=True):
    """Who took part."""

    guests: int
    spectators: int
    rooms: int
    processes: int
    not_in: dict[str, int]


def outcome_of(
    what: What,
    attendance: Attendance,
    measured: Watch,
    verdict: Verdict,
    windows: list[Window],
    server_start_s: float,
) -> Outcome:
    """The outcome of a stretch that was watched; `windows` are those of the whole run."""
    tally = measured.tally
    told = joined([tally.to_deliver])
    counted = Outcome(
        what=what,
        seconds=tally.seconds,
        guests=attendance.guests,
        spectators=attendance.spectators,
        rooms=attendance.rooms,
        processes=attendance.processes,
        connections=max(window.connected for window in windows),
        posted=tally.posted,
        acknowledged=tally.acknowledged,
        deliveries=tally.deliveries,
        posts_per_s=tally.acknowledged / tally.seconds,
        deliveries_per_s=tally.deliveries / tally.seconds,
        to_acknowledge=joined([tally.to_acknowledge]).summary(),
        to_deliver=told.summary(),
        late=joined([tally.late]).summary(),
        not_in=attendance.not_in,
        refused=tally.refused,
        closes=tally.closes,
        reconnects=tally.reconnects,
        skipped=tally.skipped,
        server=measured.use,
        server_start_s=server_start_s,
        client_cores=tally.cpu,
        others_cores=measured.others_cores,
        curve=told.curve(),
        windows=windows,
    )
    return judged(counted, verdict)


def judged(outcome: Outcome, verdict: Verdict) -> Outcome:
    """The same with what the checker found."""
    return replace(
        outcome,
        messages=verdict.messages,
        unanswered=verdict.unanswered,
        lost=verdict.faults.counts["lost"],
        doubled=verdict.faults.counts["doubled"],
        order=verdict.faults.counts["order"],
        faults=verdict.faults.first,
    )
