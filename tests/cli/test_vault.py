"""`palabre vault …`: out under seal, open for two custodians with a reference, and told in the audit."""

import asyncio
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from palabre import bootstrap
from palabre.adapters.local_bus import LocalBus
from palabre.cli import main
from palabre.cli.check import vault
from palabre.domain.connection_record import ConnectionRecord, communication_of, kept_fields, record_of
from palabre.settings import load_settings
from tests.cli.conftest import Palabre, Said
from tests.contract.scene import draft, open_room
from tests.custody import CUSTODIANS, IDENTITIES

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
REFERENCE = "Parquet de Paris, 26/12345"


@pytest.fixture
def keys(tmp_path: Path) -> list[Path]:
    """The custodians' own key files."""
    files = [tmp_path / f"{custodian.name}.key" for custodian in CUSTODIANS]
    for file, identity in zip(files, IDENTITIES, strict=True):
        file.write_text(f"# created today\n{identity}\n")
    return files


@pytest.fixture
def place(tmp_path: Path, data: Path, config: Callable[[str], Path]) -> Path:
    """The configuration of a place whose vault has records of two messages, of two days."""
    people = "".join(f'[[vault.custodians]]\nname = "{each.name}"\nkey = "{each.key}"\n' for each in CUSTODIANS)
    file = config(f'[keys]\npath = "{tmp_path / "keys"}"\n{people}')
    asyncio.run(contribute(file, data))
    return file


async def contribute(config: Path, data: Path) -> None:
    store = await bootstrap.open_store(load_settings(config), data, bus=LocalBus())
    room = await open_room(store, "jardin")
    for number, day in enumerate((MONDAY, TUESDAY), 1):
        facts = ConnectionRecord(communication=communication_of(f"m{number}"), address=f"192.0.2.{number}", port=50_000)
        await store.post(draft(room), record_of(facts, day, kept_fields(day, ())))
    await store.close()


def out(tmp_path: Path) -> Path:
    return tmp_path / "export.jsonl"


@pytest.fixture
def exported(palabre: Palabre, place: Path, tmp_path: Path) -> Path:
    said = palabre("vault", "export", "--from", "2026-11-23", "--to", "2026-11-24", *for_(tmp_path), "--config", place)
    assert (said.code, len(said.out)) == (0, 65), said.err
    return out(tmp_path)


def for_(tmp_path: Path, reference: str = REFERENCE) -> tuple[str, ...]:
    return ("--reference", reference, "--out", str(out(tmp_path)))


def opening(export: Path, *keys: Path, reference: str = REFERENCE) -> list[str]:
    identities = [word for key in keys for word in ("--identity", str(key))]
    return ["vault", "open", str(export), *identities, "--reference", reference]


def done(palabre: Palabre, data: Path) -> list[tuple[str, str]]:
    """What was done with the vault, and under which reference."""

    async def read() -> list[tuple[str, str]]:
        async with bootstrap.store_beside(load_settings(None), data) as store:
            deeds = [each.event.deed for each in await store.commitments(0, 100)]
        return [(deed.what, deed.reason) for deed in deeds]

    return asyncio.run(read())


def test_two_custodians_read_what_was_exported_and_the_audit_tells_it(
    palabre: Palabre, exported: Path, keys: list[Path], data: Path
) -> None:
    assert exported.stat().st_mode & 0o077 == 0
    assert b"192.0.2." not in exported.read_bytes()
    said = palabre(*opening(exported, keys[2], keys[0]))
    assert [json.loads(line) for line in said.out.splitlines()] == [
        {"day": "2026-11-23", "communication": communication_of("m1"), "address": "192.0.2.1", "port": 50_000},
        {"day": "2026-11-24", "communication": communication_of("m2"), "address": "192.0.2.2", "port": 50_000},
    ]
    assert done(palabre, data) == [("vault.exported", REFERENCE), ("vault.opened", REFERENCE)]
    assert palabre("audit", "verify").out.startswith("ok: 2 events")


def test_one_message_or_one_day_may_be_asked_for(palabre: Palabre, exported: Path, keys: list[Path]) -> None:
    of_message = palabre(*opening(exported, *keys[:2]), "--message", "m2").out
    of_day = palabre(*opening(exported, *keys[:2]), "--day", "2026-11-23").out
    assert [json.loads(each)["address"] for each in (of_message, of_day)] == ["192.0.2.2", "192.0.2.1"]
    assert palabre(*opening(exported, *keys[:2]), "--message", "m3").out == ""


