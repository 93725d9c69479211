"""Private rooms in real browsers: created, entered by invitation, someone removed, reported, closed; and a phone."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.apart import Apart
from tests.e2e.guests import guest
from tests.e2e.moderators import BrowserModerator, addresses, moderator
from tests.e2e.scenes.inspection import sideways, violations
from tests.tools.server import PalabreServer, running_server

PHONE = {"width": 375, "height": 720}
ROOM = "Les voisines"
WHY = "On ne se connaît pas."


@pytest.fixture
async def alone(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """A server of one's own."""
    async with running_server(tmp_path_factory.mktemp("apart") / "data") as running:
        yield running


async def test_three_people_meet_in_a_room_of_their_own(alone: PalabreServer, browser: Browser) -> None:
    async with (
        guest(browser, alone.url) as first,
        guest(browser, alone.url) as second,
        guest(browser, alone.url) as third,
    ):
        ana, bilal, chloe = Apart(first), Apart(second), Apart(third)
        for someone in (ana, bilal, chloe):
            await someone.prove()
        await ana.create(ROOM)
        await first.say("Bienvenue")
        link = await ana.invitation()
        assert await violations(first.page) == []
        await first.page.keyboard.press("Escape")
        await bilal.come_by(link, "Bilal")
        assert link.partition("#")[2] not in second.page.url
        await chloe.come_by(link, "Chloé")
        for guest_in, text in ((second, "Merci de l’invitation"), (third, "Me voilà")):
            await guest_in.say(text)
            await first.sees(text)
        assert ROOM not in await second.page.title()
        await chloe_reports(chloe)
        roster = first.page.get_by_role("region", name=first.words["present"])
        await roster.get_by_role("button", name="Bilal").click()
        await ana.button("putOutDo").click()
        await first.page.get_by_role("textbox", name=ana.word("putOutReason")).fill(WHY)
        assert await violations(first.page) == []
        await ana.dialog.get_by_role("button", name=ana.word("putOutDo"), exact=True).click()
        await expect(second.page.get_by_text(WHY)).to_be_visible()
        await expect(second.log).to_have_count(0)
        assert await violations(second.page) == []
        await second.page.goto(link)
        await expect(bilal.heading("invitationEnded")).to_be_visible()
        await first.say("Nous voilà deux")
        await third.sees("Nous voilà deux")


async def chloe_reports(chloe: Apart) -> None:
    menu = await chloe.guest.menu_of("Merci de l’invitation")
    await menu.get_by_role("menuitem", name=chloe.words["report"], exact=True).click()
    await chloe.dialog.get_by_role("radio").nth(4).check()
    await chloe.dialog.get_by_role("button", name=chloe.words["report.goOn"]).click()
    await chloe.dialog.get_by_role("button", name=chloe.words["report.sendReport"]).click()
    await expect(chloe.dialog.get_by_role("heading", name=chloe.words["report.doneTitle"])).to_be_visible()
    await chloe.page.keyboard.press("Escape")


async def test_a_link_taken_back_says_no_more_than_one_made_up(alone: PalabreServer, browser: Browser) -> None:
    async with guest(browser, alone.url) as first, guest(browser, alone.url) as second:
        ana, bilal = Apart(first), Apart(second)
        await ana.prove()
        await ana.create(ROOM)
        link = await ana.invitation()
        await first.page.get_by_role("button", name=first.words.like("apart.revokeWhich")).click()
        await expect(first.page.get_by_text(ana.word("noInvitations"))).to_be_visible()
        told = []
        for address in (link, f"{alone.url}/invitation#{'A' * 22}"):
            await second.page.goto("about:blank")
            await second.page.goto(address)
            await expect(bilal.heading("invitationEnded")).to_be_visible()
            told.append(await second.page.get_by_role("main").inner_text())
        assert told[0] == told[1]
        assert await violations(second.page) == []


async def test_the_owner_renames_and_closes_it(alone: PalabreServer, browser: Browser) -> None:
    async with guest(browser, alone.url) as first:
        ana = Apart(first)
        await ana.prove()
        await ana.create(ROOM)
        await ana.button("manage").click()
        await first.page.get_by_role("textbox", name=ana.word("roomName")).fill("Le palier")
        assert await violations(first.page) == []
        await ana.button("rename").click()
        await expect(first.page.get_by_role("heading", name="Le palier")).to_be_visible()
        await ana.button("closeRoom").click()
        await ana.button("closeRoomDo").click()
        await expect(first.page.get_by_role("heading", name=first.words["lobbyTitle"])).to_be_visible()
        await first.open("/r/agora")
        await expect(first.page.get_by_role("link", name="Le palier")).to_have_count(0)


