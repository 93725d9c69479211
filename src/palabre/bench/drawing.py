"""The outcome as plots: what was heard and how late over the run, what the server used, how rare a long wait was."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from palabre.bench.outcome import Outcome
from palabre.bench.plot import Axis, Plot, Series, along, svg
from palabre.bench.sizing import LIMIT_CORES, Sizing
from palabre.bench.watch import Window

MIB = 1024
LONG_S = 180


def draw(outcome: Outcome, folder: Path) -> list[Path]:
    """Write every plot of a run into a folder, made when it is not there; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, plot in plots(outcome):
        files.append(folder / f"{outcome.what}-{name}.svg")
        files[-1].write_text(svg(plot))
    return files


def plots(outcome: Outcome) -> Iterator[tuple[str, Plot]]:
    """Each plot with its short name."""
    yield "deliveries", delivered(outcome)
    yield "latency", late(outcome)
    yield "server", used(outcome)
    yield "memory", kept(outcome)
    if outcome.curve:
        yield "rare", rare(outcome)
    if outcome.sizing is not None and len(outcome.sizing.steps) > 1:
        yield "cores", growing(outcome.sizing)


def delivered(outcome: Outcome) -> Plot:
    about = f"{outcome.deliveries:,} deliveries, {outcome.deliveries_per_s:,.0f} a second on average."
    heard = {"deliveries": [window.deliveries for window in outcome.windows]}
    return over_time(outcome, "Messages delivered", about, Axis("deliveries a second"), heard)


def late(outcome: Outcome) -> Plot:
    about = f"Half within {outcome.to_deliver.p50:.1f} ms, 99 % within {outcome.to_deliver.p99:.1f} ms."
    waits = {"p50": [window.p50 for window in outcome.windows], "p99": [window.p99 for window in outcome.windows]}
    return over_time(outcome, "From a post to its delivery", about, Axis("ms"), waits)


def used(outcome: Outcome) -> Plot:
    about = f"{outcome.server.cores:.2f} of a core while guests wrote."
    cores = {
        "server": [window.server_cores for window in outcome.windows],
        "busiest process of guests": [window.client_cores for window in outcome.windows],
    }
    return over_time(outcome, "What the server used", about, Axis("cores"), cores)


def kept(outcome: Outcome) -> Plot:
    end, most = outcome.server.rss_kib / MIB, outcome.server.most_kib / MIB
    about = f"{end:.1f} MiB at the end, {most:.1f} MiB at most."
    resident = {"resident": [window.rss_kib / MIB for window in outcome.windows]}
    return over_time(outcome, "Memory of the server", about, Axis("MiB"), resident)


def over_time(outcome: Outcome, title: str, about: str, y: Axis, values: Mapping[str, Sequence[float]]) -> Plot:
    times = minutes_or_seconds(outcome.windows)
    series = [Series(name, list(zip(times[1], each, strict=True))) for name, each in values.items()]
    return Plot(title, about, Axis(times[0]), y, series)


def minutes_or_seconds(windows: Sequence[Window]) -> tuple[str, list[float]]:
    """The unit that suits the length of a run, and the end of each window in it."""
    began = windows[0].at_s
    if windows[-1].at_s - began > LONG_S:
        return "minutes", [(each.at_s - began) / 60 for each in windows]
    return "seconds", [each.at_s - began for each in windows]


def rare(outcome: Outcome) -> Plot:
    about = (
        f"One delivery in 100 took over {outcome.to_deliver.p99:.1f} ms, the longest {outcome.to_deliver.max:.1f} ms."
    )
    longest = Series("to delivery", outcome.curve, dots=True)
    return Plot(
        "How rare a long wait is", about, Axis("one delivery in …", "log"), Axis("took longer than, ms"), [longest]
    )


def growing(sizing: Sizing) -> Plot:
    """What the server used, by the size of the crowd, and the share of a core beyond which nobody should go."""
    used = Series("server", [(float(step.guests), step.cores) for step in sizing.steps], dots=True)
    limit = along(f"{LIMIT_CORES:g} of a core", lambda _: LIMIT_CORES, used)
    about = f"From {sizing.steps[0].guests:,} to {sizing.steps[-1].guests:,} guests, in rooms of {sizing.room:,}."
    return Plot("What the server used, by guests", about, Axis("guests", "log"), Axis("cores"), [used, limit])
