"""What people do with each other's messages: answer, call by name, react, hide, see who writes. Two real browsers."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Locator, expect

from tests.e2e.agora import Agora
from tests.e2e.guests import BURST_MS, BrowserGuest, guest
from tests.tools.server import running_server

SLOW_ROOM = """
[[rooms]]
slug = "lente"
name = "Lente"
topic = "On prend son temps"
language = "fr"
slow_mode = 12
pinned = "Samedi, 15 h : goûter sous le marronnier."
"""


@asynccontextmanager
async def two_in(room: Agora, browser: Browser, **options: object) -> AsyncIterator[tuple[BrowserGuest, BrowserGuest]]:
    """Ana and Bilal, who have both said something there; Ana first. `options` are Ana's context options."""
    async with guest(browser, room.url, **options) as ana, guest(browser, room.url) as bilal:
        for someone, nickname in ((ana, "Ana"), (bilal, "Bilal")):
            await someone.open(room.path)
            await someone.name_oneself(nickname)
            await someone.say(f"{nickname} est là")
        await ana.sees("Bilal est là")
        yield ana, bilal


def people_of(someone: BrowserGuest) -> Locator:
    return someone.page.get_by_role("region", name="Personnes présentes")


def chip(someone: BrowserGuest, text: str, name: str) -> Locator:
    return someone.message(text).get_by_role("button", name=name)


async def choose(someone: BrowserGuest, text: str, action: str) -> None:
    """One action of the menu of a message."""
    await (await someone.menu_of(text)).get_by_role("menuitem", name=action).click()


async def test_an_answer_quotes_the_message_and_jumps_to_it(agora: Agora, browser: Browser) -> None:
    async with two_in(agora, browser) as (ana, bilal):
        await choose(ana, "Bilal est là", "Répondre")
        await expect(ana.message_field).to_be_focused()
        await ana.message_field.fill("Salut à toi")
        await ana.message_field.press("Enter")
        await bilal.sees("Salut à toi")
        answer = bilal.message("Salut à toi")
        await expect(answer).to_have_class(re.compile("msg-mentions"))
        await answer.get_by_role("button", name=re.compile("^En réponse à")).click()
        await expect(bilal.articles.filter(has_text="Bilal est là").first).to_be_focused()
        await ana.message_field.press("Escape")
        assert ana.complaints == [] and bilal.complaints == []


async def test_escape_gives_up_an_answer_and_keeps_the_text(agora: Agora, browser: Browser) -> None:
    async with two_in(agora, browser) as (ana, _):
        await choose(ana, "Bilal est là", "Répondre")
        cancel = ana.page.get_by_role("button", name="Annuler la réponse")
        await expect(cancel).to_be_visible()
        await ana.message_field.fill("Finalement, à tous")
        await ana.message_field.press("Escape")
        await expect(cancel).to_have_count(0)
        await expect(ana.message_field).to_have_value("Finalement, à tous")


async def test_the_quote_of_a_removed_message_says_so(agora: Agora, browser: Browser) -> None:
    async with two_in(agora, browser) as (ana, bilal):
        await choose(ana, "Bilal est là", "Répondre")
        await ana.message_field.fill("D’accord")
        await ana.message_field.press("Enter")
        await bilal.sees("D’accord")
        await bilal.articles.filter(has=bilal.page.locator("p", has_text="Bilal est là")).hover()
        await bilal.page.get_by_role("button", name="Actions sur le message de Bilal").click()
        await bilal.page.get_by_role("menuitem", name="Retirer").click()
        await bilal.page.get_by_role("dialog").get_by_role("button", name="Retirer").click()
        quote = ana.message("D’accord").get_by_role("button", name=re.compile("^En réponse à"))
        await expect(quote).to_contain_text("message retiré")
        await expect(ana.log.get_by_text("Bilal est là")).to_have_count(0)


