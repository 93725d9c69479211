"""Routes of `/api/desk/cases/{id}/danger`: the file of a threat to a life, for a person to send."""

from typing import Annotated

from litestar import Response, post
from litestar.params import JSONBody, PathParameter

from palabre.http.desk_orders import attached
from palabre.http.documented import staff_needed, told
from palabre.http.sessions import json_only
from palabre.http.staff import staff_of
from palabre.http.visit import AnyRequest, parts_of
from palabre.protocol.desk_orders import DangerRequest, DangerSent

CaseId = Annotated[str, PathParameter(max_length=64, description="The case's id.")]
TYPES = {"pdf": "application/pdf", "json": "application/json"}


@post(
    "/api/desk/cases/{case_id:str}/danger",
    guards=[json_only],
    status_code=200,
    summary="The file of a danger",
    operation_id="makeDangerFile",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 413, 415, 503),
)
async def make_danger_file(request: AnyRequest, case_id: CaseId, data: JSONBody[DangerRequest]) -> Response[bytes]:
    """Everything that is known of a threat to a life (Regulation (EU) 2022/2065, article 18). Recorded; nothing is
    sent."""
    member, danger = await staff_of(request), parts_of(request).orders.danger
    file = await danger.make(member, case_id, data.format, data.locale)
    return attached(file, TYPES[data.format], f"danger.{data.format}")


@post(
    "/api/desk/cases/{case_id:str}/danger/sent",
    guards=[json_only],
    status_code=204,
    summary="Say to whom the file of a danger was sent",
    operation_id="dangerFileSent",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 413, 415, 503),
)
async def danger_file_sent(request: AnyRequest, case_id: CaseId, data: JSONBody[DangerSent]) -> Response[None]:
    """By a person, to an authority."""
    await parts_of(request).orders.danger.sent(await staff_of(request), case_id, data.recipient, data.reference)
    return Response(None, status_code=204)


ROUTES = (make_danger_file, danger_file_sent)
