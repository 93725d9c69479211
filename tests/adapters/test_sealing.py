"""Sealing, and the file of its key."""

import stat
from pathlib import Path

import pytest

from palabre.adapters.sealing import AesGcmSealer, KeyUnusable, read_or_make_key
from palabre.adapters.sealing.key_file import make_key
from palabre.ports.sealer import SealBroken

TEXT = b"Bonsoir, voici mon adresse"


def test_what_was_sealed_is_opened_with_the_same_key_and_context() -> None:
    key = bytes(range(32))
    sealed = AesGcmSealer(key).seal(TEXT, b"m1:1")
    assert TEXT not in sealed
    assert AesGcmSealer(key).open(sealed, b"m1:1") == TEXT


def test_the_same_text_is_never_sealed_the_same() -> None:
    sealer = AesGcmSealer()
    assert len({sealer.seal(TEXT, b"m1:1") for _ in range(100)}) == 100


def test_another_key_context_or_byte_breaks_the_seal() -> None:
    sealer = AesGcmSealer()
    sealed = sealer.seal(TEXT, b"m1:1")
    altered = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for by, what, context in (
        (AesGcmSealer(), sealed, b"m1:1"),
        (sealer, sealed, b"m1:2"),
        (sealer, altered, b"m1:1"),
        (sealer, sealed[:20], b"m1:1"),
        (sealer, b"", b"m1:1"),
    ):
        with pytest.raises(SealBroken):
            by.open(what, context)


def test_a_missing_key_is_made_for_its_owner_only_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "sealing"
    key = read_or_make_key(path)
    assert len(key) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_or_make_key(path) == key
    assert [file.name for file in path.parent.iterdir()] == ["sealing"]


def test_a_key_made_by_another_process_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "sealing"
    key = read_or_make_key(path)
    make_key(path)
    assert read_or_make_key(path) == key


def test_a_file_that_is_no_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "sealing"
    path.write_bytes(b"short")
    with pytest.raises(KeyUnusable, match="32 bytes was expected, 5 found"):
        read_or_make_key(path)
    with pytest.raises(KeyUnusable, match="directory"):
        read_or_make_key(tmp_path)
