"""The square for another device: short, of this place, looked at as often as one likes, and answered once."""

import html
import re
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import segno

from palabre.protocol.openid4vp import request_in
from palabre.settings.traffic import Allowances
from tests.cast import Stage, set_stage, settings_of
from tests.http.age import begun, came_in, given, how, matching_code
from tests.http.conftest import assert_problem, visitor

OPEN = re.compile(r'id="open" href="([^"]+)"')


def way_in(page: httpx.Response) -> str:
    """The link of the page that opens a wallet."""
    (link,) = OPEN.findall(page.text)
    return html.unescape(link)


async def test_the_square_holds_a_short_address_of_this_place(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    attempt = await begun(browser, device="other")
    place, reference = attempt["page"].rsplit("/", 1)
    assert place == "http://127.0.0.1:8000/age/ask"
    assert re.fullmatch(r"[\w-]{22}", reference)
    # Four modules of margin on each side.
    assert f'viewBox="0 0 {41} {41}"' in attempt["qr"]
    assert segno.make(attempt["page"], error="m", boost_error=False, micro=False).symbol_size()[0] == 41
    assert attempt["id"] not in attempt["page"]


async def test_on_the_same_device_there_is_no_square(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    assert not {"page", "qr", "wallet_qr", "browser"} & (await begun(browser)).keys()


async def test_the_other_device_reads_who_asks_and_opens_its_wallet(
    browser: httpx.AsyncClient, stage: Stage, static: Path
) -> None:
    await came_in(browser)
    attempt = await begun(browser, device="other")
    async with visitor(stage, static) as telephone:
        page = await telephone.get(attempt["page"])
        assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
        assert page.headers["referrer-policy"] == "no-referrer"
        assert not page.headers.get_list("set-cookie")
        assert "127.0.0.1:8000" in page.text
        assert "18\u00a0ans ou plus, oui ou non" in page.text
        # The request goes over whole, as the profile wants it, and is the one that began.
        assert request_in(way_in(page)) == request_in(attempt["link"])
        led = await given(telephone, {**attempt, "link": way_in(page)})
        done = await telephone.get("/age/done", params={"code": led["code"]})
    typed = await browser.post(f"/api/age/attempts/{attempt['id']}/code", json={"code": matching_code(done.text)})
    assert typed.json()["state"] == "proven"


async def test_looking_at_it_changes_nothing_and_shows_the_same(browser: httpx.AsyncClient) -> None:
    """A telephone looks ahead at what it scanned, and whoever reloads must not lose their request."""
    await came_in(browser)
    attempt = await begun(browser, device="other")
    ways = {way_in(await browser.get(attempt["page"])) for _ in range(3)}
    assert len(ways) == 1
    assert (await how(browser, attempt))["state"] == "waiting"
    assert "code" in await given(browser, attempt)


@pytest.mark.parametrize("end", ["answered", "declined", "given up", "begun again", "ten minutes"])
async def test_once_it_is_over_the_address_opens_nothing(browser: httpx.AsyncClient, stage: Stage, end: str) -> None:
    await came_in(browser)
    attempt = await begun(browser, device="other")
    if end in ("answered", "declined"):
        await given(browser, attempt, "over_18" if end == "answered" else "decline")
    elif end == "given up":
        await browser.delete(f"/api/age/attempts/{attempt['id']}")
    elif end == "begun again":
        await begun(browser, device="other")
    else:
        await stage.step(600)
    page = await browser.get(attempt["page"])
    assert page.status_code == 404
    assert not OPEN.search(page.text)
    assert "Cette demande n’existe pas" in page.text
    request = request_in(attempt["link"])
    assert request is not None
    assert request.state not in page.text


@pytest.mark.parametrize("reference", ["A" * 22, "x", "é", "%2e%2e", "<b>"])
async def test_a_guessed_address_says_what_an_old_one_says(browser: httpx.AsyncClient, reference: str) -> None:
    await came_in(browser)
    old = await begun(browser, device="other")
    await begun(browser, device="other")
    guessed = await browser.get(f"/age/ask/{reference}")
    assert (guessed.status_code, guessed.text) == (404, (await browser.get(old["page"])).text)


async def test_the_attempt_s_own_id_opens_nothing(browser: httpx.AsyncClient) -> None:
    """It is in addresses that others see; the reference is in the square alone."""
    await came_in(browser)
    attempt = await begun(browser, device="other")
    assert (await browser.get(f"/age/ask/{attempt['id']}")).status_code == 404


async def test_whoever_guesses_addresses_waits(static: Path) -> None:
    async with visitor(await set_stage(settings_of(allowances=Allowances(factor=0.01))), static) as browser:
        answers = [await browser.get("/age/ask/AAAA") for _ in range(40)]
        assert_problem(answers[-1], 429, "slowed")


async def test_the_page_speaks_the_reader_s_language(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    page = (await begun(browser, device="other"))["page"]
    french = await browser.get(page, headers={"Accept-Language": "fr"})
    (way,) = re.findall(r'href="(\?[^"]*lang=en)"', french.text)
    english = await browser.get(f"{page}{html.unescape(way)}")
    assert "Une preuve d’âge vous est demandée" in french.text
    assert "You are asked for a proof of age" in english.text
    assert way_in(english) == way_in(french)


async def test_the_demo_wallet_takes_the_short_address_as_well(browser: httpx.AsyncClient) -> None:
    await came_in(browser)
    attempt = await begun(browser, device="other")
    pasted = await browser.get("/age/demo-wallet", params={"address": f" {attempt['page']}\n"})
    assert 'id="give"' in pasted.text
    page = await browser.post("/age/demo-wallet", data={"address": attempt["page"], "give": "over_18"})
    assert urlsplit(page.headers["location"]).path == "/age/done"
