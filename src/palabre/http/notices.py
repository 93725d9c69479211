"""Routes of `/notice` and `/api/notices`: anyone tells the team, without a session and without a script."""

from collections.abc import Mapping

import msgspec
from litestar import Response, get, post
from litestar.exceptions import HTTPException
from litestar.params import JSONBody

from palabre.domain.refusal import Refusal
from palabre.http.documented import told
from palabre.http.pages import Page, locale_of, page, printer_of, reader_of
from palabre.http.problems import problem_of
from palabre.http.sessions import json_only
from palabre.http.visit import AnyRequest, admission_of, parts_of
from palabre.protocol.limits import MAX_NOTICE_EXPLANATION, MAX_NOTICE_FIELD, MAX_NOTICE_LOCATIONS
from palabre.protocol.resources import NoticeLocation, NoticeMade, NoticeRequest

# Each character in twelve bytes, of JSON or of a form.
MAX_BODY_BYTES = 12 * (MAX_NOTICE_EXPLANATION + MAX_NOTICE_FIELD * (4 * MAX_NOTICE_LOCATIONS + 2))
NO_STORE = {"Cache-Control": "no-store"}
# How many places the page asks for.
PLACES = 3


@post(
    "/api/notices",
    guards=[json_only],
    request_max_body_size=MAX_BODY_BYTES,
    summary="Tell the team, without a session",
    operation_id="notice",
    responses=told(400, 403, 413, 415, 422, 429, 503),
)
async def notice(request: AnyRequest, data: JSONBody[NoticeRequest]) -> Response[NoticeMade]:
    """Several places may be told of. `name` and `email` are neither asked nor kept for `minor`."""
    return Response(await made_of(request, data), status_code=201, headers=NO_STORE)


@get("/notice", include_in_schema=False)
async def notice_page(request: AnyRequest) -> Page:
    """The same as a form."""
    return shown(request, {}, None)


@post("/notice", include_in_schema=False, request_max_body_size=MAX_BODY_BYTES, status_code=201)
async def send_notice(request: AnyRequest) -> Page:
    """What was typed is kept in the page when something is missing, or when one has to wait a minute."""
    form = await request.form()
    typed = {name: value for name, value in form.items() if isinstance(value, str)}
    try:
        made = await made_of(request, asked_of(typed))
    except (msgspec.ValidationError, Refusal, HTTPException) as error:
        problem = None if isinstance(error, msgspec.ValidationError) else problem_of(error)
        waiting = {"payload": problem.challenge} if problem and problem.challenge else {}
        return shown(request, typed | waiting, problem.code if problem else "incomplete")
    return page(request, printer_of(request).notice(reader_of(request), {}, None, made), status=201)


async def made_of(request: AnyRequest, asked: NoticeRequest) -> NoticeMade:
    parts = parts_of(request)
    made = await parts.guests.noticing.notice(asked, admission_of(request).prefix, locale_of(request))
    parts.team.board.turn()
    return made


def asked_of(typed: Mapping[str, str]) -> NoticeRequest:
    """What a form says, as JSON would; raises msgspec.ValidationError."""
    places = [place for number in range(1, PLACES + 1) if (place := place_of(typed, number)) is not None]
    said = {name: typed.get(name, "") for name in ("category", "explanation", "name", "email", "payload")}
    return msgspec.convert({**said, "locations": places, "good_faith": "good_faith" in typed}, NoticeRequest)


def place_of(typed: Mapping[str, str], number: int) -> NoticeLocation | None:
    fields = {name: typed.get(f"{name}_{number}", "").strip() for name in ("link", "room", "when", "who")}
    return msgspec.convert(fields, NoticeLocation) if any(fields.values()) else None


def shown(request: AnyRequest, typed: Mapping[str, str], problem: str | None) -> Page:
    printed = printer_of(request).notice(reader_of(request), typed, problem, None)
    return page(request, printed, status=200 if problem is None else 422)


JSON_ROUTES = (notice,)
PAGE_ROUTES = (notice_page, send_notice)
