"""Screenshots of every screen there is, to be looked at; `--screenshots DIR` keeps them."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.guests import BrowserGuest, guest
from tests.tools.live_client import LiveGuest
from tests.tools.server import PalabreServer

TALK = [
    ("Bilal", "J’ai une courge de trois kilos et deux personnes à table. Des idées qui changent de la soupe ?"),
    ("Fatoumata", "Rôtie en cubes, oignons rouges, miel et cumin, 35 min à 200 °C. Le reste se garde trois jours."),
    ("Fatoumata", "Et garde les graines ! Rincées, séchées, dix minutes au four avec du sel."),
    ("Linh", "Chez nous on la cuit au lait de coco avec des cacahuètes. Même esprit, finalement."),
    ("Paulette", "Question bête : il faut l’éplucher ? J’ai de l’arthrose, c’est toute une histoire."),
    ("Bilal", "Je tente la version au four alors. Linh, tu mets combien de lait de coco ?"),
    ("Linh", "Vingt centilitres pour deux, et un peu de citron vert à la fin."),
]
SIZES = [(1280, 800), (375, 812), (320, 640)]


@pytest.fixture
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Where the pictures go."""
    asked = request.config.getoption("--screenshots")
    chosen = Path(asked) if asked else tmp_path
    chosen.mkdir(parents=True, exist_ok=True)
    return chosen


async def furnish(server: PalabreServer) -> list[LiveGuest]:
    """A kitchen where people talk."""
    people: dict[str, LiveGuest] = {}
    for nickname, text in TALK:
        if nickname not in people:
            people[nickname] = await LiveGuest.arrive(server.url, nickname)
            await people[nickname].enter("cuisine")
        assert (await people[nickname].post("cuisine", text))["type"] == "ok"
    return list(people.values())


async def take(someone: BrowserGuest, folder: Path, name: str) -> None:
    picture = folder / f"{name}.png"
    await someone.page.screenshot(path=picture)
    assert picture.stat().st_size > 5_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
async def test_every_screen_can_be_looked_at(
    server: PalabreServer, browser: Browser, folder: Path, scheme: str, size: tuple[int, int]
) -> None:
    people = await furnish(server)
    viewport = {"width": size[0], "height": size[1]}
    mark = f"{size[0]}-{scheme}"
    async with guest(browser, server.url, color_scheme=scheme, viewport=viewport) as chloe:
        await chloe.open("/")
        await expect(chloe.page.get_by_role("link", name="Cuisine")).to_be_visible()
        await take(chloe, folder, f"lobby-{mark}")
        await chloe.open("/r/cuisine")
        await chloe.sees(TALK[-1][1])
        await take(chloe, folder, f"first-visit-{mark}")
        await chloe.name_oneself("Chloé")
        await chloe.say("Jamais épluchée ! Une demi-heure au four, entière, et on la coupe une fois molle.")
        await take(chloe, folder, f"room-{mark}")
        await chloe.message_field.fill("va te suicider")
        await chloe.message_field.press("Enter")
        await expect(chloe.page.get_by_role("alert")).to_be_visible()
        await take(chloe, folder, f"refused-{mark}")
        for page in ("rules", "privacy", "legal"):
            await chloe.open(f"/{page}")
            await take(chloe, folder, f"{page}-{mark}")
    for person in people:
        await person.disconnect()
