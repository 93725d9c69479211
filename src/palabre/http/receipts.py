"""Routes of receipts: a code becomes a short cookie, which opens one decision or one report, and its contest."""

from http import HTTPStatus

from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, JSONBody

from palabre.domain.receipt import ReceiptAbout
from palabre.domain.refusal import Refusal
from palabre.http.documented import told
from palabre.http.pages import Page, locale_of, page, printer_of, reader_of
from palabre.http.parts import Court
from palabre.http.sessions import json_only
from palabre.http.visit import AnyRequest, admission_of, needs_secure_cookie, parts_of
from palabre.protocol.limits import MAX_APPEAL_TEXT
from palabre.protocol.resources import AppealRequest, ReceiptInfo
from palabre.services.receipts import OPENED_MS

RECEIPT_COOKIE = "palabre_receipt"
ITEM_DIGITS = 2
# Every character of an appeal may take twelve bytes in a form (RFC 3986 §2.1).
MAX_BODY_BYTES = 12 * MAX_APPEAL_TEXT + 1_024
# The address holds the code: it is sent to nobody.
DISCREET = {"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}


def court_of(request: AnyRequest) -> Court:
    return parts_of(request).team.court


@get("/receipt/{code:str}", include_in_schema=False)
async def open_receipt(request: AnyRequest, code: FromPath[str]) -> Response[None] | Page:
    """Exchange the code for a cookie, and lead away from the address that holds it."""
    return await exchanged(request, code)


@get("/receipt", include_in_schema=False)
async def receipt_page(request: AnyRequest) -> Page:
    """What the cookie's receipt opens; without one, where to type a code."""
    return await shown(request)


@post("/receipt", include_in_schema=False, status_code=200)
async def type_receipt(request: AnyRequest) -> Response[None] | Page:
    """A code typed into the page."""
    return await exchanged(request, await typed(request, "code"))


@post("/receipt/appeal", include_in_schema=False, status_code=200, request_max_body_size=MAX_BODY_BYTES)
async def send_appeal(request: AnyRequest) -> Response[None] | Page:
    """The page's own form; what was typed is given back when it could not be kept."""
    said, number = await typed(request, "text"), await typed(request, "item")
    item = int(number) if number.isdecimal() and len(number) <= ITEM_DIGITS else 1
    try:
        await appeal_of(request, said[:MAX_APPEAL_TEXT], item)
    except Refusal as refusal:
        if refusal.code == "not_found":
            return await shown(request)
        return await shown(request, problem=refusal.code, said=said, item=item, status=HTTPStatus.CONFLICT)
    return led("/receipt")


@get("/api/receipt", summary="What a receipt opens", operation_id="readReceipt", responses=told(404, 503))
async def read_receipt(request: AnyRequest) -> ReceiptInfo:
    """That of the cookie `palabre_receipt`, which `GET /receipt/{code}` sets for half an hour."""
    return await info_of(request)


@post(
    "/api/receipt/appeal",
    guards=[json_only],
    request_max_body_size=MAX_BODY_BYTES,
    summary="Contest a decision",
    operation_id="appeal",
    responses=told(400, 403, 404, 409, 413, 415, 503),
)
async def appeal(request: AnyRequest, data: JSONBody[AppealRequest]) -> ReceiptInfo:
    """Without a session, once, within six months; another person answers."""
    await appeal_of(request, data.text, data.item)
    return await info_of(request)


async def exchanged(request: AnyRequest, code: str) -> Response[None] | Page:
    try:
        value = await court_of(request).receipts.exchange(code, admission_of(request).prefix)
    except Refusal as refusal:
        status = HTTPStatus.NOT_FOUND if refusal.code == "not_found" else HTTPStatus.TOO_MANY_REQUESTS
        html = printer_of(request).no_receipt(reader_of(request), problem=refusal.code)
        return with_headers(page(request, html, status=status))
    return led("/receipt", receipt_cookie(request, value, OPENED_MS // 1_000))


async def shown(request: AnyRequest, *, problem: str = "", said: str = "", item: int = 1, status: int = 200) -> Page:
    printer, reader = printer_of(request), reader_of(request)
    try:
        info = await info_of(request)
    except Refusal:
        return page(request, printer.no_receipt(reader), status=HTTPStatus.NOT_FOUND if said else HTTPStatus.OK)
    html = printer.receipt(reader, info, room_of(request, info), problem=problem, said=said, item=item)
    return page(request, html, status=status)


def room_of(request: AnyRequest, info: ReceiptInfo) -> str:
    """The name of the room a sanction holds in; empty for the whole place."""
    slug = info.sanction.room if info.sanction else None
    room = parts_of(request).rooms.directory.by_slug(slug) if slug else None
    return room.settings.name if room else ""


async def info_of(request: AnyRequest) -> ReceiptInfo:
    court = court_of(request)
    about = await court.receipts.opened(request.cookies.get(RECEIPT_COOKIE))
    return await court.opened.of(about, locale_of(request))


async def appeal_of(request: AnyRequest, text: str, item: int) -> None:
    court = court_of(request)
    opened = await court.receipts.opened(request.cookies.get(RECEIPT_COOKIE))
    await court.appealing.appeal(one_of(opened, item), text)


def one_of(opened: ReceiptAbout, item: int) -> ReceiptAbout:
    """Raises Refusal `not_found`."""
    if not 1 <= item <= len(opened.ids()):
        raise Refusal("not_found")
    return opened.item(item)


async def typed(request: AnyRequest, field: str) -> str:
    """One field of a form posted by the page."""
    value = (await request.form()).get(field)
    return value if isinstance(value, str) else ""


def led(address: str, *cookies: Cookie) -> Response[None]:
    """A redirect after which the browser asks anew."""
    headers = {**DISCREET, "Location": address}
    return Response(None, status_code=HTTPStatus.SEE_OTHER, headers=headers, cookies=list(cookies))


def with_headers(response: Page) -> Page:
    for name, value in DISCREET.items():
        response.headers[name] = value
    return response


def receipt_cookie(request: AnyRequest, value: str, max_age_s: int) -> Cookie:
    """Opens one receipt for half an hour; no script reads it."""
    secure = needs_secure_cookie(request)
    return Cookie(
        key=RECEIPT_COOKIE, value=value, max_age=max_age_s, path="/", httponly=True, samesite="lax", secure=secure
    )


JSON_ROUTES = (read_receipt, appeal)
PAGE_ROUTES = (open_receipt, receipt_page, type_receipt, send_appeal)
