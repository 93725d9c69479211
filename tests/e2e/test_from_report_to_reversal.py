"""From a report to a reversal, every step in a real browser: by the mouse, then by the keyboard alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.e2e.authenticator import with_authenticator
from tests.e2e.guests import BrowserGuest, guest
from tests.e2e.keyboard import Keyboard
from tests.e2e.moderators import BrowserModerator, addresses, moderator
from tests.e2e.scenes.inspection import sideways, violations
from tests.e2e.test_people_at_the_desk import at_localhost, run
from tests.tools.server import PalabreServer, running_server

PRESSING = "Alors, tu me réponds quand"
CONTEST = "On plaisantait, on se connaît."
PHONE = {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"}


@pytest.fixture
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """A place of its own: its two desk addresses are good for one sign-in each."""
    async with running_server(tmp_path_factory.mktemp("court") / "data") as running:
        yield running


@asynccontextmanager
async def by_passkey(browser: Browser, place: PalabreServer, address: str) -> AsyncIterator[BrowserModerator]:
    """Somebody who came in by their address once, added a passkey, and comes in by it now."""
    async with guest(browser, at_localhost(place)) as person:
        desk = BrowserModerator(person)
        await with_authenticator(person.page)
        await person.open(address)
        await expect(desk.button("signOut")).to_be_visible()
        await desk.press("e")
        await person.page.get_by_label(desk.words["keyName"], exact=True).fill("Téléphone")
        await desk.press("Enter")
        await expect(person.page.get_by_role("dialog", name=desk.words["newCodes"])).to_be_visible()
        await desk.press("Escape")
        await desk.button("signOut").press("Enter")
        await desk.button("comeIn").press("Enter")
        await expect(desk.button("signOut")).to_be_visible()
        await desk.press("d")
        yield desk


async def seen(page: Page) -> None:
    """Nothing is wrong with what is shown."""
    assert await violations(page) == []
    assert await sideways(page) == []


async def talk(ana: BrowserGuest, bilal: BrowserGuest) -> None:
    for someone, name, text in ((ana, "Ana", "Bonsoir à tous"), (bilal, "Bilal", PRESSING)):
        await someone.open("/r/agora")
        await someone.name_oneself(name)
        await someone.say(text)
    await ana.sees(PRESSING)


def report_of(who: BrowserGuest) -> Locator:
    return who.page.get_by_role("dialog", name="Signaler", exact=True)


def told_to(who: BrowserGuest) -> Locator:
    return who.page.get_by_role("alert").filter(has=who.page.get_by_role("heading"))


async def test_a_report_a_mute_an_appeal_without_a_cookie_and_a_reversal(
    place: PalabreServer, browser: Browser
) -> None:
    first, second = addresses(place)
    async with (
        guest(browser, place.url) as ana,
        guest(browser, place.url, **PHONE) as bilal,
        by_passkey(browser, place, first) as mo,
        moderator(browser, place, second) as nour,
    ):
        await talk(ana, bilal)
        await reported(ana)
        await expect(mo.cases).to_have_count(1, timeout=1_000)
        await muted(mo, bilal)
        code = await bilal.page.locator(".code span").inner_text()
        await bilal.page.get_by_role("button", name="Continuer à lire").click()
        await expect(bilal.page.get_by_role("status").filter(has_text="Vous pourrez écrire à")).to_be_visible()
        await expect(bilal.message_field).to_have_count(0)
        await seen(bilal.page)

        async with guest(browser, place.url, **PHONE) as anybody:
            await anybody.open(f"/receipt/{code}")
            await contested(anybody)
        await overturned(nour)
        await expect(bilal.message_field).to_be_visible()
        await bilal.say("Merci")
        await expect(ana.message("Merci")).to_have_count(0)
        assert bilal.complaints == []
        assert (await run(place, "audit", "verify")).startswith("ok: ")


async def reported(ana: BrowserGuest) -> None:
    """Bilal's message, in two steps; what Ana typed is kept from one to the other."""
    menu = await ana.menu_of(PRESSING)
    await menu.get_by_role("menuitem", name="Signaler").click()
    dialog = report_of(ana)
    await expect(dialog.get_by_role("link", name="3114")).to_be_visible()
    await seen(ana.page)
    await dialog.get_by_role("button", name="Continuer").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("Choisissez")
    await dialog.get_by_role("radio", name="Harcèlement").check()
    await dialog.get_by_role("button", name="Continuer").click()
    await expect(dialog.get_by_text("pourrait deviner")).to_be_visible()
    await dialog.get_by_role("textbox").fill("Il insiste depuis une heure.")
    await seen(ana.page)
    await dialog.get_by_role("button", name="Retour").click()
    await expect(dialog.get_by_role("radio", name="Harcèlement")).to_be_checked()
    await dialog.get_by_role("button", name="Continuer").click()
    await expect(dialog.get_by_role("textbox")).to_have_value("Il insiste depuis une heure.")
    await dialog.get_by_role("button", name="Envoyer le signalement").click()
    await expect(dialog.get_by_role("button", name="Copier le code de reçu")).to_be_visible()
    await seen(ana.page)
    await dialog.get_by_role("button", name="Fermer").last.click()
    await expect(ana.message(PRESSING)).to_have_count(0)


