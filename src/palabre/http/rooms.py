"""Routes of `/api/rooms`: the list of rooms, what was written in one, who is listed there."""

from typing import Annotated

from litestar import get
from litestar.params import PathParameter, QueryParameter

from palabre.domain.session import Session
from palabre.http.documented import session_needed, told
from palabre.http.staff import staff_here
from palabre.http.visit import AnyRequest, page_key_of, parts_of, required_session
from palabre.protocol.conversion import room_card, wire_message, wire_reactions
from palabre.protocol.resources import MessagePage, PeopleFound, RoomCard, RoomList
from palabre.services.reading import MessageSlice, RoomListing

NEWEST = 2**53 - 1
MAX_NAME = 24

Slug = Annotated[str, PathParameter(description="The room's slug.")]
MessageId = Annotated[str, PathParameter(description="The message's id.")]
Before = Annotated[
    int, QueryParameter(ge=1, le=NEWEST, description="Only messages below this offset; without it, the newest.")
]
Name = Annotated[
    str,
    QueryParameter(
        max_length=MAX_NAME,
        description="The beginning of a nickname, or of a word of one; case and accents do not count.",
    ),
]


@get("/api/rooms", summary="The open rooms", operation_id="listRooms", responses=told(503))
async def list_rooms(request: AnyRequest) -> RoomList:
    """In the operator's order, with how many are there now."""
    return RoomList([card_of(listing) for listing in parts_of(request).rooms.reading.rooms()])


@get(
    "/api/rooms/{slug:str}/messages",
    summary="Older messages of a room",
    operation_id="readMessages",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 409, 503),
)
async def read_messages(request: AnyRequest, slug: Slug, before: Before = NEWEST) -> MessagePage:
    """At most 50, oldest first; `more` says whether an older page exists. Those of whom one hides are left out."""
    session = await required_session(request)
    staff = await staff_here(request)
    found = await parts_of(request).rooms.reading.page(slug, before, session, staff, page_key_of(request))
    return page_of(found, session)


@get(
    "/api/rooms/{slug:str}/messages/{message_id:str}",
    summary="One message",
    operation_id="readMessage",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 409, 503),
)
async def read_message(request: AnyRequest, slug: Slug, message_id: MessageId) -> MessagePage:
    """A page that holds this message alone."""
    session = await required_session(request)
    staff = await staff_here(request)
    found = await parts_of(request).rooms.reading.message(slug, message_id, session, staff, page_key_of(request))
    return page_of(found, session)


@get(
    "/api/rooms/{slug:str}/people",
    summary="Who is listed in a room, by name",
    operation_id="findPeople",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 409, 503),
)
async def find_people(request: AnyRequest, slug: Slug, name: Name = "") -> PeopleFound:
    """At most 20, by nickname; `more` says whether there are others."""
    session = await required_session(request)
    staff = await staff_here(request)
    people, more = parts_of(request).rooms.reading.people(slug, name, session, staff, page_key_of(request))
    return PeopleFound(people=tuple(people), more=more)


def card_of(listing: RoomListing) -> RoomCard:
    return room_card(listing.room, listing.counts, listing.offset, listing.covered)


def page_of(found: MessageSlice, session: Session) -> MessagePage:
    """A slice as it is sent to whoever asked for it."""
    own = {reacted.message_id: reacted.of(session.id) for reacted in found.reactions}
    return MessagePage(
        messages=list(map(wire_message, found.messages)),
        more=found.more,
        reactions=tuple(wire_reactions(reacted) for reacted in found.reactions),
        reacted={message_id: kinds for message_id, kinds in own.items() if kinds},
    )


ROUTES = (list_rooms, read_messages, read_message, find_people)
