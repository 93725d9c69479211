"""A message may be taken out of the log to wait for a person; it waits once, and comes back at the next offset."""

from msgspec.structs import replace

from palabre.adapters.local_bus import LocalBus
from palabre.domain.held import Held
from palabre.domain.log import LogEvent, MessageRemoved
from palabre.domain.moderation.event import Deed
from palabre.domain.room import Room
from palabre.ports.cases import Wanted
from palabre.ports.store import Recorded, Store
from tests.contract.desk import PHONE, release, waiting
from tests.contract.scene import NOON, SECOND, draft, messages_of, say

TAKEN_DOWN = Deed(at_ms=NOON + SECOND, who="palabre", what="message_taken_down")


def in_place_of(room: Room, message: Recorded) -> Held:
    return waiting(replace(draft(room, PHONE), client_message_id=f"review-{message.message_id}"))


async def test_a_withheld_message_is_removed_and_waits(
    store: Store, agora: Room, published: list[LogEvent], bus: LocalBus
) -> None:
    message = await say(store, agora, PHONE)
    held = in_place_of(agora, message)
    assert await store.withhold(message.message_id, held, TAKEN_DOWN)
    (shown,) = await messages_of(store, agora)
    assert (shown.body, shown.removed) == ("", "moderation")
    assert isinstance(published[-1], MessageRemoved)
    assert await store.held_message(held.draft.id) == held
    (sealed,) = await store.texts(agora.id, Wanted(message_id=message.message_id))
    assert sealed.body == PHONE
    (event, *_) = await store.moderation_events(1_000, 10)
    assert event.deed == TAKEN_DOWN


async def test_it_is_withheld_once_and_only_while_it_is_shown(store: Store, agora: Room) -> None:
    message = await say(store, agora, PHONE)
    assert await store.withhold(message.message_id, in_place_of(agora, message), TAKEN_DOWN)
    assert not await store.withhold(message.message_id, in_place_of(agora, message), TAKEN_DOWN)
    assert not await store.withhold("nothing", in_place_of(agora, message), TAKEN_DOWN)
    assert len(await store.held_messages(None, 10)) == 1


async def test_once_released_it_is_shown_again_at_the_next_offset(store: Store, agora: Room) -> None:
    message = await say(store, agora, PHONE)
    held = in_place_of(agora, message)
    await store.withhold(message.message_id, held, TAKEN_DOWN)
    await release(store, held, at_ms=NOON + 2 * SECOND)
    removed, again = await messages_of(store, agora)
    assert (removed.offset, removed.removed) == (1, "moderation")
    assert (again.offset, again.body, again.sent_ms) == (3, PHONE, NOON)
