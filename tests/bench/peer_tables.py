"""What was measured beside others, kept from run to run and told as tables."""

import statistics
from collections.abc import Mapping, Sequence

import msgspec

from palabre.bench.reference import Figures
from tests.bench.conversation import Conversation
from tests.bench.figures import machine, spread

REFERENCE = "C reference"
Found = dict[str, list[Figures]]
Conversations = dict[str, list[Conversation]]


class Kept(msgspec.Struct, kw_only=True):
    """Every figure by contestant, one entry a round.

    At fan-out: as fast as each goes, and at 20 messages a second. At the whole job: at 20 messages a second, and as
    fast as writers hear themselves.
    """

    saturated: Found = msgspec.field(default_factory=dict)
    quiet: Found = msgspec.field(default_factory=dict)
    steady: Conversations = msgspec.field(default_factory=dict)
    eager: Conversations = msgspec.field(default_factory=dict)


def report(kept: Kept, connections: int) -> str:
    """Everything, in Markdown."""
    rounds = len(next(iter(kept.saturated.values()), []))
    guests = max((told.guests for runs in kept.steady.values() for told in runs), default=0)
    return (
        f"{machine()}; {rounds} rounds, medians (lowest–highest).\n\n"
        f"Fan-out, {connections:,} connections:\n\n{fan_out_table(kept)}\n\n"
        f"The whole job, {guests:,} guests in one room:\n\n{whole_job_table(kept)}\n"
    )


def fan_out_table(kept: Kept) -> str:
    """One line for each: how fast, beside the reference of the same round, what a delivery costs, how late it is."""
    head = (
        "k deliveries/s", "beside C", "frames a read", "server core", "user µs", "system µs",
        "KiB a connection", "p50 ms at 20/s", "p99 ms at 20/s",
    )  # fmt: skip
    lines = [f"| | {' | '.join(head)} |", "|---" * (len(head) + 1) + "|"]
    for name, runs in kept.saturated.items():
        quiet = kept.quiet.get(name, [])
        cells = [
            spread([run.deliv_per_s / 1_000 for run in runs]),
            spread(beside(kept.saturated, name), 2),
            spread([run.frames_per_read() for run in runs], 1),
            spread([run.srv_util for run in runs], 2),
            f"{statistics.median(run.user_us() for run in runs):.2f}",
            f"{statistics.median(run.system_us() for run in runs):.2f}",
            f"{statistics.median(run.kib_per_connection() for run in quiet):.1f}",
            spread([run.p50_ms for run in quiet], 1),
            spread([run.p99_ms for run in quiet], 1),
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def whole_job_table(kept: Kept) -> str:
    """One line for each chat: coming in, 20 messages a second, as many as its writers hear."""
    head = (
        "all in after s", "KiB a guest", "p50 ms at 20/s", "p99 ms at 20/s", "µs a delivery at 20/s",
        "messages/s at most", "deliveries/s at most", "p99 ms then", "µs a delivery then", "server core", "client core",
    )  # fmt: skip
    lines = [f"| | {' | '.join(head)} |", "|---" * (len(head) + 1) + "|"]
    for name, runs in kept.steady.items():
        eager = kept.eager.get(name, [])
        cells = [
            spread([run.joined_s for run in runs], 1),
            spread([run.kib_per_guest for run in runs]),
            spread([run.p50_ms for run in runs], 1),
            spread([run.p99_ms for run in runs], 1),
            spread([run.server_us for run in runs], 1),
            spread([run.messages_per_s for run in eager]),
            spread([run.deliveries_per_s for run in eager]),
            spread([run.p99_ms for run in eager]),
            spread([run.server_us for run in eager], 1),
            spread([run.server_core for run in eager], 2),
            spread([run.client_core for run in eager], 2),
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def beside(found: Mapping[str, Sequence[Figures]], name: str) -> list[float]:
    """Deliveries a second beside the reference's, round by round."""
    pairs = zip(found[name], found[REFERENCE], strict=True)
    return [ours.deliv_per_s / theirs.deliv_per_s for ours, theirs in pairs]
