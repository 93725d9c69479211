"""The ledger of faults: what each did to messages and guests, one line of JSON a run."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

MOST_WORDS = 200


class Entry(msgspec.Struct):
    """One run of one fault.

    `times` is how often it struck; `seen` are the codes guests met (refusals, close codes, statuses), by count;
    `back_s` the seconds each guest needed to be back in their rooms; `figures` whatever else was measured.
    """

    fault: str
    times: int = 1
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    disordered: int = 0
    seen: dict[str, int] = {}
    back_s: list[float] = []
    figures: dict[str, float] = {}
    broken: str = ""


class Ledger:
    """Appends to `file`; without one, nothing is kept."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    @contextmanager
    def fault(self, name: str) -> Iterator[Entry]:
        """The entry to fill in; written also when the block fails, with why."""
        entry = Entry(name)
        try:
            yield entry
        except BaseException as error:
            entry.broken = told(error)
            raise
        finally:
            if self._file is not None:
                with self._file.open("ab") as file:
                    file.write(msgspec.json.encode(entry) + b"\n")


def told(error: BaseException) -> str:
    """What broke, in one line; of a group, its first."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return f"{type(error).__name__}: {error}".partition("\n")[0][:MOST_WORDS]


def read_ledger(file: Path) -> list[Entry]:
    """Every entry of a file, in order; none when it is not there."""
    if not file.exists():
        return []
    return [msgspec.json.decode(line, type=Entry) for line in file.read_bytes().splitlines()]
