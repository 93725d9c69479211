"""The vault of a configuration, what is recorded for it, and the job that forgets."""

from pathlib import Path
from zoneinfo import ZoneInfo

from palabre.adapters.audit import Ed25519Signer
from palabre.adapters.sql.sqlite.connection import FILE_NAME
from palabre.adapters.vault import EmptyVault, FileVault
from palabre.adapters.vault.files import keys_of
from palabre.adapters.vault.pairs import DayKey
from palabre.jobs.vault import VaultJob
from palabre.ports.clock import Clock
from palabre.ports.store import Store
from palabre.ports.vault import Vault
from palabre.services.recording import Recording
from palabre.settings import Settings


def vault_folder(settings: Settings) -> Path:
    """Where the wraps of the days lie: with the other keys."""
    return Path(settings.keys.path) / "vault"


def vault_of(settings: Settings) -> Vault:
    """The vault for the configured custodians; without any, one that keeps nothing."""
    if not settings.vault.is_kept:
        return EmptyVault()
    return FileVault(vault_folder(settings), settings.vault.people())


def day_keys_of_vault(settings: Settings, day: str) -> list[DayKey]:
    """The wrapped keys of a day; none once they were destroyed. Raises OSError."""
    return keys_of(vault_folder(settings), day)


def has_store(settings: Settings, data: Path) -> bool:
    """Whether there is a store to keep an audit entry in, without making one."""
    return bool(settings.store.url) or (data / FILE_NAME).is_file()


def is_signed(said: bytes, key: str, signature: str) -> bool:
    """Whether the key (hexadecimal) signed this; text that is no hexadecimal never did."""
    try:
        return Ed25519Signer().is_part_signed(said, bytes.fromhex(key), bytes.fromhex(signature))
    except ValueError:
        return False


def recording_of(settings: Settings) -> Recording:
    """What is recorded of a contribution, in the days of the place."""
    zone = ZoneInfo(settings.instance.timezone)
    return Recording(zone, settings.vault.in_force(), is_kept=settings.vault.is_kept)


def vault_job(settings: Settings, store: Store, clock: Clock) -> VaultJob:
    """Forgets also when nothing is recorded any more: what was recorded ends all the same."""
    vault = FileVault(vault_folder(settings), ()) if settings.keys.path else EmptyVault()
    return VaultJob(store, vault, clock, ZoneInfo(settings.instance.timezone))
