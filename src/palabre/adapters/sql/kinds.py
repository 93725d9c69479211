"""Values as both databases and a backup have them: SQLite keeps a truth as a number, and a name of a type as it was."""

from palabre.domain.backup import Column, Kind, Row, Value

IN_SQLITE: dict[str, Kind] = {"INTEGER": "integer", "BIGINT": "integer", "BLOB": "bytes", "BOOLEAN": "boolean"}
IN_POSTGRESQL: dict[str, Kind] = {"integer": "integer", "bigint": "integer", "bytea": "bytes", "boolean": "boolean"}


def told(value: Value, column: Column) -> Value:
    """A value of SQLite, as a backup has it."""
    return bool(value) if column.kind == "boolean" and value is not None else value


def rows_told(rows: list[Row], columns: tuple[Column, ...]) -> list[Row]:
    """Rows of SQLite, as a backup has them."""
    if all(column.kind != "boolean" for column in columns):
        return rows
    return [[told(value, column) for value, column in zip(row, columns, strict=True)] for row in rows]
