"""Serving: one life of a server, from its socket to its end."""

import asyncio
import resource
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import uvloop

from palabre.adapters.chance import SystemChance
from palabre.adapters.clock import SystemClock
from palabre.adapters.local_bus import LocalBus
from palabre.bootstrap.backups import backup_jobs
from palabre.bootstrap.house import House, build
from palabre.bootstrap.permitted import doorway_of
from palabre.bootstrap.screening import shipped_screening
from palabre.bootstrap.stores import day_keys_of, open_store
from palabre.gateway.server import Server, listening_socket
from palabre.http.app import make_app
from palabre.jobs import collecting
from palabre.ports.clock import Clock
from palabre.services.health import Health
from palabre.settings import Settings

# Two people, so that one may approve what the other wrote.
DEMO_TEAM = ("Modération 1", "Modération 2")
WARM_AFTER_S = 10.0
WARM_REST_S = 0.001


def serve(
    settings: Settings,
    *,
    host: str,
    port: int,
    data: Path,
    announce: Callable[[str, Sequence[str]], None],
    clock: Clock | None = None,
) -> int:
    """Serve until told to stop; `announce` gets the guest address, and a demo's desk addresses, once guests enter.

    Raises PortInUse, DataDirectoryBusy, StoreUnavailable or KeyUnusable before that.
    """
    shown = f"[{host}]" if ":" in host else host
    raise_limits()
    with (
        listening_socket(host, port) as listener,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        bound = listener.getsockname()[1]
        runner.run(run(settings, data, listener, clock, partial(announced, announce, f"http://{shown}:{bound}")))
    return 0


async def run(
    settings: Settings, data: Path, listener: socket.socket, clock: Clock | None, ready: Callable[[Sequence[str]], None]
) -> None:
    """One life of the server, on a socket that listens already; `ready` gets the tokens of a demo's ways in."""
    house = await opened_house(settings, data, clock)
    tokens = await house.http.team.staffing.demo_team(DEMO_TEAM) if settings.mode == "demo" else []
    await receive(house, listener, partial(ready, tokens))


def announced(announce: Callable[[str, Sequence[str]], None], address: str, tokens: Sequence[str]) -> None:
    """Tell the guest address and those of the desk; what follows a `#` never reaches a log."""
    announce(address, [f"{address}/desk#{token}" for token in tokens])


async def opened_house(settings: Settings, data: Path, clock: Clock | None = None) -> House:
    """An instance on the store of its configuration, with its rooms open."""
    bus, clock, chance = LocalBus(), clock or SystemClock(), SystemChance()
    store = await open_store(settings, data, bus=bus)
    house = build(settings, store=store, bus=bus, keys=day_keys_of(settings, chance), clock=clock, chance=chance)
    await house.open()
    backups = backup_jobs(settings, data, store, clock, house.health.figures)
    return replace(house, jobs=(*house.jobs, *backups))


async def warm(health: Health) -> None:
    """Make every pattern of screening, in a thread: two seconds of CPU, and memory that stays.

    Not at once: after a restart everyone comes back in the first seconds, and needs that CPU more. And not in one go:
    the thread would hold the interpreter's lock for 5 ms of every 10.
    """
    await asyncio.sleep(WARM_AFTER_S)
    await asyncio.to_thread(shipped_screening().warm, partial(time.sleep, WARM_REST_S))
    health.figures["palabre_patterns_ready"] = 1.0


async def receive(house: House, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Let guests in until the server is told to stop."""
    tasks = house.start_jobs()

    async def opened() -> None:
        collecting.begin()
        ready()
        # A pattern that is first needed by a message makes it wait a millisecond, and the first messages need many.
        tasks.append(asyncio.create_task(warm(house.health)))

    async def closed() -> None:
        for task in tasks:
            task.cancel()
        await house.close()

    server = Server(make_app(house.http), house.welcome, doorway_of(house.settings), opened=opened, closed=closed)
    await server.serve(sockets=[listener])


def raise_limits() -> None:
    """As many open files as the system lets us; no core dump, which would hold what guests wrote."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
