"""The backup job: one a day, none past its days, and what it made is recorded."""

import asyncio
from pathlib import Path

import pytest
from msgspec.structs import replace

from palabre import bootstrap
from palabre.adapters.backup import BackupFolder
from palabre.adapters.clock import AcceleratedClock
from palabre.adapters.local_bus import LocalBus
from palabre.bootstrap.backups import backup_jobs
from palabre.domain.backup import DAY_MS, name_of
from palabre.jobs.backup import LAST_MADE, BackupJob
from palabre.settings import load_settings
from palabre.settings.backup import BackupSettings
from palabre.settings.shape import Keys
from tests.tools.sealed_for import keeper

NOON = 1_795_348_800_000
DAY_S = DAY_MS / 1_000


class Making:
    """Makes a file, unless there is no room."""

    def __init__(self, folder: BackupFolder) -> None:
        self.folder = folder
        self.is_full = False

    async def __call__(self, now_ms: int) -> None:
        if self.is_full:
            raise OSError("no room")
        (self.folder.path / name_of(now_ms)).write_bytes(b"backup")


@pytest.fixture
def making(tmp_path: Path) -> Making:
    folder = BackupFolder(tmp_path / "backups")
    folder.make()
    return Making(folder)


async def test_one_is_made_a_day_and_none_is_kept_past_its_days(making: Making) -> None:
    clock, figures = AcceleratedClock(start_ms=NOON), dict[str, float]()
    job = BackupJob(making.folder, making, clock, figures, keep_days=30)
    for _ in range(40):
        await job.step()
        await job.step()
        clock.step(DAY_S)
    names = making.folder.names()
    assert (len(names), names[-1]) == (30, name_of(NOON + 39 * DAY_MS))
    assert figures == {LAST_MADE: (NOON + 39 * DAY_MS) / 1_000}


async def test_what_is_past_its_days_goes_though_no_new_one_can_be_made(making: Making) -> None:
    clock, figures = AcceleratedClock(start_ms=NOON), dict[str, float]()
    job = BackupJob(making.folder, making, clock, figures, keep_days=2)
    await job.step()
    (making.folder.path / "notes.txt").write_text("somebody's")
    making.is_full = True
    clock.step(2 * DAY_S)
    with pytest.raises(OSError, match="no room"):
        await job.step()
    assert [path.name for path in making.folder.path.iterdir()] == ["notes.txt"]
    assert figures[LAST_MADE] == NOON / 1_000


async def test_the_job_of_a_server_backs_up_its_store_and_records_it(tmp_path: Path) -> None:
    mo, path = keeper(tmp_path), tmp_path / "backups"
    settings = replace(
        load_settings(None),
        keys=Keys(path=str(tmp_path / "keys")),
        backup=BackupSettings(path=str(path), recipients=(mo.recipient,)),
    )
    store = await bootstrap.open_store(settings, tmp_path / "data", bus=LocalBus())
    ((_, _, step),) = backup_jobs(settings, tmp_path / "data", store, AcceleratedClock(start_ms=NOON), {})
    await step()
    (event,) = await store.moderation_events(9, 9)
    assert (event.deed.who, event.deed.what, event.deed.subject) == ("palabre", "backup.made", name_of(NOON))
    await store.close()
    gone = await asyncio.to_thread(bootstrap.read_backup, settings, path / name_of(NOON), mo.file)
    assert gone.opening.made_ms == NOON
    assert path.stat().st_mode & 0o777 == 0o700


async def test_there_is_no_job_where_none_is_configured(tmp_path: Path) -> None:
    store = await bootstrap.open_store(load_settings(None), tmp_path / "data", bus=LocalBus())
    assert backup_jobs(load_settings(None), tmp_path / "data", store, AcceleratedClock(), {}) == ()
    await store.close()
