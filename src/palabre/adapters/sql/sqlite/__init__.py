"""The store on SQLite."""

from palabre.adapters.sql.sqlite.desk import ControlDesk
from palabre.adapters.sql.sqlite.directory import DataDirectory, DataDirectoryBusy
from palabre.adapters.sql.sqlite.schema import DatabaseUnusable
from palabre.adapters.sql.sqlite.store import SqliteStore

__all__ = ["ControlDesk", "DataDirectory", "DataDirectoryBusy", "DatabaseUnusable", "SqliteStore"]
