"""Route of `/api/reports`: a guest tells the team."""

from litestar import Response, post
from litestar.params import JSONBody

from palabre.http.documented import session_needed, told
from palabre.http.sessions import json_only
from palabre.http.visit import AnyRequest, admission_of, parts_of, required_session
from palabre.protocol.limits import MAX_REPORT_TEXT
from palabre.protocol.resources import ReportMade, ReportRequest

# Each character in six bytes of JSON, and room for the rest.
MAX_BODY_BYTES = MAX_REPORT_TEXT * 12 + 1_024


@post(
    "/api/reports",
    guards=[json_only],
    request_max_body_size=MAX_BODY_BYTES,
    summary="Tell the team about a message, a guest or a room",
    operation_id="report",
    security=session_needed(),
    responses=told(400, 401, 403, 404, 413, 415, 429, 503),
)
async def report(request: AnyRequest, data: JSONBody[ReportRequest]) -> Response[ReportMade]:
    """Also what was edited or taken back, for a day. The code of the receipt is told this once."""
    session = await required_session(request)
    parts = parts_of(request)
    made = await parts.guests.reporting.report(session, admission_of(request).prefix, data)
    parts.team.board.turn()
    return Response(made, status_code=201, headers={"Cache-Control": "no-store"})


ROUTES = (report,)
