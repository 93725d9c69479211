"""Conversations, the requests for them, and who wants none."""

from collections.abc import Sequence

import msgspec

from palabre.adapters.sql import compiled
from palabre.adapters.sql.operations import members as places
from palabre.adapters.sql.operations import rooms
from palabre.adapters.sql.statement import Operation, Row
from palabre.domain.conversation import REQUEST_MS, Conversation, Request
from palabre.domain.member import Member, Place, PlaceNow
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.ports.members import MembersChanged


def solicit(request: Request, most: int) -> Operation[Request]:
    stood = yield compiled.STANDING_REQUESTS(requester=request.requester, after=request.at_ms - REQUEST_MS)
    receptive = yield compiled.IS_RECEPTIVE(target=request.target or "", requester=request.requester)
    for id, room_id, tag in stood:
        if (room_id, tag) == (request.room_id, request.tag):
            ((*row,),) = yield compiled.REQUEST(id=id)
            return request_in(row)
    if len(stood) >= most:
        raise Refusal("too_many_requests", limit=most)
    kept = request if receptive else msgspec.structs.replace(request, target=None)
    yield compiled.ADD_REQUEST(
        id=kept.id,
        room_id=kept.room_id,
        requester=kept.requester,
        requester_nickname=kept.requester_nickname,
        requester_tag=kept.requester_tag,
        target=kept.target,
        nickname=kept.nickname,
        tag=kept.tag,
        at_ms=kept.at_ms,
        state=kept.state,
        declined=kept.declined,
    )
    return kept


def withdraw(id: str, requester: str, now_ms: int) -> Operation[Request | None]:
    before = yield from request(id)
    changed = yield compiled.WITHDRAW_REQUEST(id=id, requester=requester, after=now_ms - REQUEST_MS)
    return before if changed else None


def decline(id: str, target: str, now_ms: int) -> Operation[Request | None]:
    before = yield from request(id)
    changed = yield compiled.DECLINE_REQUEST(id=id, target=target, after=now_ms - REQUEST_MS)
    return before if changed else None


def accept(
    id: str, target: str, place: Place, members: Sequence[Member], conversation: Conversation
) -> Operation[Room | None]:
    if not (yield compiled.ACCEPT_REQUEST(id=id, target=target, after=conversation.opened_ms - REQUEST_MS)):
        return None
    room = yield from places.add_place(place, members)
    yield compiled.ADD_CONVERSATION(
        room_id=room.id, met=conversation.met, met_name=conversation.met_name, opened_ms=conversation.opened_ms
    )
    yield from places.tell(MembersChanged(room.id, request=id), conversation.opened_ms)
    return room


def request(id: str) -> Operation[Request | None]:
    rows = yield compiled.REQUEST(id=id)
    return request_in(rows[0]) if rows else None


def requests_of(session_id: str, now_ms: int) -> Operation[list[Request]]:
    rows = yield compiled.REQUESTS_OF_SESSION(session_id=session_id, after=now_ms - REQUEST_MS)
    return [request_in(row) for row in rows]


def forget_requests_to(session_id: str) -> Operation[None]:
    yield compiled.FORGET_TARGET(session_id=session_id)


def lapsed(now_ms: int, rows: int) -> Operation[list[Request]]:
    found = yield compiled.LAPSED_REQUESTS(before=now_ms - REQUEST_MS, count=rows)
    over = [request_in(row) for row in found]
    for each in over:
        yield compiled.DROP_REQUEST(id=each.id)
    return over


def set_quiet(session_id: str, *, on: bool) -> Operation[None]:
    yield compiled.SET_QUIET(session_id=session_id, quiet=on)


def is_quiet(session_id: str) -> Operation[bool]:
    rows = yield compiled.QUIET(session_id=session_id)
    return bool(rows and rows[0][0])


def conversations() -> Operation[list[Conversation]]:
    rows = yield compiled.CONVERSATIONS()
    return [conversation_in(row) for row in rows]


def place_now(room_id: int) -> Operation[PlaceNow | None]:
    room = yield from rooms.one_room(room_id)
    if room is None or room.is_public:
        return None
    found = yield compiled.CONVERSATION(room_id=room_id)
    return PlaceNow(
        room=room,
        members=(yield from places.members_of(room_id)),
        conversation=conversation_in(found[0]) if found else None,
    )


def freeze(room_id: int, at_ms: int, answerable: str) -> Operation[bool]:
    if not (yield compiled.FREEZE_CONVERSATION(room_id=room_id, at_ms=at_ms)):
        return False
    yield from places.tell(MembersChanged(room_id, answerable=answerable), at_ms)
    return True


def end_session(session_id: str) -> Operation[None]:
    """Its own requests are gone; those made to it stay as their requester sees them."""
    yield compiled.DROP_REQUESTS(session_id=session_id)
    yield compiled.FORGET_TARGET(session_id=session_id)
    yield compiled.DROP_CHOICE(session_id=session_id)


def sweep_sessions() -> Operation[None]:
    """The same of every session that is no more."""
    yield compiled.DROP_REQUESTS_OF_NOBODY()
    yield compiled.FORGET_TARGETS_GONE()
    yield compiled.DROP_CHOICES_OF_NOBODY()


def request_in(row: Row) -> Request:
    id, room_id, requester, requester_nickname, requester_tag, target, nickname, tag, at_ms, state, declined = row
    return Request(
        id=id,
        room_id=room_id,
        requester=requester,
        requester_nickname=requester_nickname,
        requester_tag=requester_tag,
        target=target,
        nickname=nickname,
        tag=tag,
        at_ms=at_ms,
        state=state,
        declined=bool(declined),
    )


def conversation_in(row: Row) -> Conversation:
    room_id, met, met_name, opened_ms, frozen_ms = row
    return Conversation(room_id=room_id, met=met, met_name=met_name, opened_ms=opened_ms, frozen_ms=frozen_ms)
