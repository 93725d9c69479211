"""Figures as a person reads them: a table, the ratios, the machine, and their place in a document."""

import os
import platform
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path

from palabre.bench.reference import Figures

REFERENCE = "C, one write each"
Found = Mapping[str, Sequence[Figures]]


def spread(values: Sequence[float], digits: int = 0) -> str:
    """`median (lowest–highest)`."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:,.{digits}f} ({low:,.{digits}f}–{high:,.{digits}f})"


def ratios(found: Found, name: str, reference: str) -> list[float]:
    """Deliveries a second beside the reference's, pair by pair."""
    pairs = zip(found[name], found[reference], strict=True)
    return [ours.frames_per_s / theirs.frames_per_s for ours, theirs in pairs]


def costs(found: Found, name: str) -> list[float]:
    """The server's CPU a delivery beside the reference's, pair by pair: what the client's core cannot distort."""
    pairs = zip(found[name], found[REFERENCE], strict=True)
    return [ours.cpu_s_per_M / theirs.cpu_s_per_M for ours, theirs in pairs]


def table(found: Found) -> str:
    """The figures as a Markdown table."""
    lines = [
        "| | k deliveries/s | frames a read | server core | user µs | system µs | others' cores | p50 ms | p99 ms |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, runs in found.items():
        if name.endswith("idle"):
            continue
        cells = (
            spread([run.frames_per_s / 1_000 for run in runs]),
            spread([run.frames_per_read() for run in runs], 1),
            spread([run.srv_util for run in runs], 2),
            spread([run.user_us() for run in runs], 2),
            spread([run.system_us() for run in runs], 2),
            spread([run.other_cores for run in runs], 2),
            spread([run.p50_ms for run in runs], 1),
            spread([run.p99_ms for run in runs], 1),
        )
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def summary(found: Found) -> str:
    """The ratios to the reference's one write a delivery, and the memory of a connection."""
    saturated = [name for name in found if name.startswith("Palabre") and name.endswith(("writer", "writers"))]
    lines = [f"- {name} / {REFERENCE}: {spread(ratios(found, name, REFERENCE), 2)}" for name in saturated]
    lines += [f"- {name} / {REFERENCE}, CPU a delivery: {spread(costs(found, name), 2)}" for name in saturated]
    lines += [
        f"- {name}: {found[name][0].kib_per_connection():.1f} KiB a connection" for name in found if "idle" in name
    ]
    return "\n".join(lines)


def machine() -> str:
    """What this was measured on, without naming it."""
    models = {
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if "model name" in line
    }
    kind = ", ".join(sorted(models)) or platform.machine()
    linux, python = platform.release().partition("-")[0], platform.python_version()
    return f"{os.cpu_count()} cores ({kind}), Linux {linux}, Python {python}, loopback"


def report(found: Found, what: str) -> str:
    """Everything, in Markdown; `what` says how it was measured."""
    return f"{machine()}; {what}.\n\n{table(found)}\n\n{summary(found)}\n"


def put_into(document: Path, text: str, block: str = "fanout") -> None:
    """Replace what stands between the two marks of a block of `document`; raises ValueError when they are not there."""
    begin, end = f"<!-- {block}: begin -->", f"<!-- {block}: end -->"
    before, begins, rest = document.read_text().partition(begin)
    _, ends, after = rest.partition(end)
    if not begins or not ends:
        raise ValueError(f"{document} has no place for the figures of {block}")
    document.write_text(f"{before}{begin}\n\n{text}\n{end}{after}")
