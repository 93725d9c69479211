"""A served private room: made, entered by invitation, and nothing more of it once one is removed, under traffic."""

import asyncio
from pathlib import Path

from tests.sockets.test_proven_adults import Adult, adult, place, team, told_all

AFTERWARDS = 50


async def ask(guest: Adult, method: str, path: str, body: object = None) -> dict[str, object]:
    async with guest.live.http() as client:
        answer = await client.request(method, path, json=body, headers={"Palabre-Page-Key": guest.page_key})
        assert answer.is_success, answer.text
        return dict(answer.json()) if answer.content else {}


async def test_nothing_more_of_a_private_room_arrives_once_one_is_removed_under_traffic(tmp_path: Path) -> None:
    async with place(tmp_path / "data") as server:
        with team(server) as (mo, nour):
            ana, bilal = await adult(server, "Ana", mo, nour), await adult(server, "Bilal", mo, nour)
            slug = str((await ask(ana, "POST", "/api/private-rooms", {"name": "Les voisins"}))["slug"])
            invited = await ask(ana, "POST", f"/api/private-rooms/{slug}/invitations", {})
            code = str(invited["link"]).partition("#")[2]
            entered = await ask(bilal, "POST", "/api/invitations/enter", {"code": code, "nickname": "Bilal"})
            assert entered["slug"] == slug
            for guest in (ana, bilal):
                await guest.live.enter(slug)
            over = asyncio.Event()

            async def talk() -> None:
                number = 0
                while not over.is_set():
                    number += 1
                    await ana.live.post(slug, f"Pendant {number}")

            talking = asyncio.create_task(talk())
            await bilal.live.told("Pendant 20")
            people = (await ask(ana, "GET", f"/api/private-rooms/{slug}"))["people"]
            assert isinstance(people, list)
            (tag,) = [person["tag"] for person in people if not person["you"]]
            removal = f"/api/private-rooms/{slug}/members/{tag}/removal"
            await ask(ana, "POST", removal, {"reason": "Trop de disputes."})
            told = await bilal.live.event("membership.ended", lambda frame: True)
            assert (told["why"], told["reason"]) == ("removed", "Trop de disputes.")
            for number in range(AFTERWARDS):
                await ana.live.post(slug, f"Après {number}")
            over.set()
            await talking
            await told_all(bilal.live, ana.live)
            ended = next(place for place, frame in enumerate(bilal.live.frames) if frame["type"] == "membership.ended")
            assert [frame for frame in bilal.live.frames[ended + 1 :] if frame.get("room") == slug] == []
            assert "Après" not in str(bilal.live.frames)
            assert (await bilal.live.ask("room.enter", room=slug))["code"] == "not_found"
            assert slug not in server.stderr
            assert code not in server.stderr
            await ana.live.disconnect()
            await bilal.live.disconnect()
