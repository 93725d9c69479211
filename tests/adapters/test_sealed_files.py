"""Sealed files: whole or not there, opened by those they are for, and believed only as they were written."""

import gzip
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyrage
import pytest

from palabre.adapters.audit import Ed25519Signer
from palabre.adapters.backup import (
    BackupFolder,
    KeyFileUnusable,
    identities_in,
    opened_lines,
    recipients_of,
    write_sealed,
)
from palabre.domain.backup import BackupBroken, Column, Row, name_of
from palabre.services.backing_up import BackingUp
from palabre.services.restoring import GoneThrough, Restoring
from tests.tools.sealed_for import Keeper, keeper

NOON = 1_795_348_800_000
KEY = bytes(range(32))
COLUMNS = (Column("id", "integer"), Column("slug", "text"))


class Rooms:
    """A snapshot of a store that has rooms and nothing else."""

    revision, last_room = "0007", 900

    def tables(self) -> list[str]:
        return ["rooms"]

    def columns(self, table: str) -> tuple[Column, ...]:
        return COLUMNS

    def pages(self, table: str) -> Iterator[list[Row]]:
        for start in range(0, 900, 100):
            yield [[number, f"{table} {os.urandom(90).hex()}"] for number in range(start, start + 100)]


@pytest.fixture
def mo(tmp_path: Path) -> Keeper:
    return keeper(tmp_path)


@pytest.fixture
def file(tmp_path: Path, mo: Keeper) -> Path:
    """A backup of some 80 kB, which is two chunks of age."""
    path = tmp_path / name_of(NOON)
    chunks = BackingUp(Rooms(), Ed25519Signer(KEY), version="1").chunks(NOON)
    written = write_sealed(path, chunks, recipients_of([mo.recipient]))
    assert written.bytes == path.stat().st_size > 70_000
    return path


def gone_through(file: Path, mo: Keeper, known_key: bytes | None = None) -> GoneThrough:
    with opened_lines(file, identities_in(mo.file)) as lines:
        return Restoring(lines, Ed25519Signer()).go_through(None, known_key)


def test_who_it_is_for_reads_what_was_written(file: Path, mo: Keeper) -> None:
    gone = gone_through(file, mo, Ed25519Signer(KEY).public_key)
    assert (gone.rows, gone.opening.made_ms, gone.opening.last_room) == ({"rooms": 900}, NOON, 900)


def test_nobody_else_does(file: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupBroken, match="this key does not open it"):
        gone_through(file, keeper(tmp_path, "nour"))


@pytest.mark.parametrize("length", [0, 10, 150, 300, 40_000, 65_000, -1, -200])
def test_one_that_is_cut_off_is_refused(file: Path, mo: Keeper, length: int) -> None:
    file.write_bytes(file.read_bytes()[:length])
    with pytest.raises(BackupBroken):
        gone_through(file, mo)


@pytest.mark.parametrize("place", [3, 60, 150, 250, 400, 30_000, 66_000, -5])
def test_one_in_which_a_byte_is_another_is_refused(file: Path, mo: Keeper, place: int) -> None:
    changed = bytearray(file.read_bytes())
    changed[place] ^= 1
    file.write_bytes(changed)
    with pytest.raises(BackupBroken):
        gone_through(file, mo)


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", gzip.compress(b"hello\n"), gzip.compress(b'{"palabre_backup":1}\n'), b"\x1f\x8b", KEY * 999],
)
def test_a_foreign_file_is_refused_sealed_or_not(file: Path, mo: Keeper, content: bytes) -> None:
    for written in (content, pyrage.encrypt(content, recipients_of([mo.recipient]))):
        file.write_bytes(written)
        with pytest.raises(BackupBroken):
            gone_through(file, mo)


def lines_of(file: Path, mo: Keeper) -> list[bytes]:
    return mo.opened(file).splitlines(keepends=True)


def seal_again(file: Path, mo: Keeper, lines: list[bytes]) -> None:
    """As somebody does who knows whom backups are sealed for, which is no secret."""
    file.write_bytes(pyrage.encrypt(gzip.compress(b"".join(lines)), recipients_of([mo.recipient])))


