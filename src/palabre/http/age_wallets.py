"""What wallets reach: where they post their answer, and the page that plays one in a demo."""

from typing import cast, get_args

from litestar import Response, get, post
from litestar.exceptions import HTTPException
from litestar.params import FromPath

from palabre.domain.refusal import Refusal
from palabre.http.age import age_of
from palabre.http.age_origin import origin_of
from palabre.http.age_pages import ended_page, led_to, query
from palabre.http.pages import Page, page, printer_of, reader_of
from palabre.http.receipts import led, with_headers
from palabre.http.visit import AnyRequest, admission_of
from palabre.ports.demo_wallet import DemoProof
from palabre.protocol.age import WalletLed
from palabre.protocol.openid4vp import MAX_RESPONSE_BYTES, WalletRequest, request_in
from palabre.services.asking import DEMO_WALLET_PATH
from palabre.services.questions import ASK_PATH, response_path

FORM = "application/x-www-form-urlencoded"
DECLINE = "decline"
NO_STORE = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}


@post(
    response_path("{attempt_id:str}"),
    include_in_schema=False,
    status_code=200,
    request_max_body_size=MAX_RESPONSE_BYTES,
)
async def hear_wallet(request: AnyRequest, attempt_id: FromPath[str]) -> Response[WalletLed]:
    """No cookie is read. An attempt that is none, or over, gets the same answer as any that proves nothing."""
    age = age_of(request)
    age.allowances.answer_age(admission_of(request).prefix)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(status_code=415)
    heard = await age.asking.hear(attempt_id, await request.body())
    return Response(WalletLed(origin_of(request) + led_to(heard)), status_code=200, headers=NO_STORE)


@get(ASK_PATH + "{reference:str}", include_in_schema=False)
async def asked_here(request: AnyRequest, reference: FromPath[str]) -> Page:
    """What another device opens: who asks, for what, and the way into a wallet. Looking at it changes nothing."""
    age = age_of(request)
    age.allowances.answer_age(admission_of(request).prefix)
    asked = age.asking.referred(reference)
    if asked is None:
        return ended_page(request, "attempt_unknown", status=404)
    site, is_demo = asked.origin.partition("://")[2], asked.method == "demo"
    printed = printer_of(request).age_asked(reader_of(request), site, age.asking.wallet_link(asked), is_demo=is_demo)
    return with_headers(page(request, printed))


@get(DEMO_WALLET_PATH, include_in_schema=False)
async def demo_wallet(request: AnyRequest) -> Page:
    """Who asks, for what, and what one may give; without a request, where to paste one. In demo mode only."""
    require_demo(request)
    address = query(request, "address") or (str(request.url) if query(request, "client_id") else "")
    return shown(request, address)


@post(DEMO_WALLET_PATH, include_in_schema=False, status_code=200)
async def give(request: AnyRequest) -> Response[None] | Page:
    """What was chosen is presented, and the holder led where this place says."""
    require_demo(request)
    form = await request.form()
    address, chosen = str(form.get("address", "")), str(form.get("give", ""))
    asked = own_request(request, address)
    if asked is None or chosen not in (*get_args(DemoProof), DECLINE):
        return shown(request, "?")
    proof = None if chosen == DECLINE else cast(DemoProof, chosen)
    return led(led_to(await age_of(request).asking.give(attempt_of(asked), asked, proof)))


def shown(request: AnyRequest, address: str) -> Page:
    asked = own_request(request, address) if address else None
    site = origin_of(request).partition("://")[2] if asked else ""
    printed = printer_of(request).age_wallet(reader_of(request), address, site, is_unknown=bool(address) and not asked)
    # Not `no-referrer`: its form would then say `Origin: null`.
    return page(request, printed)


def own_request(request: AnyRequest, address: str) -> WalletRequest | None:
    """The request in an address, or behind it, when it is one of this place: nobody else is shown anything."""
    page, _, reference = address.strip().rpartition("/")
    if page + "/" == origin_of(request) + ASK_PATH:
        found = age_of(request).asking.referred(reference)
        return found.of_wallet() if found else None
    asked = request_in(address)
    if asked is None or asked.response_uri != origin_of(request) + response_path(attempt_of(asked)):
        return None
    return asked


def attempt_of(asked: WalletRequest) -> str:
    """The attempt a request belongs to."""
    return asked.state.partition(".")[0]


def require_demo(request: AnyRequest) -> None:
    if not age_of(request).asking.has_demo_wallet():
        raise Refusal("not_found")


ROUTES = (hear_wallet, asked_here, demo_wallet, give)
