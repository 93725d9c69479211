"""Rows given to one statement, so that many cost few steps of the driver.

On SQLite each step lets go of Python's lock, and a busy event loop may keep it for milliseconds; on
PostgreSQL each is a round trip.
"""

from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Insert, Integer, Text, bindparam, cast, func, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import TypeEngine

# SQLite has no LIMIT without OFFSET in Core; as a column it is part of the text, not one more parameter.
FROM_THE_START = literal_column("0", Integer)
ONE = literal_column("1", Integer)
TYPES: dict[type, TypeEngine[Any]] = {int: BigInteger(), str: Text()}


class PerDatabase(NamedTuple):
    """A statement that adds many rows, in the form each database takes best.

    SQLite: one row of values, which is repeated; it reads JSON at 25 µs a row. PostgreSQL: rows from JSON.
    """

    sqlite: Insert
    postgresql: Insert


class json_rows(GenericFunction[Any]):
    """A table of one column, `value`: the elements of a JSON array."""

    inherit_cache = True


@compiles(json_rows, "sqlite")
def json_rows_of_sqlite(element: json_rows, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(json_rows, "postgresql")
def json_rows_of_postgresql(element: json_rows, compiler: SQLCompiler, **options: Any) -> str:
    return f"jsonb_array_elements(CAST({compiler.process(element.clauses, **options)} AS JSONB))"


def given(name: str = "rows") -> Any:
    """The rows of the JSON parameter `name`, as a FROM clause."""
    return func.json_rows(bindparam(name, type_=Text)).table_valued("value").alias("given")


def field(rows: Any, place: int, kind: type = int) -> ColumnElement[Any]:
    """The element at `place` of each row, itself a JSON array."""
    return cast(rows.c.value.op("->>")(literal_column(str(place))), TYPES[kind])


def number(rows: Any, kind: type[Integer] = Integer) -> ColumnElement[int]:
    """Each row as the integer it is."""
    return cast(rows.c.value, kind)
