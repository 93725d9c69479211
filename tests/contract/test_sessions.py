"""Sessions: found by the digest of their token, until they are ended or swept."""

import msgspec

from palabre.domain.retention import NAME_HELD_MS
from palabre.domain.room import Room
from palabre.domain.session import IDLE_MS, MAX_AGE_MS, hash_token
from palabre.ports.store import Store
from tests.contract.scene import ANA, BILAL, CHLOE, HOUR, NOON, session_of


async def test_a_session_is_found_by_its_token(store: Store) -> None:
    ana, bilal = session_of(ANA), session_of(BILAL)
    await store.open_session(ana)
    await store.open_session(bilal)
    assert await store.find_session(hash_token(BILAL)) == bilal
    assert await store.find_session(hash_token(CHLOE)) is None


async def test_which_sessions_it_continues_is_kept_with_it(store: Store) -> None:
    basile = msgspec.structs.replace(session_of(BILAL), continues=(ANA, CHLOE))
    await store.open_session(basile)
    assert await store.find_session(hash_token(BILAL)) == basile
    assert (await store.returning(NOON, 10)).sessions == [basile]


async def test_a_session_that_turns_out_to_continue_others_keeps_it(store: Store) -> None:
    await store.open_session(session_of(BILAL))
    await store.continue_session(BILAL, (ANA, CHLOE))
    await store.continue_session("nobody", (ANA,))
    found = await store.find_session(hash_token(BILAL))
    assert found is not None and found.continues == (ANA, CHLOE)
    await store.continue_session(BILAL, (CHLOE,))
    found = await store.find_session(hash_token(BILAL))
    assert found is not None and found.continues == (CHLOE,)


async def test_its_last_use_moves_forward_only(store: Store) -> None:
    await store.open_session(session_of(ANA))
    for seen_ms in (NOON + HOUR, NOON + 1):
        await store.touch_session(ANA, seen_ms)
    found = await store.find_session(hash_token(ANA))
    assert found is not None and found.seen_ms == NOON + HOUR
    await store.touch_session(BILAL, NOON)


async def test_an_ended_session_is_not_found(store: Store) -> None:
    await store.open_session(session_of(ANA))
    await store.end_session(ANA, NOON)
    await store.end_session(ANA, NOON)
    assert await store.find_session(hash_token(ANA)) is None


async def test_ended_sessions_free_their_nicknames_after_half_an_hour(store: Store, agora: Room) -> None:
    await store.open_session(session_of(ANA))
    await store.hold_name(agora.id, ANA, "Ana", "ana", NOON, NOON + 24 * HOUR)
    await store.end_session(ANA, NOON)
    assert not await store.name_is_free(agora.id, "ana", NOON + NAME_HELD_MS - 1)
    assert await store.name_is_free(agora.id, "ana", NOON + NAME_HELD_MS)


async def test_a_nickname_that_lapsed_is_not_reserved_again_by_the_end_of_its_session(
    store: Store, agora: Room
) -> None:
    await store.open_session(session_of(ANA))
    await store.hold_name(agora.id, ANA, "Ana", "ana", NOON, NOON + 1)
    await store.end_session(ANA, NOON + HOUR)
    assert await store.name_is_free(agora.id, "ana", NOON + HOUR)


async def test_sessions_past_their_end_are_swept_step_by_step(store: Store) -> None:
    late = NOON + MAX_AGE_MS
    await store.open_session(session_of(ANA, created_ms=NOON, seen_ms=late))
    await store.open_session(session_of(BILAL, created_ms=late, seen_ms=late - IDLE_MS))
    await store.open_session(session_of(CHLOE, created_ms=late, seen_ms=late))
    assert await store.sweep_sessions(late - 1, 500) == 0
    assert await store.sweep_sessions(late, 1) == 1
    assert await store.sweep_sessions(late, 500) == 1
    assert await store.sweep_sessions(late, 500) == 0
    assert await store.find_session(hash_token(CHLOE)) is not None


async def test_a_swept_session_frees_its_nicknames_and_lapsed_holds_go(store: Store, agora: Room) -> None:
    end = NOON + IDLE_MS
    await store.open_session(session_of(ANA))
    await store.hold_name(agora.id, ANA, "Ana", "ana", NOON, NOON + 24 * HOUR)
    await store.hold_name(agora.id, BILAL, "Bilal", "bilal", NOON, end)
    await store.sweep_sessions(end, 500)
    assert await store.held_name(agora.id, BILAL) is None
    assert not await store.name_is_free(agora.id, "ana", end + NAME_HELD_MS - 1)
    assert await store.name_is_free(agora.id, "ana", end + NAME_HELD_MS)
