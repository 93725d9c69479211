"""Routes of `/api/desk/held`: deciding on a message that waits."""

from typing import Annotated

from litestar import Response, post
from litestar.params import JSONBody, PathParameter

from palabre.http.documented import staff_needed, told
from palabre.http.sessions import json_only
from palabre.http.staff import staff_of, team_of
from palabre.http.visit import AnyRequest
from palabre.protocol.desk import HeldRefusalRequest

MessageId = Annotated[str, PathParameter(max_length=64, description="The message's id.")]


@post(
    "/api/desk/held/{message_id:str}/release",
    status_code=204,
    summary="Show a held message",
    operation_id="releaseHeld",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 409, 503),
)
async def release_held(request: AnyRequest, message_id: MessageId) -> Response[None]:
    """It takes the room's next offset. 409 `already_settled` says by whom and when."""
    await team_of(request).holding.release(message_id, await staff_of(request))
    return Response(None, status_code=204)


@post(
    "/api/desk/held/{message_id:str}/refuse",
    guards=[json_only],
    status_code=204,
    summary="Refuse a held message",
    operation_id="refuseHeld",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 409, 413, 415, 503),
)
async def refuse_held(request: AnyRequest, message_id: MessageId, data: JSONBody[HeldRefusalRequest]) -> Response[None]:
    """Its author is told, with the rule's words."""
    await team_of(request).holding.refuse(message_id, await staff_of(request), data.reason)
    return Response(None, status_code=204)


ROUTES = (release_held, refuse_held)
