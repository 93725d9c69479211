"""The installed place: unreachable, it says so in the reader's language and theme, and it comes back."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.guests import BrowserGuest, guest
from tests.tools.server import PalabreServer, running_server

TERRACOTTA = "rgb(163, 67, 31)"
# Resolves once the worker answers for the page and has kept what it shows offline.
KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const names = await caches.keys();
  for (const name of names) {
    const page = await (await caches.open(name)).match("/offline");
    if (page) return { names, language: page.headers.get("content-language"), html: await page.text() };
  }
  return null;
}"""


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[PalabreServer]:
    """A server of its own, to be stopped and started."""
    async with running_server(tmp_path / "data") as running:
        yield running


async def until_kept(page: Page, *, language: str) -> None:
    """Wait until the worker holds the offline page in this language."""
    await page.wait_for_function(f"async (language) => (await ({KEPT})())?.language === language", arg=language)


async def visit(someone: BrowserGuest, path: str, language: str) -> None:
    await someone.open(path)
    await until_kept(someone.page, language=language)


@pytest.mark.parametrize(
    ("locale", "language", "title", "retry"),
    [("fr-FR", "fr", "Hors ligne", "Réessayer"), ("en-GB", "en", "Offline", "Try again")],
)
async def test_a_place_that_cannot_be_reached_says_so_and_comes_back(
    place: PalabreServer, browser: Browser, locale: str, language: str, title: str, retry: str
) -> None:
    async with guest(browser, place.url, locale=locale) as ana:
        await visit(ana, "/r/agora", language)
        await place.terminate()
        await ana.page.reload()
        await expect(ana.page.get_by_role("heading", name=title)).to_be_visible()
        # The live page noted its lost connection; from here on there is only the offline page.
        ana.complaints.clear()
        await ana.page.reload()
        await expect(ana.page.get_by_role("heading", name=title)).to_be_visible()
        assert await ana.page.evaluate("document.documentElement.lang") == language
        button = ana.page.get_by_role("link", name=retry)
        assert await button.evaluate("link => getComputedStyle(link).backgroundColor") == TERRACOTTA
        assert ana.complaints == []
        await place.start()
        await button.click()
        await expect(ana.page.get_by_role("log")).to_be_visible()
        assert ana.page.url == f"{place.url}/r/agora"


async def test_the_offline_page_follows_the_language_and_theme_that_were_chosen(
    place: PalabreServer, browser: Browser
) -> None:
    async with guest(browser, place.url) as ana:
        await visit(ana, "/", "fr")
        await ana.context.add_cookies([{"name": "palabre_theme", "value": "dark", "url": place.url}])
        await ana.page.evaluate("fetch('/legal?lang=en')")
        await until_kept(ana.page, language="en")
        await place.terminate()
        await ana.page.reload()
        await expect(ana.page.get_by_role("heading", name="Offline")).to_be_visible()
        assert await ana.page.evaluate("document.documentElement.dataset.theme") == "dark"


async def test_nothing_of_a_room_is_kept(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url) as ana:
        await visit(ana, "/r/agora", "fr")
        await ana.name_oneself("Ana")
        await ana.say("Ceci ne reste pas dans le navigateur")
        await ana.page.reload()
        await until_kept(ana.page, language="fr")
        kept = await ana.page.evaluate(
            """async () => {
              const found = [];
              for (const name of await caches.keys())
                for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
              return found;
            }"""
        )
        assert "/offline" in kept
        assert [path for path in kept if path.startswith(("/r/", "/api/"))] == []
        state = await ana.page.evaluate(KEPT)
        assert "Ana" not in json.dumps(state, ensure_ascii=False)


async def test_leaving_takes_the_worker_away_and_nothing_breaks(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url) as ana:
        await visit(ana, "/r/agora", "fr")
        await ana.name_oneself("Ana")
        await ana.say("Je ne fais que passer")
        left = await ana.page.evaluate(
            """async () => {
              const response = await fetch("/api/sessions/current", { method: "DELETE" });
              const registrations = await navigator.serviceWorker.getRegistrations();
              return [response.status, registrations.length, (await caches.keys()).length];
            }"""
        )
        assert left == [204, 0, 0]
        await visit(ana, "/", "fr")
        await expect(ana.page.get_by_role("link", name="Agora")).to_be_visible()
        assert ana.complaints == []
