"""The vault's job: what is a year old is gone, keys first."""

from datetime import UTC, date
from pathlib import Path

from palabre.adapters.clock import AcceleratedClock
from palabre.adapters.local_bus import LocalBus
from palabre.adapters.memory import MemoryStore
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.vault import FileVault
from palabre.adapters.vault.files import keys_of
from palabre.domain.connection_record import Record
from palabre.jobs.vault import VaultJob
from tests.cast import NOON
from tests.contract.scene import ANA, session_of
from tests.custody import CUSTODIANS

DAY_S = 86_400


async def test_a_day_is_gone_a_year_after_it_ended_and_not_before(tmp_path: Path) -> None:
    vault, clock = FileVault(tmp_path, CUSTODIANS), AcceleratedClock(0, start_ms=NOON)
    store = MemoryStore(LocalBus(), AesGcmSealer(), vault)
    await store.open_session(session_of(ANA), Record(day=date(2026, 11, 22), plain=b"{}"))
    job = VaultJob(store, vault, clock, UTC)
    clock.step(365 * DAY_S)
    await job.step()
    assert (await store.vault_days(), len(keys_of(tmp_path, "2026-11-22"))) == (["2026-11-22"], 1)
    clock.step(DAY_S / 2)
    await job.step()
    assert (await store.vault_days(), keys_of(tmp_path, "2026-11-22")) == ([], [])
