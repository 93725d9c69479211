"""What a restart keeps, also one that nobody announced."""

import asyncio
import os
import random
import sys
from pathlib import Path

from palabre.domain.hiding import Hide
from palabre.domain.log import MessagePosted
from tests.adapters.sqlite.conftest import Start
from tests.contract.desk import hold, refuse, release
from tests.contract.scene import ANA, BILAL, NOON, assert_refused, draft, like, messages_of, open_room, say, session_of


async def test_everything_survives_a_restart(start: Start) -> None:
    store = await start()
    agora = await open_room(store)
    first = await store.post(draft(agora, "Bonsoir", key="k"))
    await store.edit(agora.id, first.message_id, ANA, "Bonsoir !", NOON)
    await store.open_session(session_of(ANA))
    await store.hold_name(agora.id, ANA, "Ana", "ana", NOON, NOON + 1)
    await store.append_control("room.add", b"{}", NOON)
    await store.set_control_cursor(1)
    before = await store.window(agora.id, 50)

    store = await start()
    assert await store.window(agora.id, 50) == before
    assert await store.find_session(session_of(ANA).token_hash) == session_of(ANA)
    assert await store.held_name(agora.id, ANA) == "Ana"
    assert await store.control_cursor() == 1
    assert len(await store.control_after(0)) == len(await store.sealed_versions(first.message_id)) == 1


async def test_a_retry_is_recognised_after_a_restart(start: Start) -> None:
    store = await start()
    agora = await open_room(store)
    first = await store.post(draft(agora, "Bonsoir", key="k"))
    await store.remove(agora.id, first.message_id, ANA, NOON)

    store = await start()
    again = await store.post(draft(agora, "Bonsoir", key="k"))
    assert (again.message_id, again.offset, again.fresh) == (first.message_id, 1, False)
    with assert_refused("conflict"):
        await store.post(draft(agora, "Autre chose", key="k"))


async def test_reactions_and_hides_survive_a_restart(start: Start) -> None:
    store = await start()
    agora = await open_room(store)
    first, second = await say(store, agora), await say(store, agora)
    await like(store, agora, first)
    newest = (await like(store, agora, second)).version
    before = await store.reactions(agora.id, 1, 9)
    await store.open_session(session_of(ANA))
    hide = Hide(session_id=ANA, room_id=agora.id, tag="t", nickname="Bilal", hidden_session_id=BILAL, at_ms=NOON)
    await store.hide(hide)

    store = await start()
    assert await store.reactions(agora.id, 1, 9) == before
    assert await store.hides(ANA) == [hide]
    await store.expire(agora.id, NOON + 1, 500)

    store = await start()
    assert (await like(store, agora, await say(store, agora))).version > newest


async def test_what_waits_and_what_became_of_it_survive_a_restart(start: Start) -> None:
    store = await start()
    agora = await open_room(store)
    waits, shown, never = [await hold(store, agora, key=f"k{number}") for number in range(3)]
    await release(store, shown, at_ms=NOON + 1)
    await refuse(store, never)
    before = [await store.known_post(ANA, f"k{number}") for number in range(3)]
    own, messages = await store.held_of(ANA, 0), await messages_of(store, agora)

    store = await start()
    assert [await store.known_post(ANA, f"k{number}") for number in range(3)] == before
    assert (await store.held_of(ANA, 0), await messages_of(store, agora)) == (own, messages)
    assert await store.held_messages(None, 10) == [waits]


async def test_offsets_go_on_after_everything_expired_and_a_restart(start: Start) -> None:
    store = await start()
    agora = await open_room(store)
    for _ in range(3):
        await say(store, agora)
    await store.expire(agora.id, NOON + 1, 500)

    store = await start()
    assert (await say(store, agora)).offset == 4


async def test_no_acknowledged_message_is_lost_when_the_process_is_killed(start: Start, data: Path) -> None:
    seeded = random.Random(7)
    acknowledged: list[tuple[str, int]] = []
    for _ in range(3):
        acknowledged += await killed_while_writing(data, after=seeded.randrange(50, 400))
    store = await start()
    (agora,) = await store.rooms()
    kept = await messages_of(store, agora)
    assert [message.offset for message in kept] == list(range(1, agora.head + 1))
    assert set(acknowledged) <= {(message.id, message.offset) for message in kept}
    assert len({message.client_message_id for message in kept}) == len(kept)
    assert all(isinstance(event, MessagePosted) for event in await store.since(agora.id, 0, 10))


async def killed_while_writing(data: Path, *, after: int) -> list[tuple[str, int]]:
    """What another process was told had been written, killed after so many acknowledgements."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.adapters.sqlite.endless_writer", str(data)),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=asyncio.subprocess.PIPE,
    )
    assert child.stdout is not None
    lines = [await child.stdout.readline() for _ in range(after)]
    child.kill()
    lines += (await child.stdout.read()).splitlines(keepends=True)
    await child.wait()
    told = [line.split() for line in lines if line.endswith(b"\n")]
    return [(message_id.decode(), int(offset)) for message_id, offset in told]
