"""Private rooms, who is in them and the ways into them: the same in every store."""

import msgspec
from msgspec.structs import replace

from palabre.domain.invitation import Invitation
from palabre.domain.member import REPORTABLE_MS, Member, Place
from palabre.domain.moderation.event import Deed
from palabre.domain.room import Room, RoomSettings, place_slug
from palabre.ports.members import MEMBERS_CHANGED, MembersChanged
from palabre.ports.store import Store
from tests.contract.scene import (
    ANA,
    BILAL,
    CHLOE,
    HOUR,
    NICKNAMES,
    NOON,
    assert_refused,
    messages_of,
    open_room,
    say,
    session_of,
)

OPENED = Deed(at_ms=NOON, who="M-1", what="private_room_opened", subject="private-2")


def place(number: int = 1, *, owner: str = ANA) -> Place:
    slug = place_slug("private", bytes([number] * 16))
    return Place(slug=slug, privacy="private", settings=RoomSettings(name="Les voisins"), epoch="e", owner=owner)


def member(who: str, room: Room | None = None, *, since_ms: int = NOON, invitation: str | None = None) -> Member:
    return Member(
        room_id=room.id if room else 0,
        session_id=who,
        since_ms=since_ms,
        nickname=NICKNAMES[who],
        invitation=invitation,
    )


def invitation(room: Room, number: int = 1, *, uses: int = 2) -> Invitation:
    return Invitation(
        id=f"i{number}",
        digest=bytes([number] * 32),
        room_id=room.id,
        created_by=ANA,
        created_ms=NOON,
        expires_ms=NOON + HOUR,
        uses=uses,
        uses_left=uses,
    )


async def private_room(store: Store, number: int = 1) -> Room:
    for who in (ANA, BILAL, CHLOE):
        if await store.find_session(session_of(who).token_hash) is None:
            await store.open_session(session_of(who))
    return await store.create_place(place(number), [member(ANA)])


async def inside(store: Store) -> list[str]:
    return [each.session_id for each in await store.members() if each.is_in]


async def test_a_place_is_kept_with_its_first_members(store: Store) -> None:
    room = await private_room(store)
    assert room in await store.rooms()
    assert (room.privacy, room.owner, room.opened) == ("private", ANA, False)
    assert await store.members() == [member(ANA, room)]


async def test_an_owner_has_so_many_open_ones(store: Store) -> None:
    room = await private_room(store)
    with assert_refused("too_many_rooms"):
        await store.create_place(place(2), [member(ANA)], most_owned=1)
    await store.close_place(room.id, NOON)
    await store.create_place(place(2), [member(ANA)], most_owned=1)


async def test_two_places_do_not_share_a_slug(store: Store) -> None:
    await private_room(store)
    with assert_refused("conflict"):
        await store.create_place(place(), [])


async def test_who_parts_is_kept_as_gone_until_swept_and_the_removed_for_longer(store: Store) -> None:
    room = await private_room(store)
    assert await store.join(member(BILAL, room))
    assert await store.join(member(CHLOE, room))
    left = await store.part(room.id, BILAL, NOON + 1)
    removed = await store.part(room.id, CHLOE, NOON + 1, removed=True, reason="Assez.")
    assert left == replace(member(BILAL, room), left_ms=NOON + 1)
    assert removed == replace(member(CHLOE, room), left_ms=NOON + 1, removed=True, reason="Assez.")
    assert await store.part(room.id, BILAL, NOON + 2) is None
    assert await inside(store) == [ANA]
    assert await store.sweep_members(NOON + 1, 10) == 1
    assert {each.session_id for each in await store.members()} == {ANA, CHLOE}


async def test_an_owner_who_parts_owns_it_no_more(store: Store) -> None:
    room = await private_room(store)
    await store.part(room.id, ANA, NOON)
    assert [each.owner for each in await store.rooms()] == [None]


async def test_nobody_joins_a_public_or_a_closed_room(store: Store) -> None:
    agora, room = await open_room(store), await private_room(store)
    await store.close_place(room.id, NOON)
    assert not await store.join(member(BILAL, agora))
    assert not await store.join(member(BILAL, room))


async def test_a_place_that_closes_says_so_in_its_log_and_has_no_owner(store: Store) -> None:
    room = await private_room(store)
    event = await store.close_place(room.id, NOON + REPORTABLE_MS)
    (closed,) = await store.rooms()
    assert (event.closed, event.offset) == (True, 1)
    assert (closed.closed, closed.owner, closed.ends_ms) == (True, None, NOON + REPORTABLE_MS)


async def test_a_private_room_is_opened_once_with_its_deed_and_no_other_room_is(store: Store) -> None:
    agora, room = await open_room(store), await private_room(store)
    assert await store.open_place(room.id, OPENED)
    assert not await store.open_place(room.id, OPENED)
    assert not await store.open_place(agora.id, OPENED)
    assert [each.opened for each in await store.rooms()] == [False, True]
    assert len([each for each in await store.moderation_events(100, 10) if each.deed.what == OPENED.what]) == 1


