"""Private rooms and conversations, and who is in them."""

from collections.abc import Sequence

import msgspec

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.operations import control, moderation, rooms
from palabre.adapters.sql.statement import Operation, Row, as_json
from palabre.domain.invitation import Invitation
from palabre.domain.log import RoomChanged
from palabre.domain.member import REPORTABLE_MS, Member, Place
from palabre.domain.moderation.event import Deed
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.ports.members import MEMBERS_CHANGED, MembersChanged


def create_place(place: Place, members: Sequence[Member], most_owned: int | None) -> Operation[Room]:
    room = yield from add_place(place, members, most_owned)
    yield from tell(MembersChanged(room.id), max((member.since_ms for member in members), default=0))
    return room


def tell(changed: MembersChanged, at_ms: int) -> Operation[None]:
    """Have every node read this place again. Last in a transaction: its row is everybody's."""
    yield from control.append_control(MEMBERS_CHANGED, msgspec.json.encode(changed), at_ms)


def add_place(place: Place, members: Sequence[Member], most_owned: int | None = None) -> Operation[Room]:
    if most_owned is not None:
        ((owned,),) = yield compiled.OWNED(owner=place.owner)
        if owned >= most_owned:
            raise Refusal("too_many_rooms", limit=most_owned)
    rows = yield compiled.ADD_PLACE(
        slug=place.slug,
        settings=as_json(rooms.stored(place.settings)),
        epoch=place.epoch,
        head=0,
        closed=False,
        privacy=place.privacy,
        owner=place.owner,
    )
    if not rows:
        raise Refusal("conflict")
    ((room_id,),) = rows
    for member in members:
        yield from add(msgspec.structs.replace(member, room_id=room_id))
    return Room(
        id=room_id,
        slug=place.slug,
        settings=place.settings,
        epoch=place.epoch,
        privacy=place.privacy,
        owner=place.owner,
    )


def close_place(batch: Batch, room_id: int, ends_ms: int) -> Operation[RoomChanged]:
    batch.room(room_id)
    ((_, _, stored),) = yield compiled.PLACE(room_id=room_id)
    settings = rooms.settings_decoder.decode(stored)
    event = yield from rooms.change_room(batch, room_id, settings, closed=True)
    yield compiled.END_PLACE(room_id=room_id, ends_ms=ends_ms)
    yield compiled.EMPTY_INVITATIONS(room_id=room_id)
    yield from tell(MembersChanged(room_id), ends_ms - REPORTABLE_MS)
    return event


def open_place(room_id: int, deed: Deed) -> Operation[bool]:
    if not (yield compiled.OPEN_PLACE(room_id=room_id, privacy="private")):
        return False
    yield from moderation.record(deed)
    yield from tell(MembersChanged(room_id), deed.at_ms)
    return True


def erase_place(batch: Batch, room_id: int) -> Operation[None]:
    batch.hid_text = True
    yield compiled.EMPTY_LOG(room_id=room_id)
    yield compiled.EMPTY_REACTIONS(room_id=room_id)
    yield compiled.EMPTY_HIDES(room_id=room_id)
    yield compiled.EMPTY_HOLDS(room_id=room_id)
    yield compiled.EMPTY_INVITATIONS(room_id=room_id)
    yield compiled.EMPTY_MEMBERS(room_id=room_id)
    yield compiled.EMPTY_CONVERSATION(room_id=room_id)
    yield compiled.DROP_PLACE(room_id=room_id)


def members_of(room_id: int) -> Operation[tuple[Member, ...]]:
    rows = yield compiled.MEMBERS_OF(room_id=room_id)
    return tuple(member_in(row) for row in rows)


def members() -> Operation[list[Member]]:
    rows = yield compiled.ALL_MEMBERS()
    return [member_in(row) for row in rows]


