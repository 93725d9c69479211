"""What is worked out of a pack: kept, found again, and never that of another pack."""

from pathlib import Path

import msgspec
import pytest

from palabre.adapters.detectors import worked_out as module
from palabre.adapters.detectors.packs import Pack, Patterns
from palabre.adapters.detectors.worked_out import WorkedOut, worked_out

SETS = {"verb": ["frapper", "cogner"], "who": ["toi", "eux|elles"]}
PACK = Pack(
    language="fr",
    source="a test",
    licence="AGPL-3.0-or-later",
    patterns=[Patterns("threat", "a threat", ["je vais (?:te |vous )?{verb}", "[a-z]+ {who}"], glued=True)],
)
COMMON = frozenset({"je", "vais"})


def read(folder: Path, pack: Pack = PACK) -> WorkedOut:
    return worked_out(pack, SETS, COMMON, folder)


def test_what_was_kept_is_what_was_worked_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(tmp_path)
    assert any(first.needs) and "frapper" in first.vocabulary

    def unexpected(*_: object) -> WorkedOut:
        raise AssertionError("worked out again")

    monkeypatch.setattr(module, "anew", unexpected)
    assert read(tmp_path) == first


def test_another_pattern_another_set_or_another_common_word_is_read_anew(tmp_path: Path) -> None:
    read(tmp_path)
    read(tmp_path, msgspec.structs.replace(PACK, patterns=[Patterns("threat", "a threat", ["attention {who}"])]))
    worked_out(PACK, {**SETS, "who": ["lui"]}, COMMON, tmp_path)
    worked_out(PACK, SETS, COMMON | {"te"}, tmp_path)
    assert len([*tmp_path.iterdir()]) == 4


@pytest.mark.parametrize(
    "kept", [b"", b"{", b"[]", b'[["x"],[[7]],[[0]],[]]', b"\xff\xff", b'[[["a",false,false]],[],[[5]],[]]']
)
def test_a_damaged_file_is_worked_out_again(tmp_path: Path, kept: bytes) -> None:
    first = read(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(kept)
    assert read(tmp_path) == first
    assert file.read_bytes() != kept


def test_where_nothing_can_be_kept_it_is_worked_out_each_time(tmp_path: Path) -> None:
    nowhere = tmp_path / "a file"
    nowhere.write_text("")
    assert read(nowhere) == read(tmp_path / "kept")


def test_old_ones_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 3)
    for number in range(6):
        worked_out(PACK, SETS, COMMON | {f"mot{number}"}, tmp_path)
    assert len([*tmp_path.glob("needs-*.json")]) == 3
