"""Routes of one's own data: what is kept of a guest is shown, copied and erased, without an account or a script."""

from typing import Literal

from litestar import Response, get, post
from litestar.params import JSONBody
from msgspec import Struct

from palabre.domain.own import UNTOLD
from palabre.domain.session import Session
from palabre.http.documented import session_needed, told
from palabre.http.pages import Page, locale_of, page, printer_of, reader_of
from palabre.http.parts import OwnDataParts
from palabre.http.receipts import typed
from palabre.http.sessions import json_only, left_behind
from palabre.http.visit import AnyRequest, parts_of, required_session, session_of
from palabre.protocol.conversion import held_back
from palabre.protocol.own import ErasureMade, OwnData
from palabre.services.erasing import Erased

SHOWN_MESSAGES = 20
TOLD_MESSAGES = 200
FILE_NAME = "palabre.json"
NO_STORE = {"Cache-Control": "no-store"}


class ErasureRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/me/erasure`: there is no way back."""

    sure: Literal[True]


@get("/me", include_in_schema=False)
async def me(request: AnyRequest) -> Page:
    """Everything kept under one's session; without one, why nothing is found and what would be needed."""
    session = await session_of(request)
    if session is None:
        return page(request, printer_of(request).me_nobody(reader_of(request)))
    return await shown(request, session)


@post("/me/erasure", include_in_schema=False, status_code=200)
async def send_erasure(request: AnyRequest) -> Page:
    """The page's own form: done, and told once what is left."""
    session = await session_of(request)
    if session is None:
        return page(request, printer_of(request).me_nobody(reader_of(request)))
    if not await typed(request, "sure"):
        return await shown(request, session, unchecked=True)
    erased, gone = await erased_by(request, session)
    html = printer_of(request).me_erased(reader_of(request), made_of(request, erased))
    answer = page(request, html)
    answer.cookies.extend(gone.cookies)
    answer.headers.update(gone.headers)
    return answer


@get(
    "/api/me",
    summary="What is kept under one's session",
    operation_id="ownData",
    security=session_needed(),
    responses=told(401, 429, 503),
)
async def own_data(request: AnyRequest) -> Response[OwnData]:
    """Of the messages, the last 200."""
    data = await data_of(request, await required_session(request), most=TOLD_MESSAGES)
    return Response(data, headers=NO_STORE)


@get(
    "/api/me/export",
    summary="A copy of what is kept under one's session",
    operation_id="exportOwnData",
    security=session_needed(),
    responses=told(401, 429, 503),
)
async def export(request: AnyRequest) -> Response[OwnData]:
    """A file, with every message still kept."""
    data = await data_of(request, await required_session(request), most=None)
    headers = {**NO_STORE, "Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return Response(data, headers=headers)


@post(
    "/api/me/erasure",
    guards=[json_only],
    summary="Erase what is kept under one's session",
    operation_id="eraseOwnData",
    security=session_needed(),
    responses=told(400, 401, 403, 413, 415, 503),
)
async def erase(request: AnyRequest, data: JSONBody[ErasureRequest]) -> Response[ErasureMade]:
    """At once: the session ends. What is held nevertheless is told, with the reason, the law and the end."""
    erased, gone = await erased_by(request, await required_session(request))
    return Response(
        made_of(request, erased), status_code=201, cookies=gone.cookies, headers={**NO_STORE, **gone.headers}
    )


async def shown(request: AnyRequest, session: Session, *, unchecked: bool = False) -> Page:
    data = await data_of(request, session, most=SHOWN_MESSAGES)
    html = printer_of(request).me(reader_of(request), data, unchecked=unchecked)
    return page(request, html, status=422 if unchecked else 200)


async def data_of(request: AnyRequest, session: Session, *, most: int | None) -> OwnData:
    parts, locale = own_parts(request), locale_of(request)
    return parts.telling.data(await parts.accessing.access(session, locale), locale, most=most)


async def erased_by(request: AnyRequest, session: Session) -> tuple[Erased, Response[None]]:
    """What is still held, and what makes the browser forget too."""
    gone = await left_behind(request)
    return await own_parts(request).erasing.erase(session), gone


def made_of(request: AnyRequest, erased: Erased) -> ErasureMade:
    locale = locale_of(request)
    holds = tuple(held_back(hold, locale) for hold in erased.holds)
    return ErasureMade(receipt=erased.receipt, holds=holds, untold=UNTOLD[locale])


def own_parts(request: AnyRequest) -> OwnDataParts:
    return parts_of(request).own_data


JSON_ROUTES = (own_data, export, erase)
PAGE_ROUTES = (me, send_erasure)
