"""The vault: what goes in comes out for two custodians together, for nobody else, and for nobody after its year."""

from datetime import date
from itertools import combinations
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pyrage.x25519 import Identity

from palabre.adapters.vault import EmptyVault, FileVault
from palabre.adapters.vault.files import keys_of
from palabre.adapters.vault.pairs import WrapBroken, new_day_key, secret_of
from palabre.domain.connection_record import Record, last_forgotten
from palabre.domain.custodian import Custodian
from palabre.domain.recipient import is_recipient
from palabre.ports.store import StoreUnavailable
from palabre.ports.vault import SealedRecords
from tests.custody import CUSTODIANS, IDENTITIES

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
PLAIN = b'{"address":"192.0.2.7"}'


def record(day: date = MONDAY, plain: bytes = PLAIN) -> Record:
    return Record(day=day, plain=plain)


def opened(folder: Path, sealed: SealedRecords, one: int, other: int) -> list[bytes]:
    """The records in there, for two of the custodians by their place."""
    (key,) = [key for key in keys_of(folder, sealed.day) if key.recipient == sealed.recipient]
    secret = secret_of(key, IDENTITIES[one], IDENTITIES[other])
    plain: bytes = pyrage.decrypt(sealed.sealed, [secret])
    return plain.split()


def test_a_vault_that_keeps_nothing_keeps_nothing() -> None:
    vault = EmptyVault()
    assert vault.seal([record()]) == []
    assert vault.forget(MONDAY) == 0
    assert vars(vault) == {}


@given(st.integers(2, 6))
@settings(max_examples=8, deadline=None)
def test_each_pair_opens_a_day_and_nobody_alone(count: int) -> None:
    identities = [Identity.generate() for _ in range(count)]
    custodians = [Custodian(name=str(n), key=str(each.to_public())) for n, each in enumerate(identities)]
    key = new_day_key("2026-11-23", custodians)
    assert len(key.wraps) == count * (count - 1) // 2
    for one, other in combinations(identities, 2):
        assert str(secret_of(key, one, other).to_public()) == key.recipient
        assert str(secret_of(key, other, one).to_public()) == key.recipient
    for one in identities:
        with pytest.raises(WrapBroken):
            secret_of(key, one, one)
        with pytest.raises(WrapBroken):
            secret_of(key, one, Identity.generate())


def test_one_raw_key_opens_no_wrap_to_its_secret_and_no_record(tmp_path: Path) -> None:
    (sealed,) = FileVault(tmp_path, CUSTODIANS).seal([record()])
    (key,) = keys_of(tmp_path, sealed.day)
    for identity in IDENTITIES:
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(sealed.sealed, [identity])
        for wrap in key.wraps:
            try:
                within = pyrage.decrypt(wrap.wrapped, [identity])
            except pyrage.DecryptError:
                continue
            assert b"AGE-SECRET-KEY" not in within
            with pytest.raises(pyrage.DecryptError):
                pyrage.decrypt(within, [identity])


def test_a_damaged_wrap_is_told() -> None:
    key = new_day_key("2026-11-23", CUSTODIANS)
    wraps = tuple(replace(wrap, wrapped=wrap.wrapped[:-1] + bytes([wrap.wrapped[-1] ^ 1])) for wrap in key.wraps)
    key = replace(key, wraps=wraps)
    with pytest.raises(WrapBroken, match="damaged"):
        secret_of(key, IDENTITIES[0], IDENTITIES[1])


def test_records_of_two_days_are_under_two_keys(tmp_path: Path) -> None:
    vault = FileVault(tmp_path, CUSTODIANS)
    monday, tuesday = vault.seal([record(TUESDAY, b"b"), record(MONDAY, b"a"), record(MONDAY, b"c")])
    assert (monday.day, monday.count, tuesday.count) == ("2026-11-23", 2, 1)
    assert monday.recipient != tuesday.recipient
    assert opened(tmp_path, monday, 2, 0) == [b"a", b"c"]
    assert opened(tmp_path, tuesday, 0, 1) == [b"b"]


