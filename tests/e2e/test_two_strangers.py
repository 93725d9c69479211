"""Two strangers open a page and talk: the main job, in two real browsers."""

from playwright.async_api import Browser, expect

from tests.e2e.agora import Agora
from tests.e2e.guests import guest

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "&lt;b&gt;gras&lt;/b&gt;",
]


async def test_a_first_message_takes_two_interactions_and_reaches_the_other_live(
    agora: Agora, browser: Browser
) -> None:
    async with guest(browser, agora.url) as ana, guest(browser, agora.url) as bilal:
        await bilal.open(agora.path)
        await ana.open(agora.path)
        await ana.name_oneself("Ana")
        await ana.message_field.fill("Bonjour la place")
        await ana.send_button.click()
        await bilal.sees("Bonjour la place")
        await bilal.name_oneself("Bilal")
        await bilal.say("Bonjour Ana")
        await ana.sees("Bonjour Ana")
        await expect(ana.articles).to_have_count(2)
        people = ana.page.get_by_role("region", name="Personnes présentes")
        await expect(people.get_by_text("Bilal")).to_be_visible()
        assert ana.foreign_requests() == []
        assert ana.complaints == [] and bilal.complaints == []


async def test_after_the_first_send_the_name_becomes_a_chip_and_focus_stays_in_the_message(
    agora: Agora, browser: Browser
) -> None:
    async with guest(browser, agora.url) as ana:
        await ana.open(agora.path)
        await ana.name_oneself("Ana")
        await ana.say("Me voici")
        await expect(ana.name_field).to_have_count(0)
        await expect(ana.message_field).to_be_focused()
        await expect(ana.message_field).to_have_value("")


async def test_a_reload_keeps_the_session(agora: Agora, browser: Browser) -> None:
    async with guest(browser, agora.url) as ana:
        await ana.open(agora.path)
        await ana.name_oneself("Ana")
        await ana.say("Avant")
        await ana.page.reload()
        await ana.sees("Avant")
        await expect(ana.name_field).to_have_count(0)
        await ana.say("Après")
        await expect(ana.articles).to_have_count(2)


async def test_every_hostile_text_shows_as_typed(agora: Agora, browser: Browser) -> None:
    async with guest(browser, agora.url) as ana, guest(browser, agora.url) as bilal:
        await bilal.open(agora.path)
        await ana.open(agora.path)
        await ana.name_oneself("Ana")
        ran: list[str] = []
        for someone in (ana, bilal):
            someone.page.on("dialog", lambda dialog: ran.append(dialog.message))
        for text in HOSTILE:
            await ana.say(text)
            await bilal.sees(text)
        assert ran == []


async def test_a_copied_name_is_refused_and_the_draft_kept(agora: Agora, browser: Browser) -> None:
    async with guest(browser, agora.url) as ana, guest(browser, agora.url) as copy:
        await ana.open(agora.path)
        await ana.name_oneself("Ana")
        await ana.say("Je suis Ana")
        await copy.open(agora.path)
        await copy.name_oneself("Aná")
        await copy.message_field.fill("Moi aussi")
        await copy.send_button.click()
        await expect(copy.page.get_by_role("alert")).to_be_visible()
        await expect(copy.message_field).to_have_value("Moi aussi")
        await expect(ana.articles).to_have_count(1)


async def test_a_refused_message_names_the_rule_and_the_words_and_keeps_the_draft(
    agora: Agora, browser: Browser
) -> None:
    async with guest(browser, agora.url) as ana, guest(browser, agora.url) as bilal:
        await bilal.open(agora.path)
        await ana.open(agora.path)
        await ana.name_oneself("Ana")
        await ana.say("Bonjour")
        await ana.message_field.fill("va te suicider")
        await ana.message_field.press("Enter")
        alert = ana.page.get_by_role("alert")
        await expect(alert).to_contain_text("va te suicider")
        await expect(alert.get_by_role("link").first).to_have_attribute("href", "/rules#rule-1")
        await expect(ana.message_field).to_have_value("va te suicider")
        await ana.message_field.fill("Pardon")
        await ana.message_field.press("Enter")
        await bilal.sees("Pardon")
        await expect(bilal.articles).to_have_count(2)


async def test_one_edits_and_removes_one_s_own_message_for_everyone(agora: Agora, browser: Browser) -> None:
    async with guest(browser, agora.url) as ana, guest(browser, agora.url) as bilal:
        await bilal.open(agora.path)
        await ana.open(agora.path)
        await ana.name_oneself("Ana")
        await ana.say("Deux carotes")
        await (await ana.menu_of("Deux carotes")).get_by_role("menuitem", name="Modifier").click()
        await ana.message_field.fill("Deux carottes")
        await ana.message_field.press("Enter")
        await bilal.sees("Deux carottes")
        await expect(bilal.message("Deux carotes")).to_have_count(0)
        await (await ana.menu_of("Deux carottes")).get_by_role("menuitem", name="Retirer").click()
        confirm = ana.page.get_by_role("dialog").get_by_role("button", name="Retirer")
        await confirm.click()
        await expect(bilal.message("Deux carottes")).to_have_count(0)


async def test_leaving_erases_the_session_in_one_click(agora: Agora, browser: Browser) -> None:
    async with guest(browser, agora.url) as ana:
        await ana.open(agora.path)
        await ana.name_oneself("Ana")
        await ana.say("Je passe")
        await ana.page.get_by_role("button", name="Partir").click()
        await ana.page.wait_for_url("**/")
        assert [cookie["name"] for cookie in await ana.context.cookies() if cookie["name"] == "palabre_session"] == []
        await ana.open(agora.path)
        await expect(ana.name_field).to_be_visible()
        await ana.sees("Je passe")


async def test_erasing_everything_takes_the_messages_back(agora: Agora, browser: Browser) -> None:
    async with guest(browser, agora.url) as ana, guest(browser, agora.url) as bilal:
        await bilal.open(agora.path)
        await ana.open(agora.path)
        await ana.name_oneself("Ana")
        await ana.say("À effacer")
        await bilal.sees("À effacer")
        await ana.page.get_by_role("button", name="Tout effacer").click()
        await ana.page.get_by_role("dialog").get_by_role("button", name="Tout effacer").click()
        await expect(bilal.message("À effacer")).to_have_count(0)
        await expect(bilal.log.get_by_text("Ana")).to_have_count(0)
        await ana.page.wait_for_url("**/")
        await expect(ana.page.get_by_role("main")).to_be_visible()
