"""A database of revision 0001, with a room in full use, opened by this version."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from alembic import command
from msgspec.structs import replace
from sqlalchemy import Connection, StaticPool, create_engine
from sqlalchemy.ext.asyncio import create_async_engine

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql import migrate
from palabre.adapters.sql.postgres import PostgresStore
from palabre.adapters.sql.postgres.connection import plain_url
from palabre.adapters.sql.sqlite import SqliteStore
from palabre.adapters.sql.sqlite.connection import FILE_NAME
from palabre.domain.body import digest_of
from palabre.domain.hiding import Hide
from palabre.domain.log import GuestErased, MessageEdited, MessagePosted, MessageRemoved, RoomChanged
from palabre.domain.message import Draft
from palabre.domain.moderation.audit import Audit, Finding
from palabre.domain.moderation.event import Deed
from palabre.domain.room import Room, RoomSettings
from palabre.domain.session import hash_token
from palabre.ports.store import Byline, Store
from tests.contract.desk import hold, refuse
from tests.contract.scene import ANA, BILAL, CHLOE, NOON, draft, like, messages_of, say, standing

OLD_SETTINGS = (
    '{"name":"Agora","topic":"Le printemps","rules":"","language":"fr",'
    '"capacity":1000,"slow_mode":0,"readers":"everyone"}'
)
AGORA = RoomSettings(name="Agora", topic="Le printemps")
POSTED = (
    'INSERT INTO log (room_id, "offset", kind, at_ms, message_id, session_id, client_message_id, body_digest, '
    "nickname, tag, body, edited_ms, removed, version) "
    "VALUES (1, {offset}, 'posted', {at_ms}, 'old-{offset}', '{who}', 'old-{offset}', '{digest}', "
    "'{nickname}', 'tag-{who}', '{body}', {edited}, {removed}, {version})"
)


def posted(offset: int, who: str, nickname: str, body: str, **more: object) -> str:
    """A message as revision 0001 kept it."""
    known = {"edited": "NULL", "removed": "NULL", "version": 1, **more}
    digest = digest_of(body).hex()
    return POSTED.format(
        offset=offset, at_ms=NOON + offset, who=who, nickname=nickname, body=body, digest=digest, **known
    )


def event(offset: int, kind: str, about: str, removed: str, data: str) -> str:
    """Another event as revision 0001 kept it."""
    return (
        'INSERT INTO log (room_id, "offset", kind, at_ms, about, removed, data) '
        f"VALUES (1, {offset}, '{kind}', {NOON + offset}, {about}, {removed}, {data})"
    )


ROWS = (
    f"INSERT INTO rooms (id, slug, settings, epoch, head, closed) VALUES (1, 'agora', '{OLD_SETTINGS}', 'e', 7, false)",
    f"INSERT INTO configured (slug, settings) VALUES ('agora', '{OLD_SETTINGS}')",
    posted(1, ANA, "Ana", "Bonsoir !", edited=NOON + 4, version=2),
    posted(2, BILAL, "Bilal", "", removed="'author'"),
    posted(3, CHLOE, "", "", removed="'erased'"),
    event(4, "edited", "'old-1'", "NULL", "NULL"),
    event(5, "removed", "'old-2'", "'author'", "NULL"),
    event(6, "erased", "NULL", "NULL", f"'[\"tag-{CHLOE}\"]'"),
    event(7, "changed", "NULL", "NULL", f"""'{{"settings":{OLD_SETTINGS},"closed":false}}'"""),
    f"INSERT INTO sealed_versions VALUES ('old-1', 1, 1, {{blob}}, {NOON + 9})",
    f"INSERT INTO sessions VALUES ('{ANA}', {{token}}, 'Ana', 'fr', {NOON}, {NOON})",
    f"INSERT INTO holds VALUES (1, 'ana', '{ANA}', 'Ana', {NOON + 9})",
    f"INSERT INTO control VALUES (1, 'room.edit', {{blob}}, {NOON})",
    "UPDATE instance SET control_head = 1, control_cursor = 1",
)


def to_first_revision(connection: Connection) -> None:
    config = migrate.configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "0001")


def fill(connection: Connection, blob: str) -> None:
    """Rows as revision 0001 wrote them; `blob` is how the database writes bytes from hexadecimal digits."""
    some_bytes, token = blob % "00ff", blob % hash_token(ANA).hex()
    for row in ROWS:
        connection.exec_driver_sql(row.replace("{blob}", some_bytes).replace("{token}", token))


@pytest.fixture(params=["sqlite", "postgres"])
def upgraded(request: pytest.FixtureRequest) -> Any:
    """The store of this version on a database of revision 0001."""
    return request.getfixturevalue(f"upgraded_{request.param}")


@pytest.fixture
async def upgraded_sqlite(tmp_path: Path, bus: LocalBus, sealer: AesGcmSealer) -> AsyncIterator[Store]:
    file = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    engine = create_engine("sqlite://", creator=lambda: file, poolclass=StaticPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        to_first_revision(connection)
        fill(connection, "x'%s'")
        connection.commit()
    engine.dispose()
    file.close()
    store = await SqliteStore.open(tmp_path, bus=bus, sealer=sealer)
    yield store
    await store.close()


@pytest.fixture
async def upgraded_postgres(postgres_url: str, bus: LocalBus, sealer: AesGcmSealer) -> AsyncIterator[Store]:
    engine = create_async_engine(postgres_url)
    async with engine.begin() as connection:
        await connection.run_sync(to_first_revision)
        await connection.run_sync(fill, r"'\x%s'")
        await connection.exec_driver_sql("SELECT setval('rooms_id_seq', 1)")
    await engine.dispose()
    store = await PostgresStore.open(postgres_url, bus=bus, sealer=sealer)
    yield store
    await store.close()


async def test_what_was_kept_is_read_as_before(upgraded: Store) -> None:
    (agora,) = await upgraded.rooms()
    assert agora == Room(id=1, slug="agora", settings=AGORA, epoch="e", head=7)
    window = await upgraded.window(1, 50)
    kinds = [MessagePosted, MessagePosted, MessagePosted, MessageEdited, MessageRemoved, GuestErased, RoomChanged]
    assert [type(event) for event in window.events] == kinds
    shown = [(message.body, message.removed) for message in await messages_of(upgraded, agora)]
    assert shown == [("Bonsoir !", None), ("", "author"), ("", "erased")]
    assert window.events[-1] == RoomChanged(room_id=1, offset=7, settings=AGORA, closed=False)
    assert len(await upgraded.sealed_versions("old-1")) == len(await upgraded.control_after(0)) == 1
    assert await upgraded.held_name(1, ANA) == "Ana"


async def test_the_configuration_is_not_taken_for_changed(upgraded: Store) -> None:
    assert await upgraded.configured("agora") == AGORA


async def test_what_is_new_works_on_what_was_kept(upgraded: Store) -> None:
    (agora,) = await upgraded.rooms()
    assert await upgraded.reactions(1, 1, 99) == []
    assert (await upgraded.react(1, "old-1", BILAL, "thanks", on=True)).counts() == {"thanks": 1}
    assert await standing(upgraded, agora) == {1: {"thanks": 1}}
    assert await upgraded.message(1, "old-1") == (await messages_of(upgraded, agora))[0]
    assert await upgraded.guest_of(1, f"tag-{ANA}") == Byline(ANA, "Ana")
    assert await upgraded.guest_of(1, f"tag-{CHLOE}") is None
    hide = Hide(session_id=ANA, room_id=1, tag="t", nickname="Bilal", hidden_session_id=BILAL, at_ms=NOON)
    await upgraded.hide(hide)
    assert await upgraded.hides(ANA) == [hide]
    held = await hold(upgraded, agora)
    await refuse(upgraded, held)
    assert [message.posted_ms for message in await messages_of(upgraded, agora)] == [None] * 3
    assert (await say(upgraded, agora)).offset == 8
    assert not (await upgraded.post(draft_known_before(agora))).fresh


async def test_a_server_of_the_release_before_goes_on_beside_this_one(
    upgraded_postgres: Store, postgres_url: str
) -> None:
    store = upgraded_postgres
    (agora,) = await store.rooms()
    first, second = await say(store, agora), await say(store, agora)
    for recorded in (first, second):
        await like(store, agora, recorded)
    await store.set_configured("agora", AGORA)
    await store.change_room(1, AGORA, closed=False)
    older = await asyncpg.connect(plain_url(postgres_url))
    await older.execute("INSERT INTO rooms (slug, settings, epoch, head, closed) VALUES ('b', '{}', 'e', 0, false)")
    await older.execute(posted(11, BILAL, "Bilal", "Salut"))
    await older.execute("UPDATE rooms SET head = 11 WHERE id = 1")
    await older.execute("UPDATE log SET body = '', removed = 'author' WHERE message_id = $1", first.message_id)
    written = "SELECT settings FROM rooms UNION ALL SELECT settings FROM configured UNION ALL SELECT data FROM log"
    texts = [text for (text,) in await older.fetch(written)]
    assert not [text for text in texts if text and "pinned" in text]
    assert await standing(store, agora) == {second.offset: {"like": 1}}
    assert (await store.react(1, "old-11", ANA, "funny", on=True)).counts() == {"funny": 1}
    await older.execute('DELETE FROM log WHERE room_id = 1 AND "offset" <= $1', second.offset)
    await older.close()
    assert await standing(store, agora) == {11: {"funny": 1}}
    await store.erase(BILAL, NOON)
    await store.expire(1, NOON + 60_000, 500)
    assert await standing(store, agora) == {}


def draft_known_before(room: Room) -> Draft:
    return replace(draft(room, "Bonsoir !"), client_message_id="old-1")


EVENTS = (
    "INSERT INTO moderation_events (id, at_ms, who, what, subject, reason) "
    "VALUES ({id}, {at_ms}, 'M-1', '{what}', 'm', 'é')"
)


def to_third_revision(connection: Connection) -> None:
    """As 0003 left it, with a number that was never used."""
    config = migrate.configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "0003")
    for id, what in ((1, "message_released"), (3, "message_refused")):
        connection.exec_driver_sql(EVENTS.format(id=id, at_ms=NOON + id, what=what))


async def committed_to(store: Store) -> list[Finding]:
    audit = Audit(())
    await store.record_deed(Deed(at_ms=NOON, who="M-2", what="signed_in"))
    return [*audit.take(await store.commitments(0, 10)), *audit.end(await store.deeds_done())]


async def test_what_was_done_before_is_committed_to_in_its_order(
    tmp_path: Path, bus: LocalBus, sealer: AesGcmSealer
) -> None:
    file = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    engine = create_engine("sqlite://", creator=lambda: file, poolclass=StaticPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        to_third_revision(connection)
        connection.commit()
    engine.dispose()
    file.close()
    store = await SqliteStore.open(tmp_path, bus=bus, sealer=sealer)
    assert await committed_to(store) == []
    assert [event.deed.what for event in await store.moderation_events(9, 9)][1:] == [
        "message_refused",
        "message_released",
    ]
    await store.close()


async def test_the_same_on_postgresql(postgres_url: str, bus: LocalBus, sealer: AesGcmSealer) -> None:
    engine = create_async_engine(postgres_url)
    async with engine.begin() as connection:
        await connection.run_sync(to_third_revision)
    await engine.dispose()
    store = await PostgresStore.open(postgres_url, bus=bus, sealer=sealer)
    assert await committed_to(store) == []
    assert [event.id for event in await store.moderation_events(9, 9)] == [3, 2, 1]
    await store.close()
