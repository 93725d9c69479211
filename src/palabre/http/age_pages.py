"""Pages of a proof of age: where it begins and comes back to, and where the other device ends."""

import re
from urllib.parse import quote, urlencode

from litestar import Response, get

from palabre.http.age import age_of
from palabre.http.age_origin import origin_of
from palabre.http.pages import Page, boot_of, locale_of, page, printer_of, reader_of
from palabre.http.receipts import DISCREET, with_headers
from palabre.http.visit import AnyRequest, session_of
from palabre.http.words import load_words
from palabre.ports.accounts import AccountAnswer
from palabre.services.asking import Heard
from palabre.services.questions import CALLBACK_PATH

MATCHING_CODE = re.compile(r"[0-9]{6}")
MAX_VALUE = 2_000


@get("/age", include_in_schema=False)
async def age_page(request: AnyRequest) -> Page:
    """Where a guest chooses how to prove it; `to` says where they came from."""
    return await begun(request)


@get("/age/back", include_in_schema=False)
async def back_page(request: AnyRequest) -> Page:
    """Where the same device comes back to. Asking for it does nothing: the page's script brings what it was given."""
    return await begun(request)


@get("/age/done", include_in_schema=False)
async def done_page(request: AnyRequest) -> Page:
    """Where the other device ends: with the code to type where one began, or why there is none."""
    code, refused = query(request, "code"), query(request, "refused")
    if not MATCHING_CODE.fullmatch(code):
        code, refused = "", refused or "attempt_unknown"
    if not code:
        return ended_page(request, refused, kept=f"{urlencode({'refused': refused})}&")
    site, kept = origin_of(request).partition("://")[2], f"{urlencode({'code': code})}&"
    return with_headers(page(request, printer_of(request).age_done(reader_of(request), site, code, kept)))


@get(CALLBACK_PATH, include_in_schema=False)
async def provider_back(request: AnyRequest) -> Response[None]:
    """Where a provider sends the browser: what it brought is taken in, and left behind."""
    session = await session_of(request)
    answer = AccountAnswer(
        code=query(request, "code") or None, issuer=query(request, "iss") or None, error=query(request, "error") or None
    )
    heard = await age_of(request).asking.returned(session.id if session else None, query(request, "state"), answer)
    return Response(None, status_code=303, headers={**DISCREET, "Location": led_to(heard, own_browser=True)})


async def begun(request: AnyRequest) -> Page:
    printed = printer_of(request).age(await boot_of(request), reader_of(request))
    return with_headers(page(request, printed))


def ended_page(request: AnyRequest, refused: str, *, kept: str = "", status: int = 200) -> Page:
    """Where the other device ends without a code: why, in its language."""
    reason, is_over = sentence(request, refused), refused == "attempt_unknown"
    printed = printer_of(request).age_refused(reader_of(request), reason, kept, is_over=is_over)
    return with_headers(page(request, printed, status=status))


def led_to(heard: Heard, *, own_browser: bool = False) -> str:
    """The path where an answer leads: back, or to the other device's last page."""
    told = {"attempt": heard.attempt_id, "refused": heard.reason or ""}
    if heard.completion is not None:
        told["response_code"] = heard.completion.response_code or ""
        told["code"] = heard.completion.matching_code or ""
    is_back = own_browser or heard.device == "same"
    names = ("attempt", "response_code", "refused") if is_back else ("code", "refused")
    said = {name: told[name] for name in names if told.get(name)}
    return f"/age/{'back' if is_back else 'done'}?{urlencode(said, quote_via=quote)}"


def sentence(request: AnyRequest, code: str) -> str:
    """Why a proof was refused, in the reader's language."""
    words = load_words()[locale_of(request)]
    of_wallets = (said for fault, said in words.presentation.items() if fault == code)
    return words.age.reasons.get(code) or next(of_wallets, words.age.refused)


def query(request: AnyRequest, name: str) -> str:
    """A parameter of the address; empty when absent, or longer than any of ours."""
    value = request.query_params.get(name) or ""
    return value if len(value) <= MAX_VALUE else ""


ROUTES = (age_page, back_page, done_page, provider_back)
