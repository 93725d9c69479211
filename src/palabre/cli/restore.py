"""`palabre restore`: a new store from a backup, and whether it tells what was done as it was."""

import argparse
import asyncio
import sys
from datetime import UTC, datetime

from palabre import bootstrap
from palabre.cli import audit
from palabre.cli.backup import telling, told_of_files
from palabre.cli.store_errors import told_plainly
from palabre.services import auditing
from palabre.services.restoring import GoneThrough
from palabre.settings import Settings, load_settings

NO_KEYS = (
    "This configuration has no [keys] path: evidence stays sealed, and nobody can say which place signed this backup."
)
AFTERWARDS = (
    "What was done since the backup was made is lost: erase again what had to be erased, and tell whom it concerns."
)


def restore(arguments: argparse.Namespace) -> int:
    """`restore`: 0 when the audit of what is there now finds nothing."""
    settings, data = load_settings(arguments.config), arguments.data.absolute()
    file, key, any_signer = arguments.file, arguments.identity, arguments.any_signer
    if not settings.keys.path:
        print(NO_KEYS, file=sys.stderr)
    with told_plainly(data), told_of_files(file):
        if arguments.check:
            tell(bootstrap.read_backup(settings, file, key, any_signer=any_signer))
            return 0
        gone = bootstrap.restore_backup(settings, data, file, key, any_signer=any_signer, tell=telling())
        tell(gone)
        audited = asyncio.run(audited_store(settings, arguments))
    audit.tell(audited, as_json=False)
    print(AFTERWARDS, file=sys.stderr)
    return 1 if audited.findings else 0


async def audited_store(settings: Settings, arguments: argparse.Namespace) -> auditing.Audited:
    signer = bootstrap.head_signer_of(settings)
    known_key = signer.public_key if settings.keys.path and not arguments.any_signer else None
    async with bootstrap.store_beside(settings, arguments.data.absolute()) as store:
        return await auditing.audit(store, signer, known_key=known_key)


def tell(gone: GoneThrough) -> None:
    """When it was made, and how many rows there are of what."""
    made = datetime.fromtimestamp(gone.opening.made_ms / 1_000, UTC)
    print(f"backup of {made:%Y-%m-%d %H:%M} UTC, revision {gone.opening.revision}, sha256 {gone.closing.sha256}")
    print(", ".join(f"{table} {rows:,}" for table, rows in gone.rows.items() if rows))
