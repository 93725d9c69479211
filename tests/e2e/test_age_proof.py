"""Proving one's age in a real browser: at the door of a room for adults, by each way, and what ends it."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.guests import BrowserGuest, guest
from tests.e2e.keyboard import Keyboard
from tests.e2e.midnight import MIDNIGHT, AtTheDoor, give, matching_code, midnight, on_the_phone
from tests.e2e.moderators import addresses, moderator
from tests.e2e.scenes.inspection import sideways, violations
from tests.tools.openid import CLIENT_ID, SECRET, openid_provider
from tests.tools.ports import free_port
from tests.tools.server import PalabreServer

CODE = re.compile(r"^[0-9A-Z]{4}-[0-9A-Z]{4}$")
# What a thief of the cookie could do: hold a key, but not the one the proof was given with.
KEY_OF_ONE_S_OWN = """async () => {
  const session = (await (await fetch("/api/sessions/current")).json()).created_at;
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const opening = indexedDB.open("palabre", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
  await new Promise((done) => { opening.onsuccess = done; });
  const writing = opening.result.transaction("keys", "readwrite").objectStore("keys").put({ session, pair }, "age");
  await new Promise((done) => { writing.onsuccess = done; });
  opening.result.close();
}"""
KEYS_KEPT = """async () => {
  const opening = indexedDB.open("palabre", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
  await new Promise((done) => { opening.onsuccess = done; });
  const counting = opening.result.transaction("keys").objectStore("keys").count();
  await new Promise((done) => { counting.onsuccess = done; });
  opening.result.close();
  return counting.result;
}"""


@pytest.fixture(scope="module")
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """With a room for adults."""
    async with midnight(tmp_path_factory.mktemp("midnight")) as running:
        yield running


@pytest.fixture(scope="module")
async def with_accounts(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """With a real OpenID provider beside the demonstration's wallet."""
    folder, port = tmp_path_factory.mktemp("accounts"), free_port()
    (folder / "secret").write_text(SECRET)
    async with openid_provider(folder / "openid", f"http://127.0.0.1:{port}/age/oidc/callback") as provider:
        account = (
            f'[[age.oidc]]\nissuer = "{provider.issuer}"\nclient_id = "{CLIENT_ID}"\n'
            f'client_secret_file = "{folder / "secret"}"\nlabel = "La Poste"\n\n'
        )
        async with midnight(folder, account, port=port) as running:
            yield running


async def test_the_door_says_why_and_leads_through_the_wallet_into_the_room(
    place: PalabreServer, browser: Browser
) -> None:
    async with guest(browser, place.url) as ana:
        door = AtTheDoor(ana)
        await ana.open(MIDNIGHT)
        await expect(door.heading("gateTitle")).to_be_visible()
        await expect(ana.page.get_by_role("log")).to_have_count(0)
        await door.prove_here()
        await door.enter()
        assert ana.foreign_requests() == []


async def test_a_reload_shows_the_key_again_without_a_word(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url) as ana:
        door = AtTheDoor(ana)
        await door.prove_here()
        await door.enter()
        await ana.page.reload()
        await door.is_in()


async def test_a_proof_given_in_one_tab_opens_the_door_in_another(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url) as ana:
        door = AtTheDoor(ana)
        await ana.open("/r/agora")
        await ana.name_oneself("Ana")
        await ana.say("Bonsoir")
        await ana.page.get_by_role("navigation", name=ana.words["rooms"]).get_by_role("link", name="Minuit").click()
        await expect(door.heading("gateTitle")).to_be_visible()
        tab = AtTheDoor(BrowserGuest(ana.context, await ana.context.new_page(), place.url))
        await tab.prove_here()
        await tab.enter()
        await door.is_in()


async def test_without_a_script_the_door_still_says_why(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url, java_script_enabled=False) as ana:
        await ana.open(MIDNIGHT)
        await expect(ana.page.get_by_role("heading", level=1)).to_have_text(ana.words["gateTitle"])
        await ana.page.get_by_role("link", name="Prouver son âge").click()
        await expect(ana.page.get_by_role("heading", level=1)).to_have_text("Prouver son âge")


async def test_another_device_gives_it_and_its_code_is_typed_back(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url) as ana, guest(browser, place.url) as phone:
        door = AtTheDoor(ana)
        await door.knock()
        await door.choose("ageOnAnother")
        await expect(ana.page.get_by_role("img", name=ana.words.like("ageQr"))).to_be_visible()
        await on_the_phone(phone.page, await door.address_for_another())
        await give(phone.page)
        code = await matching_code(phone.page)
        wrong = f"{(int(code) + 1) % 1_000_000:06}"
        await expect(door.code_field).to_be_focused()
        await door.code_field.fill(wrong)
        await ana.page.keyboard.press("Enter")
        await expect(ana.page.get_by_role("alert").filter(has_text=ana.words["ageWrongCode"])).to_be_visible()
        await expect(door.code_field).to_be_focused()
        await door.code_field.fill(f"{code[:3]} {code[3:]}")
        await ana.page.keyboard.press("Enter")
        await expect(door.heading("ageProvenTitle")).to_be_visible()
        await door.enter()


@pytest.mark.parametrize(
    ("given", "title", "told"),
    [
        ("decline", "ageDeclinedTitle", "declined"),
        ("under_18", "ageUnderTitle", "under"),
        ("expired", "ageRefusedTitle", "outOfDate"),
        ("another_site", "ageRefusedTitle", "forAnother"),
        ("too_much", "ageRefusedTitle", "tooMuch"),
        ("unknown_issuer", "ageRefusedTitle", "issuer"),
    ],
)
async def test_a_refusal_says_what_one_can_do_about_it(
    place: PalabreServer, browser: Browser, given: str, title: str, told: str
) -> None:
    async with guest(browser, place.url) as ana:
        door = AtTheDoor(ana)
        await door.knock()
        await door.choose("ageOnThisDevice")
        await give(ana.page, given)
        await expect(door.heading(title)).to_be_visible()
        await expect(ana.page.get_by_text(ana.words.like(f"ageRefusals.{told}"))).to_be_visible()
        await ana.page.get_by_role("main").get_by_role("button").first.click()
        await expect(door.heading("ageTitle")).to_be_visible()
        await ana.open(MIDNIGHT)
        await expect(door.heading("gateTitle")).to_be_visible()


async def test_the_other_device_s_refusal_is_told_where_one_waits(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url) as ana, guest(browser, place.url) as phone:
        door = AtTheDoor(ana)
        await door.knock()
        await door.choose("ageOnAnother")
        await on_the_phone(phone.page, await door.address_for_another())
        await give(phone.page, "under_18")
        await expect(door.heading("ageUnderTitle")).to_be_focused()


async def test_three_wrong_codes_end_it(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url) as ana, guest(browser, place.url) as phone:
        door = AtTheDoor(ana)
        await door.knock()
        await door.choose("ageOnAnother")
        await on_the_phone(phone.page, await door.address_for_another())
        await give(phone.page)
        wrong = f"{(int(await matching_code(phone.page)) + 1) % 1_000_000:06}"
        for told in ("2\u00a0essais", "un essai"):
            await door.code_field.fill(wrong)
            await ana.page.keyboard.press("Enter")
            await expect(ana.page.get_by_role("alert").filter(has_text=told)).to_be_visible()
        await door.code_field.fill(wrong)
        await ana.page.keyboard.press("Enter")
        await expect(ana.page.get_by_text(ana.words["ageRefusals.codes"])).to_be_visible()


async def test_the_whole_way_is_walked_with_a_keyboard_alone(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url) as ana:
        door, keyboard = AtTheDoor(ana), Keyboard(ana)
        await ana.open(MIDNIGHT)
        await expect(door.prove).to_be_visible()
        await keyboard.tab_to(door.prove)
        await keyboard.press("Enter")
        here = door.way("ageDemoTitle").get_by_role("button", name=ana.words["ageOnThisDevice"])
        await expect(here).to_be_visible()
        await keyboard.tab_to(here)
        await keyboard.press("Enter")
        agree = ana.page.locator("#give")
        await expect(agree).to_be_visible()
        await keyboard.tab_to(agree)
        await keyboard.press("Enter")
        await expect(door.heading("ageProvenTitle")).to_be_focused()
        into = ana.page.get_by_role("link", name=ana.words.filled("ageEnter", "Minuit"))
        await keyboard.tab_to(into)
        await keyboard.press("Enter")
        await door.is_in()


async def test_an_end_asked_for_in_the_settings_puts_one_out_of_the_room(
    place: PalabreServer, browser: Browser
) -> None:
    async with guest(browser, place.url) as ana:
        door = AtTheDoor(ana)
        await door.prove_here()
        await door.enter()
        await ana.button("settings").first.click()
        dialog = ana.page.get_by_role("dialog", name=ana.words["settings"])
        await expect(dialog.get_by_text(ana.words.like("proofUntil"))).to_be_visible()
        await dialog.get_by_role("button", name=ana.words["proofEnd"]).click()
        await expect(dialog.get_by_text(ana.words["proofEnded"])).to_be_visible()
        await door.is_out()
        await ana.page.keyboard.press("Escape")
        await expect(door.heading("proofOverTitle")).to_be_visible()
        await expect(ana.page.get_by_text(ana.words["proofOver.ended"])).to_be_visible()
        await door.link("gateProveAgain").click()
        await door.choose("ageOnThisDevice")
        await give(ana.page)
        await expect(door.heading("ageProvenTitle")).to_be_visible()
        await door.enter()


async def test_a_copied_cookie_opens_nothing_without_the_key(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url) as ana, guest(browser, place.url) as thief:
        door, copy = AtTheDoor(ana), AtTheDoor(thief)
        await door.prove_here()
        await door.enter()
        await thief.context.add_cookies(await ana.context.cookies())  # type: ignore[arg-type]
        await thief.open(MIDNIGHT)
        await expect(copy.heading("gateTitle")).to_be_visible()
        await copy.is_out()
        await door.is_in()


async def test_a_key_of_another_browser_ends_the_proof_for_both(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url) as ana, guest(browser, place.url) as thief:
        door, copy = AtTheDoor(ana), AtTheDoor(thief)
        await door.prove_here()
        await door.enter()
        await thief.context.add_cookies(await ana.context.cookies())  # type: ignore[arg-type]
        await thief.open("/")
        await thief.page.evaluate(KEY_OF_ONE_S_OWN)
        await thief.open(MIDNIGHT)
        for each in (door, copy):
            await expect(each.heading("proofOverTitle")).to_be_visible()
            await expect(each.page.get_by_text(each.words["proofOver.elsewhere"])).to_be_visible()
            await each.is_out()


async def test_what_was_begun_in_one_browser_does_not_end_in_another(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url) as ana, guest(browser, place.url) as other:
        door = AtTheDoor(ana)
        await door.knock()
        await ana.page.route("**/complete", lambda route: route.abort())
        await door.choose("ageOnThisDevice")
        await give(ana.page)
        await expect(door.heading("ageUnreachableTitle")).to_be_visible()
        back = await ana.page.evaluate("performance.getEntriesByType('navigation')[0].name")
        assert "response_code" in back and "response_code" not in ana.page.url
        await other.page.goto(back)
        await expect(AtTheDoor(other).heading("ageElsewhereTitle")).to_be_visible()
        await ana.page.unroute("**/complete")
        await ana.page.get_by_role("button", name=ana.words["ageRetry"]).click()
        await expect(door.heading("ageProvenTitle")).to_be_visible()


async def test_leaving_takes_the_key_away(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url) as ana:
        door = AtTheDoor(ana)
        await door.prove_here()
        await door.enter()
        assert await ana.page.evaluate(KEYS_KEPT) == 1
        await ana.page.get_by_role("button", name=ana.words["leave"], exact=True).first.click()
        await expect(ana.page.get_by_role("heading", name=ana.words["lobbyTitle"])).to_be_visible()
        assert await ana.page.evaluate(KEYS_KEPT) == 0


async def test_two_of_the_team_vouch_and_their_code_opens_the_room(place: PalabreServer, browser: Browser) -> None:
    first, second = addresses(place)
    async with (
        moderator(browser, place, first) as mo,
        moderator(browser, place, second) as nour,
        guest(browser, place.url) as ana,
    ):
        await mo.page.get_by_role("link", name=mo.words["views.vouches"], exact=True).click()
        await mo.button("vouchOpen").click()
        signs = mo.page.locator(".vouch-signs")
        await expect(signs).to_have_text(CODE)
        code = await signs.inner_text()
        await mo.page.reload()
        await expect(signs).to_have_text(code)
        door = AtTheDoor(ana)
        await door.knock()
        await door.way("ageHumanTitle").get_by_role("button").click()
        field = ana.page.get_by_role("textbox", name=ana.words["ageStaffLabel"])
        await expect(field).to_be_focused()
        await field.fill(code)
        await ana.page.keyboard.press("Enter")
        await expect(ana.page.get_by_role("alert").filter(has_text=ana.words["ageWrongCode"])).to_be_visible()
        await nour.page.get_by_role("link", name=nour.words["views.vouches"], exact=True).click()
        await nour.page.get_by_role("button", name=nour.words.like("vouchSecondOf")).click()
        await nour.page.get_by_role("dialog").get_by_role("button", name=nour.words["vouchSecond"]).click()
        await expect(mo.page.get_by_text(mo.words["vouchWorks"])).to_be_visible()
        await field.fill(code.lower())
        await ana.page.keyboard.press("Enter")
        await expect(door.heading("ageProvenTitle")).to_be_visible()
        await door.enter()
        await nour.page.get_by_role("button", name=nour.words.like("vouchRevokeOf")).click()
        await nour.page.get_by_role("dialog").get_by_role("button", name=nour.words["vouchRevoke"]).click()
        await expect(ana.page.get_by_text(ana.words["proofOver.revoked"])).to_be_visible()
        await door.is_out()


@pytest.mark.parametrize(
    ("login", "title"), [("ana", "ageProvenTitle"), ("bilal", "ageUnderTitle"), ("chloe", "ageRefusedTitle")]
)
async def test_an_account_of_a_real_provider_says_it(
    with_accounts: PalabreServer, browser: Browser, login: str, title: str
) -> None:
    async with guest(browser, with_accounts.url) as ana:
        door = AtTheDoor(ana)
        await door.knock()
        await ana.page.get_by_role("button", name=ana.words.filled("ageWithAccount", "La Poste")).click()
        await ana.page.get_by_role("textbox").first.fill(f"subject-of-{login}")
        await ana.page.locator("input[type=password]").fill("any")
        await ana.page.get_by_role("button").first.click()
        await ana.page.get_by_role("button", name="Continue").click()
        await expect(door.heading(title)).to_be_visible()
        if login == "ana":
            await door.enter()


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
async def test_axe_finds_nothing_on_the_way(place: PalabreServer, browser: Browser, scheme: str, width: int) -> None:
    async with guest(browser, place.url, color_scheme=scheme, viewport={"width": width, "height": 720}) as ana:
        door = AtTheDoor(ana)
        await ana.open(MIDNIGHT)
        await expect(door.prove).to_be_visible()
        await is_well_made(ana.page)
        await door.prove.click()
        await expect(door.way("ageDemoTitle")).to_be_visible()
        await is_well_made(ana.page)
        await door.choose("ageOnAnother")
        scanned = await ana.context.new_page()
        await scanned.goto(await door.address_for_another())
        await is_well_made(scanned)
        await scanned.close()
        await is_well_made(ana.page)
        await door.page.get_by_role("button", name=ana.words["ageOtherWay"]).click()
        await door.way("ageHumanTitle").get_by_role("button").click()
        await expect(door.heading("ageStaffTitle")).to_be_visible()
        await is_well_made(ana.page)


async def is_well_made(page: Page) -> None:
    """Nothing for axe to say, and nothing wider than the window, in large letters neither."""
    assert await violations(page) == []
    for size in ("100", "150"):
        await page.evaluate("size => { document.documentElement.dataset.size = size }", size)
        assert await sideways(page) == [], size
