"""`palabre check`: one line for each thing a server needs, and whether it is there."""

import argparse
import asyncio
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from palabre import bootstrap
from palabre.cli import age, backed_up, disk
from palabre.cli.failures import Failure
from palabre.cli.store_errors import told_plainly
from palabre.domain.connection_record import FIELDS, kept_fields, lapses
from palabre.domain.retention import HOUR_MS
from palabre.domain.room import Room
from palabre.domain.session import Locale
from palabre.domain.staff import NEEDED_MODERATORS
from palabre.settings import Settings, load_settings, problem_with_keys, problem_with_logo, standings
from palabre.settings.duty import Who

ACTING: Mapping[Who, str] = {
    "program": "this version cannot do it",
    "operator": "the operator must act",
    "team": "the team must act",
}


class Finding(NamedTuple):
    """What was looked at, whether it is as it must be, and one sentence on it."""

    subject: str
    is_met: bool
    text: str


def check(arguments: argparse.Namespace) -> int:
    """Print every finding; 0 when all are met."""
    settings, data = load_settings(arguments.config), arguments.data.absolute()
    findings = []
    for finding in look(settings, data, arguments.language):
        findings.append(finding)
        print(f"{'ok  ' if finding.is_met else 'FAIL'}  {finding.subject}: {finding.text}", flush=True)
    return 0 if all(finding.is_met for finding in findings) else 1


