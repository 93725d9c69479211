"""A statement compiled for both databases, and the operations made of them.

An operation is a generator: it yields queries and is sent their rows, so that one text of it serves the
thread of SQLite and the coroutines of PostgreSQL.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple, Protocol, TypeVar

import msgspec

T = TypeVar("T")
Values = Sequence[object]
Row = Sequence[Any]
Rows = Sequence[Row]


class Step(NamedTuple):
    """What a driver runs: the text, and the values of its placeholders in order."""

    text: str
    values: Values


class Query(Protocol):
    """What an operation yields."""

    def in_sqlite(self) -> Iterator[Step]:
        """The steps whose rows, together, are the answer."""
        ...

    def in_postgresql(self) -> Step: ...


Operation = Generator[Query, Rows, T]


class Sql:
    """The text for one database, and how to put named values in the order of its placeholders."""

    __slots__ = ("_pick", "text")

    def __init__(self, text: str, *names: str) -> None:
        self.text = text
        self._pick = picker(names)

    def step(self, values: Mapping[str, object]) -> Step:
        """KeyError when a value is missing."""
        return Step(self.text, self._pick(values))


def picker(names: tuple[str, ...]) -> Callable[[Mapping[str, object]], Values]:
    match names:
        case ():
            return lambda _: ()
        case (name,):
            return lambda values: (values[name],)
        case _:
            return itemgetter(*names)


class Statement:
    """Calling it with the values of its parameters gives a query."""

    __slots__ = ("postgresql", "sqlite")

    def __init__(self, *, sqlite: Sql, postgresql: Sql) -> None:
        self.sqlite = sqlite
        self.postgresql = postgresql

    def __call__(self, **values: object) -> Query:
        return StatementQuery(self, values)


class StatementQuery(NamedTuple):
    """A statement with its values."""

    statement: Statement
    values: Mapping[str, object]

    def in_sqlite(self) -> Iterator[Step]:
        yield self.statement.sqlite.step(self.values)

    def in_postgresql(self) -> Step:
        return self.statement.postgresql.step(self.values)


class Insertion:
    """A statement that adds many rows. Calling it with the rows, in the order of its columns, gives a query.

    SQLite takes them as values, up to 256 at a step: each step lets go of Python's lock, which a busy event loop may
    keep for milliseconds. PostgreSQL takes them as one JSON parameter: each statement is a round trip.
    """

    __slots__ = ("_texts", "postgresql")
    SIZES = (256, 64, 16, 4, 1)

    def __init__(self, *, sqlite: tuple[str, str, str], postgresql: Sql) -> None:
        before, row, after = sqlite
        self._texts = {size: before + ", ".join([row] * size) + after for size in self.SIZES}
        self.postgresql = postgresql

    def __call__(self, rows: Sequence[Values]) -> Query:
        return InsertionQuery(self, rows)

    def steps(self, rows: Sequence[Values]) -> Iterator[Step]:
        start = 0
        for size in self.SIZES:
            while len(rows) - start >= size:
                yield Step(self._texts[size], [*chain(*rows[start : start + size])])
                start += size


class InsertionQuery(NamedTuple):
    """An insertion with its rows."""

    insertion: Insertion
    rows: Sequence[Values]

    def in_sqlite(self) -> Iterator[Step]:
        return self.insertion.steps(self.rows)

    def in_postgresql(self) -> Step:
        return self.insertion.postgresql.step({"rows": as_json(self.rows)})


def as_json(value: object) -> str:
    """JSON as a statement takes it."""
    return msgspec.json.encode(value).decode()
