"""Private conversations in real browsers: asked for, answered, talked in, hidden, ended; two tabs, and a phone."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from palabre.services.gating import FROZEN
from tests.e2e.apart import HELLO, Apart, Frames, both_in_talk, path_of
from tests.e2e.guests import guest
from tests.e2e.scenes.inspection import sideways, violations
from tests.tools.beside import freeze
from tests.tools.server import PalabreServer, running_server

Size = dict[str, int]
PHONE: Size = {"width": 375, "height": 720}
DESK: Size = {"width": 1280, "height": 800}
UNREAD = "apart.unreadIn"
MEETING = "On se retrouve devant la gare demain à 18 h ?"
AGAIN = "Oui, 18 h 15 au café de la gare"


@pytest.fixture
async def alone(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """A server of one's own: who is in the agora is part of what is looked at."""
    async with running_server(tmp_path_factory.mktemp("apart") / "data") as running:
        yield running


async def test_two_people_talk_once_the_other_said_yes(alone: PalabreServer, browser: Browser) -> None:
    async with guest(browser, alone.url) as one, guest(browser, alone.url) as other:
        ana, bilal = Apart(one), Apart(other)
        await both_in_talk(ana, bilal)
        await other.say("Oui, volontiers")
        await one.sees("Oui, volontiers")
        assert await violations(one.page) == []
        # Neither who nor what is in the title.
        assert "Bilal" not in await one.page.title()
        await ana.button("hideTalk").click()
        await expect(one.message("Oui, volontiers")).to_have_count(0)
        await ana.button("showTalk").click()
        await one.sees("Oui, volontiers")
        async with one.page.expect_download() as kept:
            await ana.button("keepProof").click()
        transcript = (await (await kept.value).path()).read_text()
        assert "Oui, volontiers" in transcript
        await bilal.button("endTalk").click()
        await expect(other.page.get_by_role("heading", name="Agora")).to_be_visible()
        await one.message_field.fill("Tu es là ?")
        await one.message_field.press("Enter")
        await expect(ana.heading("overTitle")).to_be_visible()
        assert await violations(one.page) == []
        assert one.complaints + other.complaints == []


async def test_advice_about_meeting_is_given_once_and_told_to_nobody(alone: PalabreServer, browser: Browser) -> None:
    async with guest(browser, alone.url) as one, guest(browser, alone.url) as other:
        ana, bilal = Apart(one), Apart(other)
        heard = Frames(other)
        await both_in_talk(ana, bilal)
        heard.sent.clear()
        asked = len(other.requests)
        await one.say(MEETING)
        for someone in (ana, bilal):
            await expect(someone.heading("meetTitle")).to_be_visible()
        assert await violations(one.page) == []
        assert heard.kinds() <= {"read.mark"}
        assert [url for url in other.requests[asked:] if "/api/" in url] == []
        await bilal.button("meetClose").click()
        await other.say(AGAIN)
        await one.sees(AGAIN)
        await expect(bilal.heading("meetTitle")).to_have_count(0)


async def test_who_gave_no_proof_is_told_why_it_is_asked(alone: PalabreServer, browser: Browser) -> None:
    async with guest(browser, alone.url) as one, guest(browser, alone.url) as other:
        ana = Apart(one)
        for someone, nickname, text in ((other, "Bilal", HELLO), (one, "Ana", "Bonjour Bilal")):
            await someone.open("/r/agora")
            await someone.name_oneself(nickname)
            await someone.say(text)
        await ana.ask(HELLO)
        await expect(ana.heading("adultsFirst")).to_be_visible()
        await expect(one.page.get_by_role("link", name=ana.word("invitedProve"))).to_be_visible()
        assert await violations(one.page) == []


async def test_a_declined_request_looks_like_one_nobody_answered(alone: PalabreServer, browser: Browser) -> None:
    async with guest(browser, alone.url) as one, guest(browser, alone.url) as other:
        ana, bilal = Apart(one), Apart(other)
        await ana.prove()
        await bilal.prove()
        for someone, nickname, text in ((other, "Bilal", HELLO), (one, "Ana", "Bonjour Bilal")):
            await someone.open("/r/agora")
            await someone.name_oneself(nickname)
            await someone.say(text)
        await ana.propose(HELLO)
        await bilal.open_requests()
        assert await violations(other.page) == []
        await ana.open_requests()
        before = await ana.dialog.inner_text()
        await bilal.button("decline").click()
        await expect(other.page.get_by_text(bilal.word("noRequests"))).to_be_visible()
        await one.page.reload()
        await ana.open_requests()
        assert await ana.dialog.inner_text() == before
        assert await violations(one.page) == []


