"""The whole journey with the keyboard only, through the names and roles of the accessibility tree."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.guests import guest
from tests.e2e.keyboard import Keyboard
from tests.tools.live_client import LiveGuest
from tests.tools.server import PalabreServer


@pytest.fixture
async def bilal(server: PalabreServer) -> AsyncIterator[LiveGuest]:
    """Bilal is in the agora already."""
    bilal = await LiveGuest.arrive(server.url, "Bilal")
    await bilal.enter("agora")
    yield bilal
    await bilal.disconnect()


async def test_tab_goes_through_a_room_in_the_order_one_reads_it(
    server: PalabreServer, browser: Browser, bilal: LiveGuest
) -> None:
    await bilal.post("agora", "Bonsoir la place")
    async with guest(browser, server.url) as ana:
        await ana.open("/r/agora")
        await ana.sees("Bonsoir la place")
        # What comes a moment after the page is there before the first key.
        for late in ("Réglages", "Proposer un autre pseudo", "Envoyer", "Actions sur le message de Bilal"):
            await expect(ana.page.get_by_role("button", name=late)).to_be_attached()
        order = await Keyboard(ana).tab_order()
    landmarks = [
        "a Aller au message",
        "a Palabre",
        "button Réglages",
        "a Agora",
        "a Tous les salons",
        "button La place : on entre, on se salue, on parle de tout.",
        "article Bilal",
        "button Bilal",
        "button Actions sur le message de Bilal",
        "a règles",
        "input Pseudo",
        "button Proposer un autre pseudo",
        "textarea Message",
        "button Envoyer",
    ]
    found = [next((at for at, name in enumerate(order) if name.startswith(each)), None) for each in landmarks]
    assert None not in found, (landmarks, order)
    assert found == sorted(found, key=lambda at: at or 0), order


async def test_the_whole_journey_needs_no_mouse(server: PalabreServer, browser: Browser, bilal: LiveGuest) -> None:
    async with guest(browser, server.url, permissions=["clipboard-read", "clipboard-write"]) as ana:
        keys = Keyboard(ana)
        await from_the_lobby_to_a_first_message(keys)
        await an_answer_with_a_call(keys, bilal)
        await a_reaction(keys)
        await an_edit_and_a_removal(keys)
        await someone_hidden_and_seen_again(keys)
        await the_list_of_keys(keys)
        await a_link_to_a_message(keys)
        await another_language(keys)
        await the_way_out(keys)
        assert ana.complaints == []


async def from_the_lobby_to_a_first_message(keys: Keyboard) -> None:
    ana = keys.guest
    await ana.open("/")
    await keys.tab_to(ana.page.get_by_role("link", name="Aller aux salons"))
    await keys.press("Enter")
    rooms = ana.page.get_by_role("navigation", name="Salons")
    await keys.tab_to(rooms.get_by_role("link", name="Agora"))
    await keys.press("Enter")
    await expect(ana.page.get_by_role("heading", level=1, name="Agora")).to_be_focused()
    await expect(ana.page.get_by_role("log", name="Agora", exact=True)).to_be_visible()
    await keys.tab_to(ana.name_field)
    await keys.press("Control+a")
    await keys.write("Ana")
    await keys.tab_to(ana.message_field)
    await keys.write("Bonjour la place")
    await keys.press("Enter")
    await ana.sees("Bonjour la place")
    await keys.is_on(ana.message_field)
    await expect(ana.message_field).to_have_value("")
    await expect(ana.page.get_by_role("button", name="Vous écrivez sous le nom Ana, changer")).to_be_visible()
    people = ana.page.get_by_role("region", name="Personnes présentes", exact=True)
    await expect(people.get_by_role("button", name=re.compile("^.*Ana"))).to_be_visible()


async def an_answer_with_a_call(keys: Keyboard, bilal: LiveGuest) -> None:
    ana = keys.guest
    await bilal.post("agora", "Quelqu’un connaît un bon cordonnier ?")
    await keys.hears("1 nouveau message")
    article = ana.message("cordonnier")
    await keys.tab_to(article, "Shift+Tab")
    await expect(article).to_have_accessible_name(re.compile(r"^Bilal, \d\d:\d\d$"))
    await expect(article).to_have_accessible_description(re.compile("cordonnier"))
    await keys.press("ArrowUp")
    await keys.is_on(ana.message("Bonjour la place"))
    await keys.press("ArrowDown")
    await keys.is_on(article)
    await keys.press("r")
    await keys.is_on(ana.message_field)
    await expect(ana.page.get_by_role("button", name="Annuler la réponse")).to_be_visible()
    await keys.write("Oui, merci @Bil")
    names = ana.page.get_by_role("listbox", name="Personnes à mentionner")
    await expect(names.get_by_role("option", selected=True)).to_have_accessible_name(re.compile("Bilal"))
    await keys.hears("1 personne")
    await keys.press("Enter")
    await expect(names).to_have_count(0)
    await expect(ana.message_field).to_have_value("Oui, merci @Bilal ")
    await keys.press("Enter")
    await ana.sees("Oui, merci @Bilal")
    answer = ana.message("Oui, merci @Bilal")
    await expect(answer.get_by_role("button", name=re.compile("^En réponse à Bilal"))).to_be_visible()
    await keys.is_on(ana.message_field)


async def a_reaction(keys: Keyboard) -> None:
    ana = keys.guest
    article = ana.message("bon cordonnier")
    await keys.arrow_to(article)
    await keys.press("a")
    menu = ana.page.get_by_role("menu", name="Actions sur le message de Bilal")
    await keys.is_on(menu.get_by_role("menuitemcheckbox", name="merci"))
    await keys.press("ArrowRight")
    await keys.is_on(menu.get_by_role("menuitemcheckbox", name="j’aime"))
    await keys.press("Enter")
    await expect(menu).to_have_count(0)
    await keys.is_on(article)
    chip = article.get_by_role("group", name="Réactions").get_by_role("button", name="j’aime, 1 personne", pressed=True)
    await expect(chip).to_be_visible()
    await keys.tab_to(chip)
    await keys.press("Enter")
    await expect(chip).to_have_count(0)


async def an_edit_and_a_removal(keys: Keyboard) -> None:
    ana = keys.guest
    await keys.tab_to(ana.message_field)
    await keys.press("ArrowUp")
    await expect(ana.message_field).to_have_value("Oui, merci @Bilal")
    await keys.press("End")
    await keys.write(" !")
    await keys.press("Enter")
    edited = ana.message("Oui, merci @Bilal !")
    await expect(edited.get_by_text("(modifié)")).to_be_visible()
    await keys.is_on(ana.message_field)
    await keys.arrow_to(edited)
    await keys.press("Delete")
    dialog = ana.page.get_by_role("dialog", name="Retirer ce message ?")
    await keys.is_on(dialog.get_by_role("button", name="Garder"))
    await keys.press("Tab")
    await keys.is_on(dialog.get_by_role("button", name="Retirer", exact=True))
    await keys.press("Enter")
    removed = ana.message("Message retiré par qui l’a écrit.")
    await expect(removed).to_have_count(1)
    await keys.is_on(removed)


async def someone_hidden_and_seen_again(keys: Keyboard) -> None:
    ana = keys.guest
    await keys.press("ArrowUp")
    await keys.is_on(ana.message("bon cordonnier"))
    await keys.press("Enter")
    menu = ana.page.get_by_role("menu", name="Actions sur le message de Bilal")
    await keys.is_on(menu.get_by_role("menuitemcheckbox", name="merci"))
    await keys.press("End")
    await keys.is_on(menu.get_by_role("menuitem", name="Signaler"))
    await keys.press("ArrowUp")
    await keys.is_on(menu.get_by_role("menuitem", name="Ne plus voir cette personne"))
    await keys.press("Enter")
    await expect(ana.message("bon cordonnier")).to_have_count(0)
    await keys.hears("Vous ne voyez plus les messages de Bilal.")
    await keys.is_on(ana.log.get_by_role("button", name="Annuler"))
    await keys.press("Enter")
    await ana.sees("bon cordonnier")
    await keys.hears("Vous voyez à nouveau les messages de Bilal.")
    await keys.is_on(ana.log.locator("article:focus"))


async def the_list_of_keys(keys: Keyboard) -> None:
    ana = keys.guest
    await keys.arrow_to(ana.articles.last)
    await keys.press("?")
    dialog = ana.page.get_by_role("dialog", name="Liste des touches")
    await expect(dialog).to_be_visible()
    await expect(dialog.get_by_role("table", name="Dans les messages")).to_be_visible()
    await keys.press("Escape")
    await expect(dialog).to_have_count(0)
    await keys.is_on(ana.articles.last)
    await keys.press("Escape")
    await keys.is_on(ana.message_field)
    await keys.write("?")
    await expect(ana.message_field).to_have_value("?")
    await keys.press("Backspace")


async def a_link_to_a_message(keys: Keyboard) -> None:
    ana = keys.guest
    article = ana.message("bon cordonnier")
    await keys.arrow_to(article)
    await keys.press("Enter")
    menu = ana.page.get_by_role("menu")
    await keys.is_on(menu.get_by_role("menuitemcheckbox", name="merci"))
    for _ in range(4):
        await keys.press("ArrowDown")
    await keys.is_on(menu.get_by_role("menuitem", name="Copier le lien"))
    await keys.press("Enter")
    await keys.hears("Lien copié.")
    await keys.is_on(article)
    link = await ana.page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(rf"{re.escape(ana.base)}/r/agora#m-[\w-]+", link)
    await ana.page.goto("about:blank")
    await ana.page.goto(link)
    await keys.is_on(ana.message("bon cordonnier"))


async def another_language(keys: Keyboard) -> None:
    ana = keys.guest
    await keys.tab_to(ana.page.get_by_role("button", name="Réglages"), "Shift+Tab")
    await keys.press("Enter")
    dialog = ana.page.get_by_role("dialog", name="Réglages")
    await expect(dialog).to_be_visible()
    await keys.tab_to(dialog.get_by_role("radio", name="Français"))
    await keys.press("ArrowRight")
    english = ana.page.get_by_role("dialog", name="Settings")
    await keys.is_on(english.get_by_role("radio", name="English"))
    assert await ana.page.locator("html").get_attribute("lang") == "en"
    await keys.press("Escape")
    await expect(english).to_have_count(0)
    await keys.is_on(ana.page.get_by_role("button", name="Settings"))


async def the_way_out(keys: Keyboard) -> None:
    ana = keys.guest
    await keys.tab_to(ana.page.get_by_role("button", name="Leave", exact=True), "Shift+Tab")
    await keys.press("Enter")
    await ana.page.wait_for_url("**/")
    await expect(ana.page.get_by_role("heading", level=1)).to_be_visible()
    assert [each for each in await ana.context.cookies() if each["name"] == "palabre_session"] == []