def test_away_from_the_store_an_opening_is_signed_and_taken_in_later(
    palabre: Palabre, exported: Path, keys: list[Path], data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main([*opening(exported, *keys[:2]), "--data", str(tmp_path / "elsewhere")])
    said = Said(code, *capsys.readouterr())
    beside = tmp_path / "export.jsonl.opened"
    assert (code, len(said.out.splitlines())) == (0, 2) and str(beside) in said.err
    assert not (tmp_path / "elsewhere").exists()
    assert palabre("vault", "record", beside).out == "1\n"
    assert palabre("vault", "record", beside).out == "0\n"
    assert done(palabre, data)[-1] == ("vault.opened", REFERENCE)
    statement = json.loads(beside.read_text())
    assert statement["opened"]["custodians"] == ["Awa", "Basile"]


@pytest.mark.parametrize("change", [("reference", "Une autre"), ("sha256", "0" * 64), ("signature", "zz")])
def test_a_statement_that_was_altered_is_not_taken_in(
    palabre: Palabre, exported: Path, keys: list[Path], tmp_path: Path, change: tuple[str, str]
) -> None:
    main([*opening(exported, *keys[:2]), "--data", str(tmp_path / "elsewhere")])
    beside = tmp_path / "export.jsonl.opened"
    beside.write_text(json.dumps({**json.loads(beside.read_text()), change[0]: change[1]}))
    said = palabre("vault", "record", beside)
    assert said.code == 2 and ("it was not signed by who opened" in said.err or "of no export" in said.err)


def test_one_key_the_same_twice_a_strangers_or_another_reference_open_nothing(
    palabre: Palabre, exported: Path, keys: list[Path], tmp_path: Path
) -> None:
    stranger = tmp_path / "stranger.key"
    printed = palabre("vault", "keygen", "--out", stranger).out
    assert printed.startswith("age1") and stranger.stat().st_mode & 0o077 == 0
    tries = {
        "two custodians are needed: give --identity twice": opening(exported, keys[0]),
        "both keys are the same": opening(exported, keys[0], keys[0]),
        "not the keys of two of its custodians": opening(exported, keys[0], stranger),
        "not exported under that reference": opening(exported, *keys[:2], reference="Une autre"),
        "--reference: expected 1 to": opening(exported, *keys[:2], reference=" "),
        "give --identity twice": opening(exported, *keys),
        "expected one secret key of age": opening(exported, keys[0], exported),
        "no such file": opening(exported, keys[0], tmp_path / "none"),
    }
    for told, arguments in tries.items():
        said = palabre(*arguments)
        assert (said.code != 0, said.out) == (True, "") and told in said.err, said.err
    assert palabre("vault", "open", exported, "--identity", keys[0], "--identity", keys[1]).code == 2
    assert palabre("vault", "keygen", "--out", stranger).code == 1


def test_a_damaged_export_is_refused(palabre: Palabre, exported: Path, keys: list[Path]) -> None:
    whole = exported.read_bytes()
    lines = whole.splitlines(keepends=True)
    broken = [
        whole[: len(whole) // 2],
        b"".join(lines[:-1]),
        b"".join(lines[1:]),
        b"".join([*lines[:2], *lines[3:]]),
        whole + lines[2],
        whole.replace(b'"count":1', b'"count":2', 1),
        b"",
        b"hello\n",
    ]
    for content in broken:
        exported.write_bytes(content)
        said = palabre(*opening(exported, *keys[:2]))
        assert (said.code, said.out) == (2, ""), said


def test_a_day_whose_keys_are_gone_is_left_out_and_nobody_opens_it(
    palabre: Palabre, place: Path, keys: list[Path], tmp_path: Path
) -> None:
    bootstrap.vault_of(load_settings(place)).forget(MONDAY)
    said = palabre("vault", "export", "--from", "2026-11-23", "--to", "2026-11-24", *for_(tmp_path), "--config", place)
    assert said.code == 0 and "2026-11-23: left out, since what opens them was destroyed or is not here: 1" in said.err
    (line,) = palabre(*opening(out(tmp_path), *keys[:2])).out.splitlines()
    assert json.loads(line)["day"] == "2026-11-24"


def test_what_an_export_cannot_be_is_said(palabre: Palabre, place: Path, exported: Path, tmp_path: Path) -> None:
    again = palabre("vault", "export", "--day", "2026-11-23", *for_(tmp_path), "--config", place)
    assert again.code == 1 and "file exists" in again.err
    (tmp_path / "export.jsonl").unlink()
    for days in ((), ("--from", "2026-11-24", "--to", "2026-11-23"), ("--day", "2026-11-23", "--to", "2026-11-23")):
        assert palabre("vault", "export", *days, *for_(tmp_path), "--config", place).code == 2
    assert palabre("vault", "export", "--day", "23/11/2026", *for_(tmp_path), "--config", place).code == 2
    demo = palabre("vault", "export", "--day", "2026-11-23", *for_(tmp_path))
    assert demo.code == 1 and "no keys.path" in demo.err
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(".export")]


def test_check_tells_what_is_recorded_and_what_lapsed(place: Path) -> None:
    told, lapsed = vault(load_settings(place), datetime(2026, 11, 23, 12, tzinfo=UTC))
    assert told.is_met and told.text.startswith("3 custodians; recorded: communication, address, port, protocols")
    assert lapsed.is_met and lapsed.text.startswith("no longer recorded, décret 2025-980 ended on 2026-10-20: content")
    (before,) = vault(load_settings(place), datetime(2026, 7, 1, tzinfo=UTC))
    assert "author" in before.text
    _, soon = vault(load_settings(place), datetime(2026, 10, 1, tzinfo=UTC))
    assert "unless renewed" in soon.text
    (none,) = vault(load_settings(None), datetime(2026, 7, 1, tzinfo=UTC))
    assert none.text == "nothing is recorded: there are no custodians"