async def test_on_a_phone_one_comes_by_an_invitation(alone: PalabreServer, browser: Browser) -> None:
    async with guest(browser, alone.url) as first, guest(browser, alone.url, viewport=PHONE, has_touch=True) as second:
        ana, bilal = Apart(first), Apart(second)
        await ana.prove()
        await bilal.prove()
        await ana.create(ROOM)
        link = await ana.invitation()
        await second.page.goto(link)
        await expect(bilal.button("invitedEnter")).to_be_visible()
        assert await sideways(second.page) == []
        assert await violations(second.page) == []
        await second.name_oneself("Bilal")
        await bilal.button("invitedEnter").click()
        await second.send("Bonsoir")
        assert await sideways(second.page) == []


async def test_who_is_away_is_removed_too_and_who_leaves_is_out(alone: PalabreServer, browser: Browser) -> None:
    async with (
        guest(browser, alone.url, viewport=PHONE, has_touch=True) as first,
        guest(browser, alone.url) as second,
        guest(browser, alone.url) as third,
    ):
        ana, bilal, chloe = Apart(first), Apart(second), Apart(third)
        for someone in (ana, bilal, chloe):
            await someone.prove()
        await ana.create(ROOM)
        link = await ana.invitation()
        await first.page.keyboard.press("Escape")
        await bilal.come_by(link, "Bilal")
        await chloe.come_by(link, "Chloé")
        await second.page.goto("about:blank")
        await ana.button("manage").click()
        members = ana.dialog.get_by_role("region", name=ana.word("membersTitle"))
        await expect(members.get_by_role("listitem")).to_have_count(2)
        assert await violations(first.page) == []
        assert await sideways(first.page) == []
        await members.get_by_role("button", name=first.words.filled("apart.putOutWhich", "Bilal")).click()
        await first.page.get_by_role("textbox", name=ana.word("putOutReason")).fill(WHY)
        await ana.dialog.get_by_role("button", name=ana.word("putOutDo"), exact=True).click()
        await expect(ana.dialog).to_have_count(0)
        await second.open("/r/agora")
        await second.page.get_by_role("link", name=ROOM).click()
        await expect(second.page.get_by_text(WHY)).to_be_visible()
        await chloe.button("leaveRoom").click()
        await expect(third.page.get_by_role("heading", name=third.words["lobbyTitle"])).to_be_visible()
        await third.open("/r/agora")
        await expect(third.log).to_be_visible()
        await expect(third.page.get_by_role("link", name=ROOM)).to_have_count(0)
        await ana.button("manage").click()
        await expect(first.page.get_by_text(ana.word("membersNone"))).to_be_visible()


async def test_the_team_comes_in_announced_and_opens_it_to_a_visitor_without_a_session(
    alone: PalabreServer, browser: Browser
) -> None:
    async with (
        guest(browser, alone.url) as first,
        guest(browser, alone.url) as second,
        moderator(browser, alone, addresses(alone)[0]) as mo,
    ):
        ana, chloe = Apart(first), Apart(second)
        await ana.prove()
        await ana.create(ROOM)
        await first.say("Bienvenue")
        link = await ana.invitation()
        await second.page.goto(link)
        await expect(second.page.get_by_role("link", name=chloe.word("invitedProve"))).to_be_visible()
        await mo_comes_in(mo)
        await expect(first.articles.filter(has_text="M-1")).to_have_count(1)
        await mo_opens(mo)
        await expect(first.articles.filter(has_text="M-1")).to_have_count(2)
        await second.page.reload()
        await expect(second.page.get_by_text(chloe.word("invitedOpened"))).to_be_visible()
        await second.name_oneself("Chloé")
        await chloe.button("invitedEnter").click()
        await second.sees("Bienvenue")


async def mo_comes_in(mo: BrowserModerator) -> None:
    """Told beforehand that everybody there will read it."""
    dialog = mo.page.get_by_role("dialog")
    await mo.page.get_by_role("button", name=mo.words.filled("visitRoom", ROOM)).click()
    await expect(dialog).to_contain_text("M-1")
    assert await violations(mo.page) == []
    await mo.page.keyboard.press("Escape")
    switch = mo.page.get_by_role("switch", name=mo.words.filled("watchIn", ROOM))
    await switch.click()
    await expect(switch).not_to_be_checked()
    await dialog.get_by_role("button", name=mo.words["visitDo"]).click()
    await expect(switch).to_be_checked()
    await expect(mo.page.get_by_role("region", name=ROOM).get_by_text("Bienvenue")).to_be_visible()


async def mo_opens(mo: BrowserModerator) -> None:
    await mo.page.get_by_role("button", name=mo.words.filled("openToOthersIn", ROOM)).click()
    assert await violations(mo.page) == []
    await mo.button("openDo").click()
    await expect(mo.page.get_by_text(mo.words["privateOpened"], exact=True)).to_be_visible()
