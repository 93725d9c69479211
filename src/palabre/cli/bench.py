"""`palabre bench`: simulated guests against a server of their own; exit 1 when anything was lost, doubled or moved."""

import argparse
import asyncio
import contextlib
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import uvloop

from palabre.bench import run
from palabre.bench.budgets.run import NAMES, measure
from palabre.bench.budgets.telling import table
from palabre.bench.drawing import draw
from palabre.bench.outcome import Outcome
from palabre.bench.plan import Plan
from palabre.bench.progress import Progress
from palabre.bench.reference import CLIENT_CORE, SERVER_CORE
from palabre.bench.script import Log, read_log
from palabre.bench.server import BenchFailed
from palabre.bench.telling import told
from palabre.cli.failures import Failure
from palabre.settings import load_settings

TERMINATED = 143
Found = TypeVar("Found")
SHORTEST_SOAK = 0.1


def bench(arguments: argparse.Namespace) -> int:
    """Run what is asked for, print it, keep it where asked; 1 when the checker found something."""
    if arguments.what == "budgets":
        return budgets(arguments)
    with folder_in(arguments.data.absolute()) as folder:
        try:
            outcome = uvloop.run(until_told_to_stop(course(arguments, folder)))
        except BenchFailed as failed:
            raise Failure(str(failed)) from None
        except asyncio.CancelledError:
            return TERMINATED
    keep(outcome, arguments)
    print("\n".join(told(outcome)))
    return 0 if outcome.is_clean else 1


def budgets(arguments: argparse.Namespace) -> int:
    """Measure what is promised and print the table; 1 when something promised was missed."""
    if unknown := {*arguments.only} - {*NAMES}:
        raise Failure(f"no such budget: {', '.join(sorted(unknown))}; there are: {', '.join(NAMES)}.", exit_code=2)
    if not {SERVER_CORE, CLIENT_CORE} <= os.sched_getaffinity(0):
        raise Failure("the budgets need two cores: one for the server, one for its guests.")
    os.sched_setaffinity(0, {CLIENT_CORE})
    say = Progress(sys.stderr).say
    with folder_in(arguments.data.absolute()) as folder:
        work = measure(folder, say, reference=arguments.reference, only=arguments.only)
        try:
            results = uvloop.run(until_told_to_stop(work))
        except BenchFailed as failed:
            raise Failure(str(failed)) from None
        except asyncio.CancelledError:
            return TERMINATED
    print(table(results))
    return 0 if all(result.is_met for result in results if result.rounds) else 1


def course(arguments: argparse.Namespace, folder: Path) -> Coroutine[Any, Any, Outcome]:
    """The run that the arguments describe."""
    plan, progress = plan_of(arguments), Progress(sys.stderr)
    if arguments.replay is not None:
        return run.replay(plan, logs_of(arguments), arguments.speed, folder, progress)
    if arguments.soak is not None:
        return run.soak(plan, folder, progress)
    if arguments.what == "sizing":
        return run.size(plan, folder, progress)
    return run.write(plan, folder, progress)


def logs_of(arguments: argparse.Namespace) -> list[Log]:
    """The logs to replay; raises Failure when one cannot be, or says nothing."""
    logs = []
    for path in arguments.replay:
        try:
            logs.append(read_log(path, minutes=arguments.minutes))
        except OSError as error:
            raise Failure(f"{path} cannot be read: {(error.strerror or '').lower()}.") from None
        if not any(line.text for line in logs[-1].lines):
            raise Failure(f"{path} holds no line `[HH:MM] <nick> text`.")
    return logs


def plan_of(arguments: argparse.Namespace) -> Plan:
    """What was asked for, over what is usual; raises Failure for what cannot be."""
    if arguments.rooms > arguments.guests:
        raise Failure("more rooms than guests: give at most one room a guest.", exit_code=2)
    if arguments.soak is not None and arguments.soak < SHORTEST_SOAK:
        raise Failure(f"a soak takes {SHORTEST_SOAK} minutes at least: less says nothing of memory.", exit_code=2)
    settings = load_settings(arguments.config)
    seconds = arguments.seconds if arguments.soak is None else arguments.soak * 60
    return Plan(
        guests=arguments.guests,
        rooms=arguments.rooms,
        writers=arguments.writers,
        spectators=arguments.spectators,
        rate=arguments.rate,
        seconds=seconds,
        ramp_s=arguments.ramp,
        processes=arguments.processes,
        seed=arguments.seed,
        fill=arguments.fill or 0,
        coalesce_ms=settings.live.coalesce_ms,
        messages_h=settings.retention.messages_h,
    )


async def until_told_to_stop(work: Coroutine[Any, Any, Found]) -> Found:
    """The work, ended in order by SIGTERM: the server it started goes with it."""
    task = asyncio.ensure_future(work)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await task


@contextlib.contextmanager
def folder_in(data: Path) -> Iterator[Path]:
    """A folder of its own on the disk where a server would keep its data, gone afterwards."""
    was_there = data.exists()
    try:
        data.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="bench-", dir=data))
    except OSError as error:
        raise Failure(f"{data} cannot be written: {(error.strerror or '').lower()}.") from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if not was_there:
            with contextlib.suppress(OSError):
                os.rmdir(data)


def keep(outcome: Outcome, arguments: argparse.Namespace) -> None:
    """Write the JSON and the plots where asked."""
    try:
        if arguments.json is not None:
            arguments.json.write_bytes(outcome.json())
        if arguments.svg is not None:
            draw(outcome, arguments.svg)
    except OSError as error:
        raise Failure(f"{error.filename} cannot be written: {(error.strerror or '').lower()}.") from None
