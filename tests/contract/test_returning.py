"""What guests come back with after a stop: all of it at once, of those who may come back only."""

from msgspec.structs import replace

from palabre.domain.room import Room
from palabre.domain.session import IDLE_MS, MAX_AGE_MS
from palabre.domain.standing import Standing
from palabre.ports.store import Store
from tests.contract.desk import hold, refuse
from tests.contract.scene import ANA, BILAL, CHLOE, HOUR, MINUTE, NOON, say, session_of
from tests.contract.test_hiding import hiding

LATER = NOON + HOUR


async def test_everything_of_a_live_session_is_read_at_once(store: Store, agora: Room, cuisine: Room) -> None:
    await store.open_session(session_of(ANA))
    await store.hold_name(agora.id, ANA, "Ana", "ana", NOON, NOON + MAX_AGE_MS)
    await store.hide(hiding(agora))
    await store.keep_standing(Standing(session_id=ANA, settled_ms=NOON))
    await say(store, agora)
    await say(store, cuisine, "Bonjour")
    found = await store.returning(LATER, 10)
    assert found.sessions == [session_of(ANA)]
    assert found.names == [(agora.id, ANA, "Ana")]
    assert found.hides == [hiding(agora)]
    assert found.standings == [Standing(session_id=ANA, settled_ms=NOON)]
    assert sorted(found.rooms) == sorted([(ANA, agora.id), (ANA, cuisine.id)])


async def test_what_waits_or_was_refused_lately_comes_back_with_its_session(store: Store, agora: Room) -> None:
    await store.open_session(session_of(ANA))
    waiting, refused_one, old = [await hold(store, agora, at_ms=NOON + n) for n in range(3)]
    await refuse(store, refused_one, at_ms=LATER)
    await refuse(store, old, at_ms=LATER - HOUR)
    await hold(store, agora, by=BILAL)
    (own,) = (await store.returning(LATER, 10)).held.values()
    assert own == await store.held_of(ANA, LATER - HOUR)
    assert [held.draft.id for held in own.waiting] == [waiting.draft.id]
    assert [each.message_id for each in own.refused] == [refused_one.draft.id]


async def test_who_cannot_come_back_is_left_out(store: Store, agora: Room) -> None:
    await store.open_session(session_of(ANA, seen_ms=LATER - IDLE_MS))
    await store.open_session(session_of(BILAL, created_ms=LATER - MAX_AGE_MS, seen_ms=LATER))
    for who in (ANA, BILAL, CHLOE):
        await store.hold_name(agora.id, who, who, who, NOON, NOON + MAX_AGE_MS)
        await store.hide(hiding(agora, by=who))
        await store.keep_standing(Standing(session_id=who, protected_ms=NOON))
        await say(store, agora, f"De {who}", by=who)
    found = await store.returning(LATER, 10)
    assert (found.sessions, found.names, found.hides, found.standings, found.rooms) == ([], [], [], [], [])


async def test_a_nickname_that_was_let_go_is_not_held(store: Store, agora: Room) -> None:
    await store.open_session(session_of(ANA))
    await store.hold_name(agora.id, ANA, "Ana", "ana", NOON, NOON + MAX_AGE_MS)
    await store.release_names(agora.id, ANA, NOON + 30 * MINUTE)
    assert (await store.returning(NOON, 10)).names == []


async def test_rooms_where_everything_was_erased_are_left_out(store: Store, agora: Room) -> None:
    await store.open_session(session_of(ANA))
    await say(store, agora)
    await store.erase(ANA, NOON)
    assert (await store.returning(NOON, 10)).rooms == []


async def test_of_too_many_those_are_expected_who_were_here_last(store: Store) -> None:
    for place, who in enumerate((ANA, BILAL, CHLOE)):
        await store.open_session(replace(session_of(who), seen_ms=NOON + place))
    assert [session.id for session in (await store.returning(NOON + MINUTE, 2)).sessions] == [CHLOE, BILAL]