def test_a_server_that_starts_again_goes_on_with_the_days_key(tmp_path: Path) -> None:
    (before,) = FileVault(tmp_path, CUSTODIANS).seal([record()])
    (after,) = FileVault(tmp_path, CUSTODIANS).seal([record()])
    assert before.recipient == after.recipient


def test_other_custodians_get_a_key_of_their_own(tmp_path: Path) -> None:
    (before,) = FileVault(tmp_path, CUSTODIANS).seal([record()])
    (after,) = FileVault(tmp_path, CUSTODIANS[::-1]).seal([record()])
    assert before.recipient != after.recipient
    assert len(keys_of(tmp_path, before.day)) == 2
    assert opened(tmp_path, before, 0, 1) == opened(tmp_path, after, 0, 1) == [PLAIN]


def test_a_file_that_is_no_key_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "2026-11-23"
    folder.mkdir()
    (folder / "0.json").write_bytes(b"{}")
    (sealed,) = FileVault(tmp_path, CUSTODIANS).seal([record()])
    assert opened(tmp_path, sealed, 0, 1) == [PLAIN]


def test_wraps_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    FileVault(tmp_path / "vault", CUSTODIANS).seal([record()])
    found = [*(tmp_path / "vault").rglob("*")]
    assert {each.stat().st_mode & 0o077 for each in found} == {0}


def test_after_its_year_a_day_stays_closed(tmp_path: Path) -> None:
    vault = FileVault(tmp_path, CUSTODIANS)
    (monday,) = vault.seal([record(MONDAY)])
    vault.seal([record(TUESDAY)])
    assert vault.forget(last_forgotten(date(2027, 11, 23))) == 0
    assert vault.forget(last_forgotten(date(2027, 11, 24))) == 1
    assert keys_of(tmp_path, monday.day) == []
    assert len(keys_of(tmp_path, "2026-11-24")) == 1
    assert vault.forget(last_forgotten(date(2027, 11, 24))) == 0


def test_a_wrap_is_overwritten_before_it_is_removed(tmp_path: Path) -> None:
    vault = FileVault(tmp_path / "vault", CUSTODIANS)
    vault.seal([record()])
    (file,) = (tmp_path / "vault").rglob("*.json")
    (tmp_path / "same.json").hardlink_to(file)
    before = file.read_bytes()
    vault.forget(MONDAY)
    assert len((tmp_path / "same.json").read_bytes()) == len(before)
    assert b"wraps" not in (tmp_path / "same.json").read_bytes()


def test_what_is_not_a_day_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "lost+found").mkdir()
    (tmp_path / "notes.txt").write_text("à garder")
    assert FileVault(tmp_path, CUSTODIANS).forget(MONDAY) == 0
    assert FileVault(tmp_path / "none", CUSTODIANS).forget(MONDAY) == 0
    assert {each.name for each in tmp_path.iterdir()} == {"lost+found", "notes.txt"}


def test_without_a_place_for_its_key_nothing_is_sealed(tmp_path: Path) -> None:
    (tmp_path / "vault").write_text("a file where a folder must be")
    with pytest.raises(StoreUnavailable):
        FileVault(tmp_path / "vault", CUSTODIANS).seal([record()])


def test_the_size_of_what_is_sealed_tells_little(tmp_path: Path) -> None:
    vault = FileVault(tmp_path, CUSTODIANS)
    short, long = (vault.seal([record(plain=b"x" * size)])[0].sealed for size in (20, 250))
    secret = secret_of(keys_of(tmp_path, "2026-11-23")[0], *IDENTITIES[:2])
    assert len(pyrage.decrypt(short, [secret])) == len(pyrage.decrypt(long, [secret]))


@pytest.mark.parametrize("custodian", CUSTODIANS)
def test_a_public_key_is_known_by_its_checksum(custodian: Custodian) -> None:
    assert is_recipient(custodian.key)
    swapped = custodian.key[:-2] + custodian.key[-1] + custodian.key[-2]
    assert not is_recipient(swapped) or custodian.key[-1] == custodian.key[-2]
    for wrong in ("", "age1", custodian.key.upper(), f"{custodian.key}q", f"ssh-ed25519 {custodian.key}"):
        assert not is_recipient(wrong)
