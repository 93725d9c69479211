"""Edits, removals and erasures: the old text is nowhere but under seal."""

import pytest

from palabre.domain.log import GuestErased, LogEvent, MessageEdited, MessagePosted, MessageRemoved, Withheld
from palabre.domain.message import EDIT_WITHIN_MS, Author
from palabre.domain.room import Room
from palabre.ports.sealer import Sealer
from palabre.ports.store import Store
from tests.contract.scene import ANA, BILAL, NOON, SECOND, assert_refused, messages_of, say, texts_in


async def unsealed(store: Store, sealer: Sealer, message_id: str) -> list[tuple[int, str]]:
    """The sealed texts of a message with their versions."""
    versions = await store.sealed_versions(message_id)
    return [
        (kept.version, sealer.open(kept.sealed, f"{message_id}:{kept.version}".encode()).decode()) for kept in versions
    ]


async def test_an_edit_takes_the_next_offset_and_shows_the_new_text(store: Store, agora: Room) -> None:
    first = await say(store, agora, "Bonsoir")
    await say(store, agora, "autre")
    edited = await store.edit(agora.id, first.message_id, ANA, "Bonsoir !", NOON + SECOND)
    assert edited == MessageEdited(
        room_id=agora.id,
        offset=3,
        message_id=first.message_id,
        body="Bonsoir !",
        edited_ms=NOON + SECOND,
        tag=f"tag-{ANA}-{agora.id}",
    )
    message = (await messages_of(store, agora))[0]
    assert (message.offset, message.body, message.edited_ms) == (1, "Bonsoir !", NOON + SECOND)
    assert (await store.since(agora.id, 2, 10)) == [edited]


async def test_no_replay_shows_a_text_that_was_edited_away(store: Store, agora: Room, sealer: Sealer) -> None:
    first = await say(store, agora, "premier")
    await store.edit(agora.id, first.message_id, ANA, "deuxième", NOON + 1)
    await store.edit(agora.id, first.message_id, ANA, "troisième", NOON + 2)
    assert texts_in(await store.since(agora.id, 0, 10)) == {"troisième"}
    assert texts_in((await store.window(agora.id, 10)).events) == {"troisième"}
    assert [message.body for message in await store.page(agora.id, 99, 10)] == ["troisième"]
    assert await unsealed(store, sealer, first.message_id) == [(1, "premier"), (2, "deuxième")]


async def test_a_text_is_edited_by_its_author_only_and_within_five_minutes(store: Store, agora: Room) -> None:
    first = await say(store, agora)
    with assert_refused("not_yours"):
        await store.edit(agora.id, first.message_id, BILAL, "x", NOON)
    with assert_refused("edit_too_late"):
        await store.edit(agora.id, first.message_id, ANA, "x", NOON + EDIT_WITHIN_MS + 1)
    await store.edit(agora.id, first.message_id, ANA, "à temps", NOON + EDIT_WITHIN_MS)


async def test_what_is_not_in_the_room_is_not_found(store: Store, agora: Room, cuisine: Room) -> None:
    first = await say(store, agora)
    for room, message_id in ((cuisine, first.message_id), (agora, "nothing")):
        with assert_refused("not_found"):
            await store.edit(room.id, message_id, ANA, "x", NOON)
        with assert_refused("not_found"):
            await store.remove(room.id, message_id, ANA, NOON)
    assert await store.heads() == {agora.id: 1, cuisine.id: 0}


async def test_a_removal_leaves_the_place_without_the_text(store: Store, agora: Room, sealer: Sealer) -> None:
    first = await say(store, agora, "à retirer")
    removed = await store.remove(agora.id, first.message_id, ANA, NOON)
    assert removed == MessageRemoved(room_id=agora.id, offset=2, message_id=first.message_id, by="author")
    message = (await messages_of(store, agora))[0]
    assert (message.body, message.removed, message.author.nickname) == ("", "author", "Ana")
    assert await unsealed(store, sealer, first.message_id) == [(1, "à retirer")]


