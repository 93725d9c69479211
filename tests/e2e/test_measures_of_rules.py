"""What a rule restricts by itself, in real browsers: told with its reasons, contested, judged by a person."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.e2e.guests import BrowserGuest, guest
from tests.e2e.moderators import BrowserModerator, addresses, moderator
from tests.e2e.scenes.inspection import sideways, violations
from tests.tools.server import PalabreServer, running_server

CONTEST = "Je citais mon petit frère, j’ai 21 ans."
PHONE = {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}


@pytest.fixture(scope="module")
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """Its two desk addresses are good for one sign-in each: one for each test."""
    async with running_server(tmp_path_factory.mktemp("rules") / "data") as running:
        yield running


def told_to(who: BrowserGuest) -> Locator:
    return who.page.get_by_role("alert").filter(has=who.page.get_by_role("heading"))


async def refused_text(who: BrowserGuest, text: str) -> None:
    await who.message_field.fill(text)
    await who.message_field.press("Enter")


async def faultless(who: BrowserGuest) -> None:
    assert await violations(who.page) == []
    assert await sideways(who.page) == []


async def contested(browser: Browser, place: PalabreServer, code: str, title: str) -> None:
    """By the code alone, in a browser that holds nothing else."""
    async with guest(browser, place.url) as anybody:
        await anybody.open(f"/receipt/{code}")
        await expect(anybody.page.get_by_role("heading", name=title)).to_be_visible()
        await expect(anybody.page.get_by_text("une règle automatique", exact=True)).to_be_visible()
        await anybody.page.get_by_role("textbox").fill(CONTEST)
        await anybody.page.get_by_role("button", name="Envoyer la contestation").click()
        await expect(anybody.page.get_by_text(CONTEST)).to_be_visible()
        await faultless(anybody)


async def overturned(mo: BrowserModerator) -> None:
    """Nobody had decided: any person of the team may judge it."""
    await mo.press("c")
    await expect(mo.cases).to_have_count(1)
    await mo.press("j")
    await expect(mo.case.get_by_text(CONTEST)).to_be_visible()
    await mo.press("2")
    await mo.press("Tab")
    await mo.page.keyboard.type("Une citation n’est pas un âge.")
    await mo.button("overturn").press("Enter")


async def test_whose_writing_a_rule_closed_contests_it_and_writes_again(place: PalabreServer, browser: Browser) -> None:
    async with (
        guest(browser, place.url, **PHONE) as chloe,
        guest(browser, place.url) as bilal,
        moderator(browser, place, addresses(place)[0]) as mo,
    ):
        await bilal.open("/r/agora")
        await chloe.open("/r/agora")
        await chloe.name_oneself("Chloé")
        await chloe.say("Bonjour")
        await refused_text(chloe, "j’ai 13 ans")
        told = told_to(chloe)
        await expect(told.get_by_role("heading", name="Vous pouvez lire, plus écrire")).to_be_visible()
        await expect(told.get_by_text("Il faut avoir 15")).to_be_visible()
        await expect(told.get_by_text("13 ans")).to_have_count(0)
        await expect(chloe.message_field).to_have_count(0)
        await faultless(chloe)
        code = await told.locator(".code span").inner_text()
        await contested(browser, place, code, "Décision : écriture fermée")
        await overturned(mo)
        await expect(chloe.message_field).to_be_visible()
        await chloe.say("Merci")
        await bilal.sees("Merci")


async def test_who_is_stopped_towards_somebody_is_told_a_rule_and_nothing_of_them(
    place: PalabreServer, browser: Browser
) -> None:
    async with (
        guest(browser, place.url) as ana,
        guest(browser, place.url, **PHONE) as bilal,
        moderator(browser, place, addresses(place)[1]) as nour,
    ):
        for each, nickname in ((ana, "Ana"), (bilal, "Bilal")):
            await each.open("/r/agora")
            await each.name_oneself(nickname)
            await each.say(f"Bonsoir, ici {nickname}")
        await refused_text(ana, "Moi j’ai 16 ans")
        await expect(ana.page.get_by_role("link", name="appeler le 119")).to_be_visible()
        await refused_text(bilal, "@Ana envoie une photo nue")
        told = told_to(bilal).filter(has=bilal.page.locator(".code"))
        await expect(told.get_by_role("heading", name="Certains de vos messages")).to_be_visible()
        words = await told.inner_text()
        for unsaid in ("Ana", "16", "mineur", "photo"):
            assert unsaid not in words
        await faultless(bilal)
        code = await told.locator(".code span").inner_text()
        await contested(browser, place, code, "Décision : une partie de vos messages")
        await overturned(nour)
        await expect(bilal.page.get_by_text("@Ana", exact=False)).to_have_count(1)
        await bilal.say("Bonsoir à tous")
        await ana.sees("Bonsoir à tous")
