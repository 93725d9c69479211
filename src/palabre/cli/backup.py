"""`palabre backup`: everything that must outlive this disk, in one sealed file."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from palabre import bootstrap
from palabre.cli.failures import Failure
from palabre.cli.moderators import now_ms, with_store
from palabre.cli.store_errors import told_plainly
from palabre.domain.backup import BackupBroken, name_of
from palabre.domain.staff import OPERATOR
from palabre.ports.store import ControlStore
from palabre.services.backing_up import Told
from palabre.settings import Settings, load_settings

TELL_EVERY_S = 2.0


def backup(arguments: argparse.Namespace) -> int:
    """`backup`: prints the file, also beside a running server."""
    settings, data = load_settings(arguments.config), arguments.data.absolute()
    recipients = arguments.recipient or settings.backup.recipients
    if not recipients:
        raise Failure("nobody could open it: give --recipient age1…, or [backup] recipients.", exit_code=2)
    moment = now_ms()
    path = place_of(settings, arguments.out, name_of(moment))
    with told_plainly(data), told_of_files(path):
        done = bootstrap.make_backup(settings, data, path, recipients, moment, telling())
    if done.is_current:
        note(arguments, done)
    print(path)
    print(
        f"{done.made.rows:,} rows, {done.bytes:,} bytes. Delete it in {settings.backup.keep_days} days.",
        file=sys.stderr,
    )
    return 0


def place_of(settings: Settings, out: Path | None, name: str) -> Path:
    """Where the file goes: as asked, or under its name in a directory."""
    if out is not None:
        return (out / name if out.is_dir() else out).absolute()
    if not settings.backup.path:
        raise Failure("where to? Give --out FILE or DIR, or [backup] path.", exit_code=2)
    folder = bootstrap.kept_backups(settings)
    with told_of_files(folder.path):
        folder.make()
    return (folder.path / name).absolute()


def note(arguments: argparse.Namespace, done: bootstrap.Backup) -> None:
    """Record it; the file is good all the same when that fails."""

    async def carry_out(store: ControlStore) -> None:
        await store.record_deed(bootstrap.backup_made(done, now_ms(), OPERATOR))

    try:
        with_store(arguments, carry_out)
    except Failure as failure:
        print(f"The backup is whole, but could not be recorded: {failure}", file=sys.stderr)


def telling() -> Callable[[Told], None]:
    """Says on standard error how far it has come, now and then."""
    last = time.monotonic()

    def tell(so_far: Told) -> None:
        nonlocal last
        if time.monotonic() - last >= TELL_EVERY_S:
            last = time.monotonic()
            print(f"{so_far.rows:,} rows, {so_far.table}", file=sys.stderr, flush=True)

    return tell


@contextmanager
def told_of_files(path: Path) -> Iterator[None]:
    """Turn what may go wrong with a backup's file, or with those who open it, into a Failure."""
    try:
        yield
    except BackupBroken as broken:
        raise Failure(f"{path}: {broken}.") from None
    except bootstrap.KeyFileUnusable as unusable:
        raise Failure(f"{unusable}.", exit_code=2) from None
    except FileExistsError:
        raise Failure(f"{path} is there already.") from None
    except OSError as error:
        raise Failure(f"{path}: {(error.strerror or type(error).__name__).lower()}.") from None
