"""Screening, seen by those it concerns: refused, held, released, protected, asked to prove some work."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.guests import guest
from tests.e2e.moderators import addresses, moderator
from tests.e2e.scenes.inspection import violations
from tests.tools.server import PalabreServer, running_server

NUMBER = "06 39 98 12 34"
ROOMS = [f"agora-{number:02}" for number in range(12)]
CONFIGURATION = "".join(f'[[rooms]]\nslug = "{slug}"\nname = "Agora {slug[-2:]}"\n' for slug in ROOMS)


@pytest.fixture(scope="module")
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """A place with a team: its two addresses are good for one sign-in each."""
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "palabre.toml").write_text(CONFIGURATION)
    async with running_server(folder / "data", options=["--config", folder / "palabre.toml"]) as running:
        yield running


@pytest.fixture(scope="module")
def rooms() -> Iterator[str]:
    return iter(ROOMS)


@pytest.fixture
def room(rooms: Iterator[str]) -> str:
    """The slug of a room of one's own."""
    return next(rooms)


async def test_a_refused_message_says_why_and_which_words_and_the_draft_is_kept(
    place: PalabreServer, browser: Browser, room: str
) -> None:
    async with guest(browser, place.url) as ana, guest(browser, place.url) as bilal:
        await bilal.open(f"/r/{room}")
        await ana.open(f"/r/{room}")
        await ana.name_oneself("Ana")
        await ana.say("Bonjour")
        await ana.message_field.fill("Franchement, va te suicider avec ta courge")
        await ana.message_field.press("Enter")
        refusal = ana.page.get_by_role("alert")
        await expect(refusal.get_by_role("heading")).to_have_text(ana.words["notSent"])
        await expect(refusal.locator("mark")).to_have_text("va te suicider")
        await expect(ana.message_field).to_have_value("Franchement, va te suicider avec ta courge")
        await expect(ana.page.locator(".draft-marks mark")).to_have_text("va te suicider")
        await expect(refusal.get_by_role("link", name=ana.words["contest"])).to_have_attribute("href", "/rules#contest")
        assert await violations(ana.page) == []
        await ana.message_field.fill("Je ne suis pas d’accord")
        await ana.message_field.press("Enter")
        await bilal.sees("Je ne suis pas d’accord")
        await expect(bilal.message("suicider")).to_have_count(0)


async def test_a_held_message_is_told_kept_and_released_or_refused(
    place: PalabreServer, browser: Browser, room: str
) -> None:
    path, name = f"/r/{room}", f"Agora {room[-2:]}"
    async with (
        guest(browser, place.url) as ana,
        guest(browser, place.url) as bilal,
        moderator(browser, place, addresses(place)[0]) as mo,
    ):
        assert mo.page.url == f"{place.url}/desk"
        await bilal.open(path)
        await expect(bilal.page.get_by_text(bilal.words["unattended"])).not_to_have_count(0)
        await mo.watch(name)
        await expect(bilal.page.get_by_role("main").get_by_text("1 personne à la modération")).to_be_visible()
        await ana.open(path)
        await ana.name_oneself("Ana")
        await ana.say("Bonjour")
        await ana.say(f"Écris-moi au {NUMBER} ?")
        await expect(ana.message(NUMBER)).to_contain_text(ana.words["held"])
        assert await violations(ana.page) == []
        await ana.page.reload()
        await expect(ana.message(NUMBER)).to_contain_text(ana.words["held"])
        await expect(mo.held).to_have_count(1)
        await expect(mo.held.locator("mark")).to_have_text(NUMBER)
        assert await violations(mo.page) == []
        await bilal.sees("Bonjour")
        await expect(bilal.message(NUMBER)).to_have_count(0)

        await mo.press("l")
        await expect(mo.held).to_have_count(0)
        await mo.press("u")
        await expect(mo.held).to_have_count(1)
        await mo.press("l")
        await mo.let_it_leave()
        await bilal.sees(NUMBER)
        await expect(ana.message(NUMBER)).to_have_count(1)
        await expect(ana.message(NUMBER).get_by_text(ana.words["held"])).to_have_count(0)

        await ana.say("Ou bien ana@exemple.fr")
        await expect(mo.held).to_have_count(1)
        await mo.press("m")
        await mo.page.get_by_role("textbox", name=mo.words["reason"]).fill("Pas en public.")
        await mo.press("Enter")
        await mo.let_it_leave()
        told = ana.page.get_by_role("alert").filter(has_text=ana.words["notPublished"])
        await expect(told.locator("mark")).to_have_text("ana@exemple.fr")
        assert await violations(ana.page) == []
        await told.get_by_role("button", name=ana.words["writeAgain"]).click()
        await expect(ana.message_field).to_have_value("Ou bien ana@exemple.fr")
        await expect(ana.message("exemple")).to_have_count(0)
        await expect(bilal.message("exemple")).to_have_count(0)

        await mo.press("n")
        await expect(mo.page.get_by_role("table")).to_contain_text("message refusé")
        assert await violations(mo.page) == []


