"""The room's page on a slow phone: frames, long tasks, memory, in a burst, in 5,000 messages, over an hour.

`.venv/bin/python -m tests.bench.page [--only burst|scroll|hour] [--into docs/performance.md]`: Debian's Chromium at a
phone's size, its processor slowed four times, beside a server of its own without allowances.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import CDPSession

from tests.bench.figures import put_into
from tests.bench.page_crowd import crowd, sentence
from tests.e2e.guests import BrowserGuest, guest
from tests.tools.chromium import running_chromium
from tests.tools.server import running_server

SLOWED = 4
LONG_ROOM = 5_000
HOUR = 20_000
BURST_PER_SECOND = 100.0
BURST_SECONDS = 10.0
SCROLL_PX_PER_SECOND = 6_000
MOST_SWIPES = 300
PHONE = {"viewport": {"width": 375, "height": 812}, "has_touch": True, "is_mobile": True}
COLUMNS = ["frames/s", "p50", "p95", "p99", "longest", "tasks > 50: count, longest", "busy", "articles"]
RECORD = """() => {
  const frames = [], tasks = [];
  let last = performance.now(), running = true;
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map((each) => each.duration)));
  observer.observe({ type: "longtask" });
  const look = (now) => { frames.push(now - last); last = now; if (running) requestAnimationFrame(look); };
  requestAnimationFrame(look);
  window.endRecord = () => { running = false; observer.disconnect(); return { frames: frames.slice(1), tasks }; };
}"""


@dataclass(frozen=True)
class Run:
    """What was recorded meanwhile: milliseconds, and seconds the page's own thread worked."""

    name: str
    frames: Sequence[float]
    tasks: Sequence[float]
    worked_s: float
    articles: int

    def row(self) -> str:
        """One line of the table."""
        frames = sorted(self.frames)
        rate = 1_000 * len(frames) / sum(frames)
        cells = [f"{rate:.0f}", *(f"{at(frames, part):.0f}" for part in (0.5, 0.95, 0.99)), f"{frames[-1]:.0f}"]
        tasks = f"{len(self.tasks)}, {max(self.tasks, default=0):.0f}"
        busy = 100_000 * self.worked_s / sum(frames)
        return f"| {self.name} | {' | '.join(cells)} | {tasks} | {busy:.0f} % | {self.articles} |"


@dataclass(frozen=True)
class Memory:
    """After a garbage collection: MiB of JavaScript heap, DOM nodes, listeners."""

    name: str
    heap: float
    nodes: int
    listeners: int

    def row(self) -> str:
        """One line of the table."""
        return f"| {self.name} | {self.heap:.1f} | {self.nodes:,} | {self.listeners:,} |"


def at(ordered: Sequence[float], part: float) -> float:
    """The value below which this part of an ordered series lies."""
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


class Phone:
    """A guest's page on a phone whose processor is slowed, and what Chromium tells of it."""

    def __init__(self, reader: BrowserGuest, tools: CDPSession) -> None:
        self.reader = reader
        self.tools = tools

    @classmethod
    @asynccontextmanager
    async def at(cls, url: str, room: str) -> AsyncIterator["Phone"]:
        """Ana on her phone in a room, where she has written once."""
        async with running_chromium() as browser, guest(browser, url, **PHONE) as ana:
            await ana.open(f"/r/{room}")
            await ana.name_oneself("Ana")
            await ana.message_field.fill("Me voici")
            await ana.send_button.click()
            await ana.sees("Me voici")
            tools = await ana.context.new_cdp_session(ana.page)
            await tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
            await tools.send("Performance.enable", {"timeDomain": "threadTicks"})
            yield cls(ana, tools)

    @asynccontextmanager
    async def recorded(self, name: str, runs: list[Run]) -> AsyncIterator[None]:
        """Record every frame while the block runs."""
        print(name, file=sys.stderr)
        worked = await self._metric("TaskDuration")
        await self.reader.page.evaluate(RECORD)
        yield
        worked = await self._metric("TaskDuration") - worked
        found = await self.reader.page.evaluate("endRecord()")
        count = await self.reader.articles.count()
        runs.append(Run(name, found["frames"], found["tasks"], worked, count))

    async def memory(self, name: str) -> Memory:
        """What the page holds, garbage aside."""
        await self.tools.send("HeapProfiler.collectGarbage")
        heap = await self._metric("JSHeapUsedSize") / 2**20
        return Memory(name, heap, int(await self._metric("Nodes")), int(await self._metric("JSEventListeners")))

    async def _metric(self, name: str) -> float:
        found = (await self.tools.send("Performance.getMetrics"))["metrics"]
        return next(float(each["value"]) for each in found if each["name"] == name)

    async def swipe(self, px: int) -> None:
        """Scroll up by so many pixels, at an even speed; negative: down. Touch gestures do nothing in this Chromium."""
        await self.tools.send(
            "Input.synthesizeScrollGesture",
            {
                "x": 180,
                "y": 400,
                "yDistance": px,
                "speed": SCROLL_PX_PER_SECOND,
                "gestureSourceType": "mouse",
                "preventFling": True,
            },
        )