async def muted(mo: BrowserModerator, bilal: BrowserGuest) -> None:
    """With two keys; Bilal reads at once what, until when, why, and by whom."""
    await mo.press("j")
    await expect(mo.case.get_by_text(PRESSING)).to_be_visible()
    assert "Ana" not in await mo.page.inner_text("body")
    await mo.press("3")
    await mo.press("Enter")
    told = told_to(bilal)
    await expect(told.get_by_role("heading", name="Vous ne pouvez plus écrire ici pendant 10")).to_be_visible()
    await expect(told.get_by_text(PRESSING)).to_be_visible()
    await expect(told.get_by_text("M-1")).to_be_visible()
    await expect(told.get_by_role("link", name="Contester")).to_be_visible()
    assert "Ana" not in await told.inner_text()
    await seen(bilal.page)
    await bilal.page.reload()
    await expect(told.get_by_text(PRESSING)).to_be_visible()


async def contested(anybody: BrowserGuest) -> None:
    """From a browser that holds nothing but the code."""
    await expect(anybody.page.get_by_text(PRESSING)).to_be_visible()
    assert "/receipt/" not in anybody.page.url
    await seen(anybody.page)
    await anybody.page.get_by_role("textbox").fill(CONTEST)
    await anybody.page.get_by_role("button", name="Envoyer la contestation").click()
    await expect(anybody.page.get_by_text(CONTEST)).to_be_visible()
    await seen(anybody.page)


async def overturned(nour: BrowserModerator) -> None:
    """By somebody else than who decided."""
    await nour.press("c")
    await expect(nour.cases).to_have_count(1)
    await nour.press("j")
    await expect(nour.case.get_by_text(CONTEST)).to_be_visible()
    await nour.press("2")
    await nour.press("Tab")
    await nour.page.keyboard.type("Une fois n’est pas insister.")
    await nour.button("overturn").press("Enter")
    await expect(nour.cases).to_have_count(0)


async def test_the_same_with_the_keyboard_alone(place: PalabreServer, browser: Browser) -> None:
    first, second = addresses(place)
    async with (
        guest(browser, place.url) as ana,
        guest(browser, place.url) as bilal,
        moderator(browser, place, first) as mo,
        moderator(browser, place, second) as nour,
    ):
        await talk(ana, bilal)
        await ana.message_field.focus()
        await reported_by_keyboard(Keyboard(ana))
        await expect(mo.cases).to_have_count(1)
        await mo.press("j")
        await expect(mo.case.get_by_text(PRESSING)).to_be_visible()
        await mo.press("3")
        await mo.press("Enter")
        code = await read_by_keyboard(Keyboard(bilal))
        async with guest(browser, place.url) as anybody:
            await anybody.open(f"/receipt/{code}")
            await contested_by_keyboard(Keyboard(anybody))
        await overturned(nour)
        keys = Keyboard(bilal)
        await keys.hears("de nouveau écrire")
        await keys.tab_to(bilal.message_field)
        await keys.write("Merci")
        await keys.press("Enter")
        await bilal.sees("Merci")


async def reported_by_keyboard(keys: Keyboard) -> None:
    ana = keys.guest
    await keys.arrow_to(ana.message(PRESSING))
    await keys.press("Enter")
    await keys.press("End")
    await keys.is_on(ana.page.get_by_role("menuitem", name="Signaler"))
    await keys.press("Enter")
    dialog = report_of(ana)
    await keys.is_on(dialog.get_by_role("radio", name="Danger immédiat"))
    for _ in range(4):
        await keys.press("ArrowDown")
    await keys.is_on(dialog.get_by_role("radio", name="Harcèlement"))
    await keys.press("Enter")
    await keys.is_on(dialog.get_by_role("textbox"))
    await keys.write("Il insiste.")
    await keys.tab_to(dialog.get_by_role("button", name="Envoyer le signalement"))
    await keys.press("Enter")
    await keys.hears("Ce code ouvre la réponse")
    await keys.is_on(dialog.get_by_role("button", name="Fermer").last)
    await keys.press("Enter")
    await expect(dialog).to_have_count(0)


async def read_by_keyboard(keys: Keyboard) -> str:
    """What Bilal is told has his focus; from there he goes on reading. The code of his receipt."""
    bilal = keys.guest
    told = told_to(bilal)
    await expect(told).to_be_focused()
    code = await told.locator(".code span").inner_text()
    await keys.tab_to(told.get_by_role("button", name="Continuer à lire"))
    await keys.press("Enter")
    await keys.is_on(bilal.articles.last)
    await keys.hears("Vous pourrez écrire à")
    return code


async def contested_by_keyboard(keys: Keyboard) -> None:
    page = keys.page
    await keys.tab_to(page.get_by_role("textbox"))
    await keys.write(CONTEST)
    await keys.tab_to(page.get_by_role("button", name="Envoyer la contestation"))
    await keys.press("Enter")
    await expect(page.get_by_text(CONTEST)).to_be_visible()
