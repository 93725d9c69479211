"""Reading without taking part: the first visit, an empty room, links to messages, older pages."""

import re
from collections.abc import AsyncGenerator, Awaitable, Callable

from playwright.async_api import Route, expect

from tests.e2e.guests import BrowserGuest
from tests.e2e.scenes.theatre import LAST, Theatre
from tests.e2e.scenes.visit import REFUSED, UNREACHABLE, Shown

OLDER = re.compile(r"/api/rooms/lectures/messages\?")
ONE = re.compile(r"/api/rooms/lectures/messages/")
UP = """(words) => {
  const log = document.querySelector("[role=log]");
  log.scrollTop = 0;
  return new RegExp(words).test(log.textContent);
}"""


class Held:
    """Requests that wait for their answer; those that come once it is given have it at once."""

    def __init__(self) -> None:
        self._waiting: list[Route] = []
        self._answer: Callable[[Route], Awaitable[None]] | None = None

    async def take(self, route: Route) -> None:
        if self._answer is None:
            self._waiting.append(route)
        else:
            await self._answer(route)

    async def let_through(self) -> None:
        await self._answered(Route.continue_)

    async def cut(self) -> None:
        await self._answered(Route.abort)

    async def _answered(self, answer: Callable[[Route], Awaitable[None]]) -> None:
        self._answer = answer
        for route in self._waiting:
            await answer(route)


async def a_first_visit(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone:
        await someone.open("/r/cuisine")
        await someone.sees(LAST)
        yield Shown("first-visit", someone)
        await someone.name_oneself("Linh")
        await someone.message_field.fill("Bonsoir tout le monde")
        await someone.send_button.click()
        await expect(someone.page.get_by_role("alert")).to_be_visible()
        yield Shown("name-refused", someone, console=REFUSED)
        await someone.name_oneself("Abel")
        await someone.message_field.fill("va te suicider")
        await someone.send_button.click()
        await expect(someone.page.get_by_role("alert").get_by_role("link").first).to_be_visible()
        yield Shown("first-message-refused", someone)


async def an_empty_room(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone:
        await someone.open("/r/jardin")
        await expect(someone.page.get_by_text(someone.words["emptyRoom"])).to_be_visible()
        await expect(someone.page.get_by_text(someone.words["unattendedMeans"])).to_be_visible()
        yield Shown("empty-room", someone)


async def older_messages_for_guests_only(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone:
        await someone.open("/r/lectures")
        await someone.sees("Page 130")
        await to_the_top(someone, "olderForGuests")
        yield Shown("older-for-guests", someone)
        first = theatre.ids["Page 2 : la suite est meilleure."]
        await someone.page.goto(f"{someone.base}/r/lectures#m-{first}")
        await expect(someone.page.get_by_text(someone.words["seekForGuests"])).to_be_visible()
        yield Shown("link-for-guests", someone)


async def older_messages(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    held = Held()
    async with theatre.seen_by("Chloé") as chloe:
        await chloe.page.route(OLDER, held.take)
        await chloe.open("/r/lectures")
        await chloe.sees("Page 130")
        await to_the_top(chloe, "loadingOlder")
        yield Shown("loading-older", chloe)
        await held.cut()
        await chloe.button("retry").scroll_into_view_if_needed()
        yield Shown("older-missing", chloe, console=UNREACHABLE)
        await chloe.page.unroute(OLDER)
        await chloe.button("retry").click()
        await to_the_top(chloe, "beginning")
        yield Shown("beginning", chloe)


async def to_the_top(someone: BrowserGuest, key: str) -> None:
    """Up and up, while rows and older pages come above, until the top says these words of the client's."""
    words = someone.words.like(key)
    await someone.page.wait_for_function(UP, arg=words.pattern)
    await someone.log.get_by_text(words).scroll_into_view_if_needed()


async def a_link_to_a_message(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    held = Held()
    async with theatre.seen_by("Chloé") as chloe:
        wanted = "Page 12 : la suite est meilleure."
        await chloe.page.route(ONE, held.take)
        await chloe.open(f"/r/lectures#m-{theatre.ids[wanted]}")
        await expect(chloe.page.get_by_role("progressbar")).to_be_visible()
        yield Shown("link-sought", chloe)
        await held.let_through()
        await chloe.page.unroute(ONE)
        await expect(chloe.message(wanted)).to_be_focused()
        yield Shown("link-found", chloe)
        await chloe.page.evaluate("location.hash = '#m-nulle-part'")
        await expect(chloe.page.get_by_text(chloe.words["seekGone"])).to_be_visible()
        yield Shown("link-gone", chloe, console=REFUSED)
