"""A long room: thousands of messages scrolled through, of which the page holds a few; and bursts."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import zip_longest
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.bench.page_crowd import Crowd, crowd, sentence
from tests.e2e.guests import BrowserGuest, guest
from tests.tools.server import PalabreServer, running_server

WATCH = (Path(__file__).parent / "watch_timeline.js").read_text()
ROOMS = ("agora", "cuisine", "jardin", "couloir", "lectures", "couture")
# By whether the long run was asked for (`--long`); the page holds 1,000 and two pages at most.
MESSAGES = {True: 5_000, False: 2_000}
STEP_PX = 1_900  # a little less than the screen shows of the timeline
PAGES_DOWN = {True: 60, False: 30}
MOVED_WITHIN_PX = 2  # fractions of pixels that a page, which scrolls by whole ones, loses when a page of messages comes
MOST_ARTICLES = 200
BURST_PER_SECOND = 100
BURST_SECONDS = 8
BEGINNING = "C’est le début"

FIRST_DRAWN = """most => {
  const text = document.querySelector("[role=log] article .msg-text");
  return text && parseInt(text.textContent, 10) <= most;
}"""


@pytest.fixture(scope="module")
async def busy(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """A server whose allowances are off, so that a few write as many do."""
    folder = tmp_path_factory.mktemp("busy")
    rooms = "".join(f'[[rooms]]\nslug = "{room}"\nname = "{room.title()}"\n' for room in ROOMS)
    (folder / "palabre.toml").write_text(f'mode = "demo"\n[allowance]\nfactor = 0\n{rooms}')
    async with running_server(folder / "data", options=["--config", folder / "palabre.toml"]) as server:
        yield server


class Watched:
    """What a guest's timeline showed, frame by frame."""

    def __init__(self, reader: BrowserGuest) -> None:
        self.reader = reader
        self.page = reader.page

    @classmethod
    async def of(cls, reader: BrowserGuest) -> "Watched":
        """Begin to watch; the pointer is put over the timeline."""
        await reader.page.evaluate(WATCH)
        box = await reader.log.bounding_box()
        assert box is not None
        await reader.page.mouse.move(box["x"] + 300, box["y"] + 300)
        return cls(reader)

    async def moved(self) -> float:
        """By how many pixels what is read went down, all in all."""
        return float(await self.page.evaluate("watched.moved"))

    async def seen(self) -> list[str]:
        """Keys of others' messages seen for the first time since last asked, in the order they were seen."""
        keys = await self.page.evaluate("watched.newlySeen()")
        return [key for key in keys if not key.startswith("own ")]

    async def at(self, what: str) -> float:
        """One number of the watch."""
        return float(await self.page.evaluate(f"watched.{what}"))

    async def wheel_up(self) -> tuple[str, float]:
        """Turn the wheel a step: what stands at the room's edge, if it is on the page, and how far one went."""
        before = await self.moved()
        await self.page.mouse.wheel(0, -STEP_PX)
        edge = await self.page.evaluate("px => watched.settledAfter(px)", STEP_PX)
        return str(edge), await self.moved() - before


@asynccontextmanager
async def ana_in(server: PalabreServer, browser: Browser, room: str) -> AsyncIterator[tuple[BrowserGuest, Watched]]:
    """Ana, who has written once and may read older pages, on a tall screen."""
    async with guest(browser, server.url, viewport={"width": 1280, "height": 2200}, reduced_motion="reduce") as ana:
        await ana.open(f"/r/{room}")
        await ana.name_oneself("Ana")
        await ana.say("Me voici")
        await expect(ana.page.get_by_role("status").filter(has_text=re.compile(r"nouveaux? message"))).to_have_count(0)
        yield ana, await Watched.of(ana)


def in_order(people: Crowd) -> list[str]:
    """Ids of the room's messages, oldest first, as one of the crowd was told them."""
    told = people.guests[0].histories[people.room].messages
    return [told[offset]["id"] for offset in sorted(told)]


def in_text(people: Crowd, place: int) -> str:
    """The text of the message in this place, the first being 0 (here, Ana’s)."""
    told = people.guests[0].histories[people.room].messages
    return str([told[offset]["body"] for offset in sorted(told)][place])


def first_difference(seen: list[str], order: list[str]) -> tuple[int, list[str], list[str]] | None:
    """Where what was seen stops being every message once and in order: the place, and a few from there on."""
    for place, (one, other) in enumerate(zip_longest(seen, order)):
        if one != other:
            return place, seen[place : place + 3], order[place : place + 3]
    return None


