"""Routes of `/api/sign-in`: how the staff come in, and go."""

from litestar import Response, delete, post
from litestar.params import JSONBody

from palabre.http.documented import told
from palabre.http.sessions import json_only
from palabre.http.staff import STAFF_COOKIE, STAFF_COOKIE_S, staff_cookie, team_of
from palabre.http.visit import AnyRequest, admission_of
from palabre.protocol.desk import SignInLink


@post(
    "/api/sign-in/link",
    guards=[json_only],
    status_code=204,
    summary="Sign in by the address one was given",
    operation_id="signInByLink",
    responses=told(400, 403, 404, 413, 415, 429, 503),
)
async def sign_in_by_link(request: AnyRequest, data: JSONBody[SignInLink]) -> Response[None]:
    """Sets the cookie `palabre_staff`. An address works once, for ten minutes."""
    token = await team_of(request).staffing.sign_in(data.token, admission_of(request).prefix)
    return Response(None, status_code=204, cookies=[staff_cookie(request, token, STAFF_COOKIE_S)])


@delete("/api/sign-in", summary="Sign out", operation_id="signOut", responses=told(400, 403, 503))
async def sign_out(request: AnyRequest) -> Response[None]:
    """Ends the sign-in, if there is one, its cookie, and the cover it gave."""
    team = team_of(request)
    member = await team.staffing.sign_out(request.cookies.get(STAFF_COOKIE))
    if member is not None:
        team.covering.leave(member)
    return Response(None, status_code=204, cookies=[staff_cookie(request, "", 0)])


ROUTES = (sign_in_by_link, sign_out)