def test_lines_that_were_taken_out_added_or_moved_are_found(file: Path, mo: Keeper) -> None:
    lines = lines_of(file, mo)
    seal_again(file, mo, lines)
    gone_through(file, mo)
    moved = [*lines[:2], lines[3], lines[2], *lines[4:]]
    for changed in ([*lines[:5], *lines[6:]], [*lines[:5], *lines[4:]], moved, lines[:-1], [*lines, lines[-1]]):
        seal_again(file, mo, changed)
        with pytest.raises(BackupBroken):
            gone_through(file, mo)


def test_a_backup_of_another_place_is_told_by_its_signature(file: Path, mo: Keeper) -> None:
    with pytest.raises(BackupBroken, match="another place made it"):
        gone_through(file, mo, Ed25519Signer().public_key)


def test_a_format_of_later_is_named(file: Path, mo: Keeper) -> None:
    lines = lines_of(file, mo)
    seal_again(file, mo, [lines[0].replace(b'"palabre_backup":1', b'"palabre_backup":9,"more":true'), *lines[1:]])
    with pytest.raises(BackupBroken, match="it has format 9, and this version reads 1"):
        gone_through(file, mo)


def test_what_may_open_it_is_checked_when_it_is_named(tmp_path: Path, mo: Keeper) -> None:
    with pytest.raises(KeyFileUnusable, match="`age1x` is no age recipient"):
        recipients_of([mo.recipient, "age1x"])
    wrong = tmp_path / "wrong"
    for text in ("", "# nothing\n", "AGE-SECRET-KEY-1X", mo.recipient):
        wrong.write_text(text)
        with pytest.raises(KeyFileUnusable):
            identities_in(wrong)
    with pytest.raises(KeyFileUnusable, match="no such file"):
        identities_in(tmp_path / "none")


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file of this process may grow past `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("size", [0, 100, 4_096, 40_000])
def test_a_full_disk_leaves_no_file(tmp_path: Path, mo: Keeper, size: int) -> None:
    chunks = BackingUp(Rooms(), Ed25519Signer(KEY), version="1").chunks(NOON)
    with room_for(size), pytest.raises(OSError, match="too large"):
        write_sealed(tmp_path / name_of(NOON), chunks, recipients_of([mo.recipient]))
    assert [path.name for path in tmp_path.iterdir()] == [mo.file.name]


def test_what_fails_last_is_seen_though_age_lets_go_of_it(tmp_path: Path, mo: Keeper) -> None:
    with room_for(150), pytest.raises(OSError, match="too large"):
        write_sealed(tmp_path / name_of(NOON), iter([b"few\n"]), recipients_of([mo.recipient]))


def test_what_the_store_raises_is_raised_and_leaves_no_file(tmp_path: Path, mo: Keeper) -> None:
    def broken() -> Iterator[bytes]:
        yield b"one\n"
        raise KeyError("gone")

    with pytest.raises(KeyError, match="gone"):
        write_sealed(tmp_path / name_of(NOON), broken(), recipients_of([mo.recipient]))
    assert [path.name for path in tmp_path.iterdir()] == [mo.file.name]


def test_a_file_that_is_there_is_not_written_over(file: Path, mo: Keeper) -> None:
    before = file.read_bytes()
    with pytest.raises(FileExistsError):
        write_sealed(file, iter([b"other\n"]), recipients_of([mo.recipient]))
    assert file.read_bytes() == before


WRITES_FOREVER = """
import itertools, os, sys
from pathlib import Path
from palabre.adapters.backup import recipients_of, write_sealed

def chunks():
    for number in itertools.count():
        if number == 50:
            print("at it", flush=True)
            sys.stdin.read()
        yield os.urandom(4096)

write_sealed(Path(sys.argv[1]), chunks(), recipients_of([sys.argv[2]]))
"""


def test_a_kill_leaves_nothing_under_the_name_and_the_next_one_tidies(tmp_path: Path, mo: Keeper) -> None:
    folder = BackupFolder(tmp_path / "backups")
    folder.make()
    name = name_of(NOON)
    (folder.path / "notes.part").write_text("somebody's")
    command = [sys.executable, "-P", "-c", WRITES_FOREVER, str(folder.path / name), mo.recipient]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"at it\n"
        folder.tidy()
        half = [path.name for path in folder.path.iterdir() if path.name.startswith(".")]
        assert (half, folder.names()) == ([f".{name}.part"], [])
        writer.send_signal(signal.SIGKILL)
    assert folder.names() == []
    folder.tidy()
    assert [path.name for path in folder.path.iterdir()] == ["notes.part"]