async def test_a_name_is_completed_and_the_person_called_is_told(agora: Agora, browser: Browser) -> None:
    async with two_in(agora, browser) as (ana, bilal):
        await ana.message_field.press_sequentially("Dis @bi")
        listed = ana.page.get_by_role("listbox", name="Personnes à mentionner")
        await expect(listed.get_by_role("option")).to_have_count(1)
        chosen = listed.get_by_role("option", name=re.compile("^Bilal"))
        await expect(chosen).to_have_attribute("aria-selected", "true")
        active = await ana.message_field.get_attribute("aria-activedescendant")
        await expect(chosen).to_have_id(active or "")
        await ana.message_field.press("Enter")
        await expect(ana.message_field).to_have_value("Dis @Bilal ")
        await expect(listed).to_have_count(0)
        await ana.message_field.press_sequentially("tu viens ?")
        await ana.message_field.press("Enter")
        called = bilal.message("tu viens ?")
        await expect(called).to_have_class(re.compile("msg-mentions"), timeout=BURST_MS)
        await expect(called.locator(".mention")).to_have_text("@Bilal")
        await expect(ana.message("tu viens ?")).not_to_have_class(re.compile("msg-mentions"))


async def test_a_name_written_out_is_sent_by_enter(agora: Agora, browser: Browser) -> None:
    async with two_in(agora, browser) as (ana, bilal):
        await ana.message_field.press_sequentially("Bonsoir @Bilal")
        await ana.message_field.press("Enter")
        await bilal.sees("Bonsoir @Bilal")


async def test_a_reaction_is_seen_by_all_and_still_there_after_a_reload(agora: Agora, browser: Browser) -> None:
    async with two_in(agora, browser) as (ana, bilal), guest(browser, agora.url) as reader:
        await reader.open(agora.path)
        menu = await ana.menu_of("Bilal est là")
        await menu.get_by_role("menuitemcheckbox", name="drôle").click()
        own = chip(ana, "Bilal est là", "drôle, 1\u00a0personne")
        await expect(own).to_have_attribute("aria-pressed", "true")
        theirs = chip(bilal, "Bilal est là", "drôle, 1\u00a0personne")
        await expect(theirs).to_have_attribute("aria-pressed", "false")
        await theirs.click()
        await expect(chip(ana, "Bilal est là", "drôle, 2\u00a0personnes")).to_be_visible()
        await ana.page.reload()
        own = chip(ana, "Bilal est là", "drôle, 2\u00a0personnes")
        await expect(own).to_have_attribute("aria-pressed", "true")
        await own.click()
        await expect(chip(bilal, "Bilal est là", "drôle, 1\u00a0personne")).to_be_visible()
        told = reader.message("Bilal est là").get_by_role("group", name="Réactions")
        await expect(told).to_contain_text("drôle 1")
        await expect(told.get_by_role("button")).to_have_count(0)


async def test_someone_hidden_is_seen_no_more_until_it_is_undone(agora: Agora, browser: Browser) -> None:
    async with two_in(agora, browser) as (ana, bilal):
        await choose(ana, "Bilal est là", "Ne plus voir cette personne")
        line = ana.log.get_by_text("Vous ne voyez plus les messages de Bilal.")
        await expect(line).to_be_visible()
        await expect(ana.message("Bilal est là")).to_have_count(0)
        await bilal.say("Tu m’entends ?")
        await expect(people_of(ana).get_by_text("hors de vue")).to_be_visible()
        await ana.page.reload()
        await ana.sees("Ana est là")
        await expect(people_of(ana).get_by_text("hors de vue")).to_be_visible()
        await expect(ana.log.get_by_text("Tu m’entends ?")).to_have_count(0)
        await people_of(ana).get_by_role("button", name=re.compile("^Bilal")).click()
        await ana.page.get_by_role("dialog", name="Bilal").get_by_role("button", name="Revoir").click()
        await ana.sees("Tu m’entends ?")
        await ana.sees("Bilal est là")


async def test_hiding_is_undone_in_place_and_followed_by_the_other_tab(agora: Agora, browser: Browser) -> None:
    async with two_in(agora, browser) as (ana, bilal):
        tab = BrowserGuest(ana.context, await ana.context.new_page(), agora.url)
        await tab.open(agora.path)
        await tab.sees("Bilal est là")
        await choose(ana, "Bilal est là", "Ne plus voir cette personne")
        await expect(tab.message("Bilal est là")).to_have_count(0)
        await bilal.say("Pendant ce temps")
        await ana.log.get_by_role("button", name="Annuler").click()
        for someone in (ana, tab):
            await someone.sees("Bilal est là")
            await someone.sees("Pendant ce temps")
        await tab.page.goto("about:blank")


