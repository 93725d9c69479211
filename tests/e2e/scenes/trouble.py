"""Trouble: rooms that are missing, closed or full, a session that ended, a server that refuses."""

import asyncio
from collections.abc import AsyncGenerator

from playwright.async_api import expect

from tests.e2e.scenes.theatre import Theatre
from tests.e2e.scenes.visit import REFUSED, UNREACHABLE, Shown

# A running server follows the operator within seconds.
LISTED = "async (slug) => (await (await fetch('/api/rooms')).json()).rooms.some((room) => room.slug === slug)"
OWN_TEXT = "Je ne fais que passer"


async def a_room_for_guests_only(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone:
        await someone.open("/r/minuit")
        await expect(someone.page.get_by_text(someone.words["guestsOnlyTitle"])).to_be_visible()
        yield Shown("guests-only", someone)


async def a_full_room(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone:
        await someone.open("/r/loge")
        await expect(someone.page.get_by_text(someone.words["fullTitle"])).to_be_visible()
        yield Shown("full-room", someone)


async def a_room_that_closes(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    slug, name = "grenier", "Yasmine"
    await theatre.order("room", "add", slug, "--name", "Le grenier", "--topic", "On vide, on donne.")
    async with theatre.seen_by(name) as yasmine:
        await yasmine.open("/")
        async with asyncio.timeout(20):
            while not await yasmine.page.evaluate(LISTED, slug):
                pass  # each look is a request
        await yasmine.open(f"/r/{slug}")
        await yasmine.name_oneself(name)
        await yasmine.send("Je garde la malle")
        await theatre.order("room", "close", slug)
        await expect(yasmine.page.get_by_text(yasmine.words["roomClosed"])).to_be_visible()
        yield Shown("room-closes", yasmine)
        await yasmine.open(f"/r/{slug}")
        await expect(yasmine.page.get_by_role("heading", name=yasmine.words["closedTitle"])).to_be_visible()
        yield Shown("closed-room", yasmine)


async def a_room_that_does_not_exist(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone:
        await someone.open("/r/nulle-part")
        await expect(someone.page.get_by_role("heading", level=1)).to_be_visible()
        yield Shown("missing-room", someone, whole=True, console=REFUSED)
        await someone.open("/")
        await expect(someone.button("settings")).to_be_visible()
        await someone.page.evaluate(
            "history.pushState(null, '', '/r/disparu'); dispatchEvent(new PopStateEvent('popstate'))"
        )
        await expect(someone.page.get_by_role("heading", name=someone.words["notFoundTitle"])).to_be_visible()
        yield Shown("room-gone", someone)


async def leaving(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    name = "Inès"
    async with theatre.seen_by(name) as ines:
        await ines.open("/r/agora")
        await ines.name_oneself(name)
        await ines.send(OWN_TEXT)
        await ines.page.get_by_role("button", name=ines.words.like("writingAs")).click()
        await expect(ines.page.get_by_role("dialog", name=ines.words["self"])).to_be_visible()
        await expect(ines.page.get_by_text(ines.words["rosterEmpty"])).to_have_count(0)
        yield Shown("oneself", ines)
        await ines.page.route("**/api/sessions/current**", lambda route: route.abort())
        await ines.page.get_by_role("dialog").get_by_role("button", name=ines.words["leave"]).click()
        await expect(ines.page.get_by_text(ines.words["leaveFailed"])).to_be_visible()
        yield Shown("leaving-failed", ines, console=UNREACHABLE)
        await ines.page.unroute("**/api/sessions/current**")
        await ines.page.keyboard.press("Escape")
        await ines.page.get_by_role("button", name=ines.words.like("writingAs")).click()
        await ines.page.get_by_role("dialog").get_by_role("button", name=ines.words["eraseAll"]).click()
        await expect(ines.page.get_by_role("dialog", name=ines.words["eraseTitle"])).to_be_visible()
        yield Shown("erase-asked", ines)
        await ines.page.keyboard.press("Escape")
        async with theatre.people[name].http() as elsewhere:
            await elsewhere.delete("/api/sessions/current")
        await expect(ines.page.get_by_role("heading", name=ines.words["endedTitle"])).to_be_visible()
        yield Shown("session-ended", ines)


async def a_server_that_refuses(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone:
        await someone.page.route_web_socket("**/ws", lambda socket: socket.close(code=4500))
        await someone.open("/r/agora")
        await expect(someone.page.get_by_role("heading", name=someone.words["brokenTitle"])).to_be_visible()
        yield Shown("broken", someone)


async def a_connection_that_takes_its_time(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone:
        await someone.page.route_web_socket("**/ws", lambda socket: None)
        await someone.open("/r/cuisine")
        await expect(someone.page.get_by_text(someone.words["connecting"])).to_be_attached()
        yield Shown("connecting", someone)
