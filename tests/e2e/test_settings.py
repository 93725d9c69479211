"""The settings, the list of keys, sheets and what is fetched on demand, in a real browser."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, Locator, Page, Route, expect

from tests.e2e.guests import BrowserGuest, guest
from tests.tools.live_client import LiveGuest
from tests.tools.server import PalabreServer

PHONE = {"viewport": {"width": 375, "height": 812}, "has_touch": True, "is_mobile": True}
# Kept from what is hidden behind a tab: told as if it were.
HIDE_PAGE = """() => {
  Object.defineProperty(document, "hidden", { configurable: true, value: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
# Counts tones and keeps notifications, which no test can hear or see.
WITNESS = """() => {
  const told = () => document.documentElement.dataset;
  const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) {
    told().tones = Number(told().tones ?? 0) + 1;
    return start.apply(this, when);
  };
  let permission = "default";
  window.Notification = class extends EventTarget {
    constructor(title, { body }) {
      super();
      told().note = `${title}: ${body}`;
    }
    static get permission() { return permission; }
    static async requestPermission() { return (permission = "granted"); }
  };
}"""


@asynccontextmanager
async def reader(browser: Browser, place: PalabreServer, **options: object) -> AsyncIterator[BrowserGuest]:
    """A newcomer without a service worker, whose requests a test can see."""
    async with guest(browser, place.url, service_workers="block", **options) as someone:
        yield someone


async def open_settings(page: Page) -> Locator:
    await page.get_by_role("button", name=re.compile("^(Réglages|Settings)$")).first.click()
    dialog = page.get_by_role("dialog", name=re.compile("^(Réglages|Settings)$"))
    await expect(dialog).to_be_visible()
    return dialog


async def served_page(someone: BrowserGuest, path: str) -> str:
    """The page as the server writes it for this browser's cookies."""
    response = await someone.context.request.get(f"{someone.base}{path}")
    return await response.text()


async def test_another_language_is_fetched_when_chosen_and_all_of_the_page_speaks_it(
    place: PalabreServer, browser: Browser
) -> None:
    async with reader(browser, place) as ana:
        await ana.open("/r/agora")
        await expect(ana.log).to_be_visible()
        assert not any("language_en" in url for url in ana.requests)
        dialog = await open_settings(ana.page)
        async with ana.page.expect_response("**/legal?lang=en"):
            await dialog.get_by_role("radio", name="English").check()
        await expect(ana.page.get_by_role("dialog", name="Settings")).to_be_visible()
        assert any("language_en" in url for url in ana.requests)
        await ana.page.keyboard.press("Escape")
        await expect(ana.page.get_by_role("textbox", name="Name", exact=True)).to_be_visible()
        await expect(ana.page.get_by_role("navigation", name="Rooms")).to_be_visible()
        await expect(ana.page.get_by_text("Sending means accepting")).to_be_visible()
        assert await ana.page.evaluate("document.documentElement.lang") == "en"
        await ana.page.reload()
        await expect(ana.page.get_by_role("textbox", name="Name", exact=True)).to_be_visible()
        assert not any("language_fr" in url for url in ana.requests[-12:])


async def test_days_and_the_title_follow_the_language(place: PalabreServer, browser: Browser) -> None:
    async with await LiveGuest.arrive(place.url, "Bilal des dates") as bilal, reader(browser, place) as ana:
        await bilal.enter("jardin")
        await bilal.post("jardin", "Les fèves sont levées.")
        await ana.open("/r/jardin")
        await expect(ana.log.get_by_role("separator", name=re.compile("^Aujourd’hui, "))).to_be_visible()
        dialog = await open_settings(ana.page)
        await dialog.get_by_role("radio", name="English").check()
        await expect(ana.log.get_by_role("separator", name=re.compile("^Today, "))).to_be_attached()
        await expect(ana.page).to_have_title(re.compile("Jardin et balcon"))


async def test_theme_and_size_are_in_the_page_as_it_is_served_the_next_time(
    place: PalabreServer, browser: Browser
) -> None:
    async with reader(browser, place) as ana:
        await ana.open("/")
        assert "data-theme" not in (await served_page(ana, "/"))
        dialog = await open_settings(ana.page)
        await dialog.get_by_role("radio", name="Sombre").check()
        await dialog.get_by_role("radio", name=re.compile("^125")).check()
        for path in ("/", "/r/agora", "/rules"):
            html = await served_page(ana, path)
            assert 'data-theme="dark"' in html
            assert 'data-size="125"' in html
        await ana.page.reload()
        assert await ana.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "20px"
        cookies = {cookie["name"]: cookie for cookie in await ana.context.cookies()}
        assert cookies["palabre_theme"]["sameSite"] == cookies["palabre_size"]["sameSite"] == "Lax"


async def test_everything_chosen_can_be_taken_back(place: PalabreServer, browser: Browser) -> None:
    async with reader(browser, place) as ana:
        await ana.open("/")
        dialog = await open_settings(ana.page)
        await dialog.get_by_role("radio", name="Clair").check()
        await dialog.get_by_role("radio", name=re.compile("^150")).check()
        await dialog.get_by_role("radio", name="À chaque message").check()
        await dialog.get_by_role("button", name="Remettre d’origine").click()
        await expect(dialog.get_by_role("radio", name="Système")).to_be_checked()
        await expect(dialog.get_by_role("radio", name=re.compile("^100"))).to_be_checked()
        await expect(dialog.get_by_role("radio", name="Aucun")).to_be_checked()
        assert await ana.page.evaluate("Object.keys(localStorage)") == []
        assert [cookie["name"] for cookie in await ana.context.cookies()] == []


async def test_the_list_of_keys_opens_by_its_key_but_not_while_one_writes(
    place: PalabreServer, browser: Browser
) -> None:
    async with await LiveGuest.arrive(place.url, "Bilal des touches") as bilal, reader(browser, place) as ana:
        await bilal.enter("cuisine")
        await bilal.post("cuisine", "Une question de touches.")
        await ana.open("/r/cuisine")
        await ana.sees("Une question de touches.")
        keys = ana.page.get_by_role("dialog", name="Liste des touches")
        await ana.message_field.fill("Comment faire")
        await ana.message_field.press("?")
        await expect(ana.message_field).to_have_value("Comment faire?")
        await expect(keys).to_have_count(0)
        await ana.articles.last.focus()
        await ana.page.keyboard.press("?")
        await expect(keys).to_be_visible()
        await expect(keys.get_by_role("table", name="Dans les messages").get_by_role("row")).not_to_have_count(0)
        await ana.page.keyboard.press("Escape")
        await expect(ana.articles.last).to_be_focused()
        await expect(ana.message_field).to_have_value("Comment faire?")


async def test_single_keys_can_be_switched_off(place: PalabreServer, browser: Browser) -> None:
    async with reader(browser, place) as ana:
        await ana.open("/")
        dialog = await open_settings(ana.page)
        await dialog.get_by_role("switch", name="Touches d’un seul signe").uncheck()
        await ana.page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)
        await ana.page.keyboard.press("?")
        await ana.page.keyboard.press("F6")
        await expect(ana.page.get_by_role("dialog")).to_have_count(0)


async def test_alt_and_the_arrows_go_from_room_to_room(place: PalabreServer, browser: Browser) -> None:
    async with reader(browser, place) as ana:
        await ana.open("/r/agora")
        await ana.message_field.fill("Un mot resté là")
        await ana.message_field.press("Alt+ArrowDown")
        await expect(ana.page).to_have_url(f"{place.url}/r/cuisine")
        await expect(ana.page.get_by_role("heading", name="Cuisine", level=1)).to_be_focused()
        await ana.page.keyboard.press("Alt+ArrowUp")
        await expect(ana.page).to_have_url(f"{place.url}/r/agora")
        await expect(ana.message_field).to_have_value("Un mot resté là")


async def test_on_a_phone_back_closes_a_sheet_and_stays_in_the_room(place: PalabreServer, browser: Browser) -> None:
    async with reader(browser, place, **PHONE) as ana:
        await ana.open("/")
        await ana.page.get_by_role("link", name="Agora").click()
        await ana.message_field.fill("Encore là")
        for button in ("Salons", re.compile("^Personnes présentes")):
            opener = ana.page.get_by_role("button", name=button, exact=isinstance(button, str))
            await opener.click()
            await expect(ana.page.get_by_role("dialog")).to_be_visible()
            await ana.page.go_back()
            await expect(ana.page.get_by_role("dialog")).to_have_count(0)
            await expect(ana.page).to_have_url(f"{place.url}/r/agora")
            await expect(opener).to_be_focused()
        await expect(ana.message_field).to_have_value("Encore là")
        await ana.page.go_back()
        await expect(ana.page).to_have_url(f"{place.url}/")


async def test_a_room_chosen_in_the_sheet_takes_its_place_in_the_history(
    place: PalabreServer, browser: Browser
) -> None:
    async with reader(browser, place, **PHONE) as ana:
        await ana.open("/r/agora")
        await ana.page.get_by_role("button", name="Salons", exact=True).click()
        await ana.page.get_by_role("dialog").get_by_role("link", name="Jardin et balcon").click()
        await expect(ana.page).to_have_url(f"{place.url}/r/jardin")
        await expect(ana.page.get_by_role("dialog")).to_have_count(0)
        await ana.page.go_back()
        await expect(ana.page).to_have_url(f"{place.url}/r/agora")


async def test_what_cannot_be_fetched_is_told_and_tried_again(place: PalabreServer, browser: Browser) -> None:
    async def refuse(route: Route) -> None:
        await route.abort()

    async with reader(browser, place) as ana:
        await ana.open("/r/agora")
        await ana.message_field.fill("Rien ne se perd")
        await ana.page.route("**/settings_dialog-*.js", refuse)
        await ana.page.get_by_role("button", name="Réglages").click()
        told = ana.page.get_by_role("alert").filter(has_text="n’a pas pu être chargée")
        await expect(told).to_be_visible()
        await told.get_by_role("button", name="Réessayer").click()
        await expect(told.get_by_role("button", name="Recharger la page")).to_be_visible()
        await ana.page.unroute("**/settings_dialog-*.js")
        await told.get_by_role("button", name="Réessayer").click()
        await expect(ana.page.get_by_role("dialog", name="Réglages")).to_be_visible()
        await ana.page.keyboard.press("Escape")
        await expect(ana.message_field).to_have_value("Rien ne se perd")


async def test_a_language_that_cannot_be_fetched_leaves_the_page_in_its_own(
    place: PalabreServer, browser: Browser
) -> None:
    async def refuse(route: Route) -> None:
        await route.abort()

    async with reader(browser, place) as ana:
        await ana.open("/")
        await ana.page.route("**/language_en-*.js", refuse)
        dialog = await open_settings(ana.page)
        await dialog.get_by_role("radio", name="English").check()
        told = dialog.get_by_role("alert")
        await expect(told).to_contain_text("Cette langue n’a pas pu être chargée.")
        await expect(ana.page.get_by_role("dialog", name="Réglages")).to_be_visible()
        await ana.page.unroute("**/language_en-*.js")
        await told.get_by_role("button", name="Réessayer").click()
        await expect(ana.page.get_by_role("dialog", name="Settings")).to_be_visible()


async def test_a_tone_and_a_notification_come_for_an_answer_while_the_page_is_not_seen(
    place: PalabreServer, browser: Browser
) -> None:
    async with (
        await LiveGuest.arrive(place.url, "Bilal des sons") as bilal,
        reader(browser, place) as chloe,
    ):
        await bilal.enter("cuisine")
        await chloe.page.add_init_script(f"({WITNESS})()")
        await chloe.open("/r/cuisine")
        await chloe.name_oneself("Chloé des sons")
        await chloe.say("Quelqu’un a du cumin ?")
        dialog = await open_settings(chloe.page)
        await dialog.get_by_role("radio", name="Quand on vous écrit").check()
        await dialog.get_by_role("switch", name="Notifications").check()
        await expect(dialog.get_by_role("switch", name="Notifications")).to_be_checked()
        await chloe.page.keyboard.press("Escape")
        page = chloe.page.locator("html")
        # One tone of two notes, when it was chosen.
        await expect(page).to_have_attribute("data-tones", "2")
        await bilal.post("cuisine", "@Chloé des sons oui, j’en ai, et vous me voyez")
        await chloe.sees("oui, j’en ai, et vous me voyez")
        await expect(page).to_have_attribute("data-tones", "2")
        await chloe.page.evaluate(HIDE_PAGE)
        await bilal.post("cuisine", "Ceci ne vous est pas adressé")
        await chloe.sees("Ceci ne vous est pas adressé")
        await expect(page).to_have_attribute("data-tones", "2")
        await bilal.post("cuisine", "@Chloé des sons vous ne regardez plus")
        # Whole: it says no more than this, and names nobody.
        await expect(page).to_have_attribute("data-note", "Palabre: Un message vous est adressé dans Cuisine.")
        await expect(page).to_have_attribute("data-tones", "4")


async def test_notifications_the_browser_refuses_are_explained(place: PalabreServer, browser: Browser) -> None:
    async with reader(browser, place) as ana:
        # Debian's headless Chromium refuses by itself, before anyone is asked.
        await ana.page.add_init_script(
            "Object.defineProperty(Notification, 'permission', { get: () => window.asked ?? 'default' });"
            "Notification.requestPermission = async () => (window.asked = 'denied');"
        )
        await ana.open("/")
        dialog = await open_settings(ana.page)
        switch = dialog.get_by_role("switch", name="Notifications")
        await switch.click()
        await expect(dialog.get_by_text("Votre navigateur les refuse")).to_be_visible()
        await expect(switch).not_to_be_checked()
        await expect(switch).to_be_disabled()


async def test_the_title_says_that_something_came_and_nothing_more(place: PalabreServer, browser: Browser) -> None:
    async with await LiveGuest.arrive(place.url, "Bilal du titre") as bilal, reader(browser, place) as ana:
        await bilal.enter("jardin")
        await ana.open("/r/jardin")
        await expect(ana.log).to_be_visible()
        await expect(ana.page).to_have_title("Jardin et balcon · Palabre")
        await bilal.post("jardin", "Un premier mot")
        await ana.sees("Un premier mot")
        await ana.page.evaluate(HIDE_PAGE)
        await bilal.post("jardin", "Un mot pendant votre absence")
        await expect(ana.page).to_have_title("• Jardin et balcon · Palabre")


async def test_a_room_left_shows_that_something_came_there(place: PalabreServer, browser: Browser) -> None:
    async with await LiveGuest.arrive(place.url, "Bilal des nouvelles") as bilal, reader(browser, place) as ana:
        await bilal.enter("english")
        await bilal.post("english", "Good evening")
        await ana.open("/r/english")
        await ana.sees("Good evening")
        side = ana.page.get_by_role("navigation", name="Salons")
        await side.get_by_role("link", name="Agora").click()
        await expect(ana.page).to_have_url(f"{place.url}/r/agora")
        await expect(side.get_by_role("link", name="English corner")).not_to_contain_text("du nouveau")
        await bilal.post("english", "Anyone here?")
        await side.get_by_role("link", name="Tous les salons").click()
        await expect(ana.page.get_by_role("article").filter(has_text="English corner")).to_contain_text("du nouveau")