async def test_who_writes_is_seen_by_the_others_and_by_no_spectator(agora: Agora, browser: Browser) -> None:
    async with two_in(agora, browser) as (ana, bilal), guest(browser, agora.url) as reader:
        await reader.open(agora.path)
        await reader.sees("Bilal est là")
        await ana.message_field.press_sequentially("Je voul")
        writing = bilal.page.get_by_text("Ana écrit…")
        await expect(writing).to_be_visible()
        await expect(reader.page.get_by_text("écrit…")).to_have_count(0)
        await expect(ana.page.get_by_text("écrit…")).to_have_count(0)
        await ana.message_field.press("Enter")
        await expect(writing).to_have_count(0)


async def test_the_same_text_again_is_refused_with_the_reason_and_kept(agora: Agora, browser: Browser) -> None:
    async with two_in(agora, browser) as (ana, bilal):
        for _ in range(3):
            await ana.message_field.fill("Qui joue ?")
            await ana.message_field.press("Enter")
            await expect(ana.log.get_by_text("envoi…")).to_have_count(0)
        alert = ana.page.get_by_role("alert")
        if not await alert.count():
            await ana.message_field.fill("Qui joue ?")
            await ana.message_field.press("Enter")
        await expect(alert).to_contain_text("vous venez de dire la même chose")
        await expect(ana.message_field).to_have_value("Qui joue ?")
        await ana.message_field.fill("Qui joue ce soir ?")
        await ana.message_field.press("Enter")
        await bilal.sees("Qui joue ce soir ?")
        await expect(alert).to_have_count(0)


async def test_a_link_to_a_message_and_its_text_can_be_copied(agora: Agora, browser: Browser) -> None:
    rights = {"permissions": ["clipboard-read", "clipboard-write"]}
    async with two_in(agora, browser, **rights) as (ana, _):
        await choose(ana, "Bilal est là", "Copier le lien")
        await expect(ana.page.locator(".toast")).to_contain_text("Lien copié.")
        link = await ana.page.evaluate("navigator.clipboard.readText()")
        assert re.fullmatch(rf"{re.escape(agora.url + agora.path)}#m-[\w-]+", link)
        await choose(ana, "Bilal est là", "Copier le texte")
        await expect(ana.page.locator(".toast")).to_contain_text("Texte copié.")
        assert await ana.page.evaluate("navigator.clipboard.readText()") == "Bilal est là"


async def test_a_message_is_answered_reacted_to_edited_and_removed_by_keys_alone(
    agora: Agora, browser: Browser
) -> None:
    async with two_in(agora, browser) as (ana, bilal):
        keyboard = ana.page.keyboard
        theirs = ana.message("Bilal est là")
        await theirs.focus()
        await keyboard.press("a")
        menu = ana.page.get_by_role("menu", name="Actions sur le message de Bilal")
        await expect(menu.get_by_role("menuitemcheckbox", name="merci")).to_be_focused()
        await keyboard.press("ArrowRight")
        await keyboard.press("Enter")
        await expect(chip(bilal, "Bilal est là", "j’aime, 1\u00a0personne")).to_be_visible()
        await expect(theirs).to_be_focused()
        await keyboard.press("r")
        await expect(ana.message_field).to_be_focused()
        await keyboard.type("Par les touches")
        await keyboard.press("Enter")
        await bilal.sees("Par les touches")
        await keyboard.press("ArrowUp")
        await expect(ana.message_field).to_have_value("Par les touches")
        await keyboard.type(" seules")
        await keyboard.press("Enter")
        await bilal.sees("Par les touches seules")
        await ana.message("Par les touches seules").focus()
        await keyboard.press("Delete")
        await expect(ana.page.get_by_role("dialog", name="Retirer ce message")).to_be_visible()
        await keyboard.press("Tab")
        await keyboard.press("Enter")
        await expect(bilal.message("Par les touches seules")).to_have_count(0)


