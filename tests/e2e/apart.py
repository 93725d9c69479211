"""Private rooms and conversations in real browsers: proving one's age, asking, answering, inviting, coming in."""

import asyncio
import json
import re
from typing import Any

from playwright.async_api import Locator, WebSocket, expect

from tests.e2e.guests import BrowserGuest
from tests.e2e.midnight import AtTheDoor, give

HELLO = "Bonjour à tous"


class Apart:
    """A guest where it is private; everything is found by the name a screen reader would say."""

    def __init__(self, guest: BrowserGuest) -> None:
        self.guest = guest
        self.page = guest.page
        self.words = guest.words

    def word(self, key: str) -> str:
        return self.words[f"apart.{key}"]

    def button(self, key: str) -> Locator:
        return self.page.get_by_role("button", name=self.word(key), exact=True)

    def heading(self, key: str) -> Locator:
        return self.page.get_by_role("heading", name=self.word(key), exact=True)

    @property
    def dialog(self) -> Locator:
        return self.page.get_by_role("dialog")

    async def prove(self) -> None:
        """Their age, with the demonstration's wallet."""
        door = AtTheDoor(self.guest)
        await self.guest.open("/age?to=/")
        await door.choose("ageOnThisDevice")
        await give(self.page)
        await expect(door.heading("ageProvenTitle")).to_be_visible()

    # --- conversations

    async def ask(self, text: str) -> None:
        """For a conversation with whoever wrote this, to the question that is asked first."""
        menu = await self.guest.menu_of(text)
        await menu.get_by_role("menuitem", name=self.words["propose"], exact=True).click()
        await expect(self.dialog).to_be_visible()

    async def propose(self, text: str) -> None:
        await self.ask(text)
        await self.button("proposeDo").click()
        await expect(self.dialog).to_have_count(0)

    async def open_requests(self) -> None:
        await self.page.get_by_role("button", name=re.compile(f"^{self.word('requests')}")).click()
        await expect(self.dialog).to_be_visible()

    async def accept(self) -> None:
        await self.open_requests()
        await self.button("accept").click()
        await self.is_in_talk()

    async def is_in_talk(self) -> None:
        await expect(self.page.get_by_text(self.word("copyable"))).to_be_visible()
        await expect(self.guest.log).to_be_visible()

    def talk_with(self, nickname: str) -> Locator:
        return self.page.get_by_role("list", name=self.word("conversations")).get_by_role("link", name=nickname)

    # --- private rooms

    async def create(self, name: str) -> None:
        await self.guest.open("/")
        await self.page.get_by_role("button", name=self.words["lobby.newRoom"], exact=True).click()
        await self.page.get_by_role("textbox", name=self.word("roomName")).fill(name)
        await self.button("newRoomDo").click()
        await expect(self.page.get_by_role("log", name=name, exact=True)).to_be_visible()

    async def invitation(self) -> str:
        """A new link to the room one is in; the dialog stays open."""
        await self.button("invite").click()
        await self.button("inviteDo").click()
        await expect(self.button("copyInvitation")).to_be_visible()
        return await self.page.locator(".code > span").inner_text()

    async def come_by(self, link: str, nickname: str) -> None:
        await self.page.goto(link)
        await self.guest.name_oneself(nickname)
        await self.button("invitedEnter").click()
        await expect(self.guest.log).to_be_visible()


class Frames:
    """What a page sends on its live connection from now on."""

    def __init__(self, guest: BrowserGuest) -> None:
        self.sent: list[dict[str, Any]] = []
        guest.page.on("websocket", self._follow)

    def _follow(self, socket: WebSocket) -> None:
        socket.on("framesent", lambda frame: self.sent.append(json.loads(frame)))

    def kinds(self) -> set[str]:
        return {frame["type"] for frame in self.sent}


async def both_in_talk(ana: Apart, bilal: Apart) -> None:
    """Two proven adults who met in the agora, in the conversation Ana asked for."""
    await asyncio.gather(ana.prove(), bilal.prove())
    await bilal.guest.open("/r/agora")
    await bilal.guest.name_oneself("Bilal")
    await bilal.guest.say(HELLO)
    await ana.guest.open("/r/agora")
    await ana.guest.name_oneself("Ana")
    await ana.guest.say("Bonjour Bilal")
    await ana.propose(HELLO)
    await bilal.accept()
    await ana.guest.open(path_of(bilal))
    await ana.is_in_talk()


def path_of(someone: Apart) -> str:
    """Of the page they are on."""
    return someone.page.url.removeprefix(someone.guest.base)
