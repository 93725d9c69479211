"""Opening the store of a PostgreSQL database."""

from contextlib import AsyncExitStack
from typing import Self

from palabre.adapters.sql.postgres import schema
from palabre.adapters.sql.postgres.alone import Alone
from palabre.adapters.sql.postgres.connection import FAILURES, open_pool, plain_url
from palabre.adapters.sql.postgres.engine import PostgresEngine
from palabre.adapters.sql.postgres.schema import DatabaseUnusable
from palabre.adapters.sql.store import SqlStore
from palabre.ports.bus import Bus
from palabre.ports.sealer import Sealer
from palabre.ports.vault import Vault

LOCK_S = 5.0


class PostgresStore(SqlStore):
    """The store shared by the nodes of an instance, and by the command line."""

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        bus: Bus,
        sealer: Sealer,
        vault: Vault | None = None,
        lock_s: float = LOCK_S,
        is_alone: bool = False,
    ) -> Self:
        """Connect to `url` and make its tables ready; a lock is waited for `lock_s` seconds.

        With `is_alone` no other store that is may be open on it. Raises DatabaseUnusable; its text has no password.
        """
        address = plain_url(url)
        async with AsyncExitStack() as undo:
            try:
                pool = await open_pool(address, lock_s=lock_s)
                undo.push_async_callback(pool.close)
                alone = await Alone.take(address) if is_alone else None
            except (*FAILURES, ValueError) as error:
                raise DatabaseUnusable(f"PostgreSQL cannot be reached: {error}") from error
            if alone is not None:
                undo.push_async_callback(alone.release)
            await schema.ensure(pool, address)
            undo.pop_all()
            return cls(PostgresEngine(pool, alone, bus=bus, sealer=sealer, vault=vault))
