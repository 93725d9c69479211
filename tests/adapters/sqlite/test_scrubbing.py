"""A text that was edited, removed, erased or has expired is in none of the database's files."""

import random
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from palabre.adapters.sql.sqlite import SqliteStore
from palabre.domain.held import Held
from palabre.domain.hiding import Hide
from palabre.domain.message import Author
from palabre.domain.room import Room
from palabre.ports.store import Recorded
from tests.adapters.sqlite.conftest import Start
from tests.contract.desk import hold, refuse, release
from tests.contract.scene import ANA, HOUR, NOON, draft, like, open_room, say, session_of, unlike
from tests.contract.test_decisions import decision

PIECE = 12
HideText = Callable[[SqliteStore, Room, str], Awaitable[None]]


def pieces_left(data: Path, text: str) -> list[str]:
    """The pieces of `text` found in any file of the directory, or in a part of one."""
    files = b"".join(file.read_bytes() for file in data.iterdir() if file.is_file())
    pieces = [text[start : start + PIECE] for start in range(0, len(text) - PIECE + 1, PIECE // 2)]
    return [piece for piece in pieces if piece.encode() in files]


def secret(length: int = 60) -> str:
    return secrets.token_hex(length // 2)


async def hide_by_edit(store: SqliteStore, room: Room, message_id: str) -> None:
    await store.edit(room.id, message_id, ANA, "x", NOON)
    await store.destroy_sealed(NOON, 500)


async def hide_by_removal(store: SqliteStore, room: Room, message_id: str) -> None:
    await store.remove(room.id, message_id, ANA, NOON)
    await store.expire(room.id, NOON, 500)


async def hide_by_erasing(store: SqliteStore, room: Room, message_id: str) -> None:
    await store.erase(ANA, NOON)
    await store.destroy_sealed(NOON, 500)


async def hide_by_expiry(store: SqliteStore, room: Room, message_id: str) -> None:
    await store.expire(room.id, NOON + HOUR, 500)


@pytest.mark.parametrize("hide", [hide_by_edit, hide_by_removal, hide_by_erasing, hide_by_expiry])
@pytest.mark.parametrize("length", [20, 400, 2_000])
async def test_a_hidden_text_is_nowhere_in_the_files(start: Start, data: Path, hide: HideText, length: int) -> None:
    store = await start()
    agora = await open_room(store)
    text = secret(length)
    posted = await say(store, agora, text)
    await say(store, agora, "autre chose")
    assert pieces_left(data, text)
    await hide(store, agora, posted.message_id)
    assert pieces_left(data, text) == []


async def test_a_nickname_goes_with_the_texts_when_a_guest_erases(start: Start, data: Path) -> None:
    store = await start()
    agora = await open_room(store)
    nickname = secret(24)
    written = draft(agora)
    await store.post(replace(written, author=Author(nickname, written.author.tag)))
    await store.erase(ANA, NOON)
    await store.destroy_sealed(NOON, 500)
    assert pieces_left(data, nickname) == []


async def unhide(store: SqliteStore, hide: Hide) -> None:
    await store.unhide(hide.session_id, hide.room_id, hide.tag)


async def end_session(store: SqliteStore, hide: Hide) -> None:
    await store.end_session(hide.session_id, NOON)


async def sweep(store: SqliteStore, hide: Hide) -> None:
    await store.sweep_sessions(NOON + 24 * HOUR, 500)


@pytest.mark.parametrize("forget", [unhide, end_session, sweep])
async def test_a_hidden_guest_is_nowhere_in_the_files_once_forgotten(
    start: Start, data: Path, forget: Callable[[SqliteStore, Hide], Awaitable[None]]
) -> None:
    store = await start()
    agora = await open_room(store)
    tag, nickname, hidden = (secret(24) for _ in range(3))
    await store.open_session(session_of(ANA))
    hide = Hide(session_id=ANA, room_id=agora.id, tag=tag, nickname=nickname, hidden_session_id=hidden, at_ms=NOON)
    await store.hide(hide)
    assert all(pieces_left(data, text) for text in (tag, nickname, hidden))
    await forget(store, hide)
    await store.destroy_sealed(NOON, 500)
    assert [pieces_left(data, text) for text in (tag, nickname, hidden)] == [[], [], []]


async def take_reaction_away(store: SqliteStore, room: Room, posted: Recorded, guest: str) -> None:
    await unlike(store, room, posted, by=guest)


async def remove_message(store: SqliteStore, room: Room, posted: Recorded, guest: str) -> None:
    await store.remove(room.id, posted.message_id, ANA, NOON)


async def erase_author(store: SqliteStore, room: Room, posted: Recorded, guest: str) -> None:
    await store.erase(ANA, NOON)


async def erase_reactor(store: SqliteStore, room: Room, posted: Recorded, guest: str) -> None:
    await store.erase(guest, NOON)


async def let_expire(store: SqliteStore, room: Room, posted: Recorded, guest: str) -> None:
    await store.expire(room.id, NOON + HOUR, 500)


@pytest.mark.parametrize("forget", [take_reaction_away, remove_message, erase_author, erase_reactor, let_expire])
async def test_who_reacted_is_nowhere_in_the_files_once_the_reaction_is_gone(
    start: Start, data: Path, forget: Callable[[SqliteStore, Room, Recorded, str], Awaitable[None]]
) -> None:
    store = await start()
    agora = await open_room(store)
    posted, guest = await say(store, agora), secret(24)
    await like(store, agora, posted, by=guest)
    assert pieces_left(data, guest)
    await forget(store, agora, posted, guest)
    await store.destroy_sealed(NOON, 500)
    assert pieces_left(data, guest) == []


async def test_what_a_killed_server_left_is_scrubbed_by_the_next(start: Start, data: Path) -> None:
    store = await start()
    agora = await open_room(store)
    text = secret()
    posted = await say(store, agora, text)
    await store.remove(agora.id, posted.message_id, ANA, NOON)
    store = await start()
    await store.expire(agora.id, 0, 500)
    assert pieces_left(data, text) == []


async def test_pages_that_are_moved_and_merged_leave_nothing_behind(start: Start, data: Path) -> None:
    store = await start()
    seeded = random.Random(11)
    rooms = [await open_room(store, f"room-{number}") for number in range(3)]
    hidden: list[str] = []
    shown: list[tuple[Room, str, str]] = []
    for step in range(250):
        room, text = seeded.choice(rooms), secret(seeded.choice([24, 100, 900, 1_900]))
        posted = await say(store, room, text, at_ms=NOON + step)
        shown.append((room, posted.message_id, text))
        if step % 3 == 2:
            where, message_id, hidden_text = shown.pop(seeded.randrange(len(shown)))
            await store.remove(where.id, message_id, ANA, NOON + step)
            hidden.append(hidden_text)
    await store.expire(rooms[0].id, NOON, 1)
    assert [text for text in hidden if pieces_left(data, text)] == []
    assert all(pieces_left(data, text) for _, _, text in shown)


async def let_no_one_see(store: SqliteStore, held: Held) -> None:
    await refuse(store, held)
    await store.destroy_sealed(NOON, 500)


async def leave_meanwhile(store: SqliteStore, held: Held) -> None:
    await store.end_session(ANA, NOON)
    await store.destroy_sealed(NOON, 500)


async def show_and_take_back(store: SqliteStore, held: Held) -> None:
    await release(store, held)
    await store.remove(held.draft.room_id, held.draft.id, ANA, NOON)
    await store.destroy_sealed(NOON, 500)


@pytest.mark.parametrize("settle", [let_no_one_see, leave_meanwhile, show_and_take_back])
async def test_a_held_text_is_nowhere_in_the_files_once_it_is_settled(
    start: Start, data: Path, settle: Callable[[SqliteStore, Held], Awaitable[None]]
) -> None:
    store = await start()
    agora = await open_room(store)
    text = secret(400)
    held = await hold(store, agora, text)
    assert pieces_left(data, text)
    await settle(store, held)
    assert pieces_left(data, text) == []


async def test_the_text_of_a_decision_is_only_there_under_seal(start: Start, data: Path) -> None:
    store = await start()
    text = secret(400)
    await store.keep_decisions([decision(text=text)])
    assert pieces_left(data, text) == []