def join(member: Member) -> Operation[bool]:
    rows = yield compiled.PLACE(room_id=member.room_id)
    if not rows or rows[0][0] == "public" or rows[0][1]:
        return False
    yield compiled.DROP_MEMBER(room_id=member.room_id, session_id=member.session_id)
    yield from add(member)
    yield from tell(MembersChanged(member.room_id), member.since_ms)
    return True


def part(room_id: int, session_id: str, at_ms: int, *, removed: bool, reason: str) -> Operation[Member | None]:
    gone = yield compiled.PART_MEMBER(
        room_id=room_id, session_id=session_id, at_ms=at_ms, removed=removed, reason=reason
    )
    if not gone:
        return None
    yield compiled.DISOWN_PLACE(room_id=room_id, session_id=session_id)
    rows = yield compiled.MEMBER(room_id=room_id, session_id=session_id)
    member = member_in(rows[0])
    if removed and member.invitation is not None:
        yield compiled.REVOKE_INVITATION(room_id=room_id, id=member.invitation, now=at_ms)
    yield from tell(MembersChanged(room_id), at_ms)
    return member


def sweep(left_before_ms: int, rows: int) -> Operation[int]:
    found = yield compiled.LONG_GONE(before=left_before_ms, count=rows)
    for room_id, session_id in found:
        yield compiled.DROP_MEMBER(room_id=room_id, session_id=session_id)
    old = yield compiled.DROP_OLD_INVITATIONS(before=left_before_ms, count=rows)
    return len(found) + len(old)


def invite_to(invitation: Invitation, most: int) -> Operation[bool]:
    place = yield compiled.PLACE(room_id=invitation.room_id)
    ((good,),) = yield compiled.GOOD_INVITATIONS(room_id=invitation.room_id, now=invitation.created_ms)
    if good >= most or not place or place[0][1]:
        return False
    yield compiled.ADD_INVITATION(
        id=invitation.id,
        digest=invitation.digest,
        room_id=invitation.room_id,
        created_by=invitation.created_by,
        created_ms=invitation.created_ms,
        expires_ms=invitation.expires_ms,
        uses=invitation.uses,
        uses_left=invitation.uses_left,
    )
    return True


def invitations(room_id: int) -> Operation[list[Invitation]]:
    rows = yield compiled.INVITATIONS_TO(room_id=room_id)
    return [invitation_in(row) for row in rows]


def invitation_of(digest: bytes) -> Operation[Invitation | None]:
    rows = yield compiled.INVITATION(digest=digest)
    return invitation_in(rows[0]) if rows else None


def use_invitation(digest: bytes, member: Member) -> Operation[bool]:
    if not (yield compiled.USE_INVITATION(digest=digest, now=member.since_ms)):
        return False
    return (yield from join(member))


def revoke_invitation(room_id: int, id: str, at_ms: int) -> Operation[bool]:
    rows = yield compiled.REVOKE_INVITATION(room_id=room_id, id=id, now=at_ms)
    return bool(rows)


def invitation_in(row: Row) -> Invitation:
    id, digest, room_id, created_by, created_ms, expires_ms, uses, uses_left, revoked_ms = row
    return Invitation(
        id=id,
        digest=bytes(digest),
        room_id=room_id,
        created_by=created_by,
        created_ms=created_ms,
        expires_ms=expires_ms,
        uses=uses,
        uses_left=uses_left,
        revoked_ms=revoked_ms,
    )


def add(member: Member) -> Operation[None]:
    yield compiled.ADD_MEMBER(
        room_id=member.room_id,
        session_id=member.session_id,
        since_ms=member.since_ms,
        nickname=member.nickname,
        left_ms=member.left_ms,
        removed=member.removed,
        reason=member.reason,
        invitation=member.invitation,
    )


def member_in(row: Row) -> Member:
    room_id, session_id, since_ms, nickname, left_ms, removed, reason, invitation = row
    return Member(
        room_id=room_id,
        session_id=session_id,
        since_ms=since_ms,
        nickname=nickname,
        left_ms=left_ms,
        removed=bool(removed),
        reason=reason,
        invitation=invitation,
    )
