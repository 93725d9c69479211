"""Makes the HTTP application of its parts."""

from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path

from litestar import Litestar, Response, Router
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, Receive, Scope, Send

from palabre.http import (
    age,
    age_pages,
    age_wallets,
    challenge,
    conversations,
    description,
    desk,
    desk_cases,
    desk_decisions,
    desk_held,
    desk_people,
    desk_private_rooms,
    desk_rooms,
    desk_rules,
    desk_vouches,
    files,
    health,
    hidden,
    installing,
    notices,
    pages,
    passkeys,
    private_rooms,
    receipts,
    reports,
    rooms,
    sessions,
    sign_in,
    wearing,
)
from palabre.http.assets import STATIC, Assets
from palabre.http.compression import compressing
from palabre.http.edge import Edge
from palabre.http.installing import Installation
from palabre.http.look import Look, look_of
from palabre.http.parts import HttpParts
from palabre.http.printing import Printer
from palabre.http.problems import log_failure, problem_of, problem_response
from palabre.http.staff import staff_first
from palabre.http.storable import StorableRequest
from palabre.http.visit import AnyRequest, furnish

GUEST_ROUTES = (
    *sessions.ROUTES,
    *rooms.ROUTES,
    *private_rooms.ROUTES,
    *conversations.ROUTES,
    *receipts.JSON_ROUTES,
    *hidden.ROUTES,
    *challenge.ROUTES,
    *age.ROUTES,
    *reports.ROUTES,
    *notices.JSON_ROUTES,
    *sign_in.ROUTES,
)
STAFF_ROUTES = (
    *passkeys.ROUTES,
    *desk_people.ROUTES,
    *desk.ROUTES,
    *desk_decisions.ROUTES,
    *desk_held.ROUTES,
    *desk_cases.ROUTES,
    *desk_rooms.ROUTES,
    *desk_private_rooms.ROUTES,
    *desk_rules.ROUTES,
    *desk_vouches.ROUTES,
)
JSON_ROUTES = (*GUEST_ROUTES, *STAFF_ROUTES)
PAGE_ROUTES = (
    *pages.ROUTES,
    *notices.PAGE_ROUTES,
    *receipts.PAGE_ROUTES,
    *age_pages.ROUTES,
    *age_wallets.ROUTES,
    *files.ROUTES,
    *wearing.ROUTES,
    *installing.ROUTES,
)
ROUTES = (
    *GUEST_ROUTES,
    Router("/", route_handlers=STAFF_ROUTES, guards=[staff_first]),
    *PAGE_ROUTES,
    *health.ROUTES,
    *description.ROUTES,
)
MAX_BODY_BYTES = 4_096


def make_app(parts: HttpParts, static: Path = STATIC) -> ASGIApp:
    """The application to serve: every route behind the edge policy. Raises AssetsMissing, LogoUnusable.

    The ASGI scope must carry the real peer: the server's own proxy handling stays off.
    """
    furniture = furniture_of(parts, Assets(static), look_of(parts.site.appearance))
    return Edge(Furnished(compressing(routed()), furniture), parts.edge)


@cache
def routed() -> Litestar:
    """Every route, made once a process: it takes longer than a hundred requests, and knows nothing of an instance."""
    return Litestar(
        ROUTES,
        exception_handlers={Exception: answer, HTTPException: answer},
        request_class=StorableRequest,
        request_max_body_size=MAX_BODY_BYTES,
        openapi_config=None,
        logging_config=None,
        debug=False,
        pdb_on_exception=False,
    )


class Furnished:
    """Leaves in each scope what the routes find of this instance."""

    def __init__(self, app: ASGIApp, furniture: Mapping[str, object]) -> None:
        self._app = app
        self._furniture = furniture

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        furnish(scope, self._furniture)
        await self._app(scope, receive, send)


def furniture_of(parts: HttpParts, assets: Assets, look: Look) -> dict[str, object]:
    """What routes find of an instance."""
    printer = Printer(parts.site, assets, look)
    installation = Installation(parts.site, look, assets, printer)
    return {"parts": parts, "assets": assets, "look": look, "printer": printer, "installation": installation}


def answer(request: AnyRequest, error: Exception) -> Response[bytes]:
    """The one mapping of errors to responses: a problem, or a page when a person reads it."""
    found = problem_of(error)
    if found.status == HTTPStatus.INTERNAL_SERVER_ERROR:
        log_failure(request.method, request.scope.get("path_template", ""), error)
    if pages.wants_page(request):
        return pages.problem_page(request, error)
    allow = error.headers if isinstance(error, HTTPException) else None
    return problem_response(found, allow)