async def test_the_menu_gives_the_focus_back_and_goes_round(agora: Agora, browser: Browser) -> None:
    async with two_in(agora, browser) as (ana, _):
        menu = await ana.menu_of("Bilal est là")
        await expect(menu.get_by_role("menuitemcheckbox")).to_have_count(6)
        await ana.page.keyboard.press("ArrowDown")
        await expect(menu.get_by_role("menuitemcheckbox", name="drôle")).to_be_focused()
        await ana.page.keyboard.press("ArrowDown")
        await expect(menu.get_by_role("menuitem", name="Répondre")).to_be_focused()
        await ana.page.keyboard.press("ArrowUp")
        await expect(menu.get_by_role("menuitemcheckbox", name="drôle")).to_be_focused()
        await ana.page.keyboard.press("ArrowUp")
        await expect(menu.get_by_role("menuitemcheckbox", name="merci")).to_be_focused()
        await ana.page.keyboard.press("End")
        await expect(menu.get_by_role("menuitem", name="Signaler")).to_be_focused()
        await ana.page.keyboard.press("Escape")
        await expect(menu).to_have_count(0)
        await expect(ana.page.get_by_role("button", name="Actions sur le message de Bilal")).to_be_focused()


async def test_a_person_is_mentioned_from_their_card(agora: Agora, browser: Browser) -> None:
    async with two_in(agora, browser) as (ana, _):
        await ana.message("Bilal est là").get_by_role("button", name="Bilal", exact=True).click()
        card = ana.page.get_by_role("dialog", name="Bilal")
        await expect(card.get_by_role("button", name="Mentionner")).to_be_focused()
        await ana.page.keyboard.press("Enter")
        await expect(card).to_have_count(0)
        await expect(ana.message_field).to_be_focused()
        await expect(ana.message_field).to_have_value("@Bilal ")


async def test_on_a_small_touched_screen_a_long_press_opens_the_menu_at_its_foot(
    agora: Agora, browser: Browser
) -> None:
    touched = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
    async with guest(browser, agora.url) as bilal, guest(browser, agora.url, **touched) as ana:
        await bilal.open(agora.path)
        await bilal.name_oneself("Bilal")
        await bilal.say("Bilal est là")
        await ana.open(agora.path)
        await ana.sees("Bilal est là")
        press = (
            "element => element.dispatchEvent(new PointerEvent('contextmenu', {pointerType: 'touch', bubbles: true}))"
        )
        await ana.message("Bilal est là").evaluate(press)
        menu = ana.page.get_by_role("menu")
        box = await menu.bounding_box()
        assert box is not None
        assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 320, 640)
        await menu.get_by_role("menuitem", name="Répondre").click()
        await expect(ana.page.get_by_role("button", name="Annuler la réponse")).to_be_visible()
        overflow = await ana.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow == 0


async def test_slow_mode_counts_down_in_the_button_and_keeps_the_draft(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "palabre.toml").write_text(SLOW_ROOM, "utf-8")
    options = ["--config", str(tmp_path / "palabre.toml")]
    async with running_server(tmp_path / "data", options=options) as place, guest(browser, place.url) as ana:
        await ana.open("/r/lente")
        await expect(ana.page.get_by_text("goûter sous le marronnier")).to_be_visible()
        await ana.name_oneself("Ana")
        await ana.say("Une chose")
        await expect(ana.send_button).to_have_attribute("aria-disabled", "true")
        await expect(ana.send_button.locator(".txt")).to_have_text(re.compile(r"^\d+\u00a0s$"))
        await expect(ana.page.get_by_text("Mode lent\u00a0: un message toutes les 12\u00a0s")).to_be_visible()
        await ana.message_field.fill("Puis une autre")
        await ana.message_field.press("Enter")
        await expect(ana.message_field).to_have_value("Puis une autre")
        await expect(ana.send_button).to_have_accessible_name("Envoyer, possible dans 10\u00a0secondes")
        await expect(ana.send_button).to_have_accessible_name("Envoyer", timeout=BURST_MS)
        await ana.message_field.press("Enter")
        await ana.sees("Puis une autre")
        assert ana.complaints == []
