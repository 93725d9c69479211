"""A browser that asks wallets itself (W3C Digital Credentials): the whole way, with a wallet played by the test."""

import re
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.async_api import Browser, expect

from tests.adapters.age.authority import Authority, Presentation
from tests.adapters.age.test_browser import wallet
from tests.adapters.age.test_trusted_list import listing, pem
from tests.e2e.guests import BrowserGuest, guest
from tests.e2e.midnight import AtTheDoor, midnight
from tests.sockets.test_age_leaves_no_trace import DAY, authority_of_today
from tests.tools.server import PalabreServer

# What Chromium has where the system has wallets. `answerOf` is the test's.
WITH_WALLETS = """
globalThis.DigitalCredential = class { static userAgentAllowsProtocol(name) { return name === "org-iso-mdoc"; } };
navigator.credentials.get = async ({ digital, mediation }) => {
  const [{ protocol, data }, ...more] = digital.requests;
  if (protocol !== "org-iso-mdoc" || mediation !== "required" || more.length > 0) throw new TypeError();
  if (!navigator.userActivation.isActive) throw new DOMException("", "NotAllowedError");
  const response = await globalThis.answerOf(data);
  if (response === null) throw new DOMException("", "NotAllowedError");
  return { protocol, data: { response } };
};
"""
NO_WALLETS = "delete globalThis.DigitalCredential;"
Answer = Callable[[dict[str, str]], str | None]


@dataclass(frozen=True)
class Place:
    server: PalabreServer
    authority: Authority
    now: datetime

    def wallet(self, *, over: bool = True, origin: str | None = None) -> Answer:
        """One that answers whatever this page asks."""
        items = [Presentation.item("age_over_18", over)]
        times = {"signed": self.now - DAY, "begins": self.now - DAY, "ends": self.now + timedelta(days=20)}
        return lambda data: wallet(self.authority, data, origin or self.server.url, items=items, **times)


@pytest.fixture(scope="module")
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    folder, now = tmp_path_factory.mktemp("wallets"), datetime.now(UTC).replace(microsecond=0)
    authority = authority_of_today(now)
    issued, expires = (moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (now - DAY, now + 20 * DAY))
    (folder / "issuers.toml").write_text(listing(pem(authority), issued=issued, expires=expires))
    async with midnight(folder, f'[age]\ntrusted_list = "{folder / "issuers.toml"}"\n') as server:
        yield Place(server, authority, now)


async def with_wallet(ana: BrowserGuest, answer: Answer) -> AtTheDoor:
    """At the choice of ways, in a browser with such a wallet."""
    await ana.context.expose_function("answerOf", answer)
    await ana.context.add_init_script(WITH_WALLETS)
    door = AtTheDoor(ana)
    await door.knock()
    return door


async def here(door: AtTheDoor) -> None:
    await door.way("ageWalletTitle").get_by_role("button", name=door.words["ageOnThisDevice"]).click()


async def test_the_browser_s_own_wallet_opens_the_room_without_leaving_the_page(place: Place, browser: Browser) -> None:
    async with guest(browser, place.server.url) as ana:
        door = await with_wallet(ana, place.wallet())
        address = ana.page.url
        await here(door)
        await expect(door.heading("ageProvenTitle")).to_be_focused()
        assert ana.page.url == address
        await door.enter()
        assert ana.foreign_requests() == []


@pytest.mark.parametrize(
    ("over", "origin", "title", "told"),
    [
        (False, None, "ageUnderTitle", "ageRefusals.under"),
        (True, "https://elsewhere.example", "ageRefusedTitle", "ageRefusals.forAnother"),
    ],
)
async def test_what_the_wallet_gave_is_refused_in_words(
    place: Place, browser: Browser, over: bool, origin: str | None, title: str, told: str
) -> None:
    async with guest(browser, place.server.url) as ana:
        door = await with_wallet(ana, place.wallet(over=over, origin=origin))
        await here(door)
        await expect(door.heading(title)).to_be_visible()
        await expect(ana.page.get_by_text(ana.words[told])).to_be_visible()


async def test_whoever_closes_what_the_browser_shows_may_ask_again_or_open_an_application(
    place: Place, browser: Browser
) -> None:
    gives = iter([None, place.wallet()])

    def answer(data: dict[str, str]) -> str | None:
        give = next(gives)
        return give and give(data)

    async with guest(browser, place.server.url) as ana:
        door = await with_wallet(ana, answer)
        await here(door)
        again = ana.page.get_by_role("button", name=ana.words["ageAskBrowser"])
        await expect(again).to_be_visible()
        await expect(door.link("ageOpenAgain")).to_have_attribute("href", re.compile(r"^av://\?client_id=redirect_uri"))
        await again.click()
        await expect(door.heading("ageProvenTitle")).to_be_visible()


async def test_a_browser_that_cannot_ask_opens_an_application_and_says_so(place: Place, browser: Browser) -> None:
    async with guest(browser, place.server.url) as ana:
        await ana.context.add_init_script(NO_WALLETS)
        door = AtTheDoor(ana)
        await door.knock()
        await here(door)
        await expect(door.link("ageOpenAgain")).to_be_visible()
        await expect(ana.page.get_by_role("button", name=ana.words["ageAskBrowser"])).to_have_count(0)


async def test_another_device_may_scan_with_its_application_too(place: Place, browser: Browser) -> None:
    async with guest(browser, place.server.url) as ana:
        door = AtTheDoor(ana)
        await door.knock()
        await door.way("ageWalletTitle").get_by_role("button", name=ana.words["ageOnAnother"]).click()
        await expect(ana.page.get_by_role("img", name=ana.words.like("ageQr"))).to_be_visible()
        await ana.page.get_by_text(ana.words["ageOwnScanner"]).click()
        await expect(ana.page.get_by_role("img", name=ana.words.like("ageOwnScannerQr"))).to_be_visible()
