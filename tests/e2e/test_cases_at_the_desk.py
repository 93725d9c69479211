"""Cases at the desk, in real browsers: seen live, decided with two keys, undone, handed over, judged by another."""

from collections.abc import AsyncIterator, Iterator

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.guests import guest
from tests.e2e.moderators import BrowserModerator, addresses, moderator
from tests.e2e.quarrel import EXPLANATION, PRESSING, quarrel
from tests.e2e.scenes.inspection import sideways, violations
from tests.tools.server import PalabreServer, running_server

ROOMS = [f"cour-{number}" for number in range(4)]
CONFIGURATION = "".join(f'[[rooms]]\nslug = "{slug}"\nname = "Cour {slug[-1]}"\n' for slug in ROOMS)


@pytest.fixture
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[PalabreServer]:
    """A place with a team of two: its two addresses are good for one sign-in each."""
    folder = tmp_path_factory.mktemp("court")
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
    await desk.press("j")
    await expect(desk.case.get_by_text(PRESSING)).to_be_visible()


async def undo(desk: BrowserModerator) -> None:
    """With one key, once it is said that one can."""
    await expect(desk.page.get_by_role("button", name=desk.words["undo"])).to_be_visible()
    await desk.press("u")


async def contest(browser: Browser, place: PalabreServer, receipt: str, words: str) -> None:
    """In a browser that knows nobody, with the keyboard alone: by the receipt."""
    async with guest(browser, place.url) as stranger:
        await stranger.open(f"/receipt/{receipt}")
        assert stranger.page.url == f"{place.url}/receipt"
        assert await violations(stranger.page) == []
        await stranger.page.get_by_role("textbox").press_sequentially(words)
        await stranger.page.keyboard.press("Tab")
        await stranger.page.keyboard.press("Enter")
        await expect(stranger.page.get_by_role("textbox")).to_have_count(0)
        await expect(stranger.page.get_by_role("main")).to_contain_text(words)


async def test_a_report_is_at_the_desk_within_a_second_and_two_keys_mute_for_ten_minutes(
    place: PalabreServer, browser: Browser, room: str
) -> None:
    async with quarrel(place.url, room) as scene, moderator(browser, place, addresses(place)[0]) as mo:
        await scene.report()
        await expect(mo.cases).to_have_count(1, timeout=1_000)
        await opened(mo)
        await expect(mo.case.get_by_text(EXPLANATION)).to_be_visible()
        assert "Ana" not in await mo.page.inner_text("body")
        assert await violations(mo.page) == []
        await mo.press("3")
        await expect(mo.decision.get_by_role("button", name="Rendre muet 10")).to_be_visible()
        assert await violations(mo.page) == []
        await mo.press("Enter")
        told = (await scene.bilal.event("sanction.applied"))["sanction"]
        assert (told["kind"], told["decided_by"]) == ("mute", "M-1")
        await expect(mo.cases).to_have_count(0)
        assert (await scene.bilal.post(room, "Encore moi"))["code"] == "muted"
        assert await sideways(mo.page) == []
        await undo(mo)
        await scene.bilal.event("sanction.lifted")
        await expect(mo.cases).to_have_count(1)
        assert (await scene.bilal.post(room, "Pardon"))["type"] == "ok"


async def test_two_moderators_at_once_never_collide_and_lose_nothing_they_typed(
    place: PalabreServer, browser: Browser, room: str
) -> None:
    async with (
        quarrel(place.url, room) as scene,
        moderator(browser, place, addresses(place)[0]) as mo,
        moderator(browser, place, addresses(place)[1]) as nour,
    ):
        await scene.report()
        for desk in (mo, nour):
            await expect(desk.cases).to_have_count(1)
            await opened(desk)
        await nour.press("2")
        await expect(mo.cases.filter(has_text="M-2")).to_have_count(1)
        await mo.press("3")
        note = mo.decision.get_by_label(mo.words["privateNote"])
        await note.fill("Vu deux fois hier")
        await expect(mo.decision.get_by_role("alert")).to_contain_text("M-2 a pris ce dossier")
        assert await violations(mo.page) == []
        await nour.press("Enter")
        await expect(mo.decision.get_by_role("alert")).to_contain_text("M-2 a tranché")
        await expect(note).to_have_value("Vu deux fois hier")
        assert (await scene.bilal.event("sanction.applied"))["sanction"]["kind"] == "warning"

        await undo(nour)
        await expect(nour.decision.get_by_role("radio", name=nour.words["rungs.warning"])).to_be_checked()
        await nour.press("x")
        await expect(mo.cases.filter(has_text="M-2")).to_have_count(0)
        await mo.press("Escape")
        await mo.press("k")
        await mo.press("5")
        await mo.press("Enter")
        asked = mo.page.get_by_role("dialog", name=mo.words.filled("banTitle", "Bilal"))
        await expect(asked.get_by_text("Moins de cinq personnes")).to_be_visible()
        assert await violations(mo.page) == []
        await asked.get_by_role("button", name="Bannir 24").click()
        told = await scene.bilal.event("sanction.applied", lambda frame: frame["sanction"]["kind"] == "ban")
        assert told["sanction"]["until"] is not None


