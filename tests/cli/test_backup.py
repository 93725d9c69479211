"""`palabre backup`, `palabre restore` and what `palabre check` says of backups."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from palabre.adapters.sql import migrate
from palabre.adapters.sql.compiled import REVISION
from palabre.adapters.sql.sqlite.connection import FILE_NAME
from palabre.cli import main
from palabre.domain.backup import DAY_MS, name_of
from tests.cli.conftest import Palabre, Said
from tests.tools.sealed_for import Keeper, keeper


@pytest.fixture
def mo(tmp_path: Path) -> Keeper:
    return keeper(tmp_path)


@pytest.fixture
def configured(tmp_path: Path, mo: Keeper, config: Callable[[str], Path]) -> Path:
    return config(
        f'[keys]\npath = "{tmp_path / "keys"}"\n'
        f'[backup]\npath = "{tmp_path / "backups"}"\nrecipients = ["{mo.recipient}"]\n'
    )


@pytest.fixture
def elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Palabre:
    """Runs a command on another, new data directory."""

    def run(*arguments: str | Path) -> Said:
        code = main([*map(str, arguments), "--data", str(tmp_path / "new")])
        return Said(code, *capsys.readouterr())

    return run


def test_a_team_that_was_backed_up_is_there_again(
    palabre: Palabre, elsewhere: Palabre, configured: Path, mo: Keeper
) -> None:
    palabre("moderator", "invite", "Nour", "--config", configured)
    backed_up = palabre("backup", "--config", configured)
    assert backed_up.code == 0 and "Delete it in 30 days" in backed_up.err
    file = backed_up.out.strip()
    checked = elsewhere("restore", file, "--identity", mo.file, "--config", configured, "--check")
    restored = elsewhere("restore", file, "--identity", mo.file, "--config", configured)
    assert (checked.code, restored.code) == (0, 0)
    assert checked.out in restored.out and "staff 1" in checked.out
    assert restored.out.endswith("ok: 2 events, 0 signed heads, 0 erased\n")
    assert "What was done since the backup was made is lost" in restored.err
    assert "Nour" in elsewhere("moderator", "list").out
    again = elsewhere("restore", file, "--identity", mo.file, "--config", configured)
    assert (again.code, again.out) == (1, "")
    assert "one already: give a new directory" in again.err


def test_a_backup_is_an_event(palabre: Palabre, configured: Path) -> None:
    palabre("migrate")
    assert palabre("backup", "--config", configured).code == 0
    assert "1 events" in palabre("audit", "verify", "--config", configured).out


def test_it_goes_where_it_is_asked_to_and_for_whom(palabre: Palabre, tmp_path: Path, mo: Keeper) -> None:
    palabre("migrate")
    out = tmp_path / "somewhere.age"
    assert palabre("backup", "--out", out, "--recipient", mo.recipient).out == f"{out}\n"
    assert mo.opened(out).startswith(b'{"palabre_backup":1,')
    again = palabre("backup", "--out", out, "--recipient", mo.recipient)
    assert (again.code, again.err) == (1, f"palabre: {out} is there already.\n")
    assert palabre("backup", "--out", tmp_path, "--recipient", mo.recipient).out.startswith(f"{tmp_path}/palabre-")


def test_what_is_missing_is_said(palabre: Palabre, data: Path, tmp_path: Path, mo: Keeper) -> None:
    assert "nobody could open it" in palabre("backup", "--out", tmp_path / "x").err
    assert "where to?" in palabre("backup", "--recipient", mo.recipient).err
    assert "there is no store" in palabre("backup", "--out", tmp_path / "x", "--recipient", mo.recipient).err
    assert not data.exists() and not (tmp_path / "x").exists()
    assert "is no age recipient" in palabre("backup", "--out", tmp_path / "x", "--recipient", "age1x").err
    nowhere = palabre("restore", tmp_path / "x", "--identity", mo.file)
    assert nowhere.code == 1 and nowhere.err.endswith(f"palabre: {tmp_path / 'x'}: no such file or directory.\n")
    assert not (data / FILE_NAME).exists()


def test_another_place_is_told_by_its_key_and_taken_when_asked(
    palabre: Palabre, elsewhere: Palabre, configured: Path, tmp_path: Path, mo: Keeper
) -> None:
    palabre("moderator", "invite", "Nour", "--config", configured)
    file = palabre("backup", "--config", configured).out.strip()
    (tmp_path / "keys/audit.key").unlink()
    refused = elsewhere("restore", file, "--identity", mo.file, "--config", configured)
    assert refused.code == 1 and "not signed by the audit.key of this configuration" in refused.err
    taken = elsewhere("restore", file, "--identity", mo.file, "--config", configured, "--any-signer")
    assert taken.code == 0 and "ok: 2 events" in taken.out


def test_one_of_an_earlier_version_is_brought_to_this_one(
    palabre: Palabre, elsewhere: Palabre, data: Path, configured: Path, mo: Keeper
) -> None:
    data.mkdir()
    file = sqlite3.connect(data / FILE_NAME, isolation_level=None)
    migrate.upgrade_sqlite(file, "0003")
    file.execute(
        "INSERT INTO rooms (id, slug, settings, epoch, head, closed)"
        " VALUES (4, 'agora', '{\"name\":\"A\"}', 'e', 9, false)"
    )
    file.close()
    backed_up = palabre("backup", "--config", configured)
    restored = elsewhere("restore", backed_up.out.strip(), "--identity", mo.file, "--config", configured)
    assert "revision 0003" in restored.out and restored.code == 0
    assert elsewhere("migrate").out.strip() == REVISION
    assert "agora" in elsewhere("room", "list").out


def test_one_of_a_later_version_is_refused(
    palabre: Palabre, elsewhere: Palabre, data: Path, configured: Path, mo: Keeper
) -> None:
    palabre("migrate")
    with sqlite3.connect(data / FILE_NAME) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
    file.close()
    backed_up = palabre("backup", "--config", configured)
    refused = elsewhere("restore", backed_up.out.strip(), "--identity", mo.file, "--config", configured)
    assert refused.code == 1
    assert f"a later version made it (revision 9999, this one knows {REVISION})" in refused.err


def test_check_tells_how_old_the_last_one_is(
    palabre: Palabre, configured: Path, tmp_path: Path, config: Callable[[str], Path], mo: Keeper
) -> None:
    assert "ok    backup: none yet in" in palabre("check", "--config", configured).out
    palabre("migrate")
    assert "FAIL  backup: none yet in" in palabre("check", "--config", configured).out
    file = Path(palabre("backup", "--config", configured).out.strip())
    assert "ok    backup: 1 in" in palabre("check", "--config", configured).out
    file.rename(file.with_name(name_of(time.time_ns() // 1_000_000 - 2 * DAY_MS)))
    assert "the last 48 h old" in palabre("check", "--config", configured).out
    assert "FAIL  backup: 1 in" in palabre("check", "--config", configured).out
    inside = config(f'[backup]\npath = "{tmp_path}"\nrecipients = ["{mo.recipient}"]\n')
    assert "FAIL  backup: backup.path: expected a directory apart" in palabre("check", "--config", inside).out


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('path = "/backups"', "backup.recipients: expected who may open the backups"),
        ('recipients = ["age1x"]', "backup.recipients[0]: expected an age recipient"),
        ("keep_days = 31", "backup.keep_days"),
    ],
)
def test_what_cannot_be_configured_is_refused(
    palabre: Palabre, config: Callable[[str], Path], lines: str, told: str
) -> None:
    said = palabre("check", "--config", config(f"[backup]\n{lines}\n"))
    assert said.code == 2 and told in said.err
