"""Routes of `/api/challenge`: the work newcomers are asked to prove while there is pressure."""

from litestar import Response, get, post
from litestar.params import JSONBody

from palabre.http.documented import session_needed, told
from palabre.http.sessions import json_only
from palabre.http.visit import AnyRequest, parts_of, required_session
from palabre.protocol.limits import MAX_CHALLENGE_PAYLOAD
from palabre.protocol.resources import Challenge, ChallengeSolved


@get(
    "/api/challenge",
    summary="A proof of work, good once and for ten minutes",
    operation_id="challenge",
    security=session_needed(),
    responses=told(401, 429, 503),
)
async def challenge(request: AnyRequest) -> Response[Challenge]:
    """What to solve when a post is answered with `challenge_required`."""
    session = await required_session(request)
    made = parts_of(request).guests.challenging.issue(session)
    return Response(made, headers={"Cache-Control": "no-store"})


@post(
    "/api/challenge",
    guards=[json_only],
    request_max_body_size=MAX_CHALLENGE_PAYLOAD + 256,
    status_code=204,
    summary="The answer",
    operation_id="solveChallenge",
    security=session_needed(),
    responses=told(400, 401, 403, 413, 415, 422, 429, 503),
)
async def solve(request: AnyRequest, data: JSONBody[ChallengeSolved]) -> None:
    """The session may post without another for half an hour; `challenge_failed` when it is not the answer."""
    session = await required_session(request)
    await parts_of(request).guests.challenging.solve(session, data.payload)


ROUTES = (challenge, solve)
