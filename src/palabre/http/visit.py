"""What a route may ask of the request at hand: its parts, how it was let in, whose session it carries."""

from collections.abc import Mapping, MutableMapping
from typing import Any, TypeGuard, cast

from litestar import Request
from litestar.enums import ScopeType
from litestar.types import HTTPScope, Scope

from palabre.domain.refusal import Refusal
from palabre.domain.session import MAX_AGE_MS, Session
from palabre.gateway.edge import Admitted, host_name, is_loopback_name
from palabre.http.parts import HttpParts

SESSION_COOKIE = "palabre_session"
SESSION_COOKIE_S = MAX_AGE_MS // 1000
PAGE_KEY = "palabre-page-key"
ADMITTED = "palabre.admitted"
FURNITURE = "palabre.furniture"

AnyRequest = Request[Any, Any, Any]


def is_http(scope: Scope) -> TypeGuard[HTTPScope]:
    """Whether an ASGI scope is a request; the live edge answers WebSockets before ASGI does."""
    return scope["type"] == ScopeType.HTTP


def parts_of(request: AnyRequest) -> HttpParts:
    """The parts the application was made of."""
    return cast(HttpParts, found_in(request, "parts"))


def furnish(scope: Scope, furniture: Mapping[str, object]) -> None:
    """Leave in the ASGI scope what the routes find of the instance."""
    cast(MutableMapping[str, Any], scope)[FURNITURE] = furniture


def found_in(request: AnyRequest, name: str) -> object:
    """One piece of what the instance was furnished with."""
    return cast(MutableMapping[str, Any], request.scope)[FURNITURE][name]


def admit(scope: MutableMapping[str, Any], admitted: Admitted) -> None:
    """Leave in the ASGI scope how the request was let in."""
    scope[ADMITTED] = admitted


def admission_of(request: AnyRequest) -> Admitted:
    """How the edge let the request in."""
    return cast(Admitted, cast(MutableMapping[str, Any], request.scope)[ADMITTED])


def needs_secure_cookie(request: AnyRequest) -> bool:
    """Cookies are `Secure` everywhere but on this machine itself."""
    admitted = admission_of(request)
    return admitted.secure or not is_loopback_name(host_name(admitted.host))


async def session_of(request: AnyRequest) -> Session | None:
    """The live session of the request's cookie, or None."""
    return await parts_of(request).guests.book.find(request.cookies.get(SESSION_COOKIE))


async def required_session(request: AnyRequest) -> Session:
    """The live session of the request's cookie; raises Refusal `session_required`."""
    session = await session_of(request)
    if session is None:
        raise Refusal("session_required")
    return session


def page_key_of(request: AnyRequest) -> str | None:
    """What shows, in a room for adults, that a page is of a connection its browser was bound to (`age.bind`)."""
    return request.headers.get(PAGE_KEY)
