"""Damage: whether SQLite ever said that the file is not the database it was."""

import logging
import sqlite3

DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
# SQLite's extended codes begin above these bits.
PRIMARY = 0xFF
log = logging.getLogger("palabre.store")


class Damage:
    """Noted by whichever thread meets it, once and for good: nothing mends a file while it is served."""

    def __init__(self) -> None:
        self.is_known = False

    def note(self, error: Exception) -> None:
        """Look at what was raised; errors of any other kind are no sign of it."""
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and code & PRIMARY in DAMAGED and not self.is_known:
            self.is_known = True
            log.error("the database is damaged; stop the server, and restore a backup")
