"""Usage: what a store takes on its disk, as an operator may want to know it."""

from msgspec import Struct


class Usage(Struct, frozen=True, kw_only=True):
    """The size of a store at one moment.

    `database_bytes` includes indexes and what is free inside; `waiting_bytes` lie beside it (SQLite's write-ahead
    log); `used_bytes` is what rows and indexes take of the database, when it can be told apart. `rows` are those of
    the log, `recent_rows` those of the last hour, `oldest_ms` the time of the first (Unix, ms).
    """

    database_bytes: int
    waiting_bytes: int
    used_bytes: int
    rows: int
    recent_rows: int
    oldest_ms: int | None
