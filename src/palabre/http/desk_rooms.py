"""Routes of `/api/desk/rooms` and `/api/desk/guests`: reading a room, looking at a guest, opening a case."""

from typing import Annotated

from litestar import get, post
from litestar.params import JSONBody, PathParameter, QueryParameter

from palabre.http.documented import staff_needed, told
from palabre.http.sessions import json_only
from palabre.http.staff import staff_of, team_of
from palabre.http.visit import AnyRequest
from palabre.protocol.desk_cases import DeskGuest, DeskMessages, OwnCase, OwnCaseRequest
from palabre.protocol.limits import MAX_NUMBER

Slug = Annotated[str, PathParameter(max_length=40, description="The room's slug.")]
Tag = Annotated[str, PathParameter(max_length=64, description="The guest's tag there.")]
After = Annotated[
    int | None, QueryParameter(ge=0, le=MAX_NUMBER, description="What came or changed after this offset.")
]


@get(
    "/api/desk/rooms/{slug:str}/messages",
    summary="A room, as it is read at the desk",
    operation_id="deskRoomMessages",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 503),
)
async def room_messages(request: AnyRequest, slug: Slug, after: After = None) -> DeskMessages:
    """The last 50, or what came, was edited or removed after an offset."""
    member = await staff_of(request, using=after is None)
    return await team_of(request).reading.read(member, slug, after)


@get(
    "/api/desk/guests/{slug:str}/{tag:str}",
    summary="A guest's card",
    operation_id="deskGuest",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 503),
)
async def guest_card(request: AnyRequest, slug: Slug, tag: Tag) -> DeskGuest:
    """Of this session in this room, and nothing else."""
    return await team_of(request).cards.card(await staff_of(request), slug, tag)


@post(
    "/api/desk/guests/{slug:str}/{tag:str}/case",
    guards=[json_only],
    summary="Open a case of one's own accord",
    operation_id="openCase",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 409, 413, 415, 503),
)
async def open_case(request: AnyRequest, slug: Slug, tag: Tag, data: JSONBody[OwnCaseRequest]) -> OwnCase:
    """It is one's own at once; when there is one already, that one, unless somebody else has it."""
    team, member = team_of(request), await staff_of(request)
    case = await team.watchfulness.open(member, slug, tag, data.category, data.message_id)
    team.board.turn()
    return OwnCase(case.id)


ROUTES = (room_messages, guest_card, open_case)
