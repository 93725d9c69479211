"""Telling the team, and being told what they decided."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from playwright.async_api import expect

from tests.e2e.guests import BrowserGuest
from tests.e2e.scenes.theatre import STAFF_COOKIE, Theatre
from tests.e2e.scenes.visit import Shown

CREATED = 201
SELLING = "Achetez mes couteaux, les meilleurs de la région !!!"
KNIVES = "J’aiguise les couteaux, tous les samedis, au fond de l’atelier."
REASON = "Vos mots proposent un commerce qui n’a pas sa place ici."


async def somebody_reported(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.seen_by("Paulette") as paulette:
        await paulette.open("/r/cuisine")
        menu = await paulette.menu_of(SELLING)
        await menu.get_by_role("menuitem", name=paulette.words["report"]).click()
        dialog = paulette.page.get_by_role("dialog", name=paulette.words["reportTitle"], exact=True)
        await expect(dialog.get_by_role("radio").first).to_be_focused()
        yield Shown("report", paulette)
        await dialog.get_by_role("radio", name=paulette.words["categories.illicit_trade"]).check()
        await dialog.get_by_role("button", name=paulette.words["goOn"]).click()
        await dialog.get_by_role("textbox").fill("La même annonce, tous les soirs.")
        yield Shown("report-more", paulette)
        await dialog.get_by_role("button", name=paulette.words["sendReport"]).click()
        await expect(dialog.get_by_role("button", name=paulette.words["copyCode"])).to_be_visible()
        yield Shown("report-made", paulette)
        await settle(theatre)


async def told_what_was_decided(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    name = f"Rémi {len(theatre.people)}"
    async with theatre.seen_by(name) as remi:
        await theatre.say(name, "atelier", KNIVES)
        await remi.open("/r/atelier")
        await remi.sees(KNIVES)
        tag = str((await theatre.people[name].told(KNIVES))["message"]["author"]["tag"])
        for kind, minutes in (("warning", None), ("mute", 60), ("kick", None)):
            await decide(theatre, tag, {"sanction": kind, "minutes": minutes})
            told = remi.page.get_by_role("alert").filter(has_text=REASON)
            await expect(told).to_be_visible()
            yield Shown(f"decided-{kind}".replace("_", "-"), remi)
            if kind == "warning":
                await remi.button("understood").click()
            if kind == "mute":
                await go_on_reading(remi)
                yield Shown("muted", remi)


async def go_on_reading(guest: BrowserGuest) -> None:
    await guest.button("goOnReading").click()
    await expect(guest.page.get_by_role("link", name=guest.words["decisionAndAppeal"])).to_be_visible()


async def settle(theatre: Theatre) -> None:
    """Nothing of it waits at the desk any more."""
    async with at_a_desk(theatre) as desk:
        await decided_on(desk, "illicit_trade", {"sanction": "none", "ground": "rule-4", "reason": ""})


async def decided_on(desk: httpx.AsyncClient, category: str, wish: dict[str, Any]) -> None:
    """The same on every case of a category."""
    for case in (await desk.get("/api/desk/state")).json()["cases"]:
        if case["category"] == category:
            decided = await desk.post(f"/api/desk/cases/{case['id']}/decision", json=wish)
            assert decided.status_code == CREATED, decided.text


async def decide(theatre: Theatre, tag: str, wish: dict[str, Any]) -> None:
    """By the first person of the team, on their own initiative."""
    async with at_a_desk(theatre) as desk:
        opened = await desk.post(f"/api/desk/guests/atelier/{tag}/case", json={"category": "illicit_trade"})
        assert opened.status_code == CREATED, opened.text
        case_id = opened.json()["case_id"]
        decided = await desk.post(
            f"/api/desk/cases/{case_id}/decision", json={"ground": "rule-4", "reason": REASON, **wish}
        )
        assert decided.status_code == CREATED, decided.text


@asynccontextmanager
async def at_a_desk(theatre: Theatre, number: int = 0) -> AsyncIterator[httpx.AsyncClient]:
    """What the first person of the team asks, or the second, without a browser."""
    cookies = {STAFF_COOKIE: await theatre.moderator(number)}
    async with httpx.AsyncClient(base_url=theatre.place.url, cookies=cookies, trust_env=False) as desk:
        yield desk
