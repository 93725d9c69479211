"""Lighthouse on the lobby and on a lived-in room, on the slow phone of the budgets, at the program's own server.

`./palabre tool lighthouse [--runs N] [--into docs/performance.md]`: CPU slowed four times, 1.6 Mbit/s, 150 ms of
round trip. Each page is loaded `--runs` times from an empty cache; the median of each figure is told, lowest and
highest beside it. Ends with 1 when a floor of the project is not met.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import put_into, spread
from tests.tools.live_client import LiveGuest
from tests.tools.server import PalabreServer, running_server

PROGRAM = Path(__file__).parents[1] / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROME_FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PAGES = {"lobby": "/", "room": "/r/cuisine"}
FLOORS = {"performance": 95, "accessibility": 98, "best-practices": 98}
FIGURES = {
    "first-contentful-paint": "first text",
    "largest-contentful-paint": "largest text",
    "total-blocking-time": "blocked",
    "cumulative-layout-shift": "shift",
}
# What audits tell of a place nobody may index, on purpose.
ON_PURPOSE = {"is-crawlable"}


@dataclass(frozen=True, slots=True)
class Run:
    """One load of one page: scores of 0 to 100, figures in milliseconds (the shift has no unit), audits not passed."""

    scores: dict[str, float]
    figures: dict[str, float]
    complaints: tuple[str, ...]


async def load(url: str, folder: Path, method: str) -> Run:
    """Load `url` once; `method` is how the phone is imitated (`simulate` or `devtools`)."""
    report = folder / "report.json"
    node = Path(os.environ["PALABRE_NODE_BIN"]) / "node"
    child = await asyncio.create_subprocess_exec(
        str(node), str(PROGRAM), url, "--quiet", "--output=json", f"--output-path={report}",
        f"--only-categories={','.join(FLOORS)}", f"--throttling-method={method}", f"--chrome-flags={CHROME_FLAGS}",
        "--throttling.rttMs=150", "--throttling.throughputKbps=1600", "--throttling.cpuSlowdownMultiplier=4",
        "--throttling.requestLatencyMs=150", "--throttling.downloadThroughputKbps=1600",
        "--throttling.uploadThroughputKbps=750", "--no-enable-error-reporting",
        env={**os.environ, "CHROME_PATH": os.environ["PALABRE_CHROMIUM"]},
    )  # fmt: skip
    if await child.wait():
        raise SystemExit(f"Lighthouse could not load {url}")
    return run_of(json.loads(report.read_text()))


def run_of(report: dict[str, object]) -> Run:
    audits, categories = report["audits"], report["categories"]
    assert isinstance(audits, dict) and isinstance(categories, dict)
    asked = {reference["id"] for category in categories.values() for reference in category["auditRefs"]}
    return Run(
        scores={name: 100 * (categories[name]["score"] or 0) for name in FLOORS},
        figures={name: float(audits[name].get("numericValue", 0)) for name in FIGURES},
        complaints=tuple(
            name
            for name in sorted(asked - ON_PURPOSE)
            if audits[name]["scoreDisplayMode"] == "binary" and audits[name]["score"] != 1
        ),
    )


async def furnish(server: PalabreServer) -> LiveGuest:
    """A room that has been talked in, by someone still there."""
    someone = await LiveGuest.arrive(server.url, "Bilal")
    await someone.enter("cuisine")
    for number in range(60):
        await someone.post("cuisine", f"Recette {number} : rôtie en cubes, oignons rouges, miel et cumin, 35 min.")
    return someone


async def measure(runs: int, method: str) -> dict[str, list[Run]]:
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "palabre.toml"
        config.write_text('[allowance]\nfactor = 0\n\n[[rooms]]\nslug = "cuisine"\nname = "Cuisine"\n')
        async with running_server(Path(folder) / "data", options=["--config", config]) as server:
            someone = await furnish(server)
            found: dict[str, list[Run]] = {name: [] for name in PAGES}
            for _ in range(runs):
                for name, path in PAGES.items():
                    found[name].append(await load(f"{server.url}{path}", Path(folder), method))
            await someone.disconnect()
    return found


def table(found: dict[str, list[Run]], method: str) -> Iterator[str]:
    heads = ["page", *FLOORS, *FIGURES.values()]
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for page, runs in found.items():
        scores = (spread([run.scores[name] for run in runs]) for name in FLOORS)
        figures = (spread([run.figures[name] for run in runs], 3 if "shift" in name else 0) for name in FIGURES)
        yield f"| {page}, {method} | {' | '.join([*scores, *figures])} |"


def shortfalls(found: dict[str, list[Run]]) -> Iterator[str]:
    for page, runs in found.items():
        for name, floor in FLOORS.items():
            middle = statistics.median(run.scores[name] for run in runs)
            if middle < floor:
                yield f"{page}: {name} {middle:.0f}, below {floor}"


def complaints(found: dict[str, list[Run]]) -> Iterator[str]:
    for page, runs in found.items():
        for name in sorted({name for run in runs for name in run.complaints}):
            yield f"{page}: {name}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--method", choices=("simulate", "devtools"), default="simulate")
    parser.add_argument("--into", type=Path, help="write the table between its marks in this document")
    asked = parser.parse_args()
    found = asyncio.run(measure(asked.runs, asked.method))
    text = "\n".join(table(found, asked.method))
    print(text)
    if asked.into:
        put_into(asked.into, text, "lighthouse")
    for line in complaints(found):
        print(f"not passed: {line}", file=sys.stderr)
    missed = list(shortfalls(found))
    for line in missed:
        print(f"FAIL: {line}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