async def test_nothing_of_an_erased_place_is_kept_and_its_number_is_given_to_no_other(store: Store) -> None:
    room = await private_room(store)
    await store.invite_to(invitation(room), 5)
    await say(store, room)
    await store.close_place(room.id, NOON)
    await store.erase_place(room.id)
    assert await store.members() == []
    assert await store.invitations(room.id) == []
    assert (await store.create_place(place(2), [member(ANA)])).id > room.id
    await store.erase_place(room.id)
    assert [each.slug for each in await store.rooms()] == [place(2).slug]


async def test_what_is_said_in_one_is_in_its_log(store: Store) -> None:
    room = await private_room(store)
    await say(store, room, "Entre nous")
    assert [message.body for message in await messages_of(store, room)] == ["Entre nous"]


async def test_memberships_end_with_their_session(store: Store) -> None:
    room = await private_room(store)
    await store.join(member(BILAL, room))
    await store.end_session(BILAL, NOON)
    assert await inside(store) == [ANA]
    await store.join(member(BILAL, room))
    await store.sweep_sessions(NOON, 10)
    assert await inside(store) == [ANA]


async def test_an_invitation_is_used_as_often_as_it_says(store: Store) -> None:
    room = await private_room(store)
    way = invitation(room, uses=1)
    assert await store.invite_to(way, 5)
    assert await store.invitation_of(way.digest) == way
    assert await store.use_invitation(way.digest, member(BILAL, room))
    assert not await store.use_invitation(way.digest, member(CHLOE, room))
    assert await inside(store) == [ANA, BILAL]


async def test_an_invitation_lets_nobody_in_once_it_expired_or_was_revoked(store: Store) -> None:
    room = await private_room(store)
    late, revoked = invitation(room, 1), invitation(room, 2)
    for way in (late, revoked):
        await store.invite_to(way, 5)
    assert await store.revoke_invitation(room.id, revoked.id, NOON)
    assert not await store.revoke_invitation(room.id + 1, late.id, NOON)
    assert not await store.use_invitation(late.digest, member(BILAL, room, since_ms=late.expires_ms))
    assert not await store.use_invitation(revoked.digest, member(BILAL, room))
    assert await inside(store) == [ANA]


async def test_a_room_has_so_many_good_invitations(store: Store) -> None:
    room = await private_room(store)
    assert await store.invite_to(invitation(room, 1), 1)
    assert not await store.invite_to(invitation(room, 2), 1)
    await store.revoke_invitation(room.id, "i1", NOON)
    assert await store.invite_to(invitation(room, 2), 1)
    assert [way.id for way in await store.invitations(room.id)] == ["i1", "i2"]


async def test_what_a_removed_member_came_by_lets_nobody_in(store: Store) -> None:
    room = await private_room(store)
    way = invitation(room)
    await store.invite_to(way, 5)
    await store.use_invitation(way.digest, member(BILAL, room, invitation=way.id))
    await store.part(room.id, BILAL, NOON + 1, removed=True, reason="Assez.")
    assert not await store.use_invitation(way.digest, member(CHLOE, room))


async def test_old_invitations_are_swept_and_those_of_a_closed_room_gone(store: Store) -> None:
    room, other = await private_room(store), await private_room(store, 2)
    await store.invite_to(invitation(room, 1), 5)
    await store.invite_to(invitation(other, 2), 5)
    assert await store.sweep_members(NOON + HOUR - 1, 10) == 0
    await store.close_place(other.id, NOON)
    assert await store.invitations(other.id) == []
    assert await store.sweep_members(NOON + HOUR, 10) == 1
    assert not await store.invite_to(invitation(other, 3), 5)


async def places_told(store: Store) -> list[MembersChanged]:
    """What other processes are to read again, in order."""
    entries = [entry for entry in await store.control_after(0) if entry.kind == MEMBERS_CHANGED]
    return [msgspec.json.decode(entry.data, type=MembersChanged) for entry in entries]


async def test_whatever_changes_who_may_be_where_is_told_to_every_process(store: Store) -> None:
    room = await private_room(store)
    await store.join(member(BILAL, room))
    await store.invite_to(invitation(room), 5)
    assert await store.use_invitation(invitation(room).digest, member(CHLOE, room))
    await store.part(room.id, BILAL, NOON + 1)
    await store.part(room.id, BILAL, NOON + 2)
    assert await store.open_place(room.id, OPENED)
    assert not await store.open_place(room.id, OPENED)
    await store.close_place(room.id, NOON + REPORTABLE_MS)
    assert await places_told(store) == [MembersChanged(room.id)] * 6


async def test_a_place_is_read_as_it_is(store: Store) -> None:
    agora, room = await open_room(store), await private_room(store)
    await store.join(member(BILAL, room, since_ms=NOON + 1))
    await store.part(room.id, BILAL, NOON + 2, removed=True, reason="Assez.")
    found = await store.place_now(room.id)
    assert found is not None
    assert (found.room, found.conversation) == (room, None)
    assert [(each.session_id, each.left_ms, each.reason) for each in found.members] == [
        (ANA, None, ""),
        (BILAL, NOON + 2, "Assez."),
    ]
    await store.close_place(room.id, NOON + REPORTABLE_MS)
    closed = await store.place_now(room.id)
    assert closed is not None
    assert (closed.room.closed, closed.room.owner, closed.room.ends_ms) == (True, None, NOON + REPORTABLE_MS)
    assert await store.place_now(agora.id) is None
    assert await store.place_now(9_999) is None
