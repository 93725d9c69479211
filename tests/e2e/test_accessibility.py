"""The accessibility contract: names, roles, keyboard, and nothing for axe-core to say."""

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.agora import Agora
from tests.e2e.guests import guest
from tests.e2e.scenes.inspection import sideways, violations
from tests.tools.server import PalabreServer

PAGES = ["/", "/r/agora", "/rules", "/privacy", "/legal", "/r/nulle-part", "/nulle-part"]


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
async def test_axe_finds_nothing_on_any_page(place: PalabreServer, browser: Browser, scheme: str, width: int) -> None:
    async with guest(browser, place.url, color_scheme=scheme, viewport={"width": width, "height": 720}) as ana:
        for path in PAGES:
            await ana.open(path)
            await expect(ana.page.get_by_role("main")).to_be_visible()
            assert await violations(ana.page) == [], path


async def test_the_room_answers_to_the_names_of_the_contract(agora: Agora, browser: Browser) -> None:
    async with guest(browser, agora.url) as ana:
        await ana.open(agora.path)
        await expect(ana.page.get_by_role("log", name="Agora", exact=True)).to_be_visible()
        await expect(ana.page.get_by_role("navigation", name="Salons", exact=True)).to_be_visible()
        await expect(ana.page.get_by_role("region", name="Personnes présentes", exact=True)).to_be_visible()
        await expect(ana.page.get_by_role("button", name="Envoyer", exact=True)).to_be_visible()
        await ana.name_oneself("Ana")
        await ana.say("Bonjour")
        await expect(ana.articles.get_by_role("button", name="Actions sur le message de Ana")).to_have_count(1)


async def test_messages_are_reached_with_the_arrow_keys_and_come_into_view(agora: Agora, browser: Browser) -> None:
    async with guest(browser, agora.url, viewport={"width": 1280, "height": 480}) as ana:
        await ana.open(agora.path)
        await ana.name_oneself("Ana")
        for word in ("Un", "Deux", "Trois"):
            await ana.say("\n".join([word] * 8))
        await ana.articles.last.focus()
        for key, reached in (
            ("ArrowUp", 1),
            ("ArrowUp", 0),
            ("End", 2),
            ("Home", 0),
            ("ArrowDown", 1),
            ("ArrowDown", 2),
        ):
            await ana.page.keyboard.press(key)
            await expect(ana.articles.nth(reached)).to_be_focused()
            await expect(ana.articles.nth(reached)).to_be_in_viewport()


async def test_a_burst_is_summed_up_in_the_polite_region(agora: Agora, browser: Browser) -> None:
    async with guest(browser, agora.url) as ana, guest(browser, agora.url) as bilal:
        await bilal.open(agora.path)
        await ana.open(agora.path)
        await ana.name_oneself("Ana")
        for number in range(3):
            await ana.say(f"Mot {number}")
        await expect(bilal.page.get_by_role("status").filter(has_text="nouveau")).not_to_have_count(0)


@pytest.mark.parametrize("width", [320, 640])
async def test_no_page_scrolls_sideways(place: PalabreServer, browser: Browser, width: int) -> None:
    async with guest(browser, place.url, viewport={"width": width, "height": 640}) as ana:
        for path in PAGES:
            await ana.open(path)
            await expect(ana.page.get_by_role("main")).to_be_visible()
            assert await sideways(ana.page) == [], path


async def test_the_page_speaks_english_when_asked(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url, locale="en-GB") as ana:
        await ana.open("/r/english")
        await expect(ana.page.get_by_role("button", name="Send", exact=True)).to_be_visible()
        assert await ana.page.locator("html").get_attribute("lang") == "en"
