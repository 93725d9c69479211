"""Routes of `/api/desk`: what the staff see of the place, and what they say of themselves and of the whole place."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import JSONBody, QueryParameter

from palabre.domain.moderation.event import OF_ORDERS, Deed
from palabre.http.documented import staff_needed, told
from palabre.http.sessions import json_only
from palabre.http.staff import staff_of, team_of
from palabre.http.visit import AnyRequest
from palabre.protocol.conversion import rfc3339
from palabre.protocol.desk import DeskEvent, DeskEvents, DeskPresence, DeskState, ShieldRequest
from palabre.protocol.limits import MAX_NUMBER

EVENTS = 50
NEWEST_EVENT = 2**31 - 1

After = Annotated[
    int | None,
    QueryParameter(ge=0, le=MAX_NUMBER, description="The version one has: the answer waits for another, 20 s at most."),
]
Before = Annotated[int, QueryParameter(ge=1, le=NEWEST_EVENT, description="Only events below this id.")]


@get(
    "/api/desk/state",
    summary="The desk",
    operation_id="deskState",
    security=staff_needed(),
    responses=told(400, 401, 503),
)
async def desk_state(request: AnyRequest, after: After = None) -> DeskState:
    """Who asks, the rooms they answer for, and what waits there for a person."""
    member = await staff_of(request, using=after is None)
    return await team_of(request).desk.state(member, after)


@post(
    "/api/desk/presence",
    guards=[json_only],
    status_code=204,
    summary="Say which rooms one watches",
    operation_id="deskPresence",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 409, 413, 415, 503),
)
async def desk_presence(request: AnyRequest, data: JSONBody[DeskPresence]) -> Response[None]:
    """Every minute while the desk is open, and on input: a room is attended while somebody watches it."""
    team = team_of(request)
    member = await staff_of(request, using=data.active)
    if team.covering.watch(member, team.rounds.find(data.rooms), active=data.active):
        team.board.turn()
    return Response(None, status_code=204)


@post(
    "/api/desk/shield",
    guards=[json_only],
    status_code=204,
    summary="Raise or lower the shield",
    operation_id="setShield",
    security=staff_needed(),
    responses=told(400, 401, 403, 413, 415, 503),
)
async def set_shield(request: AnyRequest, data: JSONBody[ShieldRequest]) -> Response[None]:
    """While it is up, newcomers read only, everywhere."""
    team = team_of(request)
    await team.shielding.set(await staff_of(request), on=data.on)
    team.board.turn()
    return Response(None, status_code=204)


@get(
    "/api/desk/events",
    summary="What was done",
    operation_id="listDeskEvents",
    security=staff_needed(),
    responses=told(400, 401, 403, 503),
)
async def list_events(request: AnyRequest, before: Before = NEWEST_EVENT) -> DeskEvents:
    """At most 50, the latest first."""
    found = await team_of(request).deeds.read(await staff_of(request), before, EVENTS + 1)
    events = (
        DeskEvent(
            id=event.id,
            at=rfc3339(event.deed.at_ms),
            who=event.deed.who,
            what=event.deed.what,
            subject=event.deed.subject,
            reason=event.deed.reason,
            case_id=case_of(event.deed),
        )
        for event in found[:EVENTS]
    )
    return DeskEvents(tuple(events), more=len(found) > EVENTS)


def case_of(deed: Deed) -> str | None:
    """The case it belongs to: what was done with an order has the order's id in its place."""
    return None if deed.what in OF_ORDERS else deed.case_id or None


ROUTES = (desk_state, desk_presence, set_shield, list_events)