async def test_an_appeal_is_judged_by_somebody_else_than_who_decided(
    place: PalabreServer, browser: Browser, room: str
) -> None:
    async with (
        quarrel(place.url, room) as scene,
        moderator(browser, place, addresses(place)[0]) as mo,
        moderator(browser, place, addresses(place)[1]) as nour,
    ):
        await scene.report()
        await expect(mo.cases).to_have_count(1)
        await opened(mo)
        await mo.press("3")
        await mo.press("Enter")
        await contest(browser, place, await scene.receipt(), "Je voulais seulement une réponse.")
        for desk in (mo, nour):
            await desk.press("c")
            await expect(desk.cases).to_have_count(1)
            await opened(desk)
            await expect(desk.case.get_by_text("Je voulais seulement une réponse.")).to_be_visible()
        await expect(mo.page.get_by_text(mo.words["appealNotYours"])).to_be_visible()
        assert await violations(mo.page) == []
        await nour.press("2")
        await nour.press("Tab")
        await nour.page.keyboard.type("Une fois n’est pas insister.")
        assert await violations(nour.page) == []
        await nour.button("overturn").press("Enter")
        await scene.bilal.event("sanction.lifted")
        await expect(nour.cases).to_have_count(0)
        assert (await scene.bilal.post(room, "Merci"))["type"] == "ok"


async def test_a_room_is_read_live_held_still_and_a_name_leads_to_a_case_and_back(
    place: PalabreServer, browser: Browser, room: str
) -> None:
    async with quarrel(place.url, room) as scene, moderator(browser, place, addresses(place)[0]) as mo:
        await mo.watch(f"Cour {room[-1]}")
        live = mo.page.get_by_role("region", name=mo.words["liveTitle"])
        await expect(live.get_by_text(PRESSING)).to_be_visible()
        await mo.page.get_by_role("heading", name=mo.words["liveTitle"]).click()
        await mo.page.keyboard.down("Space")
        await scene.bilal.post(room, "Et maintenant")
        await expect(live.get_by_text("Figé, 1")).to_be_visible()
        await expect(live.get_by_text("Et maintenant")).to_have_count(0)
        assert await violations(mo.page) == []
        await mo.page.keyboard.up("Space")
        await expect(live.get_by_text("Et maintenant")).to_be_visible()

        name = live.get_by_role("button", name=mo.words.filled("cardOf", "Bilal")).first
        await name.click()
        card = mo.page.get_by_role("dialog", name=mo.words.filled("cardOf", "Bilal"))
        await card.get_by_label(mo.words["categoryField"]).select_option("harassment")
        assert await violations(mo.page) == []
        await card.get_by_role("button", name=mo.words["openCase"]).click()
        await expect(mo.case.get_by_text("Et maintenant")).to_be_visible()
        await expect(mo.case.get_by_text(mo.words["mineBadge"])).to_be_visible()
        await mo.press("3")
        await mo.press("Enter")
        await scene.bilal.event("sanction.applied")
        await expect(mo.cases).to_have_count(0)

        await name.click()
        await card.get_by_role("button", name=mo.words["reverse"]).click()
        lifting = mo.page.get_by_role("dialog", name=mo.words["reverseTitle"])
        await expect(lifting.get_by_text("Prend fin")).to_contain_text("Muet")
        assert await violations(mo.page) == []
        await lifting.get_by_label(mo.words["reverseReason"]).fill("Ce n’était pas lui.")
        await lifting.get_by_role("button", name=mo.words["reverseNow"]).click()
        await scene.bilal.event("sanction.lifted")
        assert (await scene.bilal.post(room, "Merci"))["type"] == "ok"
