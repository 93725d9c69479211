"""Every screen and state there is, looked at: `--screenshots DIR` keeps all their pictures, in every look."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, aclosing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.e2e.scenes import CATALOGUE
from tests.e2e.scenes.inspection import faults_of
from tests.e2e.scenes.look import ALTERNATING, EVERY_LOOK, Look
from tests.e2e.scenes.theatre import Theatre, opened
from tests.e2e.scenes.visit import Shown, Visit

SHORT = "alternating"


@dataclass(frozen=True)
class Played:
    """One visit with one look; visits of the same `season` share a furnished place."""

    visit: Visit
    look: Look
    season: str

    def __str__(self) -> str:
        return f"{self.visit.name}-{self.look}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every visit once, with a look that changes from one to the next; or every visit with every look."""
    if "played" not in metafunc.fixturenames:
        return
    if metafunc.config.getoption("--screenshots"):
        played = [Played(visit, look, str(look)) for look in EVERY_LOOK for visit in CATALOGUE if visit.fits(look)]
    else:
        played = [Played(visit, fitting(visit, at), SHORT) for at, visit in enumerate(CATALOGUE)]
    metafunc.parametrize("played", played, ids=str)


def fitting(visit: Visit, at: int) -> Look:
    """The look whose turn it is, or the next one with which the visit can be made."""
    turns = [ALTERNATING[(at + step) % len(ALTERNATING)] for step in range(len(ALTERNATING))]
    return next(look for look in turns if visit.fits(look))


class Seasons:
    """One furnished place at a time."""

    def __init__(self, browser: Browser, folders: pytest.TempPathFactory) -> None:
        self._browser = browser
        self._folders = folders
        self._open = AsyncExitStack()
        self._theatres: dict[str, Theatre] = {}

    async def theatre(self, season: str) -> Theatre:
        """The place of a season; the one before is closed."""
        if season not in self._theatres:
            await self.close()
            opening = opened(self._browser, self._folders.mktemp(season))
            self._theatres[season] = await self._open.enter_async_context(opening)
        return self._theatres[season]

    async def close(self) -> None:
        self._theatres.clear()
        await self._open.aclose()


@pytest.fixture(scope="module")
async def seasons(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Seasons]:
    """A place for each look of the long run, one for all of the short run."""
    seasons = Seasons(browser, tmp_path_factory)
    yield seasons
    await seasons.close()


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where the pictures go."""
    asked = request.config.getoption("--screenshots")
    chosen = Path(asked) if asked else tmp_path
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen


async def test_a_visit_shows_screens_without_fault(seasons: Seasons, played: Played, folder: Path) -> None:
    theatre = await seasons.theatre(played.season)
    theatre.look = played.look
    seen: list[str] = []
    faults: list[str] = []
    async with aclosing(played.visit.play(theatre)) as play:
        async for shown in play:
            await take(shown, folder / f"{shown.name}-{played.look}.png")
            seen.append(shown.name)
            faults += [f"{shown.name}: {fault}" for fault in await faults_of(shown, played.look)]
    assert faults == []
    assert tuple(seen) == played.visit.scenes


async def take(shown: Shown, picture: Path) -> None:
    assert len(await shown.by.page.screenshot(path=picture, full_page=shown.whole)) > 3_000
