"""What wakes the patterns of all packs: kept, found again, and never that of other packs or of another order."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import msgspec
import pytest

from palabre.adapters.detectors import waking as module
from palabre.adapters.detectors.matching import Triggers
from palabre.adapters.detectors.tables import Table, table_of
from palabre.adapters.detectors.waking import Waking, waking
from palabre.adapters.detectors.worked_out import WorkedOut

PARTS = [(frozenset({" elle "}), frozenset({" toi ", " eux "})), (frozenset({" eux"}),), ()]
FOUND = [
    WorkedOut([*PARTS[:2]], [0.0, 0.1], frozenset({"elle"})),
    WorkedOut([*PARTS[2:]], [1.0], frozenset({"eux"})),
]
ORDER = [1, 0, 2]


def read(folder: Path, order: Sequence[int] = ORDER, digests: Sequence[str] = ("fr", "en")) -> Waking:
    return waking(digests, order, lambda: FOUND, folder)


def test_what_was_kept_is_what_was_put_together(tmp_path: Path) -> None:
    first = read(tmp_path)

    def unexpected() -> Sequence[WorkedOut]:
        raise AssertionError("read again")

    assert waking(("fr", "en"), ORDER, unexpected, tmp_path) == first
    assert first.vocabulary == ["elle", "eux"]
    assert first.plain.always == [2]


def test_patterns_are_woken_by_their_places_in_the_order_and_squeezed_ones_by_squeezed_words(tmp_path: Path) -> None:
    made = read(tmp_path)
    assert Triggers(made.plain).woken(b"elle eux") == [0, 1]
    assert Triggers(made.plain).woken(b"ele eux") == [0]
    assert Triggers(made.squeezed).woken(b"ele eux") == [0, 1]


def test_other_packs_and_another_order_are_put_together_anew(tmp_path: Path) -> None:
    read(tmp_path)
    read(tmp_path, order=[0, 1, 2])
    read(tmp_path, digests=("fr", "de"))
    assert len([*tmp_path.glob("waking-*")]) == 3


def test_of_those_that_begin_at_once_one_does_the_work(tmp_path: Path) -> None:
    begun = Barrier(3)
    asked: list[int] = []

    def counted() -> Sequence[WorkedOut]:
        asked.append(1)
        return FOUND

    def begin(_: int) -> Waking:
        begun.wait()
        return waking(("fr", "en"), ORDER, counted, tmp_path)

    with ThreadPoolExecutor(3) as threads:
        first, *others = threads.map(begin, range(3))
    assert others == [first, first]
    assert asked == [1]


@pytest.mark.parametrize("kept", [b"", b"\xff", msgspec.msgpack.encode([[], [], []])])
def test_a_damaged_file_is_put_together_again(tmp_path: Path, kept: bytes) -> None:
    first = read(tmp_path)
    (file,) = tmp_path.glob("waking-*")
    file.write_bytes(kept)
    assert read(tmp_path) == first
    assert file.read_bytes() != kept


def test_where_nothing_can_be_kept_it_is_put_together_each_time(tmp_path: Path) -> None:
    nowhere = tmp_path / "a file"
    nowhere.write_text("")
    assert read(nowhere) == read(tmp_path / "kept")


def test_old_ones_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KEPT", 2)
    for digest in ("fr", "en", "de", "it"):
        read(tmp_path, digests=(digest,))
    assert len([*tmp_path.glob("waking-*.msgpack")]) == 2


def test_a_table_says_the_same_in_every_process() -> None:
    def shuffled(order: Sequence[str]) -> Table:
        return table_of([(frozenset(order),), (frozenset(order), frozenset({" toi "}))])

    assert shuffled([" a ", " b ", " c "]) == shuffled([" c ", " b ", " a "])
