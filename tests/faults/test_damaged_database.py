"""A database damaged under a running server: every answer is a plain refusal, none is a wait without end."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from tests.faults.health import until_health
from tests.faults.quiet import BODY_MARK, assert_log_is_quiet
from tests.tools.live_client import LiveGuest, new_message_id
from tests.tools.server import PalabreServer


async def test_who_cannot_be_looked_up_is_refused_at_once(unmeasured: PalabreServer) -> None:
    async with await LiveGuest.arrive(unmeasured.url, "Ana") as ana:
        await ana.enter("agora")
        await ana.post("agora", BODY_MARK)
        # After a clean restart nothing of the session is in memory, and all of it in the main file.
        await unmeasured.restart()
        await ana.closed()
        (database,) = unmeasured.data.glob("*.sqlite3")
        database.write_bytes(b"\x00damaged" * (database.stat().st_size // 8))
        # Whoever was here before is known; whoever was not has to be looked up.
        ana.token = new_message_id()
        with pytest.raises(InvalidStatus) as refused:
            await ana.connect()
        assert refused.value.response.status_code == 503
        async with ana.http() as client:
            answer = await client.get("/api/sessions/current")
            assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert_log_is_quiet(unmeasured, [ana], ["Ana"])


async def test_nobody_is_sent_to_a_server_whose_database_is_damaged(unmeasured: PalabreServer) -> None:
    # After a clean restart all of it is in the main file: until then it is read from the log of changes.
    await unmeasured.restart()
    (database,) = unmeasured.data.glob("*.sqlite3")
    size = database.stat().st_size
    await until_health(unmeasured, 200)
    database.write_bytes(b"\x00damaged" * (size // 8))
    await until_health(unmeasured, 503)
    said = [line for line in unmeasured.stderr.splitlines() if "damaged" in line]
    assert len(said) == 1


async def test_a_page_damaged_in_the_midst_is_told_once_somebody_met_it(unmeasured: PalabreServer) -> None:
    async with await LiveGuest.arrive(unmeasured.url, "Ana") as ana:
        await unmeasured.restart()
        await ana.closed()
        (database,) = unmeasured.data.glob("*.sqlite3")
        page = 4_096
        pages = database.stat().st_size // page
        with database.open("r+b") as file:
            # All but what every connection reads as it opens: the header, the schema, the rooms.
            for number in sorted({*range(1, pages)} - read_on_opening(database)):
                file.seek(number * page)
                file.write(b"\x00damaged" * (page // 8))
        await until_health(unmeasured, 200)
        ana.token = new_message_id()
        async with ana.http() as client:
            assert (await client.get("/api/sessions/current")).status_code == 503
        await until_health(unmeasured, 503)


def read_on_opening(database: Path) -> set[int]:
    """The pages, from 0, of the schema and of the tables that are read and written every second."""
    with closing(sqlite3.connect(f"file:{database}?immutable=1", uri=True)) as connection:
        names = connection.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0").fetchall()
        schema = connection.execute("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'").fetchall()
    spared = {root for name, root in names if "session" not in name}
    return {page - 1 for page in {*spared, *(number for (number,) in schema)}}
