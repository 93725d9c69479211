"""The outcome in words: figures for people."""

from collections.abc import Iterator

from palabre.bench.outcome import Outcome
from palabre.bench.percentiles import Summary
from palabre.bench.sentences import in_english, in_french
from palabre.bench.sizing import Sizing
from palabre.bench.slope import Slope

MIB = 1024


def told(outcome: Outcome) -> Iterator[str]:
    """The outcome, line by line."""
    yield from outcome.notes
    yield f"allowances    {outcome.allowances}"
    yield f"connections   {outcome.connections:,} at most ({attendance(outcome)})"
    yield f"messages      {outcome.acknowledged:,} of {outcome.posted:,} acknowledged, {outcome.posts_per_s:,.1f}/s"
    yield f"deliveries    {outcome.deliveries:,}, {outcome.deliveries_per_s:,.0f}/s over {outcome.seconds:.1f} s"
    yield f"post to ack   {times(outcome.to_acknowledge)}"
    yield f"to delivery   {times(outcome.to_deliver)}"
    yield f"refused       {by_code(outcome.refused)}"
    yield f"checked       {verdict(outcome)}"
    yield from troubles(outcome)
    yield f"server        {use(outcome)}"
    yield f"bench         {outcome.client_cores:.2f} of a core for the busiest of {outcome.processes} processes"
    yield from doubts(outcome)
    if outcome.memory is not None:
        yield f"memory        {slope(outcome.memory)}"
    if outcome.sizing is not None:
        yield from steps(outcome.sizing)
        yield ""
        yield in_english(outcome.sizing)
        yield in_french(outcome.sizing)


def attendance(outcome: Outcome) -> str:
    readers = f" and {outcome.spectators:,} spectators" if outcome.spectators else ""
    return f"{outcome.guests:,} guests with a session{readers}, {outcome.rooms:,} rooms"


def times(summary: Summary) -> str:
    return f"p50 {summary.p50:.1f} ms, p99 {summary.p99:.1f} ms, max {summary.max:.1f} ms ({summary.count:,})"


def by_code(counts: dict[str, int]) -> str:
    return ", ".join(f"{code}: {count:,}" for code, count in sorted(counts.items())) or "none"


def verdict(outcome: Outcome) -> str:
    return (
        f"lost {outcome.lost:,}, doubled {outcome.doubled:,}, order violations {outcome.order:,}"
        f" over {outcome.messages:,} messages and {outcome.connections:,} connections"
    )


def troubles(outcome: Outcome) -> Iterator[str]:
    """What went otherwise than in a quiet run; nothing when all went well."""
    margin = " " * 14
    for fault in outcome.faults:
        yield f"{margin}{fault.kind}: {fault.room}, offset {fault.offset}: {fault.text}"
    if outcome.not_in:
        yield f"{margin}could not come in: {by_code(outcome.not_in)}"
    if outcome.unanswered:
        yield f"{margin}never answered: {outcome.unanswered:,} messages"
    if outcome.closes or outcome.reconnects:
        yield f"{margin}closed by {by_code(outcome.closes)}; came back {outcome.reconnects:,} times"
    if outcome.skipped:
        yield f"{margin}{outcome.skipped:,} deliveries stood for by a snapshot, as the protocol allows"


def doubts(outcome: Outcome) -> Iterator[str]:
    """What else the figures may be figures of."""
    margin = " " * 14
    if outcome.client_was_the_limit:
        yield f"{margin}the guests' processes were late or full: latencies and rates are theirs, not the server's"
    if outcome.others_were_busy:
        yield f"{margin}something else used {outcome.others_cores:.1f} of this machine's cores: measure when it is idle"


def use(outcome: Outcome) -> str:
    server = outcome.server
    return (
        f"{server.cores:.2f} of a core, {server.rss_kib / MIB:.1f} MiB at the end, {server.most_kib / MIB:.1f} at most;"
        f" ready in {outcome.server_start_s:.1f} s"
    )


def slope(memory: Slope) -> str:
    return (
        f"{'flat' if memory.is_flat else 'NOT flat'}: {memory.per_minute:+.1f} ± {memory.error:.1f} KiB a minute over"
        f" the last two thirds, medians of its halves {memory.first_half / MIB:.1f} and"
        f" {memory.second_half / MIB:.1f} MiB"
    )


def steps(sizing: Sizing) -> Iterator[str]:
    """What each crowd cost; a single one was told already."""
    for place, step in enumerate(sizing.steps if len(sizing.steps) > 1 else ()):
        margin = " " * 14 if place else "crowds        "
        yield f"{margin}{step.guests:,} guests: {step.cores:.2f} of a core, p99 to delivery {step.p99:.1f} ms"
