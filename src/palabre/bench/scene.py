"""The scene of a run: a server of its own, the processes of guests before it, what they are told to do there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from palabre.bench.crowd import Crowd, Verdict
from palabre.bench.plan import Plan
from palabre.bench.progress import Progress
from palabre.bench.server import Server, Setting
from palabre.bench.watch import Watch


class Scene(NamedTuple):
    """A server of the bench's own and the processes of guests before it."""

    server: Server
    crowd: Crowd
    started_s: float


@asynccontextmanager
async def scene(folder: Path, setting: Setting, *, processes: int, seed: int) -> AsyncIterator[Scene]:
    """A server that is up, nobody there yet; stopped at the end. `folder` is for its data. Raises BenchFailed."""
    server = Server(folder, setting)
    try:
        started_s = await server.start()
        async with Crowd(server.port, processes=processes, seed=seed) as crowd:
            yield Scene(server, crowd, started_s)
    finally:
        await server.stop()


async def written(here: Scene, plan: Plan, progress: Progress, *, every_s: float = 1.0) -> Watch:
    """Let the crowd write as planned, and wait for the answers."""
    writing = Watch(here.server, here.crowd, every_s=every_s)
    async with writing, progress.showing("guests write", here.crowd, plan.seconds):
        await here.crowd.write(rate=plan.rate, seconds=plan.seconds, share=plan.writers)
        await here.crowd.rest()
    return writing


async def checked(here: Scene, progress: Progress) -> Verdict:
    """What the history checker says, once everyone has been told everything."""
    progress.say("checking what every guest was told")
    return await here.crowd.conclude()
