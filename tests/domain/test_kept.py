"""The table of what is kept: nothing that is kept is missing from it, and nothing in it is invented."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from palabre.adapters.sql.sqlite.connection import FILE_NAME
from palabre.adapters.sql.sqlite.directory import LOCK_NAME
from palabre.adapters.sql.tables import metadata
from palabre.bootstrap.backups import backup_jobs
from palabre.domain.kept import KINDS, Kind, in_units, lastings
from palabre.domain.retention import Retention
from palabre.settings import Settings
from palabre.settings.backup import BackupSettings
from palabre.settings.moderation import ReportSettings
from palabre.settings.shape import Retention as ConfiguredRetention
from tests.cast import set_stage

ROOT = Path(__file__).parents[2]
COOKIES = re.compile(r"^(?:\w*COOKIE\w*(?:, )?)+ = (.*)$", re.MULTILINE)
NAME = re.compile(r'"(palabre_\w+)"')
KEY_FILE = re.compile(r'"(\w+\.key)"')
# How the client names what it keeps in the browser.
STORED = (
    re.compile(r'new Preference\("(\w+)"'),
    re.compile(r'const NAME = "palabre_(\w+)"'),
    re.compile(r'[nN]otebook\.(?:read|write)\("(\w+)"'),
    re.compile(r"return `(\w+)_\$\{slug\}`"),
)


def columns() -> Iterator[tuple[str, str]]:
    return ((table.name, column.name) for table in metadata.tables.values() for column in table.columns)


def test_every_column_of_every_table_is_of_one_kind() -> None:
    named = Counter((table, name) for kind in KINDS for table, names in kind.tables.items() for name in names)
    assert set(columns()) - set(named) == set(), "say in palabre/domain/kept.py what kind of data this is"
    assert set(named) - set(columns()) == set()
    assert [column for column, times in named.items() if times > 1] == []


def test_every_cookie_is_told() -> None:
    source = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "src/palabre/http").glob("*.py"))
    found = {name for names in COOKIES.findall(source) for name in NAME.findall(names)}
    assert len(found) >= 8
    assert found == {cookie for kind in KINDS for cookie in kind.cookies}


def test_every_file_of_the_data_directory_is_told() -> None:
    assert {FILE_NAME, LOCK_NAME} <= {name for kind in KINDS for name in kind.files}


def test_every_key_is_told() -> None:
    stores = (ROOT / "src/palabre/bootstrap").glob("*.py")
    found = {name for file in stores for name in KEY_FILE.findall(file.read_text(encoding="utf-8"))}
    assert found
    assert found - {name for kind in KINDS for name in kind.files} == set()


def test_every_name_in_the_storage_of_the_browser_is_told() -> None:
    files = [file for kind in ("*.ts", "*.tsx") for file in (ROOT / "client/src").rglob(kind)]
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    found = {f"palabre_{name}" for pattern in STORED for name in pattern.findall(source)}
    told = {name for kind in KINDS for name in kind.storage}
    assert len(found) >= 10
    assert found - told == set()
    # The database of the bound key, and the cache of the page that shows without a connection.
    assert told - found == {"palabre", "palabre-offline"}


async def test_every_job_named_runs(tmp_path: Path) -> None:
    stage = await set_stage()
    backed_up = msgspec.structs.replace(stage.house.settings, backup=BackupSettings(path=str(tmp_path / "backups")))
    beside = backup_jobs(backed_up, tmp_path, stage.store, stage.clock, {})
    running = {name for _, name, _ in (*stage.house.jobs, *beside)}
    assert {job for kind in KINDS for job in kind.ended_by} - running == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_does_not_stay_is_ended(kind: Kind) -> None:
    assert bool(kind.ended_by) or kind.stays
    assert set(kind.lasts) <= set(lastings(Retention()))


def test_the_operator_s_choices_are_the_ones_told() -> None:
    chosen = Settings(retention=ConfiguredRetention(messages_h=48), reports=ReportSettings(evidence_days=60))
    lasting = lastings(chosen.kept())
    assert (lasting["messages"].amount, lasting["evidence"].amount, lasting["backup"].amount) == (48, 60, 30)


def test_a_duration_is_never_rounded() -> None:
    assert in_units(7_200_000, "h") == (2, "h")
    with pytest.raises(ValueError, match="no whole h"):
        in_units(5_400_000, "h")
