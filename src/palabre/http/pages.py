"""Routes of the pages: lobby, rooms, rules, privacy, legal notice, and what is shown when one is missing."""

from http import HTTPStatus
from typing import cast

from litestar import MediaType, Response, get
from litestar.datastructures import Cookie
from litestar.params import FromPath

from palabre.domain.room import Room
from palabre.domain.session import Locale
from palabre.http import locale as languages
from palabre.http.edge import permissions
from palabre.http.names import suggested
from palabre.http.preferences import SIZE_COOKIE, THEME_COOKIE, Reader, known_size, known_theme
from palabre.http.printing import Printer
from palabre.http.problems import problem_of
from palabre.http.retained import LANGUAGE_COOKIE_DAYS
from palabre.http.rooms import card_of
from palabre.http.shell import Boot, boot
from palabre.http.staff import staff_here
from palabre.http.visit import AnyRequest, found_in, needs_secure_cookie, parts_of, session_of
from palabre.http.wearing import look_of_app
from palabre.http.words import load_words
from palabre.protocol.conversion import room_info, session_info
from palabre.protocol.resources import RoomCard, RoomInfo
from palabre.services.tending import RETRY_S

PASSKEYS_ALLOWED = permissions("publickey-credentials-create", "publickey-credentials-get")
LANGUAGE_COOKIE_S = LANGUAGE_COOKIE_DAYS * 86_400
Page = Response[bytes]


@get("/", include_in_schema=False)
async def lobby(request: AnyRequest) -> Page:
    """Every open room."""
    if not parts_of(request).health.tending.is_open:
        return opening_page(request)
    return page(request, printer_of(request).lobby(await boot_of(request), reader_of(request)))


@get("/invitation", include_in_schema=False)
async def invitation(request: AnyRequest) -> Page:
    """What an invitation leads to: its code is in the fragment, which no server is sent."""
    return page(request, printer_of(request).lobby(await boot_of(request), reader_of(request)))


@get("/r/{slug:str}", include_in_schema=False)
async def room(request: AnyRequest, slug: FromPath[str]) -> Page:
    """One room; a closed one says so, and one for adults to who may not read it."""
    if not parts_of(request).health.tending.is_open:
        return opening_page(request)
    session, staff = await session_of(request), await staff_here(request)
    found = parts_of(request).rooms.reading.room(slug, session, staff)
    if found is None:
        return page(request, printer_of(request).missing_room(cards_of(request), reader_of(request)), status=404)
    may_read = parts_of(request).rooms.reading.may_read(found, session, staff)
    first = await boot_of(request, found)
    return page(
        request, printer_of(request).room(first, reader_of(request), may_read=may_read, in_title=found.is_public)
    )


@get("/rules", include_in_schema=False)
async def rules(request: AnyRequest) -> Page:
    """The rules, each at its anchor `rule-N`."""
    return page(request, printer_of(request).text("rules", reader_of(request)))


@get("/privacy", include_in_schema=False)
async def privacy(request: AnyRequest) -> Page:
    """What is kept, from the retention table."""
    return page(request, printer_of(request).text("privacy", reader_of(request)))


@get("/legal", include_in_schema=False)
async def legal(request: AnyRequest) -> Page:
    """Who answers for the place, from the configuration."""
    return page(request, printer_of(request).text("legal", reader_of(request)))


@get("/desk", include_in_schema=False)
async def desk(request: AnyRequest) -> Page:
    """The team's page: it asks who one is before it shows anything."""
    found = page(request, printer_of(request).desk(await boot_of(request), reader_of(request)))
    found.headers["Permissions-Policy"] = PASSKEYS_ALLOWED
    return found


async def boot_of(request: AnyRequest, here: Room | None = None) -> Boot:
    """What the client starts from on this page."""
    parts = parts_of(request)
    session = await session_of(request)
    return boot(
        parts.site,
        locale_of(request),
        cards_of(request),
        logo=look_of_app(request).logo_address,
        names=suggested(load_words()[locale_of(request)].names),
        now_ms=parts.rooms.reading.now_ms(),
        room=None if here is None else await info_of(request, here),
        session=None if session is None else session_info(session),
    )


def cards_of(request: AnyRequest) -> list[RoomCard]:
    """The open rooms, as the lobby lists them."""
    return [card_of(listing) for listing in parts_of(request).rooms.reading.rooms()]


async def info_of(request: AnyRequest, room: Room) -> RoomInfo:
    """A room as a page tells of it."""
    parts = parts_of(request)
    told = parts.rooms.reading.told(room, await staff_here(request))
    return room_info(room.slug, told, closed=room.closed, keep_seconds=parts.site.retention.keep_seconds())


def printer_of(request: AnyRequest) -> Printer:
    return cast(Printer, found_in(request, "printer"))


def reader_of(request: AnyRequest) -> Reader:
    """Who asks for a page: their language, and what they chose of how it looks."""
    cookies = request.cookies
    return Reader(locale_of(request), known_theme(cookies.get(THEME_COOKIE)), known_size(cookies.get(SIZE_COOKIE)))


def locale_of(request: AnyRequest) -> Locale:
    return languages.choose_locale(
        asked=asked_locale(request),
        remembered=request.cookies.get(languages.COOKIE),
        accepted=request.headers.get("accept-language"),
        default=parts_of(request).site.instance.language,
    )


def asked_locale(request: AnyRequest) -> Locale | None:
    return languages.known_locale(request.query_params.get("lang"))


def page(request: AnyRequest, html: bytes, *, status: int = 200) -> Page:
    """A page as a response; a language asked for in the address is remembered."""
    asked = asked_locale(request)
    cookies = [language_cookie(request, asked)] if asked else []
    headers = {"Content-Language": locale_of(request), "Vary": "Accept-Language, Cookie"}
    return Response(html, status_code=status, media_type=MediaType.HTML, cookies=cookies, headers=headers)


def opening_page(request: AnyRequest) -> Page:
    """That the place opens soon, for as long as nobody can come in; whatever the law wants said is said already."""
    found = page(request, printer_of(request).problem("opening", reader_of(request)), status=503)
    found.headers["Retry-After"] = str(round(RETRY_S))
    return found


def language_cookie(request: AnyRequest, locale: Locale) -> Cookie:
    return Cookie(
        key=languages.COOKIE,
        value=locale,
        max_age=LANGUAGE_COOKIE_S,
        path="/",
        httponly=True,
        samesite="lax",
        secure=needs_secure_cookie(request),
    )


def wants_page(request: AnyRequest) -> bool:
    """Whether an error is read by a person: a browser's request for anything but a JSON route."""
    # Not `request.url`, which cannot be made of a malformed Host.
    return not request.scope["path"].startswith("/api/") and "text/html" in request.headers.get("accept", "")


def problem_page(request: AnyRequest, error: Exception) -> Page:
    """An error, as a page."""
    status = HTTPStatus(problem_of(error).status)
    name = (
        "unavailable"
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR
        else "not_found"
        if status == HTTPStatus.NOT_FOUND
        else "refused"
    )
    return page(request, printer_of(request).problem(name, reader_of(request)), status=status)


ROUTES = (lobby, invitation, room, rules, privacy, legal, desk)