async def test_the_shield_lets_newcomers_read_and_says_so(place: PalabreServer, browser: Browser, room: str) -> None:
    async with (
        guest(browser, place.url) as ana,
        moderator(browser, place, addresses(place)[1], viewport={"width": 320, "height": 640}) as nour,
    ):
        await ana.open(f"/r/{room}")
        await ana.name_oneself("Ana")
        await ana.say("Bonjour")
        await nour.button("shield").click()
        assert await violations(nour.page) == []
        await nour.button("shieldRaise").click()
        await expect(ana.page.get_by_text(ana.words["shielded"])).not_to_have_count(0)
        await ana.message_field.fill("Encore moi")
        await ana.message_field.press("Enter")
        await expect(ana.page.get_by_role("alert")).to_contain_text("le bouclier est levé")
        await expect(ana.message_field).to_have_value("Encore moi")
        assert await violations(ana.page) == []
        await nour.button("shieldUp").click()
        await nour.button("shieldLower").click()
        await expect(ana.page.get_by_text(ana.words["shielded"])).to_have_count(0)
        await ana.message_field.press("Enter")
        await ana.sees("Encore moi")


async def test_a_stated_age_never_reaches_the_room_and_its_author_sees_who_can_help(
    place: PalabreServer, browser: Browser, room: str
) -> None:
    async with guest(browser, place.url) as chloe, guest(browser, place.url) as bilal:
        for each, nickname in ((bilal, "Bilal"), (chloe, "Chloé")):
            await each.open(f"/r/{room}")
            await each.name_oneself(nickname)
            await each.say(f"Bonjour, ici {nickname}")
        await chloe.message_field.fill("Moi j’ai 16 ans")
        await chloe.message_field.press("Enter")
        call = chloe.page.get_by_role("link", name="appeler le 119")
        help_offered = chloe.page.get_by_role("status").filter(has=call)
        await expect(help_offered).to_be_visible()
        await expect(call).to_have_attribute("href", "tel:119")
        await expect(chloe.message_field).to_be_focused()
        assert await violations(chloe.page) == []
        await help_offered.get_by_role("button", name=chloe.words["close"]).click()
        await expect(help_offered).to_have_count(0)
        await chloe.say("On parle de quoi ?")
        await bilal.sees("On parle de quoi ?")
        await expect(bilal.page.get_by_text("16 ans")).to_have_count(0)
        assert "16 ans" not in await bilal.page.content()


async def test_who_is_under_fifteen_reads_on_and_is_told_kindly(
    place: PalabreServer, browser: Browser, room: str
) -> None:
    async with guest(browser, place.url) as chloe:
        await chloe.open(f"/r/{room}")
        await chloe.name_oneself("Chloé")
        await chloe.say("Bonjour")
        await chloe.message_field.fill("j’ai 13 ans")
        await chloe.message_field.press("Enter")
        await expect(chloe.page.get_by_role("heading", name=chloe.words["writingClosed"])).to_be_visible()
        await expect(chloe.message_field).to_have_count(0)
        await expect(chloe.page.get_by_role("link", name=chloe.words["contestHow"])).to_be_visible()
        statement = chloe.page.get_by_role("alert")
        await expect(statement.get_by_role("link", name=chloe.words["contest"], exact=True)).to_be_visible()
        assert await violations(chloe.page) == []


async def test_an_address_used_already_is_told(place: PalabreServer, browser: Browser) -> None:
    async with guest(browser, place.url) as stranger:
        await stranger.open("/desk")
        await expect(stranger.page.get_by_role("heading", name=stranger.words["signInTitle"])).to_be_visible()
        assert await violations(stranger.page) == []
        await stranger.open("/desk#used-long-ago")
        await expect(stranger.page.get_by_role("heading", name=stranger.words["staleTitle"])).to_be_visible()
        assert stranger.page.url == f"{place.url}/desk"


async def test_the_challenge_is_passed_by_keyboard_alone(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "palabre.toml").write_text("[challenge]\nsessions_per_prefix = 1\ncost = 100\ntries = 20\n")
    options = ["--config", str(tmp_path / "palabre.toml")]
    async with (
        running_server(tmp_path / "data", options=options) as crowded,
        guest(browser, crowded.url) as bilal,
        guest(browser, crowded.url) as ana,
    ):
        for each, nickname in ((bilal, "Bilal"), (ana, "Ana")):
            await each.open("/r/agora")
            await each.name_oneself(nickname)
            await each.message_field.fill(f"Bonjour, ici {nickname}")
            await each.message_field.press("Enter")
        check = ana.page.get_by_role("group", name=ana.words["challenge"])
        await expect(check).to_be_visible()
        await expect(check.get_by_role("button", name=ana.words["challengeStart"])).to_be_focused()
        assert await violations(ana.page) == []
        await ana.page.keyboard.press("Enter")
        await ana.sees("Bonjour, ici Ana")
        await expect(check).to_have_count(0)
        await expect(ana.message("ici Ana").get_by_text(ana.words["sending"])).to_have_count(0)
        assert ana.complaints == []
