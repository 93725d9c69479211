"""Routes of `/api/sign-in`: how the staff come in, and go."""

from litestar import Response, delete, post
from litestar.params import JSONBody

from palabre.domain.desk_refusal import DeskRefusal
from palabre.gateway.edge import is_address
from palabre.http.documented import told
from palabre.http.keys import answered, key_request
from palabre.http.sessions import json_only
from palabre.http.staff import STAFF_COOKIE, own_cookie, place_of, staff_cookie, team_of, way_in
from palabre.http.visit import AnyRequest, admission_of
from palabre.protocol.desk import SignInLink
from palabre.protocol.desk_people import KeyAnswer, KeyRequest, RecoveryRequest
from palabre.services.keyring import Attempt

ATTEMPT_COOKIE = "palabre_attempt"
ATTEMPT_COOKIE_S = 300
MAX_ANSWER_BYTES = 32_768


@post(
    "/api/sign-in/link",
    guards=[json_only],
    status_code=204,
    summary="Sign in by the address one was given",
    operation_id="signInByLink",
    responses=told(400, 403, 404, 413, 415, 429, 503),
)
async def sign_in_by_link(request: AnyRequest, data: JSONBody[SignInLink]) -> Response[None]:
    """Sets the cookie `palabre_staff`. An address works once: a demo's for ten minutes, an invitation for a day."""
    staffing, place = team_of(request).staffing, place_of(request)
    token = await staffing.sign_in(data.token, admission_of(request).prefix, place.origin)
    member = await staffing.find(token)
    return Response(None, status_code=204, cookies=await way_in(request, token, member.number))


@post(
    "/api/sign-in/passkey/options",
    status_code=200,
    summary="Begin to sign in by a passkey",
    operation_id="askPasskey",
    responses=told(400, 403, 409, 429, 503),
)
async def ask_passkey(request: AnyRequest) -> Response[KeyRequest]:
    """A question for whichever key is at hand, good once for five minutes, in this browser."""
    place = place_of(request)
    if is_address(place.rp_id):
        raise DeskRefusal("passkey_impossible")
    token, challenge = await team_of(request).people.doors.ask(place, admission_of(request).prefix)
    cookie = own_cookie(request, ATTEMPT_COOKIE, token, ATTEMPT_COOKIE_S)
    return Response(key_request(place, challenge, ()), cookies=[cookie])


@post(
    "/api/sign-in/passkey/verify",
    guards=[json_only],
    request_max_body_size=MAX_ANSWER_BYTES,
    status_code=204,
    summary="Sign in by a passkey",
    operation_id="signInByPasskey",
    responses=told(400, 403, 404, 409, 413, 415, 503),
)
async def sign_in_by_passkey(request: AnyRequest, data: JSONBody[KeyAnswer]) -> Response[None]:
    """Sets the cookie `palabre_staff`; the next ten minutes need no confirmation."""
    attempt = request.cookies.get(ATTEMPT_COOKIE)
    if not attempt:
        raise DeskRefusal("challenge_stale")
    doors = team_of(request).people.doors
    token, number = await doors.by_passkey(answered(data), Attempt(attempt, place_of(request)))
    cookies = [*await way_in(request, token, number), own_cookie(request, ATTEMPT_COOKIE, "", 0)]
    return Response(None, status_code=204, cookies=cookies)


@post(
    "/api/sign-in/recovery",
    guards=[json_only],
    status_code=204,
    summary="Sign in by a recovery code",
    operation_id="signInByRecovery",
    responses=told(400, 403, 404, 413, 415, 429, 503),
)
async def sign_in_by_recovery(request: AnyRequest, data: JSONBody[RecoveryRequest]) -> Response[None]:
    """For who has no passkey at hand; each code works once, and is recorded."""
    doors = team_of(request).people.doors
    token, number = await doors.by_recovery(data.code, place_of(request), admission_of(request).prefix)
    return Response(None, status_code=204, cookies=await way_in(request, token, number))


@delete("/api/sign-in", summary="Sign out", operation_id="signOut", responses=told(400, 403, 503))
async def sign_out(request: AnyRequest) -> Response[None]:
    """Ends the sign-in, if there is one, its cookie, and the cover it gave."""
    team = team_of(request)
    member = await team.staffing.sign_out(request.cookies.get(STAFF_COOKIE))
    if member is not None:
        team.covering.leave(member)
    return Response(None, status_code=204, cookies=[staff_cookie(request, "", 0)])


ROUTES = (sign_in_by_link, ask_passkey, sign_in_by_passkey, sign_in_by_recovery, sign_out)
