"""Care for who sits at the desk, in real browsers: hard texts veiled, cases that change hands, rests that are due."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.moderators import BrowserModerator, addresses, moderator
from tests.e2e.quarrel import PRESSING, Quarrel, quarrel
from tests.e2e.scenes.inspection import violations
from tests.tools.server import PalabreServer, running_server

ROOMS = [f"cour-{number}" for number in range(5)]
CONFIGURATION = "".join(f'[[rooms]]\nslug = "{slug}"\nname = "Cour {slug[-1]}"\n' for slug in ROOMS)
HARD = "J’ai envie de mourir"
EXPLAINED = "Je voulais seulement une réponse."
# Gestures less than ten minutes apart: whoever does nothing for as long has rested.
A_WHILE = "09:30"
AWAY = "11:00"


@pytest.fixture
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """A place with a team of two: its two addresses are good for one sign-in each."""
    folder = tmp_path_factory.mktemp("care")
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


async def opened(desk: BrowserModerator) -> None:
    """Open the first case with one key."""
    await expect(desk.cases).to_have_count(1)
    await desk.press("j")
    await expect(desk.case.get_by_text(PRESSING)).to_be_visible()


async def decided(desk: BrowserModerator, scene: Quarrel) -> None:
    """Report, and mute for ten minutes with two keys."""
    await scene.report()
    await opened(desk)
    await desk.press("3")
    await desk.press("Enter")
    await expect(desk.cases).to_have_count(0)


async def test_a_hard_text_is_veiled_until_one_asks_and_how_many_were_read_is_for_nobody_else(
    place: PalabreServer, browser: Browser, room: str
) -> None:
    first, second = addresses(place)
    async with (
        quarrel(place.url, room) as scene,
        moderator(browser, place, first) as mo,
        moderator(browser, place, second) as nour,
    ):
        await scene.bilal.post(room, HARD)
        await scene.report()
        for desk in (mo, nour):
            await opened(desk)
            await expect(desk.case.get_by_text(desk.words["veiledText"])).to_be_visible()
            await expect(desk.case.get_by_text(HARD)).to_have_count(0)
        assert await violations(mo.page) == []
        await mo.press("v")
        await expect(mo.case.get_by_text(HARD)).to_be_visible()
        await expect(mo.page.get_by_text("1 texte dur lu")).to_be_visible()
        await mo.button("veilAgain").click()
        await expect(mo.case.get_by_text(HARD)).to_have_count(0)
        await expect(nour.case.get_by_text(HARD)).to_have_count(0)
        await expect(nour.page.get_by_text("dur lu")).to_have_count(0)


async def test_a_case_changes_hands_with_one_key_and_without_a_reason(
    place: PalabreServer, browser: Browser, room: str
) -> None:
    first, second = addresses(place)
    async with (
        quarrel(place.url, room) as scene,
        moderator(browser, place, first) as mo,
        moderator(browser, place, second) as nour,
    ):
        await scene.report()
        await opened(mo)
        await mo.press("3")
        await expect(nour.cases.filter(has_text="M-1")).to_have_count(1)
        await mo.press("x")
        await expect(mo.page.get_by_role("dialog")).to_have_count(0)
        await expect(mo.case.get_by_text(mo.words["chooseCase"])).to_be_visible()
        await expect(nour.cases.filter(has_text="M-1")).to_have_count(0)
        await opened(nour)
        await nour.press("2")
        await expect(nour.case.get_by_text(nour.words["mineBadge"])).to_be_visible()
        await expect(mo.cases.filter(has_text="M-2")).to_have_count(1)


async def test_a_rest_is_due_after_a_while_and_what_one_holds_goes_to_the_others(
    place: PalabreServer, browser: Browser, room: str
) -> None:
    first, second = addresses(place)
    async with (
        quarrel(place.url, room) as scene,
        moderator(browser, place, first) as mo,
        moderator(browser, place, second) as nour,
    ):
        await scene.report()
        await opened(mo)
        await mo.press("3")
        await expect(nour.cases.filter(has_text="M-1")).to_have_count(1)
        due = mo.page.get_by_role("status").filter(has_text=mo.words["restDue"])
        for _ in range(4):
            await mo.page.clock.fast_forward(A_WHILE)
            await mo.press("Shift")
        await expect(due).to_have_count(0)
        await mo.page.clock.fast_forward(A_WHILE)
        await expect(due).to_be_visible()
        assert await violations(mo.page) == []
        await mo.button("takeRest").click()
        await expect(mo.page.get_by_role("dialog", name=mo.words["resting"])).to_be_visible()
        await expect(nour.cases.filter(has_text="M-1")).to_have_count(0)
        await mo.button("backToDesk").click()
        await expect(due).to_have_count(0)


async def test_whoever_was_away_has_rested(place: PalabreServer, browser: Browser) -> None:
    async with moderator(browser, place, addresses(place)[0]) as mo:
        for _ in range(4):
            await mo.page.clock.fast_forward(A_WHILE)
            await mo.press("Shift")
        worked = mo.page.get_by_text(mo.words.like("without"))
        await expect(mo.page.get_by_text("38 min sans pause")).to_be_visible()
        await mo.page.clock.fast_forward(AWAY)
        await mo.press("Shift")
        await mo.page.clock.fast_forward("00:40")
        await expect(worked).to_have_count(0)


async def test_contests_are_walked_through_with_two_keys_and_a_decided_case_is_closed_with_one(
    place: PalabreServer, browser: Browser, room: str, rooms: Iterator[str]
) -> None:
    first, second = addresses(place)
    async with (
        quarrel(place.url, room) as scene,
        quarrel(place.url, next(rooms)) as another,
        moderator(browser, place, first) as mo,
        moderator(browser, place, second) as nour,
    ):
        for each in (scene, another):
            await decided(mo, each)
        for each in (scene, another):
            await each.contest(EXPLAINED)
        await nour.press("c")
        await expect(nour.cases).to_have_count(2)
        for key, at in (("j", 0), ("j", 1), ("j", 1), ("k", 0)):
            await nour.press(key)
            await expect(nour.cases.nth(at)).to_have_attribute("aria-current", "true")
        await expect(nour.case.get_by_text(EXPLAINED)).to_be_visible()
        await nour.press("1")
        await nour.press("Tab")
        await nour.page.keyboard.type("Trois fois, c’est insister.")
        await nour.button("uphold").press("Enter")
        await expect(nour.cases).to_have_count(1)

        await nour.press("n")
        judged = nour.page.get_by_role("row").filter(has_text=nour.words["what.appeal_decided"])
        await judged.get_by_role("link", name=nour.words["itsCase"]).press("Enter")
        await expect(nour.decision.get_by_text(nour.words["decidedTitle"])).to_be_visible()
        assert await violations(nour.page) == []
        await nour.press("f")
        await expect(nour.page.get_by_role("dialog", name=nour.words["closeCaseTitle"])).to_be_visible()
        await nour.press("Enter")
        await expect(nour.decision.get_by_role("heading", name=nour.words["closedTitleOfCase"])).to_be_focused()
        await nour.press("?")
        listed = nour.page.get_by_role("dialog", name=nour.words["keysOfDesk"])
        await expect(listed.get_by_role("row").filter(has_text=nour.words["keys.closeCase"])).to_contain_text("F")