async def burst(url: str, runs: list[Run], _: list[Memory]) -> None:
    """100 messages a second, at the end of the room, then further up."""
    async with crowd(url, "agora") as people, Phone.at(url, "agora") as phone:
        await people.write(200)
        await phone.reader.sees(sentence(200))
        async with phone.recorded("burst of 100/s for 10 s, at the end", runs):
            await people.write_at(BURST_PER_SECOND, BURST_SECONDS)
        await phone.swipe(1_500)
        async with phone.recorded("the same burst, reading further up", runs):
            await people.write_at(BURST_PER_SECOND, BURST_SECONDS)


async def long_room(url: str, runs: list[Run], memories: list[Memory]) -> None:
    """5,000 messages scrolled to the beginning, pages loaded meanwhile, and part of the way back."""
    async with crowd(url, "cuisine") as people:
        await people.write(LONG_ROOM)
    async with Phone.at(url, "cuisine") as phone:
        memories.append(await phone.memory("a room just entered"))
        async with phone.recorded(f"{LONG_ROOM:,} messages scrolled up, pages loaded meanwhile", runs):
            edge = phone.reader.page.locator("[data-edge]").filter(has_text="C’est le début")
            for _ in range(MOST_SWIPES):
                await phone.swipe(SCROLL_PX_PER_SECOND)
                if await edge.count():
                    break
        memories.append(await phone.memory(f"{LONG_ROOM:,} messages held"))
        async with phone.recorded("all held, scrolled down", runs):
            for _ in range(10):
                await phone.swipe(-SCROLL_PX_PER_SECOND)


async def hour(url: str, _: list[Run], memories: list[Memory]) -> None:
    """An hour of a lively room, as fast as it goes: 20,000 messages."""
    async with crowd(url, "jardin") as people, Phone.at(url, "jardin") as phone:
        await people.write(500)
        await phone.reader.sees(sentence(500))
        memories.append(await phone.memory("500 messages read, before the hour"))
        await phone.tools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        await people.write(HOUR)
        await phone.reader.sees(sentence(HOUR + 500))
        memories.append(await phone.memory(f"after the hour, {HOUR:,} messages"))


PARTS = {"burst": burst, "scroll": long_room, "hour": hour}


async def measure(part: str) -> str:
    """The figures of one part, as Markdown."""
    runs: list[Run] = []
    memories: list[Memory] = []
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder) / "palabre.toml"
        settings.write_text('mode = "demo"\n[allowance]\nfactor = 0\n')
        async with running_server(Path(folder) / "data", options=["--config", settings]) as server:
            await PARTS[part](server.url, runs, memories)
    return "\n".join(report(runs, memories))


def report(runs: Sequence[Run], memories: Sequence[Memory]) -> Iterator[str]:
    """The machine, then a table of frames and one of memory, where there are any."""
    yield f"{os.cpu_count()} shared cores, load {os.getloadavg()[0]:.1f}; frames and tasks in milliseconds."
    if runs:
        yield f"\n| slowed {SLOWED} times | {' | '.join(COLUMNS)} |"
        yield f"|{'---|' * (1 + len(COLUMNS))}"
        yield from (run.row() for run in runs)
    if memories:
        yield "\n| after a garbage collection | heap MiB | DOM nodes | listeners |"
        yield "|---|---|---|---|"
        yield from (memory.row() for memory in memories)


def main() -> None:
    """Measure and print; `--into` also writes the figures between the marks of a document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS, help="measure this part")
    parser.add_argument("--into", type=Path, metavar="FILE", help="put the figures into this document")
    options = parser.parse_args()
    for part in [options.only] if options.only else PARTS:
        text = asyncio.run(measure(part))
        print(text)
        if options.into:
            put_into(options.into, text, f"page {part}")


if __name__ == "__main__":
    main()