async def test_thousands_of_messages_are_scrolled_through_without_a_jump_and_with_few_of_them_on_the_page(
    busy: PalabreServer, browser: Browser, is_long: bool
) -> None:
    async with crowd(busy.url, "agora") as people:
        await people.write(MESSAGES[is_long])
        await people.guests[0].reach("agora", MESSAGES[is_long])
        order = in_order(people)
    async with ana_in(busy, browser, "agora") as (ana, watched):
        at_the_end = await watched.seen()
        edge, steps = "", []
        while BEGINNING not in edge:
            edge, step = await watched.wheel_up()
            steps.append(step)
        await watched.wheel_up()
        assert first_difference((await watched.seen())[::-1] + at_the_end, order) is None
        # A turn of the wheel may end early when a page of older messages comes under it: what is read never jumps.
        assert max(steps) <= STEP_PX + MOVED_WITHIN_PX and min(steps[:-1]) > 0

        await watched.page.evaluate("watched.beginAgain()")
        await ana.articles.first.focus()
        for _ in range(PAGES_DOWN[is_long]):
            await ana.page.keyboard.press("PageDown")
            await watched.page.evaluate("watched.frames(2)")
        going_down = await watched.seen()
        assert len(going_down) > 10 * PAGES_DOWN[is_long]
        assert first_difference(going_down, order[: len(going_down)]) is None
        assert await watched.at("lost") == 0 and await watched.at("blank") == 0

        await ana.page.keyboard.press("End")
        await expect(ana.message("Me voici")).to_be_focused()
        assert await watched.at("mostArticles") <= MOST_ARTICLES
        assert await watched.page.evaluate("watched.said") == [], "what comes back on the page is not said again"
        assert ana.complaints == []


async def test_a_burst_is_followed_to_its_end_and_summed_up(busy: PalabreServer, browser: Browser) -> None:
    async with crowd(busy.url, "cuisine") as people, ana_in(busy, browser, "cuisine") as (ana, watched):
        await people.write_at(BURST_PER_SECOND, BURST_SECONDS)
        await ana.sees(sentence(people.posted))
        assert await ana.page.evaluate("watched.blank") == 0
        assert await watched.at("furthest") <= 1, "the end is followed"
        assert await watched.at("mostArticles") <= MOST_ARTICLES
        await expect(ana.page.get_by_role("status").filter(has_text="nouveaux messages")).to_have_count(1)
        said = [int(text.split()[0]) for text in await ana.page.evaluate("watched.said")]
        assert len(said) <= 1 + BURST_SECONDS / 4 and max(said) > BURST_PER_SECOND


async def test_who_reads_further_up_is_left_in_peace_by_a_burst(busy: PalabreServer, browser: Browser) -> None:
    async with crowd(busy.url, "jardin") as people, ana_in(busy, browser, "jardin") as (ana, watched):
        await people.write(200)
        await ana.sees(sentence(200))
        await watched.wheel_up()
        await ana.page.evaluate("watched.forget()")
        await people.write_at(BURST_PER_SECOND, 2)
        pill = ana.page.get_by_role("button", name=f"{people.posted - 200} nouveaux messages")
        await expect(pill).to_be_visible()
        assert await watched.moved() == 0
        # Two who write at once may be heard in another order than they wrote.
        await people.guests[0].reach("jardin", people.posted + 1)
        await pill.press("Enter")
        await expect(ana.message(in_text(people, people.posted))).to_be_focused()
        await expect(pill).to_have_count(0)
        line = ana.log.get_by_role("separator", name="Nouveaux messages")
        while await line.count() == 0:
            edge, _ = await watched.wheel_up()
            assert BEGINNING not in edge, "the line stands above the first message of the burst"
        above = line.locator("xpath=preceding-sibling::article[1]")
        await expect(above).to_contain_text(in_text(people, 200))


async def test_what_is_held_is_bounded_while_the_end_is_followed(busy: PalabreServer, browser: Browser) -> None:
    async with crowd(busy.url, "couloir") as people, ana_in(busy, browser, "couloir") as (ana, _):
        await people.write(1_500)
        await ana.sees(sentence(1_500))
        await ana.articles.last.focus()
        await ana.page.keyboard.press("Home")
        # The last 1,000 and up to two pages more are held; the first of them is drawn a frame later.
        await ana.page.wait_for_function(FIRST_DRAWN, arg=500)
        first = int((await ana.articles.first.locator(".msg-text").inner_text()).split()[0])
        assert 300 <= first <= 500


async def test_a_link_leads_to_a_message_far_above_and_says_when_it_is_gone(
    busy: PalabreServer, browser: Browser
) -> None:
    async with crowd(busy.url, "lectures") as people, ana_in(busy, browser, "lectures") as (ana, _):
        await people.write(400)
        await people.guests[0].reach("lectures", 401)
        wanted = in_order(people)[20]
        await ana.open("/")
        await ana.open(f"/r/lectures#m-{wanted}")
        article = ana.log.locator(f"[data-key='{wanted}']")
        await expect(article).to_be_focused()
        await expect(article).to_be_in_viewport()
        await ana.page.evaluate("location.hash = '#m-nowhere'")
        await expect(ana.page.get_by_role("status").filter(has_text="Ce message n’est plus là.")).to_be_visible()


async def test_after_a_reload_the_line_stands_where_one_stopped_reading(busy: PalabreServer, browser: Browser) -> None:
    async with crowd(busy.url, "couture") as people, ana_in(busy, browser, "couture") as (ana, _):
        async with ana.page.expect_event("websocket", lambda _: True) as opened:
            await ana.page.reload()
        async with (await opened.value).expect_event("framesent", lambda sent: "read.mark" in str(sent)):
            await people.write(5)
        await ana.open("/")
        await people.write(5)
        await ana.open("/r/couture")
        line = ana.log.get_by_role("separator", name="Nouveaux messages")
        await expect(line.locator("xpath=following-sibling::article[1]")).to_contain_text(in_text(people, 6))
