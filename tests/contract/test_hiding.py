"""Hides: kept until they are undone, or their session is over."""

from msgspec.structs import replace

from palabre.domain.hiding import Hide
from palabre.domain.room import Room
from palabre.domain.session import IDLE_MS
from palabre.ports.store import Store
from tests.contract.scene import ANA, BILAL, CHLOE, HOUR, NICKNAMES, NOON, session_of


def hiding(room: Room, whom: str = BILAL, *, by: str = ANA, at_ms: int = NOON) -> Hide:
    return Hide(
        session_id=by,
        room_id=room.id,
        tag=f"tag-{whom}-{room.id}",
        nickname=NICKNAMES[whom],
        hidden_session_id=whom,
        at_ms=at_ms,
    )


async def test_what_is_hidden_is_listed_in_order_of_time(store: Store, agora: Room, cuisine: Room) -> None:
    hides = [hiding(cuisine, at_ms=NOON), hiding(agora, CHLOE, at_ms=NOON + 1), hiding(agora, at_ms=NOON + 2)]
    for hide in (hides[1], hides[2], hides[0]):
        await store.hide(hide)
    assert await store.hides(ANA) == hides
    assert await store.hides(BILAL) == []


async def test_each_guest_has_their_own(store: Store, agora: Room) -> None:
    await store.hide(hiding(agora, CHLOE))
    await store.hide(hiding(agora, CHLOE, by=BILAL))
    await store.unhide(ANA, agora.id, hiding(agora, CHLOE).tag)
    assert await store.hides(ANA) == []
    assert await store.hides(BILAL) == [hiding(agora, CHLOE, by=BILAL)]


async def test_hiding_the_same_again_changes_nothing(store: Store, agora: Room) -> None:
    await store.hide(hiding(agora))
    await store.hide(replace(hiding(agora), nickname="Autre", at_ms=NOON + 1))
    assert await store.hides(ANA) == [hiding(agora)]


async def test_a_hide_can_be_undone_and_asked_again(store: Store, agora: Room, cuisine: Room) -> None:
    await store.hide(hiding(agora))
    await store.hide(hiding(cuisine))
    await store.unhide(ANA, agora.id, hiding(agora).tag)
    await store.unhide(ANA, agora.id, hiding(agora).tag)
    assert await store.hides(ANA) == [hiding(cuisine)]
    await store.hide(hiding(agora, at_ms=NOON + 1))
    assert await store.hides(ANA) == [hiding(cuisine), hiding(agora, at_ms=NOON + 1)]


async def test_hides_end_with_their_session(store: Store, agora: Room) -> None:
    for who in (ANA, BILAL):
        await store.open_session(session_of(who))
        await store.hide(hiding(agora, CHLOE, by=who))
    await store.end_session(ANA, NOON)
    assert await store.hides(ANA) == []
    assert await store.hides(BILAL) == [hiding(agora, CHLOE, by=BILAL)]


async def test_who_was_hidden_stays_so_when_their_session_ends(store: Store, agora: Room) -> None:
    for who in (ANA, BILAL):
        await store.open_session(session_of(who))
    await store.hide(hiding(agora))
    await store.end_session(BILAL, NOON)
    await store.sweep_sessions(NOON + 1, 500)
    assert await store.hides(ANA) == [hiding(agora)]


async def test_a_swept_session_takes_its_hides_along(store: Store, agora: Room) -> None:
    await store.open_session(session_of(ANA))
    await store.open_session(session_of(BILAL, seen_ms=NOON + HOUR))
    for who in (ANA, BILAL):
        await store.hide(hiding(agora, CHLOE, by=who))
    assert await store.sweep_sessions(NOON + IDLE_MS, 500) == 1
    assert await store.hides(ANA) == []
    assert len(await store.hides(BILAL)) == 1


async def test_a_hide_kept_while_its_session_was_ending_is_swept(store: Store, agora: Room) -> None:
    await store.open_session(session_of(ANA))
    await store.end_session(ANA, NOON)
    await store.hide(hiding(agora))
    assert await store.sweep_sessions(NOON, 500) == 0
    assert await store.hides(ANA) == []