async def test_an_edit_whose_message_was_removed_is_withheld(store: Store, agora: Room, sealer: Sealer) -> None:
    first = await say(store, agora, "premier")
    await store.edit(agora.id, first.message_id, ANA, "deuxième", NOON)
    await store.remove(agora.id, first.message_id, ANA, NOON)
    events = await store.since(agora.id, 0, 10)
    assert [type(event) for event in events] == [MessagePosted, Withheld, MessageRemoved]
    assert texts_in(events) == {""}
    assert (await messages_of(store, agora))[0].edited_ms is None
    assert await unsealed(store, sealer, first.message_id) == [(1, "premier"), (2, "deuxième")]


async def test_what_was_removed_is_not_found_again(store: Store, agora: Room) -> None:
    first = await say(store, agora)
    with assert_refused("not_yours"):
        await store.remove(agora.id, first.message_id, BILAL, NOON)
    await store.remove(agora.id, first.message_id, ANA, NOON)
    with assert_refused("not_found"):
        await store.remove(agora.id, first.message_id, ANA, NOON)
    with assert_refused("not_found"):
        await store.edit(agora.id, first.message_id, ANA, "x", NOON)


async def test_erasing_takes_every_text_and_nickname_of_a_guest(
    store: Store, agora: Room, cuisine: Room, sealer: Sealer
) -> None:
    in_agora, in_cuisine = await say(store, agora, "un"), await say(store, cuisine, "deux")
    of_bilal = await say(store, agora, "trois", by=BILAL)
    events = await store.erase(ANA, NOON)
    assert events == [
        GuestErased(room_id=agora.id, offset=3, tags=(f"tag-{ANA}-{agora.id}",)),
        GuestErased(room_id=cuisine.id, offset=2, tags=(f"tag-{ANA}-{cuisine.id}",)),
    ]
    erased, kept = await messages_of(store, agora)
    assert (erased.body, erased.author, erased.removed) == ("", Author("", f"tag-{ANA}-{agora.id}"), "erased")
    assert (kept.id, kept.body) == (of_bilal.message_id, "trois")
    assert await unsealed(store, sealer, in_agora.message_id) == [(1, "un")]
    assert await unsealed(store, sealer, in_cuisine.message_id) == [(1, "deux")]


async def test_erasing_twice_says_nothing_more(store: Store, agora: Room) -> None:
    await say(store, agora)
    assert len(await store.erase(ANA, NOON)) == 1
    assert await store.erase(ANA, NOON) == []
    assert await store.erase(BILAL, NOON) == []


async def test_erasing_takes_the_nickname_of_what_was_already_removed(
    store: Store, agora: Room, sealer: Sealer
) -> None:
    first = await say(store, agora, "premier")
    await store.remove(agora.id, first.message_id, ANA, NOON)
    await store.erase(ANA, NOON)
    message = (await messages_of(store, agora))[0]
    assert (message.author.nickname, message.removed) == ("", "erased")
    assert await unsealed(store, sealer, first.message_id) == [(1, "premier")]


async def test_amendments_are_published_in_order(store: Store, agora: Room, published: list[LogEvent]) -> None:
    first = await say(store, agora)
    edited = await store.edit(agora.id, first.message_id, ANA, "x", NOON)
    removed = await store.remove(agora.id, first.message_id, ANA, NOON)
    erased = await store.erase(ANA, NOON)
    assert published[1:] == [edited, removed, *erased]


@pytest.mark.parametrize("count", [0, 1, 2])
async def test_sealed_texts_are_destroyed_after_their_time(store: Store, agora: Room, count: int) -> None:
    day = 24 * 3_600 * SECOND
    for number in range(count):
        posted = await say(store, agora, "x")
        await store.remove(agora.id, posted.message_id, ANA, NOON + number)
    assert await store.destroy_sealed(NOON + day - 1, 500) == 0
    assert await store.destroy_sealed(NOON + day + count, 1) == min(count, 1)
    assert await store.destroy_sealed(NOON + day + count, 500) == max(0, count - 1)


async def test_a_sealed_text_says_when_it_ends(store: Store, agora: Room) -> None:
    posted = await say(store, agora, "x")
    await store.remove(agora.id, posted.message_id, ANA, NOON)
    (kept,) = await store.sealed_versions(posted.message_id)
    assert (kept.room_id, kept.version, kept.expires_ms) == (agora.id, 1, NOON + 24 * 3_600 * SECOND)
    assert kept.sealed != b"x"
    assert await store.sealed_versions("nothing") == []
