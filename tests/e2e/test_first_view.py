"""What a room shows first: its end, at once and without a shift; what is above comes after, in the end all of it."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from tests.bench.page_crowd import Crowd, crowd
from tests.e2e.guests import BURST_MS, guest
from tests.tools.server import PalabreServer, running_server

PHONE = {"viewport": {"width": 375, "height": 812}, "has_touch": True, "is_mobile": True}
WITNESS = """
new PerformanceObserver(list => {
  const { dataset } = document.documentElement;
  for (const { value } of list.getEntries()) dataset.shift = Number(dataset.shift ?? 0) + value;
}).observe({ type: "layout-shift", buffered: true });
"""
TWO_SCREENS = """() => {
  const log = document.querySelector("[role=log]");
  return log.scrollHeight >= 2 * log.clientHeight;
}"""
MIDDLE = """article => {
  const log = article.closest("[role=log]").getBoundingClientRect(), box = article.getBoundingClientRect();
  return Math.abs((box.top + box.bottom) / 2 - (log.top + log.bottom) / 2) / log.height;
}"""
SCROLL_UP = "log => { log.scrollTop -= log.clientHeight / 2; }"


@pytest.fixture(scope="module")
async def told(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[tuple[PalabreServer, Crowd]]:
    """A server, and those who wrote sixty messages in its first room."""
    folder = tmp_path_factory.mktemp("told")
    (folder / "palabre.toml").write_text('mode = "demo"\n[allowance]\nfactor = 0\n')
    async with (
        running_server(folder / "data", options=["--config", folder / "palabre.toml"]) as server,
        crowd(server.url, "agora") as people,
    ):
        await people.write(60)
        await people.guests[0].reach("agora", 60)
        yield server, people


async def test_the_end_is_drawn_first_and_nothing_seen_moves_when_the_rest_comes(
    told: tuple[PalabreServer, Crowd], browser: Browser
) -> None:
    server, people = told
    async with guest(browser, server.url, **PHONE) as ana:
        await ana.page.add_init_script(WITNESS)
        await ana.open("/r/agora")
        last = people.guests[0].histories["agora"].messages[60]
        await expect(ana.message(last["body"])).to_be_in_viewport(timeout=BURST_MS)
        await ana.page.wait_for_function(TWO_SCREENS)
        assert await ana.page.locator("html").get_attribute("data-shift") is None


async def test_a_link_to_a_message_above_the_first_ones_drawn_shows_it_in_the_middle(
    told: tuple[PalabreServer, Crowd], browser: Browser
) -> None:
    server, people = told
    wanted = people.guests[0].histories["agora"].messages[30]["id"]
    async with guest(browser, server.url, **PHONE) as ana:
        await ana.open(f"/r/agora#m-{wanted}")
        article = ana.log.locator(f"[data-key='{wanted}']")
        await expect(article).to_be_focused(timeout=BURST_MS)
        assert await article.evaluate(MIDDLE) < 0.25


async def test_scrolling_up_brings_all_of_the_snapshot_even_without_the_window(
    told: tuple[PalabreServer, Crowd], browser: Browser
) -> None:
    server, people = told
    first = people.guests[0].histories["agora"].messages[11]["id"]
    async with guest(browser, server.url, **PHONE) as ana:
        await ana.page.route("**/timeline_late-*.js", lambda route: route.abort())
        await ana.open("/r/agora")
        await expect(ana.articles.last).to_be_in_viewport(timeout=BURST_MS)
        while not await ana.log.locator("[data-edge]").count():
            await ana.log.evaluate(SCROLL_UP)
        await expect(ana.log.locator(f"[data-key='{first}']")).to_have_count(1)
        await expect(ana.articles).to_have_count(50)
