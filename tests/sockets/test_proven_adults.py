"""A served room for adults: two of the team vouch, a browser is bound, and when the proof ends nothing more arrives."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.sockets.test_adult_rooms import CONFIGURATION
from tests.sockets.test_desk import desk, links
from tests.tools.browser_key import Browser
from tests.tools.history import WireFrame
from tests.tools.live_client import LiveGuest
from tests.tools.server import PalabreServer, running_server

# `[allowance] factor = 0`: as much traffic as the machine gives.
UNLIMITED = CONFIGURATION + "[allowance]\nfactor = 0\n"
AFTERWARDS = 50


@dataclass
class Adult:
    """A guest whose browser was vouched for and bound; `page_key` is of their connection."""

    live: LiveGuest
    browser: Browser
    vouch: str
    page_key: str


@contextmanager
def team(server: PalabreServer) -> Iterator[tuple[httpx.Client, httpx.Client]]:
    """Mo and Nour at their desks, watching over minuit."""
    with ExitStack() as stack:
        mo, nour = (stack.enter_context(desk(server, link)) for link in links(server)[-2:])
        assert mo.post("/api/desk/presence", json={"rooms": ["minuit"], "active": True}).is_success
        yield mo, nour


@asynccontextmanager
async def place(data: Path) -> AsyncIterator[PalabreServer]:
    (data.parent / "palabre.toml").write_text(UNLIMITED)
    async with running_server(data, options=["--config", data.parent / "palabre.toml"]) as server:
        yield server


def vouched(mo: httpx.Client, nour: httpx.Client) -> tuple[str, str]:
    """The id and the code of a vouch both confirmed."""
    opened = mo.post("/api/desk/vouches", json={}).json()
    assert mo.post(f"/api/desk/vouches/{opened['id']}/second", json={}).json()["code"] == "needs_another_person"
    assert nour.post(f"/api/desk/vouches/{opened['id']}/second", json={}).json()["state"] == "confirmed"
    return opened["id"], opened["code"]


async def prove(guest: LiveGuest, browser: Browser, code: str) -> None:
    async with guest.http() as client:
        begun = await client.post("/api/age/attempts", json={"method": "human", "key": browser.jwk})
        assert begun.status_code == 201, begun.text
        typed = await client.post(f"/api/age/attempts/{begun.json()['id']}/code", json={"code": code})
        assert typed.status_code == 200, typed.text
        assert (await client.get("/api/age")).json()["proven"]


async def bind(guest: LiveGuest, browser: Browser) -> WireFrame:
    asked = await guest.ask("room.enter", room="minuit")
    assert (asked["type"], asked["code"]) == ("failed", "proof_unbound")
    return await guest.ask("age.bind", **browser.answer(asked["challenge"], guest.url))


async def adult(server: PalabreServer, nickname: str, mo: httpx.Client, nour: httpx.Client) -> Adult:
    """Through every step, and into both rooms."""
    live, browser = await LiveGuest.arrive(server.url, nickname), Browser()
    vouch, code = vouched(mo, nour)
    await prove(live, browser, code)
    bound = await bind(live, browser)
    assert bound["type"] == "ok", bound
    for room in ("agora", "minuit"):
        await live.enter(room)
    return Adult(live, browser, vouch, bound["page_key"])


def after_the_end(guest: LiveGuest) -> list[WireFrame]:
    """What came after it was told that its proof is over."""
    (end,) = [
        place for place, frame in enumerate(guest.frames) if frame["type"] == "proof.changed" and not frame["proven"]
    ]
    return guest.frames[end + 1 :]


async def told_all(guest: LiveGuest, other: LiveGuest) -> None:
    """Whatever was written to this guest has arrived: a message that came later has."""
    await guest.reach("agora", (await other.post("agora", "La suite est ailleurs"))["offset"])


async def test_nothing_more_of_the_room_arrives_once_the_team_took_a_vouch_back_under_traffic(tmp_path: Path) -> None:
    async with place(tmp_path / "data") as server:
        with team(server) as (mo, nour):
            ana, bilal = await adult(server, "Ana", mo, nour), await adult(server, "Bilal", mo, nour)
            over = asyncio.Event()

            async def talk() -> None:
                number = 0
                while not over.is_set():
                    number += 1
                    await bilal.live.post("minuit", f"Pendant {number}")

            talking = asyncio.create_task(talk())
            await ana.live.told("Pendant 20")
            revoked = await asyncio.to_thread(mo.delete, f"/api/desk/vouches/{ana.vouch}")
            assert revoked.is_success
            (why,) = [(await ana.live.event("proof.changed", lambda frame: not frame["proven"]))["why"]]
            assert why == "revoked"
            for number in range(AFTERWARDS):
                await bilal.live.post("minuit", f"Après {number}")
            over.set()
            await talking
            await told_all(ana.live, bilal.live)
            later = after_the_end(ana.live)
            assert [frame for frame in later if frame.get("room") == "minuit"] == []
            assert "Après" not in str(ana.live.frames)
            assert (await ana.live.ask("room.enter", room="minuit"))["code"] == "proof_required"
            async with ana.live.http() as client:
                page = await client.get("/api/rooms/minuit/messages", headers={"Palabre-Page-Key": ana.page_key})
                assert (page.status_code, page.json()["code"]) == (403, "proof_required")
            async with bilal.live.http() as client:
                page = await client.get("/api/rooms/minuit/messages", headers={"Palabre-Page-Key": bilal.page_key})
                assert page.status_code == 200
                assert (await client.get("/api/rooms/minuit/messages")).json()["code"] == "proof_unbound"
            await ana.live.disconnect()
            await bilal.live.disconnect()


async def test_a_copied_cookie_in_a_second_client_sees_nothing_and_ends_the_proof_when_it_binds(tmp_path: Path) -> None:
    async with place(tmp_path / "data") as server:
        with team(server) as (mo, nour):
            ana, bilal = await adult(server, "Ana", mo, nour), await adult(server, "Bilal", mo, nour)
            await bilal.live.post("minuit", "Entre nous")
            async with LiveGuest(server.url) as thief:
                thief.token = ana.live.token
                await thief.connect()
                refused = await bind(thief, Browser())
                assert (refused["type"], refused["code"]) == ("failed", "proof_required")
                for guest in (ana.live, thief):
                    over = await guest.event("proof.changed", lambda frame: not frame["proven"])
                    assert over["why"] == "elsewhere"
                await bilal.live.post("minuit", "Toujours entre nous")
                await told_all(ana.live, bilal.live)
                assert [frame for frame in after_the_end(ana.live) if frame.get("room") == "minuit"] == []
                assert "entre nous" not in str(thief.frames).lower()
            await ana.live.disconnect()
            await bilal.live.disconnect()


async def test_a_proof_outlives_a_kill_and_is_bound_again_by_its_own_browser_only(tmp_path: Path) -> None:
    async with place(tmp_path / "data") as server:
        with team(server) as (mo, nour):
            ana = await adult(server, "Ana", mo, nour)
        await server.kill9()
        await server.start()
        await ana.live.disconnect()
        async with LiveGuest(server.url) as again:
            again.token = ana.live.token
            await again.connect()
            async with again.http() as client:
                assert (await client.get("/api/age")).json()["proven"]
                page = await client.get("/api/rooms/minuit/messages", headers={"Palabre-Page-Key": ana.page_key})
                assert page.json()["code"] == "proof_unbound"
            assert (await bind(again, ana.browser))["type"] == "ok"
            assert (await again.enter("minuit"))["info"]["kind"] == "adult"
