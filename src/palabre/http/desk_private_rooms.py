"""Routes of `/api/desk/private-rooms`: the private rooms of the place, and opening one."""

from typing import Annotated

from litestar import get, post
from litestar.params import PathParameter

from palabre.http.documented import staff_needed, told
from palabre.http.staff import staff_of, team_of
from palabre.http.visit import AnyRequest, parts_of
from palabre.protocol.desk_private_rooms import DeskPrivateRoom, DeskPrivateRooms
from palabre.protocol.limits import MAX_NUMBER

RoomId = Annotated[int, PathParameter(ge=1, le=MAX_NUMBER, description="The room's number.")]


@get(
    "/api/desk/private-rooms",
    summary="The private rooms of the place",
    operation_id="deskPrivateRooms",
    security=staff_needed(),
    responses=told(401, 403, 503),
)
async def private_rooms(request: AnyRequest) -> DeskPrivateRooms:
    """For who answers for the whole place. Whoever reads one is announced in it."""
    member = await staff_of(request, using=False)
    return DeskPrivateRooms(rooms=tuple(parts_of(request).private.rounds.all(member)))


@post(
    "/api/desk/private-rooms/{room_id:int}/open",
    status_code=200,
    summary="Open a private room to others than proven adults",
    operation_id="openPrivateRoom",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 409, 503),
)
async def open_room(request: AnyRequest, room_id: RoomId) -> DeskPrivateRoom:
    """By invitation still, and read only while nobody of the team watches over it."""
    member, private = await staff_of(request), parts_of(request).private
    opened = await private.visiting.open(member, private.rounds.find(member, room_id))
    team_of(request).board.turn()
    return private.rounds.told(opened)


ROUTES = (private_rooms, open_room)
