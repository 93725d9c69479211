"""Moderators in real browsers: they come in by the address the server printed, and decide with keys."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Locator, Page, expect

from tests.e2e.guests import BrowserGuest, guest
from tests.tools.server import PalabreServer

_ADDRESS = re.compile(r"http://\S+(?P<path>/desk#\S+)")
# A decision leaves after ten seconds, until which it can be undone.
UNDONE_UNTIL = 11_000


def addresses(place: PalabreServer) -> list[str]:
    """The one-time addresses printed since the last start, as paths."""
    return [found["path"] for found in _ADDRESS.finditer(place.stdout)]


class BrowserModerator:
    """One person of the team at their desk."""

    def __init__(self, browser: BrowserGuest) -> None:
        self.browser = browser
        self.words = browser.words

    @property
    def page(self) -> Page:
        return self.browser.page

    @property
    def held(self) -> Locator:
        """The messages that wait."""
        return self.queue.get_by_role("article")

    @property
    def queue(self) -> Locator:
        """What waits: messages, then cases."""
        return self.page.get_by_role("navigation", name=self.words["queue"], exact=True)

    @property
    def cases(self) -> Locator:
        """The cases of the queue."""
        return self.queue.get_by_role("link")

    @property
    def case(self) -> Locator:
        """What is open in the middle."""
        return self.page.get_by_role("main")

    @property
    def decision(self) -> Locator:
        """The ladder beside it."""
        return self.page.get_by_role("complementary", name=self.words["caseDecision"], exact=True)

    def button(self, key: str) -> Locator:
        return self.page.get_by_role("button", name=self.words[key], exact=True)

    async def watch(self, room: str) -> None:
        """Watch over a room; returns once the desk says that it is covered."""
        switch = self.page.get_by_role("switch", name=self.words.filled("watchIn", room))
        await switch.check()
        await expect(self.page.get_by_text(self.words.like("watchers"))).not_to_have_count(0)

    async def press(self, key: str) -> None:
        await self.page.keyboard.press(key)

    async def let_it_leave(self) -> None:
        """Let the time pass in which a decision can be undone."""
        await self.page.clock.run_for(UNDONE_UNTIL)


@asynccontextmanager
async def moderator(
    browser: Browser, place: PalabreServer, address: str, **options: object
) -> AsyncIterator[BrowserModerator]:
    """Someone of the team who has just come in by this address."""
    async with guest(browser, place.url, **options) as person:
        await person.page.clock.install()
        await person.open(address)
        desk = BrowserModerator(person)
        await expect(desk.button("signOut")).to_be_visible()
        yield desk
