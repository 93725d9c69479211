"""What a desk route may ask of the request at hand: whose sign-in it carries, at which address, the team's services."""

from typing import Any, cast

from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie
from litestar.handlers import BaseRouteHandler

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.session import hash_token
from palabre.domain.staff import SHARED_MS, STAFF_MAX_AGE_MS, Staff
from palabre.gateway.edge import host_name
from palabre.http.parts import Team
from palabre.http.visit import AnyRequest, admission_of, needs_secure_cookie, parts_of, session_of
from palabre.ports.authenticators import KeyPlaceAsked

STAFF_COOKIE = "palabre_staff"
STAFF_COOKIE_S = STAFF_MAX_AGE_MS // 1000
# Says that somebody of the team signed in in this browser: who writes here as a guest may be them.
BROWSER_COOKIE = "palabre_shared"
BROWSER_COOKIE_S = SHARED_MS // 1000


def team_of(request: AnyRequest) -> Team:
    """The services of the desk."""
    return parts_of(request).team


def place_of(request: AnyRequest) -> KeyPlaceAsked:
    """The address at hand, as the edge let it in."""
    admitted = admission_of(request)
    scheme = "https" if admitted.secure else "http"
    return KeyPlaceAsked(host_name(admitted.host), f"{scheme}://{admitted.host.lower()}")


async def staff_of(request: AnyRequest, *, using: bool = True) -> Staff:
    """The member of staff of the request's cookie; raises DeskRefusal `staff_required`, `passkey_required`.

    `using` says that a person did something: what the desk asks by itself keeps nobody signed in.
    """
    return await team_of(request).people.confirming.admit(await signed_in(request, using=using))


async def staff_first(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Guard: a stranger is told so before anything of what they sent is looked at; raises DeskRefusal `staff_required`.

    The route itself asks again, for the member and what they may do.
    """
    request = cast(AnyRequest, connection)
    if not await team_of(request).staffing.is_open(request.cookies.get(STAFF_COOKIE)):
        raise DeskRefusal("staff_required")


async def signed_in(request: AnyRequest, *, using: bool = True) -> Staff:
    """The same of who may still have to add a passkey."""
    team = team_of(request)
    token = request.cookies.get(STAFF_COOKIE)
    member = await team.staffing.find(token, using=using, origin=place_of(request).origin)
    if guest := await session_of(request):
        await team.people.conflicts.note(member.number, guest.id)
    return member


async def staff_here(request: AnyRequest) -> Staff | None:
    """Who of the team asks for what guests read too, where they are signed in."""
    token = request.cookies.get(STAFF_COOKIE)
    return await team_of(request).staffing.known(token, place_of(request).origin) if token else None


def session_token(request: AnyRequest) -> str:
    """The token of the sign-in at hand; empty without one."""
    return request.cookies.get(STAFF_COOKIE) or ""


def session_hash(request: AnyRequest) -> bytes:
    return hash_token(session_token(request))


async def way_in(request: AnyRequest, token: str, number: int) -> list[Cookie]:
    """The cookies of whoever just came in; the guest of this browser, if there is one, may be them."""
    conflicts = team_of(request).people.conflicts
    browser = await conflicts.share(number, request.cookies.get(BROWSER_COOKIE))
    if guest := await session_of(request):
        await conflicts.note(number, guest.id)
    return [
        staff_cookie(request, token, STAFF_COOKIE_S),
        own_cookie(request, BROWSER_COOKIE, browser, BROWSER_COOKIE_S),
    ]


def staff_cookie(request: AnyRequest, value: str, max_age_s: int) -> Cookie:
    """The sign-in, which no script reads and no other site's page sends; `max_age_s` 0 makes the browser forget it."""
    return own_cookie(request, STAFF_COOKIE, value, max_age_s)


def own_cookie(request: AnyRequest, key: str, value: str, max_age_s: int) -> Cookie:
    return Cookie(
        key=key,
        value=value,
        max_age=max_age_s,
        path="/",
        httponly=True,
        samesite="strict",
        secure=needs_secure_cookie(request),
    )
