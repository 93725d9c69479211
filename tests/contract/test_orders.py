"""Orders of authorities: under seal, changed one after the other, with what is taken down and preserved for them."""

import pytest
from msgspec.structs import replace

from palabre.adapters.memory import MemoryStore
from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.binding import Holding
from palabre.domain.moderation.event import Deed, What
from palabre.domain.moderation.evidence import Piece
from palabre.domain.order import PRESERVED_MS, Order, OrderSubject
from palabre.domain.order_step import OrderStep
from palabre.domain.room import Room
from palabre.ports.cases import Wanted
from palabre.ports.store import Recorded, Store
from tests.contract.scene import ANA, BILAL, HOUR, NOON, say

PREFECTURE = "Autorité de l’exemple"


def order(id: str = "order-1", *, at_ms: int = NOON, **fields: object) -> Order:
    asked = Order(
        id=id,
        kind="terrorist",
        authority=PREFECTURE,
        reference="2026/17",
        words="Retirer ce message.",
        by="M-1",
        received_ms=at_ms,
        due_ms=at_ms + HOUR,
        subject=OrderSubject(kind="other", words="un message du salon"),
    )
    return replace(asked, **fields)


def about(room: Room, message: Recorded, session: str = ANA) -> OrderSubject:
    return OrderSubject(kind="message", room_id=room.id, session_id=session, message_id=message.message_id)


def deed(what: What = "order.received", *, at_ms: int = NOON, id: str = "order-1") -> Deed:
    return Deed(at_ms=at_ms, who="M-1", what=what, subject=id, case_id=id)


def step(kept: Order, **fields: object) -> OrderStep:
    return replace(OrderStep(order=kept, at_ms=NOON, deeds=(deed(id=kept.id),)), **fields)


async def taken(store: Store, room: Room, message: Recorded) -> tuple[Piece, ...]:
    texts = await store.texts(room.id, Wanted(message_id=message.message_id, before=0, following=0))
    return tuple(Piece(text=text, taken_ms=NOON) for text in texts)


async def whats(store: Store) -> list[What]:
    return [each.event.deed.what for each in await store.commitments(0, 100)]


async def test_an_order_is_kept_whole_and_the_latest_is_told_first(store: Store) -> None:
    first, later = order(), order("order-2", at_ms=NOON + 1)
    assert await store.keep_order(step(first)) == first
    await store.keep_order(step(later))
    assert await store.orders() == [later, first]
    assert await store.order_of("order-1") == first
    assert await store.order_of("order-9") is None
    assert await whats(store) == ["order.received"] * 2


async def test_of_two_who_change_an_order_at_once_one_does(store: Store) -> None:
    await store.keep_order(step(order()))
    acted = order(version=2, state="acted", settled_ms=NOON + 1)
    await store.keep_order(step(acted))
    with pytest.raises(DeskRefusal, match="order_changed"):
        await store.keep_order(step(order(version=2, state="refused")))
    with pytest.raises(DeskRefusal, match="order_changed"):
        await store.keep_order(step(order()))
    assert await store.order_of("order-1") == acted
    assert len(await whats(store)) == 2


async def test_what_is_taken_down_is_theirs_and_in_that_room(store: Store, agora: Room, cuisine: Room) -> None:
    theirs, others = await say(store, agora, "Venez tous", by=ANA), await say(store, agora, by=BILAL)
    elsewhere = await say(store, cuisine, by=ANA)
    wanted = (theirs.message_id, others.message_id, elsewhere.message_id, "nothing")
    kept = await store.keep_order(step(order(subject=about(agora, theirs)), removing=wanted))
    assert kept.removed == (theirs.message_id,)
    assert await store.order_of("order-1") == kept
    removed = {message.id: message.removed for message in await store.page(agora.id, 100, 10)}
    assert removed == {theirs.message_id: "moderation", others.message_id: None}
    assert await whats(store) == ["order.received", "message_taken_down"]


async def test_what_is_preserved_outlives_the_message_and_is_bound_to_what_was_done(store: Store, agora: Room) -> None:
    said = await say(store, agora, "Venez tous", by=ANA)
    until = NOON + PRESERVED_MS
    kept = await store.keep_order(
        step(
            order(subject=about(agora, said), preserved_until_ms=until),
            pieces=await taken(store, agora, said),
            removing=(said.message_id,),
        )
    )
    assert kept.pieces == 1
    await store.destroy_sealed(NOON + 25 * HOUR, 10)
    (piece,) = await store.pieces("order-1")
    assert (piece.text.body, piece.text.nickname, piece.altered) == ("Venez tous", "Ana", False)
    assert await whats(store) == ["order.received", "message_taken_down", "preservation.began"]
    assert [*findings(store, await holding(store))] == []


async def test_at_its_end_what_was_preserved_is_destroyed(store: Store, agora: Room) -> None:
    said = await say(store, agora, "Venez tous", by=ANA)
    began = order(subject=about(agora, said), preserved_until_ms=NOON + PRESERVED_MS)
    kept = await store.keep_order(step(began, pieces=await taken(store, agora, said)))
    ended = replace(kept, version=2, preserved_until_ms=None, pieces=0)
    await store.keep_order(step(ended, frees=True, deeds=(deed("preservation.ended"),)))
    assert await store.pieces("order-1") == []
    assert [*findings(store, await holding(store))] == []


async def test_an_erased_order_leaves_nothing_but_that_it_was(store: Store, agora: Room) -> None:
    said = await say(store, agora, "Venez tous", by=ANA)
    await store.keep_order(step(order(subject=about(agora, said)), pieces=await taken(store, agora, said)))
    assert await store.erase_order("order-1", deed("order.erased"))
    assert not await store.erase_order("order-1", deed("order.erased"))
    assert await store.orders() == []
    assert await store.pieces("order-1") == []
    assert (await whats(store))[-1] == "order.erased"
    assert [*findings(store, await holding(store))] == []


async def test_the_clocks_that_run_come_first_the_soonest_due_before_the_others(store: Store) -> None:
    await store.keep_order(step(order("settled", state="acted", settled_ms=NOON)))
    await store.keep_order(step(order("later", due_ms=NOON + 5 * HOUR)))
    await store.keep_order(step(order("soon")))
    assert [clock.id for clock in await store.order_clocks()] == ["soon", "later", "settled"]


async def test_orders_about_a_session_are_found_by_it(store: Store, agora: Room) -> None:
    said = await say(store, agora, by=ANA)
    await store.keep_order(step(order(subject=about(agora, said))))
    await store.keep_order(step(order("order-2")))
    assert [each.id for each in await store.orders_about([ANA, BILAL])] == ["order-1"]
    assert await store.orders_about([BILAL]) == []
    assert await store.orders_about([]) == []


async def holding(store: Store) -> Holding:
    found = Holding(await store.bound_rows())
    found.take(await store.commitments(0, 100))
    return found


def findings(store: Store, held: Holding) -> list[object]:
    """What an audit finds; the memory store binds no rows."""
    return [] if isinstance(store, MemoryStore) else [*held.end()]
