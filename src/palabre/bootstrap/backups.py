"""Backups: made of the store of a configuration, looked through, and put back into a new one."""

import asyncio
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import NamedTuple

from palabre import __version__
from palabre.adapters.backup import BackupFolder, identities_in, opened_lines, recipients_of, write_sealed
from palabre.adapters.sql.compiled import REVISION
from palabre.adapters.sql.sqlite.refill import refill as sqlite_refill
from palabre.adapters.sql.sqlite.snapshot import snapshot as sqlite_snapshot
from palabre.bootstrap.ground import Job
from palabre.bootstrap.stores import explained, head_signer_of
from palabre.domain.backup import BackupMade, name_of
from palabre.domain.moderation.event import Deed, told
from palabre.domain.session import encode_token
from palabre.domain.staff import PROGRAM
from palabre.jobs.backup import BackupJob
from palabre.ports.backup import Refill, Snapshot
from palabre.ports.clock import Clock
from palabre.ports.staff import ModerationLog
from palabre.ports.store import StoreUnavailable
from palabre.services.backing_up import BackingUp, Told, nobody
from palabre.services.restoring import GoneThrough, Restoring, restored
from palabre.settings import Settings

EPOCH_BYTES = 12
EVERY_S = 600.0


class Backup(NamedTuple):
    """A backup that lies on the disk; `is_current`: of a store at the revision of this version."""

    path: Path
    bytes: int
    made: BackupMade
    is_current: bool


class Stopped(Exception):
    """Whoever waited for the backup is gone."""


def make_backup(
    settings: Settings,
    data: Path,
    path: Path,
    recipients: Sequence[str],
    now_ms: int,
    tell: Callable[[Told], None] = nobody,
) -> Backup:
    """Write a backup of the store as it is now to `path`, which is there when it is whole.

    Blocks; beside a running server too. Raises KeyFileUnusable, KeyUnusable, StoreUnavailable, OSError, and what `tell`
    raises.
    """
    to = recipients_of(recipients)
    with snapshot_of(settings, data) as snapshot:
        backing_up = BackingUp(snapshot, head_signer_of(settings), version=__version__, tell=tell)
        written = write_sealed(path, backing_up.chunks(now_ms), to)
        return Backup(path, written.bytes, backing_up.made, snapshot.revision == REVISION)


def read_backup(settings: Settings, path: Path, identities: Path, *, any_signer: bool = False) -> GoneThrough:
    """Go through all of a backup and put it nowhere. Raises BackupBroken, KeyFileUnusable, OSError."""
    return gone_through(settings, path, identities, None, any_signer, nobody)


def restore_backup(
    settings: Settings,
    data: Path,
    path: Path,
    identities: Path,
    *,
    any_signer: bool = False,
    tell: Callable[[Told], None] = nobody,
) -> GoneThrough:
    """Fill a new store with a backup: all of it is there afterwards, or nothing.

    Raises BackupBroken, KeyFileUnusable, DataDirectoryBusy, StoreUnavailable, OSError.
    """
    with refill_of(settings, data) as refill:
        gone = gone_through(settings, path, identities, refill, any_signer, tell)
        now_ms = time.time_ns() // 1_000_000
        refill.finish(gone.opening.last_room, new_epoch, restored(gone, now_ms))
    return gone


def gone_through(
    settings: Settings,
    path: Path,
    identities: Path,
    refill: Refill | None,
    any_signer: bool,
    tell: Callable[[Told], None],
) -> GoneThrough:
    known_key = None if any_signer or not settings.keys.path else audit_key(settings)
    with opened_lines(path, identities_in(identities)) as lines:
        return Restoring(lines, head_signer_of(settings), tell=tell).go_through(refill, known_key)


def audit_key(settings: Settings) -> bytes:
    """The public key of this place; nobody's where there is none yet, which is not the time to make one."""
    if not (Path(settings.keys.path) / "audit.key").exists():
        return b""
    return head_signer_of(settings).public_key


def new_epoch() -> str:
    return encode_token(secrets.token_bytes(EPOCH_BYTES))


@contextmanager
def snapshot_of(settings: Settings, data: Path) -> Iterator[Snapshot]:
    """The store as it is at the beginning of the block. Raises StoreUnavailable."""
    if not settings.store.url:
        with explained(), sqlite_snapshot(data) as found:
            yield found
        return
    from palabre.adapters.sql.postgres.snapshot import snapshot  # noqa: PLC0415 — as `open_postgres`

    with explained_of_postgresql(), snapshot(settings.store.url) as seen:
        yield seen


@contextmanager
def refill_of(settings: Settings, data: Path) -> Iterator[Refill]:
    """The store of a configuration, which must be empty. Raises BackupBroken, DataDirectoryBusy, StoreUnavailable."""
    if not settings.store.url:
        with explained(), sqlite_refill(data) as found:
            yield found
        return
    from palabre.adapters.sql.postgres.refill import refill  # noqa: PLC0415 — as `open_postgres`

    with explained_of_postgresql(), refill(settings.store.url) as made:
        yield made


@contextmanager
def explained_of_postgresql() -> Iterator[None]:
    """As `explained`."""
    from palabre.adapters.sql.postgres import DatabaseUnusable  # noqa: PLC0415 — as `open_postgres`

    try:
        yield
    except DatabaseUnusable as error:
        raise StoreUnavailable(str(error)) from None


def kept_backups(settings: Settings) -> BackupFolder:
    """Where the server keeps those it makes; asked only when a `backup.path` is configured."""
    return BackupFolder(Path(settings.backup.path))


def backup_jobs(
    settings: Settings, data: Path, store: ModerationLog, clock: Clock, figures: dict[str, float]
) -> tuple[Job, ...]:
    """The job that makes one a day, where one is configured."""
    if not settings.backup.path:
        return ()
    folder = kept_backups(settings)

    async def make(now_ms: int) -> None:
        folder.make()
        done = await made_aside(settings, data, folder.path / name_of(now_ms), now_ms)
        await store.record_deed(backup_made(done, clock.now_ms(), PROGRAM))

    job = BackupJob(folder, make, clock, figures, keep_days=settings.backup.keep_days)
    return ((EVERY_S, "backup", job.step),)


async def made_aside(settings: Settings, data: Path, path: Path, now_ms: int) -> Backup:
    """In a thread, which ends soon after nobody waits for it any more: a stop of the server does not."""
    is_over = Event()

    def tell(_: Told) -> None:
        if is_over.is_set():
            raise Stopped

    try:
        return await asyncio.to_thread(make_backup, settings, data, path, settings.backup.recipients, now_ms, tell)
    finally:
        is_over.set()


def backup_made(done: Backup, at_ms: int, who: str) -> Deed:
    """The deed of having made one."""
    return Deed(at_ms=at_ms, who=who, what="backup.made", subject=done.path.name[:200], data=told(done.made))
