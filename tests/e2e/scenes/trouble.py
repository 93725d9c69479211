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
    slug = f"grenier-{theatre.look}"
    await theatre.order("room", "add", slug, "--name", "Le grenier", "--topic", "On vide, on donne.")
    name = theatre.stranger("Chloé")
    async with theatre.seen_by(name) as chloe:
        await chloe.open("/")
        async with asyncio.timeout(20):
            while not await chloe.page.evaluate(LISTED, slug):
                pass  # each look is a request
        await chloe.open(f"/r/{slug}")
        await chloe.name_oneself(name)
        await chloe.send("Je garde la malle")
        await theatre.order("room", "close", slug)
        await expect(chloe.page.get_by_text(chloe.words["roomClosed"])).to_be_visible()
        yield Shown("room-closes", chloe)
        await chloe.open(f"/r/{slug}")
        await expect(chloe.page.get_by_role("heading", name=chloe.words["closedTitle"])).to_be_visible()
        yield Shown("closed-room", chloe)


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
    name = theatre.stranger("Ana")
    async with theatre.seen_by(name) as ana:
        await ana.open("/r/agora")
        await ana.name_oneself(name)
        await ana.send(OWN_TEXT)
        await ana.page.get_by_role("button", name=ana.words.like("writingAs")).click()
        await expect(ana.page.get_by_role("dialog", name=ana.words["self"])).to_be_visible()
        await expect(ana.page.get_by_text(ana.words["rosterEmpty"])).to_have_count(0)
        yield Shown("oneself", ana)
        await ana.page.route("**/api/sessions/current**", lambda route: route.abort())
        await ana.page.get_by_role("dialog").get_by_role("button", name=ana.words["leave"]).click()
        await expect(ana.page.get_by_text(ana.words["leaveFailed"])).to_be_visible()
        yield Shown("leaving-failed", ana, console=UNREACHABLE)
        await ana.page.unroute("**/api/sessions/current**")
        await ana.page.keyboard.press("Escape")
        await ana.page.get_by_role("button", name=ana.words.like("writingAs")).click()
        await ana.page.get_by_role("dialog").get_by_role("button", name=ana.words["eraseAll"]).click()
        await expect(ana.page.get_by_role("dialog", name=ana.words["eraseTitle"])).to_be_visible()
        yield Shown("erase-asked", ana)
        await ana.page.keyboard.press("Escape")
        async with theatre.people[name].http() as elsewhere:
            await elsewhere.delete("/api/sessions/current")
        await expect(ana.page.get_by_role("heading", name=ana.words["endedTitle"])).to_be_visible()
        yield Shown("session-ended", ana)


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
