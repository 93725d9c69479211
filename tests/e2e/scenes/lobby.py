"""The lobby: as it is, searched, with news, and as an operator dressed it."""

import asyncio
from collections.abc import AsyncGenerator
from pathlib import Path

from playwright.async_api import Locator, expect

from tests.e2e.guests import BrowserGuest
from tests.e2e.scenes.theatre import CONFIGURATION, Theatre, configured
from tests.e2e.scenes.visit import Shown
from tests.tools.server import running_server

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1f4e79"/>'
    '<path d="M8 22c0-8 3-12 8-14 5 2 8 6 8 14z" fill="#f3d9a4"/></svg>'
)
DRESS = """\
[appearance]
accent = "#1f4e79"
green = "#5b3a8c"
logo = "logo.svg"
"""
WELCOME = "Le salon de la Radio du Vallon : on prolonge l’émission ici, tous les soirs de 19 h à minuit."
WELCOME_EN = "The room of Vallon Radio: the programme goes on here, every evening from 7 pm to midnight."


def dressed(folder: Path) -> Path:
    """The configuration of an operator who has a name, a welcome, colours and a logo."""
    named = f'name = "Radio du Vallon"\nwelcome = "{WELCOME}"\nwelcome_en = "{WELCOME_EN}"'
    configuration = configured(folder, DRESS + CONFIGURATION.replace('name = "Palabre"', named))
    (folder / "logo.svg").write_text(LOGO)
    return configuration


def rooms_of(someone: BrowserGuest) -> Locator:
    """The cards of the lobby."""
    return someone.page.get_by_role("navigation", name=someone.words["rooms"]).get_by_role("article")


async def the_lobby(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone:
        await someone.open("/")
        await expect(rooms_of(someone)).not_to_have_count(0)
        yield Shown("lobby", someone)
        search = someone.page.get_by_role("searchbox", name=someone.words["searchRooms"])
        await search.fill("jar")
        await expect(rooms_of(someone)).to_have_count(1)
        yield Shown("lobby-searched", someone)
        await search.fill("zeppelin")
        await expect(someone.button("showAllRooms")).to_be_visible()
        yield Shown("lobby-nothing-found", someone)


async def news_in_the_lobby(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone:
        await someone.open("/r/atelier")
        await expect(someone.log).to_be_visible()
        said = "Qui a une clé de 13 ?"
        await theatre.say("Malik", "atelier", said)
        await someone.sees(said)
        await someone.page.evaluate("history.pushState(null, '', '/'); dispatchEvent(new PopStateEvent('popstate'))")
        await theatre.say("Ana", "atelier", "Moi, dans la remise.")
        await expect(rooms_of(someone)).not_to_have_count(0)
        await someone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        news = someone.page.get_by_text(someone.words["news"]).first
        await expect(news).to_be_visible()
        await news.scroll_into_view_if_needed()
        yield Shown("lobby-news", someone)


async def the_place_of_an_operator(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    """Their name, welcome, colours and logo; then their server restarts, and is gone for a while."""
    folder = theatre.folder / f"operator-{theatre.look}"
    configuration = dressed(folder)
    async with (
        running_server(folder / "data", options=["--config", configuration]) as place,
        theatre.newcomer(place.url) as someone,
    ):
        await someone.open("/")
        await expect(someone.page.get_by_text("Vallon").first).to_be_visible()
        yield Shown("operator-lobby", someone)
        await someone.open("/r/cuisine")
        await expect(someone.log).to_be_visible()
        await expect(someone.page.get_by_text(someone.words["emptyRoom"])).to_be_visible()
        yield Shown("operator-room", someone)
        await someone.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
        # Said while it stops: once it is gone, the page is as good as offline.
        stopping = asyncio.create_task(place.terminate())
        await expect(someone.page.get_by_text(someone.words["stopping"])).to_be_visible()
        yield Shown("restarting", someone, console="WebSocket connection to|net::ERR_")
        await stopping
        await someone.page.reload()
        await expect(someone.page.get_by_role("heading", level=1)).to_be_visible()
        yield Shown("offline-page", someone, console="net::ERR_")