def look(settings: Settings, data: Path, language: Locale = "en") -> Iterator[Finding]:
    """Every finding, in the order a start needs them; duties are told in this language."""
    yield Finding("configuration", True, f"mode {settings.mode}, {len(settings.rooms)} rooms")
    yield from duties(settings, language)
    yield keys(settings, data)
    yield from vault(settings, datetime.now(UTC))
    yield from look_of_the_place(settings)
    yield proofs_of_age(settings)
    yield words(settings)
    yield data_directory(data)
    yield free_space(data)
    yield lock(data)
    kept = store(settings, data)
    yield kept
    has_store = kept.is_met and (bool(settings.store.url) or data.exists())
    if settings.backup.path:
        yield Finding("backup", *backed_up.state_of(settings, data, time.time_ns() // 1_000_000, has_store=has_store))
    if has_store:
        yield team(settings, asyncio.run(team_of(settings, data)))
        yield disk_use(settings, data)
        yield from shut_rooms(settings, asyncio.run(rooms_of(settings, data)))
    else:
        yield team(settings, [])
        yield from shut_rooms(settings, [])


def duties(settings: Settings, language: Locale) -> Iterator[Finding]:
    """Each duty of a public place: whether it is met, or what is missing and who must act; of a demo, how many."""
    found = standings(settings)
    if settings.mode == "demo":
        left = [standing.duty.code for standing in found if standing.duty.is_required and not standing.is_met]
        told = f"not met for a public place: {', '.join(left)}" if left else "met for a public place too"
        yield Finding("duties", True, f"a demo owes none; {told}")
        return
    for duty, lacking in found:
        text = f"{duty.what[language]} ({duty.basis})"
        if lacking:
            how = "not met" if duty.is_required else "not met, which hinders no start"
            text += f": {how}: {'; '.join(lacking)}; {ACTING[duty.who]}"
        yield Finding(f"duty {duty.code}", not (lacking and duty.is_required), text)


def keys(settings: Settings, data: Path) -> Finding:
    if problem := problem_with_keys(settings, data):
        return Finding("keys", False, problem)
    return Finding("keys", True, settings.keys.path or "in memory; a restart changes tags")


def vault(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Who opens it, what is recorded, and what is not any more, or soon; a lapsed basis hinders no start."""
    kept, today = settings.vault, now.astimezone(ZoneInfo(settings.instance.timezone)).date()
    if not kept.is_kept:
        yield Finding("vault", True, "nothing is recorded: there are no custodians")
        return
    fields = kept_fields(today, kept.in_force())
    told = ", ".join(field.name for field in FIELDS if field.name in fields)
    yield Finding("vault", True, f"{len(kept.custodians)} custodians; recorded: {told}")
    yield from (Finding("vault", True, sentence) for sentence in lapses(today, kept.in_force()))


def data_directory(data: Path) -> Finding:
    nearest = existing(data)
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError as error:
        return Finding("data directory", False, f"{data}: cannot be written: {(error.strerror or '').lower()}")
    return Finding("data directory", True, str(data) if nearest == data else f"{data}, to be made")


def look_of_the_place(settings: Settings) -> Iterator[Finding]:
    """The logo, when there is one; wrong colours are refused with the configuration."""
    if settings.appearance.logo:
        problem = problem_with_logo(settings)
        yield Finding("logo", problem is None, problem or settings.appearance.logo)


def words(settings: Settings) -> Finding:
    problem = bootstrap.problem_with_rooms(settings)
    return Finding("rooms", problem is None, problem or "no rule refuses what is written over them")


def proofs_of_age(settings: Settings) -> Finding:
    """By which methods; that adult rooms stay shut hinders no start, a list that cannot be used does."""
    try:
        return Finding("age", True, age.told_of(settings))
    except bootstrap.AgeUnusable as unusable:
        return Finding("age", False, str(unusable))


def shut_rooms(settings: Settings, stored: list[Room]) -> Iterator[Finding]:
    """Rooms that nobody but the team can enter, since no age can be proved. It hinders no start."""
    if settings.age.can_open(settings.mode):
        return
    kinds = {room.slug: room.settings.kind for room in stored if not room.closed}
    for slug, kind in {**{room.slug: room.kind for room in settings.rooms}, **kinds}.items():
        if kind == "adult":
            yield Finding("rooms", True, f"`{slug}` is for adults and stays shut: no age can be proved")


def free_space(data: Path) -> Finding:
    free = disk.free_bytes(existing(data))
    return Finding(
        "free space", free >= disk.MIN_FREE_BYTES, f"{disk.size(free)}, {disk.size(disk.MIN_FREE_BYTES)} needed"
    )


def disk_use(settings: Settings, data: Path) -> Finding:
    """What the store takes, and whether it goes on fitting; a PostgreSQL disk is not seen from here."""
    now_ms = time.time_ns() // 1_000_000
    try:
        with told_plainly(data):
            used = bootstrap.usage(settings, data, now_ms - HOUR_MS)
    except Failure as failure:
        return Finding("disk use", False, str(failure))
    if settings.store.url:
        return Finding(
            "disk use", True, f"PostgreSQL database {disk.size(used.database_bytes)}, {used.rows:,} events kept"
        )
    told = f"database {disk.size(used.database_bytes)}, write-ahead log {disk.size(used.waiting_bytes)}"
    ahead = disk.outlook(used, free=disk.free_bytes(data), keep_hours=settings.retention.messages_h, now_ms=now_ms)
    return Finding("disk use", ahead.lasts, f"{told}, {used.rows:,} events kept; {ahead.text}")


def lock(data: Path) -> Finding:
    is_served = bootstrap.is_served(data)
    return Finding("lock", True, "held: a server runs on this data" if is_served else "free")


def store(settings: Settings, data: Path) -> Finding:
    kind = "PostgreSQL" if settings.store.url else "SQLite"
    if not settings.store.url and not data.exists():
        return Finding("store", True, f"{kind}, to be made")
    try:
        with told_plainly(data):
            rooms = len(asyncio.run(rooms_of(settings, data)))
    except Failure as failure:
        return Finding("store", False, f"{kind}: {failure}")
    return Finding("store", True, f"{kind}, {rooms} rooms")


async def rooms_of(settings: Settings, data: Path) -> list[Room]:
    async with bootstrap.store_beside(settings, data) as found:
        return [room for room in await found.rooms() if room.is_public]


async def team_of(settings: Settings, data: Path) -> list[int]:
    """How many passkeys each has who judges: owners and moderators."""
    async with bootstrap.store_beside(settings, data) as found:
        keys = [key.number for key in await found.passkeys()]
        return [keys.count(member.number) for member in await found.staff() if member.may("decide")]


def team(settings: Settings, keys: list[int]) -> Finding:
    """In public, two people who can be nobody else: one judges what is said against the other's decisions."""
    with_key = sum(count > 0 for count in keys)
    told = f"{len(keys)} who moderate, {with_key} with a passkey"
    is_met = settings.mode == "demo" or with_key >= NEEDED_MODERATORS
    return Finding(
        "team", is_met, told if is_met else f"{told}, {NEEDED_MODERATORS} needed: `palabre moderator invite`"
    )


def existing(path: Path) -> Path:
    """`path`, or the nearest folder above it that exists."""
    return next(folder for folder in (path, *path.parents) if folder.exists())
