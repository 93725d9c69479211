"""Guests in real browsers: what a person does, by the names a screen reader would say."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.words import Words
from tests.tools.midday import midday_zone

BURST_MS = 20_000


class BrowserGuest:
    """One person, one browser context. What the page asked of the network and said on its console is kept."""

    def __init__(self, context: BrowserContext, page: Page, base: str, language: str = "fr") -> None:
        self.context = context
        self.page = page
        self.base = base
        self.words = Words(language)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.set_default_timeout(BURST_MS)

    async def open(self, path: str) -> None:
        await self.page.goto(f"{self.base}{path}")

    @property
    def name_field(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words["nickname"], exact=True)

    @property
    def message_field(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words["message"], exact=True)

    @property
    def send_button(self) -> Locator:
        return self.page.get_by_role("button", name=re.compile(f"^{self.words['send']}"))

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def articles(self) -> Locator:
        return self.log.get_by_role("article")

    def message(self, text: str) -> Locator:
        """The messages of the timeline that say this; not those that quote it."""
        return self.articles.filter(has=self.page.get_by_role("paragraph").filter(has_text=text))

    def button(self, key: str) -> Locator:
        """The button that bears this word of the client's."""
        return self.page.get_by_role("button", name=self.words[key], exact=True)

    async def name_oneself(self, nickname: str) -> None:
        await self.name_field.fill(nickname)

    async def say(self, text: str) -> None:
        """Write and press Enter; returns once the message is acknowledged."""
        await self.message_field.fill(text)
        await self.message_field.press("Enter")
        await self._is_taken(text)

    async def send(self, text: str) -> None:
        """Write and press the button, as on a phone; returns once the message is acknowledged."""
        await self.message_field.fill(text)
        await self.send_button.click()
        await self._is_taken(text)

    async def _is_taken(self, text: str) -> None:
        await expect(self.message(text)).to_have_count(1, timeout=BURST_MS)
        for state in ("sending", "queued"):
            await expect(self.message(text).get_by_text(self.words[state])).to_have_count(0, timeout=BURST_MS)

    async def sees(self, text: str) -> None:
        """The text is shown, once."""
        await expect(self.message(text)).to_have_count(1, timeout=BURST_MS)

    async def go_to_the_first(self) -> None:
        """To the first message held: what is far above what is read is not on the page."""
        await self.articles.last.focus()
        await self.page.keyboard.press("Home")
        await expect(self.articles.first).to_be_focused(timeout=BURST_MS)

    async def menu_of(self, text: str) -> Locator:
        """Open the menu of a message; returns it."""
        article = self.message(text)
        await article.hover()
        await article.get_by_role("button", name=self.words.like("actionsOn")).click()
        return self.page.get_by_role("menu")

    def foreign_requests(self) -> list[str]:
        """What was asked of anyone else than the server."""
        host = urlsplit(self.base).netloc
        asked = [urlsplit(url) for url in self.requests]
        return [url.geturl() for url in asked if url.scheme not in ("data", "blob") and url.netloc != host]


@asynccontextmanager
async def guest(browser: Browser, base: str, **options: object) -> AsyncIterator[BrowserGuest]:
    """A newcomer with a French browser where it is noon; `options` are Playwright's context options."""
    wanted = {
        "locale": "fr-FR",
        "viewport": {"width": 1280, "height": 800},
        "timezone_id": midday_zone(),
        **options,
    }
    context = await browser.new_context(**wanted)  # type: ignore[arg-type]
    page = await context.new_page()
    try:
        yield BrowserGuest(context, page, base, str(wanted["locale"])[:2])
    finally:
        # A page with a draft asks before it goes.
        page.on("dialog", lambda dialog: dialog.accept())
        # Chromium never answers a context closed while one of its pages is on its way to another.
        await page.goto("about:blank")
        await context.close()
