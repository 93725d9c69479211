"""The store on PostgreSQL."""

from palabre.adapters.sql.postgres.schema import DatabaseUnusable
from palabre.adapters.sql.postgres.store import PostgresStore

__all__ = ["DatabaseUnusable", "PostgresStore"]
