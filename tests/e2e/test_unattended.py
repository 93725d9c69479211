"""A room nobody watches over keeps its guests to a message every 30 s; a room for adults stays shut, and says so."""

import asyncio
from pathlib import Path

from playwright.async_api import Browser, expect

from tests.e2e.guests import BURST_MS, BrowserGuest, guest
from tests.e2e.moderators import addresses, moderator
from tests.e2e.scenes.inspection import violations
from tests.e2e.told_time import LAUNCHER, ToldTime
from tests.tools.server import running_server

SLOW_S = 30
UNATTENDED = f"[cover]\nslow_mode = {SLOW_S}\n"
ADULT = """
[[rooms]]
slug = "agora"
name = "Agora"

[[rooms]]
slug = "minuit"
name = "Minuit"
topic = "Tard le soir"
rules = "Entre adultes."
kind = "adult"
"""


async def test_unattended_one_writes_every_thirty_seconds_and_at_once_when_somebody_watches(
    tmp_path: Path, browser: Browser
) -> None:
    (tmp_path / "palabre.toml").write_text(UNATTENDED)
    time, options = ToldTime(tmp_path / "passed"), ["--config", str(tmp_path / "palabre.toml")]
    async with (
        running_server(tmp_path / "data", options=options, program=(LAUNCHER, time.file)) as place,
        guest(browser, place.url) as ana,
        moderator(browser, place, addresses(place)[0]) as mo,
    ):
        await ana.page.clock.install()
        await ana.open("/r/agora")
        await expect(ana.page.get_by_text(ana.words["unattended"])).not_to_have_count(0)
        await ana.name_oneself("Ana")
        await ana.say("Il y a quelqu’un ?")
        await expect(ana.page.get_by_text(ana.words.filled("slowMode", SLOW_S))).to_be_visible()
        await has_to_wait(ana, "Je repasserai")
        assert await violations(ana.page) == []
        await is_refused(await another_tab(ana), "Je suis là aussi", SLOW_S)
        await time_passes(time, ana, SLOW_S - 10)
        await has_to_wait(ana, "Je repasserai")
        tab = await another_tab(ana)
        await is_refused(tab, "Je suis là aussi", 10)
        assert await violations(tab.page) == []
        await time_passes(time, ana, 10)
        await expect(ana.send_button).to_be_enabled()
        await ana.say("Je repasserai")
        await tab.sees("Je repasserai")

        await mo.watch("Agora")
        await until_told(time, ana)
        await ana.say("Ah, bonsoir")
        await ana.say("Quoi de neuf ?")


async def time_passes(time: ToldTime, person: BrowserGuest, seconds: int) -> None:
    """For the server, and for the page."""
    time.step(seconds)
    await person.page.clock.run_for(seconds * 1_000)


async def until_told(time: ToldTime, person: BrowserGuest) -> None:
    """Let seconds pass until the page says that somebody watches: the room is told once that has been so for one."""
    async with asyncio.timeout(BURST_MS / 1_000):
        while await person.page.get_by_text(person.words["unattended"]).count():
            time.step(1)
            await person.page.wait_for_timeout(100)


async def another_tab(person: BrowserGuest) -> BrowserGuest:
    """One that has not seen what the first wrote, and asks the server."""
    tab = BrowserGuest(person.context, await person.context.new_page(), person.base)
    await tab.open("/r/agora")
    return tab


async def has_to_wait(writer: BrowserGuest, text: str) -> None:
    """The page itself counts the seconds."""
    await writer.message_field.fill(text)
    await expect(writer.send_button).to_be_disabled()
    await writer.message_field.press("Enter")
    await expect(writer.message_field).to_have_value(text)
    await expect(writer.message(text)).to_have_count(0)


async def is_refused(writer: BrowserGuest, text: str, seconds: int) -> None:
    """The server counts too."""
    await writer.message_field.fill(text)
    await writer.message_field.press("Enter")
    told = writer.page.get_by_role("alert")
    await expect(told).to_contain_text(writer.words["slowReasons.slow_mode"])
    await expect(told).to_contain_text(writer.words.filled("slowWait", seconds))
    await expect(writer.message_field).to_have_value(text)


async def test_a_room_for_adults_says_that_it_is_shut_and_what_is_open(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "palabre.toml").write_text(f"{ADULT}\n[age]\nmethods = []\n")
    options = ["--config", str(tmp_path / "palabre.toml")]
    async with (
        running_server(tmp_path / "data", options=options) as place,
        guest(browser, place.url) as ana,
        guest(browser, place.url, locale="en-GB") as bilal,
    ):
        assert "`minuit` is for adults and stays shut" in place.stderr
        for each, nickname in ((ana, "Ana"), (bilal, "Bilal")):
            await each.open("/")
            card = each.page.get_by_role("article").filter(has_text="Minuit")
            await expect(card.get_by_text(each.words["adultsOnly"])).to_have_count(1)
            await expect(card.get_by_text(each.words["adultsMark"])).to_be_visible()
            assert await violations(each.page) == []
            await card.get_by_role("link").click()
            await is_shut(each)
            await each.page.reload()
            await is_shut(each)
            await each.open("/r/agora")
            await each.name_oneself(nickname)
            await each.say(f"Ici {nickname}")
            await each.open("/r/minuit")
            await is_shut(each)
            await each.page.locator("main").get_by_role("link", name=each.words["allRooms"]).click()
            await expect(each.page.get_by_role("article").filter(has_text="Agora")).to_be_visible()
            assert each.complaints == []


async def is_shut(reader: BrowserGuest) -> None:
    """The page says why and what to do; there is nothing to read and nowhere to write."""
    await expect(reader.page.get_by_role("heading", name=reader.words["gateTitle"])).to_be_visible()
    await expect(reader.page.get_by_text(reader.words["gateShut"])).to_be_visible()
    await expect(reader.message_field).to_have_count(0)
    await expect(reader.page.get_by_text("Entre adultes")).to_have_count(0)
    assert await violations(reader.page) == []
