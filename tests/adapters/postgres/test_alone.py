"""A server that is alone on an empty PostgreSQL makes its tables: what it holds does not stand in its own way."""

import asyncio

from palabre.adapters.sql import migrate
from palabre.adapters.sql.postgres.alone import Alone
from tests.tools.postgres import PostgresServer

PLENTY_S = 60.0


async def test_who_is_alone_on_an_empty_database_upgrades_it(postgres_server: PostgresServer) -> None:
    name = await postgres_server.create_database()
    url = postgres_server.url(name).replace("+asyncpg", "", 1)
    alone = await Alone.take(url)
    try:
        await asyncio.wait_for(migrate.upgrade_postgresql(url), PLENTY_S)
    finally:
        await alone.release()
        await postgres_server.drop_database(name)
