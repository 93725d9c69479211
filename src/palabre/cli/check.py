"""`palabre check`: one line for each thing a server needs, and whether it is there."""

import argparse
import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from palabre import bootstrap
from palabre.cli.failures import Failure
from palabre.cli.store_errors import told_plainly
from palabre.settings import DUTIES, Settings, load_settings, problem_with_keys

# A full disk stops every write: this leaves time to act.
MIN_FREE_BYTES = 200 * 1_024 * 1_024


class Finding(NamedTuple):
    """What was looked at, whether it is as it must be, and one sentence on it."""

    subject: str
    is_met: bool
    text: str


def check(arguments: argparse.Namespace) -> int:
    """Print every finding; 0 when all are met."""
    settings, data = load_settings(arguments.config), arguments.data.absolute()
    findings = []
    for finding in look(settings, data):
        findings.append(finding)
        print(f"{'ok  ' if finding.is_met else 'FAIL'}  {finding.subject}: {finding.text}", flush=True)
    return 0 if all(finding.is_met for finding in findings) else 1


def look(settings: Settings, data: Path) -> Iterator[Finding]:
    """Every finding, in the order a start needs them."""
    yield Finding("configuration", True, f"mode {settings.mode}, {len(settings.rooms)} rooms")
    yield from missing_duties(settings)
    yield keys(settings, data)
    yield data_directory(data)
    yield free_space(data)
    yield lock(data)
    yield store(settings, data)


def missing_duties(settings: Settings) -> Iterator[Finding]:
    if settings.mode == "public":
        yield from (Finding("public mode", False, f"not there yet: {what} ({basis})") for what, basis in DUTIES)


def keys(settings: Settings, data: Path) -> Finding:
    if problem := problem_with_keys(settings, data):
        return Finding("keys", False, problem)
    return Finding("keys", True, settings.keys.path or "in memory; a restart changes tags")


def data_directory(data: Path) -> Finding:
    nearest = existing(data)
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as error:
        return Finding("data directory", False, f"{data}: cannot be written: {(error.strerror or '').lower()}")
    return Finding("data directory", True, str(data) if nearest == data else f"{data}, to be made")


def free_space(data: Path) -> Finding:
    free = shutil.disk_usage(existing(data)).free
    return Finding("free space", free >= MIN_FREE_BYTES, f"{free // 1_024**2} MiB, {MIN_FREE_BYTES // 1_024**2} needed")


def lock(data: Path) -> Finding:
    is_served = bootstrap.is_served(data)
    return Finding("lock", True, "held: a server runs on this data" if is_served else "free")


def store(settings: Settings, data: Path) -> Finding:
    kind = "PostgreSQL" if settings.store.url else "SQLite"
    if not settings.store.url and not data.exists():
        return Finding("store", True, f"{kind}, to be made")
    try:
        with told_plainly(data):
            rooms = asyncio.run(count_rooms(settings, data))
    except Failure as failure:
        return Finding("store", False, f"{kind}: {failure}")
    return Finding("store", True, f"{kind}, {rooms} rooms")


async def count_rooms(settings: Settings, data: Path) -> int:
    async with bootstrap.store_beside(settings, data) as found:
        return len(await found.rooms())


def existing(path: Path) -> Path:
    """`path`, or the nearest folder above it that exists."""
    return next(folder for folder in (path, *path.parents) if folder.exists())
