"""Stores, and where their keys lie, as a configuration says."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from palabre.adapters.audit import Ed25519Signer
from palabre.adapters.day_keys import FileDayKeys, MemoryDayKeys
from palabre.adapters.local_bus import LocalBus
from palabre.adapters.mark_keys import FileMarkKeys, MemoryMarkKeys
from palabre.adapters.sealing import KEY_BYTES, AesGcmSealer, read_or_make_key
from palabre.adapters.sql.compiled import REVISION
from palabre.adapters.sql.sqlite import ControlDesk, DatabaseUnusable, DataDirectory, SqliteStore
from palabre.adapters.sql.sqlite.usage import usage as sqlite_usage
from palabre.bootstrap.vault import vault_of
from palabre.ports.bus import Bus
from palabre.ports.chance import Chance
from palabre.ports.day_keys import DayKeys
from palabre.ports.mark_keys import MarkKeys
from palabre.ports.sealer import Sealer
from palabre.ports.store import ControlStore, Store, StoreUnavailable
from palabre.ports.usage import Usage
from palabre.ports.vault import Vault
from palabre.settings import Settings


def day_keys_of(settings: Settings, chance: Chance) -> DayKeys:
    """Day keys where the configuration keeps its keys; in memory in a demo."""
    if not settings.keys.path:
        return MemoryDayKeys(chance)
    return FileDayKeys(Path(settings.keys.path) / "day.key", chance)


def receipt_key_of(settings: Settings, chance: Chance) -> bytes:
    """The key of receipts where the configuration keeps its keys; one that dies with the process in a demo."""
    if not settings.keys.path:
        return chance.bytes(KEY_BYTES)
    return read_or_make_key(Path(settings.keys.path) / "receipt.key")


def transcript_key_of(settings: Settings) -> bytes:
    """The key transcripts are vouched for with, beside the others; one that dies with the process in a demo."""
    return transcript_key_beside(settings) or secrets.token_bytes(KEY_BYTES)


def transcript_key_beside(settings: Settings) -> bytes | None:
    """The same for another process than the server's; None where it dies with that. Raises KeyUnusable."""
    return read_or_make_key(Path(settings.keys.path) / "transcript.key") if settings.keys.path else None


def proof_key_of(settings: Settings, chance: Chance) -> bytes:
    """The key presentations of age are hashed with, beside the others; one that dies with the process in a demo."""
    if not settings.keys.path:
        return chance.bytes(KEY_BYTES)
    return read_or_make_key(Path(settings.keys.path) / "age.key")


def mark_keys_of(settings: Settings, chance: Chance) -> MarkKeys:
    """The keys of bans' marks where the configuration keeps its keys; in memory in a demo."""
    if not settings.keys.path:
        return MemoryMarkKeys(chance)
    return FileMarkKeys(Path(settings.keys.path) / "marks.key", chance)


def sealer_of(settings: Settings) -> Sealer:
    """The sealer of removed texts; its key is in memory in a demo."""
    if not settings.keys.path:
        return AesGcmSealer()
    return AesGcmSealer(read_or_make_key(Path(settings.keys.path) / "seal.key"))


def head_signer_of(settings: Settings) -> Ed25519Signer:
    """The signer of the audit's heads; its key is in memory in a demo. Raises KeyUnusable."""
    if not settings.keys.path:
        return Ed25519Signer()
    return Ed25519Signer(read_or_make_key(Path(settings.keys.path) / "audit.key"))


async def open_store(settings: Settings, data: Path, *, bus: Bus) -> Store:
    """Open the store of a configuration, at this version.

    Raises DataDirectoryBusy, KeyUnusable, or StoreUnavailable with a text for the operator.
    """
    sealer, vault = sealer_of(settings), vault_of(settings)
    if settings.store.url:
        return await open_postgres(settings, bus, sealer, vault, is_alone=True)
    with explained():
        return await SqliteStore.open(data, bus=bus, sealer=sealer, vault=vault)


async def open_postgres(
    settings: Settings, bus: Bus, sealer: Sealer, vault: Vault | None = None, *, is_alone: bool = False
) -> Store:
    # SQLAlchemy takes longer to load than the rest of a start, and SQLite does without it.
    from palabre.adapters.sql import postgres  # noqa: PLC0415

    try:
        return await postgres.PostgresStore.open(
            settings.store.url, bus=bus, sealer=sealer, vault=vault, is_alone=is_alone
        )
    except postgres.DatabaseUnusable as error:
        raise StoreUnavailable(str(error)) from None


@contextlib.asynccontextmanager
async def store_beside(settings: Settings, data: Path) -> AsyncIterator[ControlStore]:
    """What the command line may do to a store, also while a server runs on it; raises as `open_store`."""
    desk: ControlStore
    if settings.store.url:
        desk = await open_postgres(settings, LocalBus(), AesGcmSealer())
    else:
        with explained():
            desk = ControlDesk.open(data)
    try:
        yield desk
    finally:
        await desk.close()


def is_served(data: Path) -> bool:
    """Whether a server holds this data directory."""
    return DataDirectory.is_held(data)


def usage(settings: Settings, data: Path, since_ms: int) -> Usage:
    """What the store takes on its disk; raises StoreUnavailable with a text for the operator."""
    with explained():
        if settings.store.url:
            from palabre.adapters.sql.postgres.usage import usage as postgres_usage  # noqa: PLC0415 — as open_postgres

            return asyncio.run(postgres_usage(settings.store.url, since_ms))
        return sqlite_usage(data, since_ms)


def migrate(settings: Settings, data: Path) -> str:
    """Bring the store to this version; return its revision. Raises as `open_store`."""
    asyncio.run(open_and_close(settings, data))
    return REVISION


async def open_and_close(settings: Settings, data: Path) -> None:
    store = await open_store(settings, data, bus=LocalBus())
    await store.close()


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """What the adapter says of an unusable database, as the port says it."""
    try:
        yield
    except DatabaseUnusable as error:
        raise StoreUnavailable(str(error)) from None
