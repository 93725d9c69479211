"""A place with a room for adults, and how one proves one's age there by each of its ways."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Locator, Page, expect

from tests.e2e.guests import BrowserGuest
from tests.tools.server import PalabreServer, running_server

CONFIGURATION = """\
[[rooms]]
slug = "agora"
name = "Agora"
topic = "La place"

[[rooms]]
slug = "minuit"
name = "Minuit"
topic = "Pour qui ne dort pas."
kind = "adult"
"""
MIDNIGHT = "/r/minuit"


@asynccontextmanager
async def midnight(folder: Path, more: str = "", port: int | None = None) -> AsyncIterator[PalabreServer]:
    """A demo server with a room for adults; `more` is further configuration."""
    options: list[str | Path] = ["--config", configuration(folder, more)]
    async with running_server(folder / "data", port=port, options=options) as place:
        yield place


def configuration(folder: Path, more: str) -> Path:
    """The configuration as a file of this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "palabre.toml").write_text(more + CONFIGURATION)
    return folder / "palabre.toml"


class AtTheDoor:
    """Someone who proves their age; everything is found by the name a screen reader would say."""

    def __init__(self, guest: BrowserGuest) -> None:
        self.guest = guest
        self.page = guest.page
        self.words = guest.words

    @property
    def prove(self) -> Locator:
        return self.link("gateProve")

    @property
    def code_field(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words["ageMatchingLabel"])

    def link(self, key: str) -> Locator:
        return self.page.get_by_role("link", name=self.words[key], exact=True)

    def heading(self, key: str) -> Locator:
        return self.page.get_by_role("heading", name=self.words[key], exact=True)

    def way(self, key: str) -> Locator:
        """The buttons of one way to prove it."""
        return self.page.get_by_role("group", name=self.words[key], exact=True)

    async def knock(self) -> None:
        """At the door of the room, and through to where one proves it."""
        await self.guest.open(MIDNIGHT)
        await self.prove.click()
        await expect(self.heading("ageTitle")).to_be_visible()

    async def choose(self, device: str) -> None:
        """The demonstration's wallet, `ageOnThisDevice` or `ageOnAnother`."""
        await self.way("ageDemoTitle").get_by_role("button", name=self.words[device]).click()

    async def prove_here(self) -> None:
        """The whole way, with the wallet on this device; ends where it is said to be proven."""
        await self.knock()
        await self.choose("ageOnThisDevice")
        await give(self.page)
        await expect(self.heading("ageProvenTitle")).to_be_visible()

    async def enter(self) -> None:
        """From there into the room."""
        await self.page.get_by_role("link", name=self.words.filled("ageEnter", "Minuit")).click()
        await self.is_in()

    async def is_in(self) -> None:
        await expect(self.page.get_by_role("log", name="Minuit", exact=True)).to_be_visible()

    async def is_out(self) -> None:
        """Nothing of the room is on the page."""
        await expect(self.page.get_by_role("log")).to_have_count(0)

    async def address_for_another(self) -> str:
        """What the picture holds, as text."""
        await self.page.get_by_text(self.words["ageNoScan"]).click()
        return await self.page.locator(".age-address code").inner_text()


async def give(wallet: Page, what: str = "over_18") -> None:
    """In the demonstration's wallet: give this, or `decline`."""
    await wallet.locator(f"input[name=give][value={what}]").check()
    await wallet.locator("#give").click()


async def matching_code(wallet: Page) -> str:
    """What the wallet shows at its end."""
    return re.sub(r"\D", "", await wallet.locator("#matching-code").inner_text())


async def on_the_phone(phone: Page, address: str) -> None:
    """What was scanned, opened; then its wallet."""
    await phone.goto(address)
    await phone.locator("#open").click()
    await expect(phone.locator("#give")).to_be_visible()
