"""The real parts are there and do what the other tests lean on."""

import asyncio
import os
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import asyncpg
import nats
import pytest
from playwright.async_api import Browser

from tests.tools.child import Child
from tests.tools.midday import midday_zone, zoned
from tests.tools.nats import running_nats
from tests.tools.nursery import running_nursery
from tests.tools.postgres import PostgresServer
from tests.tools.server import running_server


def plain(url: str) -> str:
    """The address as asyncpg itself wants it."""
    return url.replace("+asyncpg", "", 1)


async def test_postgres_answers(postgres_url: str) -> None:
    connection = await asyncpg.connect(plain(postgres_url))
    try:
        assert str(await connection.fetchval("select version()")).startswith("PostgreSQL 1")
    finally:
        await connection.close()


async def test_each_test_has_a_database_of_its_own(postgres_server: PostgresServer, postgres_url: str) -> None:
    connection = await asyncpg.connect(plain(postgres_url))
    await connection.execute("create table guests (nickname text)")
    await connection.close()

    copy = await postgres_server.create_database(template=postgres_url.rpartition("/")[2])
    empty = await postgres_server.create_database()
    assert await tables(postgres_server, copy) == ["guests"]
    assert await tables(postgres_server, empty) == []
    for name in (copy, empty):
        await postgres_server.drop_database(name)


async def tables(server: PostgresServer, database: str) -> list[str]:
    connection = await asyncpg.connect(plain(server.url(database)))
    try:
        rows = await connection.fetch("select tablename from pg_tables where schemaname = 'public'")
        return [row["tablename"] for row in rows]
    finally:
        await connection.close()


async def test_nats_carries_a_message(nats_url: str) -> None:
    client = await nats.connect(nats_url)
    try:
        subscription = await client.subscribe("palabre.test")
        await client.publish("palabre.test", "à l'arbre".encode())
        assert (await subscription.next_msg(timeout=5)).data.decode() == "à l'arbre"
    finally:
        await client.close()


async def test_nats_ends_with_its_block() -> None:
    with running_nats() as url:
        port = int(url.rpartition(":")[2])
    with pytest.raises(OSError, match="Connect call failed"):
        await asyncio.open_connection("127.0.0.1", port)


async def test_chromium_opens_a_page(browser: Browser) -> None:
    context = await browser.new_context()
    try:
        page = await context.new_page()
        await page.goto("data:text/html,<title>Palabre</title><h1>Sous l'arbre</h1>")
        assert await page.title() == "Palabre"
        assert await page.get_by_role("heading").inner_text() == "Sous l'arbre"
    finally:
        await context.close()


def test_a_stopped_child_leaves_no_grandchild(tmp_path: Path) -> None:
    child = Child(["sh", "-c", "sleep 600 & echo $!; trap '' TERM; wait; wait"], tmp_path)
    while not child.stdout_file.read_text().endswith("\n"):
        assert child.returncode() is None, child.said()
    grandchild = int(child.stdout_file.read_text())

    assert child.stop(within=0.1) == -signal.SIGKILL
    deadline = time.monotonic() + 5
    while runs(grandchild):
        assert time.monotonic() < deadline


def test_what_is_forked_tells_how_it_ended_and_ends_with_its_nursery(tmp_path: Path) -> None:
    ending, lasting = tmp_path / "ending.py", tmp_path / "lasting.py"
    ending.write_text("import sys\nprint(sys.argv[1:])\nsys.exit(7)\n")
    lasting.write_text("import time\nprint('there', flush=True)\ntime.sleep(600)\n")
    with running_nursery() as nursery:
        ended = Child([ending, "serve"], tmp_path / "ended", nursery=nursery)
        assert ended.wait(within=60) == 7
        assert ended.stdout_file.read_text() == "['serve']\n"
        left = Child([lasting], tmp_path / "left", nursery=nursery)
        while not left.stdout_file.read_text():
            assert left.returncode() is None, left.said()
        assert os.getpgid(left.pid) == left.pid
    deadline = time.monotonic() + 5
    while runs(left.pid):
        assert time.monotonic() < deadline


def runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}


async def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="--no-such-option"):
        async with running_server(tmp_path / "data", options=["--no-such-option"]):
            pass


def test_the_launcher_hands_over_node() -> None:
    assert os.access(Path(os.environ["PALABRE_NODE_BIN"]) / "node", os.X_OK)


def test_there_is_a_zone_where_it_is_noon_at_every_hour() -> None:
    midnight = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
    moments = [midnight + timedelta(hours=hour) for hour in range(24)]
    assert {moment.astimezone(ZoneInfo(midday_zone(moment))).hour for moment in moments} == {12}


def test_a_configuration_is_moved_to_where_it_is_noon() -> None:
    assert zoned("").count("timezone") == 1
    assert zoned('mode = "demo"\n\n[instance]\nname = "Agora"\n').count("[instance]") == 1
