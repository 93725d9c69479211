"""What entering, paging and posting cost the store as a room keeps more messages."""

import asyncio
import random
import secrets
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.sqlite import SqliteStore
from palabre.bench.reference import ROOM
from palabre.domain.message import Author, Draft
from palabre.domain.room import RoomSettings
from palabre.ports.store import Store
from palabre.protocol.limits import RESUME_EVENTS
from tests.bench.growth_crowds import Measured

BODY = "Bonsoir à tous, il reste de la soupe ? " * 3
GUESTS = [secrets.token_urlsafe(16) for _ in range(500)]
AT_ONCE = 1_000
PAGE = 50
LOOKS = 200
POSTS = 4_000


async def history(folder: Path, size: int) -> Measured:
    """A room that has grown to `size` messages: CPU in ms of a window, of a page of any place, of a post."""
    store = await SqliteStore.open(folder, bus=LocalBus(), sealer=AesGcmSealer())
    try:
        room = await the_room(store)
        await post(store, room, size - POSTS)
        posting = await cost(lambda: post(store, room, size), POSTS)
        window = await cost(lambda: look(lambda _: store.window(room, RESUME_EVENTS), size), LOOKS)
        page = await cost(lambda: look(lambda before: store.page(room, before, PAGE), size), LOOKS)
    finally:
        await store.close()
    return {"history-post": posting, "history-window": window, "history-page": page}


async def the_room(store: Store) -> int:
    """The one room of the store, made when it is not there."""
    for room in await store.rooms():
        return room.id
    return (await store.create_room(ROOM, RoomSettings(name="Agora"), "e")).id


async def post(store: Store, room: int, size: int) -> None:
    """Post until the room holds `size` messages, a thousand waiting at any time."""
    left = iter(range((await store.heads())[room], size))

    async def pour() -> None:
        for number in left:
            await store.post(draft(room, number))

    await asyncio.gather(*(pour() for _ in range(AT_ONCE)))


def draft(room: int, number: int) -> Draft:
    return Draft(
        id=secrets.token_urlsafe(16),
        room_id=room,
        session_id=GUESTS[number % len(GUESTS)],
        client_message_id=secrets.token_urlsafe(16),
        body=BODY,
        author=Author("Ana", "abcdefghijkl"),
        sent_ms=time.time_ns() // 1_000_000,
    )


async def look(read: Callable[[int], Awaitable[object]], size: int) -> None:
    """Read so many times, each at another offset."""
    dice = random.Random(size)
    for _ in range(LOOKS):
        await read(dice.randrange(1, size + 1))


async def cost(work: Callable[[], Awaitable[None]], times: int) -> float:
    """CPU of this process in ms, for each of the times the work does something."""
    before = time.process_time()
    await work()
    return (time.process_time() - before) / times * 1_000