async def test_the_tabs_of_one_guest_agree_on_what_is_read(alone: PalabreServer, browser: Browser) -> None:
    async with guest(browser, alone.url) as one, guest(browser, alone.url) as other:
        ana, bilal = Apart(one), Apart(other)
        await both_in_talk(ana, bilal)
        address = one.page.url
        await one.page.goto(f"{alone.url}/r/agora")
        await other.say("Tu reviens ?")
        unread = one.page.get_by_role("link", name=ana.words.filled(UNREAD, 1, ""))
        await expect(unread).to_be_visible()
        await expect(one.page).to_have_title("• Agora · Palabre")
        tab = await one.context.new_page()
        await tab.goto(address)
        await expect(tab.get_by_role("log").get_by_text("Tu reviens ?")).to_be_visible()
        await expect(unread).to_have_count(0)


async def test_on_a_phone_requests_wait_in_the_sheet_of_rooms(alone: PalabreServer, browser: Browser) -> None:
    async with guest(browser, alone.url) as one, guest(browser, alone.url, viewport=PHONE, has_touch=True) as other:
        ana, bilal = Apart(one), Apart(other)
        await ana.prove()
        await bilal.prove()
        await other.open("/r/agora")
        await other.name_oneself("Bilal")
        await other.send(HELLO)
        await one.open("/r/agora")
        await ana.propose(HELLO)
        await other.button("rooms").click()
        await bilal.open_requests()
        assert await violations(other.page) == []
        await bilal.button("accept").click()
        await bilal.is_in_talk()
        await other.send("Bonsoir")
        assert await sideways(other.page) == []
        await other.page.get_by_role("button", name=bilal.word("thisTalk"), exact=True).click()
        await expect(bilal.button("endTalk")).to_be_visible()
        assert await violations(other.page) == []


async def test_a_frozen_conversation_says_so_to_both_and_by_which_rule_to_who_is_answerable(
    alone: PalabreServer, browser: Browser
) -> None:
    async with guest(browser, alone.url, viewport=PHONE) as one, guest(browser, alone.url) as other:
        ana, bilal = Apart(one), Apart(other)
        await both_in_talk(ana, bilal)
        freeze(alone.data, path_of(ana).rpartition("/")[2], "Ana")
        for someone in (ana, bilal):
            await expect(someone.heading("frozenTitle")).to_be_visible()
            await expect(someone.guest.message_field).to_have_count(0)
            assert await violations(someone.page) == []
        await expect(one.page.get_by_text(FROZEN["fr"])).to_be_visible()
        await expect(other.page.get_by_text(bilal.word("frozenLead"))).to_be_visible()
        await expect(other.page.get_by_text(FROZEN["fr"])).to_have_count(0)
        assert await sideways(one.page) == []


async def test_requests_and_conversations_are_reached_from_the_lobby_too(
    alone: PalabreServer, browser: Browser
) -> None:
    async with guest(browser, alone.url) as one, guest(browser, alone.url, viewport=PHONE, has_touch=True) as other:
        ana, bilal = Apart(one), Apart(other)
        await ana.prove()
        await bilal.prove()
        for someone, nickname, text in ((other, "Bilal", HELLO), (one, "Ana", "Bonjour Bilal")):
            await someone.open("/r/agora")
            await someone.name_oneself(nickname)
            await someone.send(text)
        await ana.propose(HELLO)
        await other.open("/")
        await bilal.accept()
        await one.open(path_of(bilal))
        await ana.is_in_talk()
        await other.open("/")
        await expect(bilal.talk_with("Ana")).to_be_visible()
        await one.send("Tu es là ?")
        await expect(bilal.talk_with("Ana")).to_have_accessible_name(re.compile(bilal.words.filled(UNREAD, 1, "")))
        assert await violations(other.page) == []
        assert await sideways(other.page) == []
        await bilal.talk_with("Ana").click()
        await bilal.is_in_talk()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
async def test_what_waits_marks_the_tab_without_a_name_unless_one_is_not_to_be_disturbed(
    alone: PalabreServer, browser: Browser, size: Size
) -> None:
    async with guest(browser, alone.url) as one, guest(browser, alone.url, viewport=size) as other:
        ana, bilal = Apart(one), Apart(other)
        await ana.prove()
        await bilal.prove()
        await other.open("/r/agora")
        await other.name_oneself("Bilal")
        await other.send(HELLO)
        await one.open("/r/agora")
        own = await icon_of(other.page)
        await ana.propose(HELLO)
        await expect(other.page).to_have_title("• Agora · Palabre")
        assert await icon_of(other.page) != own
        assert "Ana" not in await other.page.evaluate("document.head.outerHTML")
        if size is PHONE:
            await other.button("rooms").click()
        await other.page.get_by_role("button", name=other.words["settings"], exact=True).click()
        await other.page.get_by_role("switch", name=other.words["undisturbed"]).check()
        await other.page.keyboard.press("Escape")
        await expect(other.page).to_have_title("Agora · Palabre")
        assert await icon_of(other.page) == own


async def icon_of(page: Page) -> str:
    return str(await page.locator("link[rel=icon]").get_attribute("href"))
