"""One message by its id, who wrote under a tag, and what the operator wrote."""

from msgspec.structs import replace

from palabre.domain.message import OPERATOR_SESSION, OPERATOR_TAG, Author
from palabre.domain.room import Room
from palabre.ports.store import Byline, Store
from tests.contract.scene import ANA, BILAL, HOUR, NOON, announcement, assert_refused, draft, messages_of, reply, say


async def test_a_message_is_found_by_its_id_as_it_stands(store: Store, agora: Room) -> None:
    first = await say(store, agora)
    answer = await store.post(reply(first, draft(agora, "Oui", by=BILAL)))
    await store.edit(agora.id, first.message_id, ANA, "Ça va ?", NOON)
    assert [await store.message(agora.id, each.message_id) for each in (first, answer)] == await messages_of(
        store, agora
    )
    await store.remove(agora.id, first.message_id, ANA, NOON)
    found = await store.message(agora.id, first.message_id)
    assert found is not None and (found.body, found.removed) == ("", "author")


async def test_a_message_is_found_in_its_room_only_and_until_it_expires(
    store: Store, agora: Room, cuisine: Room
) -> None:
    first = await say(store, agora)
    assert await store.message(cuisine.id, first.message_id) is None
    assert await store.message(cuisine.id + 1, first.message_id) is None
    assert await store.message(agora.id, "nothing") is None
    await store.expire(agora.id, NOON + HOUR, 500)
    assert await store.message(agora.id, first.message_id) is None


async def test_the_guest_of_a_tag_bears_the_last_nickname_they_wrote_under(store: Store, agora: Room) -> None:
    written = draft(agora)
    tag = written.author.tag
    await store.post(written)
    assert await store.guest_of(agora.id, tag) == Byline(ANA, "Ana")
    await store.post(replace(draft(agora), author=Author("Anouk", tag)))
    await say(store, agora, by=BILAL)
    assert await store.guest_of(agora.id, tag) == Byline(ANA, "Anouk")


async def test_a_tag_is_of_nobody_in_another_room(store: Store, agora: Room, cuisine: Room) -> None:
    await say(store, agora)
    tag = draft(agora).author.tag
    assert await store.guest_of(cuisine.id, tag) is None
    assert await store.guest_of(cuisine.id + 1, tag) is None
    assert await store.guest_of(agora.id, "tag-of-nobody") is None


async def test_a_removal_leaves_the_tag_to_its_guest_and_an_erasure_does_not(store: Store, agora: Room) -> None:
    first, tag = await say(store, agora), draft(agora).author.tag
    await store.remove(agora.id, first.message_id, ANA, NOON)
    assert await store.guest_of(agora.id, tag) == Byline(ANA, "Ana")
    await store.erase(ANA, NOON)
    assert await store.guest_of(agora.id, tag) is None


async def test_a_tag_is_of_nobody_once_everything_written_under_it_expired(store: Store, agora: Room) -> None:
    await say(store, agora, at_ms=NOON)
    await say(store, agora, at_ms=NOON + HOUR)
    tag = draft(agora).author.tag
    await store.expire(agora.id, NOON + 1, 500)
    assert await store.guest_of(agora.id, tag) == Byline(ANA, "Ana")
    await store.expire(agora.id, NOON + 2 * HOUR, 500)
    assert await store.guest_of(agora.id, tag) is None


async def test_an_announcement_is_a_message_posted_once(store: Store, agora: Room, cuisine: Room) -> None:
    said = await store.post(announcement(agora, seq=7))
    again = await store.post(announcement(agora, seq=7))
    assert (again.message_id, again.offset, again.fresh) == (said.message_id, 1, False)
    assert (await store.post(announcement(cuisine, seq=8))).fresh
    with assert_refused("conflict"):
        await store.post(announcement(cuisine, seq=7))
    (message,) = await messages_of(store, agora)
    assert message.is_announcement() and message.author.nickname == "L'équipe"


async def test_the_operators_tag_is_of_no_guest(store: Store, agora: Room) -> None:
    await store.post(announcement(agora))
    assert await store.guest_of(agora.id, OPERATOR_TAG) is None


async def test_nobody_changes_an_announcement(store: Store, agora: Room) -> None:
    said = await store.post(announcement(agora))
    for who in (ANA, OPERATOR_SESSION):
        with assert_refused("not_yours"):
            await store.edit(agora.id, said.message_id, who, "x", NOON)
        with assert_refused("not_yours"):
            await store.remove(agora.id, said.message_id, who, NOON)
    assert await store.erase(OPERATOR_SESSION, NOON) == []
    assert [message.body for message in await messages_of(store, agora)] == ["Fermeture à minuit"]


async def test_the_rooms_someone_wrote_in_are_known_until_it_is_erased_or_expires(
    store: Store, agora: Room, cuisine: Room
) -> None:
    await say(store, agora)
    await store.post(draft(cuisine, by=BILAL))
    assert [await store.rooms_written_in(who) for who in (ANA, BILAL, "nobody")] == [[agora.id], [cuisine.id], []]
    await store.erase(ANA, NOON)
    await store.expire(cuisine.id, NOON + HOUR, 500)
    assert [await store.rooms_written_in(who) for who in (ANA, BILAL)] == [[], []]
