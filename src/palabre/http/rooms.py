"""Routes of `/api/rooms`: the list of rooms, and pages of their older messages."""

from typing import Annotated

from litestar import get
from litestar.params import PathParameter, QueryParameter

from palabre.http.documented import session_needed, told
from palabre.http.visit import AnyRequest, parts_of, required_session
from palabre.protocol.conversion import room_card, wire_message
from palabre.protocol.resources import MessagePage, RoomList

NEWEST = 2**53 - 1

Slug = Annotated[str, PathParameter(description="The room's slug.")]
Before = Annotated[
    int, QueryParameter(ge=1, le=NEWEST, description="Only messages below this offset; without it, the newest.")
]


@get("/api/rooms", summary="The open rooms", operation_id="listRooms", responses=told(503))
async def list_rooms(request: AnyRequest) -> RoomList:
    """In the operator's order, with how many are there now."""
    return RoomList([room_card(listing.room, listing.counts) for listing in parts_of(request).rooms.reading.rooms()])


@get(
    "/api/rooms/{slug:str}/messages",
    summary="Older messages of a room",
    operation_id="readMessages",
    security=session_needed(),
    responses=told(400, 401, 404, 409, 503),
)
async def read_messages(request: AnyRequest, slug: Slug, before: Before = NEWEST) -> MessagePage:
    """At most 50, oldest first; `more` says whether an older page exists."""
    await required_session(request)
    found = await parts_of(request).rooms.reading.page(slug, before)
    return MessagePage(list(map(wire_message, found.messages)), found.more)


ROUTES = (list_rooms, read_messages)
