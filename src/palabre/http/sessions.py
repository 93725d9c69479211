"""Routes of `/api/sessions`: coming in with a name, asking who one is, leaving."""

from typing import Annotated, Any, Literal

from litestar import HttpMethod, Response, delete, get, post, route
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.exceptions import HTTPException
from litestar.handlers.base import BaseRouteHandler
from litestar.params import JSONBody, QueryParameter

from palabre.http.documented import session_needed, told
from palabre.http.locale import COOKIE as LANGUAGE_COOKIE
from palabre.http.preferences import SIZE_COOKIE, THEME_COOKIE
from palabre.http.staff import BROWSER_COOKIE
from palabre.http.visit import (
    SESSION_COOKIE,
    SESSION_COOKIE_S,
    AnyRequest,
    admission_of,
    needs_secure_cookie,
    parts_of,
    required_session,
    session_of,
)
from palabre.protocol.conversion import session_info
from palabre.protocol.resources import SessionInfo, SessionRequest
from palabre.services.continuing import Before

MAX_BODY_BYTES = 4_096
# Not "cookies": that one would empty every site of the same domain, the operator's others included.
# Our own are expired by name.
CLEAR_ON_LEAVING = '"storage"'
OUR_COOKIES = (LANGUAGE_COOKIE, THEME_COOKIE, SIZE_COOKIE)

Erase = Annotated[
    Literal["messages"] | None,
    QueryParameter(description="`messages` also takes back everything this session wrote, in every room."),
]


def json_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Guard: a form cannot be posted here, so that another site's page cannot either."""
    media_type = connection.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise HTTPException(status_code=415, detail="application/json expected")


@post(
    "/api/sessions",
    guards=[json_only],
    request_max_body_size=MAX_BODY_BYTES,
    summary="Open a session: a nickname is enough",
    operation_id="openSession",
    responses=told(400, 403, 404, 409, 413, 415, 422, 429, 503),
)
async def open_session(request: AnyRequest, data: JSONBody[SessionRequest]) -> Response[SessionInfo]:
    """Sets the cookie `palabre_session`, the guest's only credential."""
    token, session = await parts_of(request).guests.opening.open(
        nickname=data.nickname,
        locale=data.locale,
        room=data.room,
        prefix=admission_of(request).prefix,
        before=await before_of(request),
    )
    await parts_of(request).team.people.conflicts.met(request.cookies.get(BROWSER_COOKIE), session.id)
    cookie = guest_cookie(request, SESSION_COOKIE, token, SESSION_COOKIE_S)
    return Response(session_info(session), status_code=201, cookies=[cookie])


@get(
    "/api/sessions/current",
    summary="One's own session",
    operation_id="currentSession",
    security=session_needed(),
    responses=told(401, 503),
)
async def current_session(request: AnyRequest) -> SessionInfo:
    """The nickname, language and end of the session whose cookie is sent."""
    return session_info(await required_session(request))


@delete(
    "/api/sessions/current",
    summary="Leave",
    operation_id="leave",
    responses=told(400, 401, 403, 503),
)
async def leave(request: AnyRequest, erase: Erase = None) -> Response[None]:
    """Ends the session, if there is one, and its cookie, unless something restricts it: then the cookie says so until
    that ends. Only erasing needs a live session."""
    leaving, answer = parts_of(request).guests.leaving, await left_behind(request)
    if erase == "messages":
        await leaving.erase(await required_session(request))
    elif session := await session_of(request):
        await leaving.leave(session)
    return answer


async def left_behind(request: AnyRequest) -> Response[None]:
    """What makes a browser forget its session, but for what still restricts it."""
    left, left_s = parts_of(request).guests.continuing.farewell(await before_of(request))
    cookies = [guest_cookie(request, name, "", 0) for name in OUR_COOKIES]
    cookies.append(guest_cookie(request, SESSION_COOKIE, left, min(left_s, SESSION_COOKIE_S)))
    return Response(None, status_code=204, cookies=cookies, headers={"Clear-Site-Data": CLEAR_ON_LEAVING})


async def before_of(request: AnyRequest) -> Before:
    """Whom this browser was, as far as its cookie says."""
    cookie = request.cookies.get(SESSION_COOKIE)
    return parts_of(request).guests.continuing.before(await session_of(request), cookie)


@route("/api/sessions/current", http_method=HttpMethod.OPTIONS, status_code=204, include_in_schema=False)
async def what_may_be_done() -> Response[None]:
    """The methods of this address; Litestar's own answer knows the first handler only."""
    return Response(None, status_code=204, headers={"Allow": "DELETE, GET, OPTIONS"})


def guest_cookie(request: AnyRequest, name: str, value: str, max_age_s: int) -> Cookie:
    """A cookie no script can read; `max_age_s` 0 makes the browser forget it."""
    secure = needs_secure_cookie(request)
    return Cookie(key=name, value=value, max_age=max_age_s, path="/", httponly=True, samesite="lax", secure=secure)


ROUTES = (open_session, what_may_be_done, current_session, leave)
