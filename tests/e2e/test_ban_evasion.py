"""After a ban, in real browsers: what each way around it meets, and what a neighbour of the same prefix is told."""

import asyncio
import base64
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.e2e.guests import BrowserGuest, guest
from tests.tools.live_client import WITHIN_S, LiveGuest
from tests.tools.recording_wire import recording_wire
from tests.tools.server import PalabreServer, running_server
from tests.tools.team import REASON, Member, member

# A room of its own, which is closed afterwards: that it was ever there is told to nobody who comes later.
SCENE = "coulisses-4711"
CONFIGURATION = f"""
[[rooms]]
slug = "agora"
name = "Agora"
[[rooms]]
slug = "{SCENE}"
name = "Coulisses 4711"
[challenge]
cost = 1
tries = 1
"""
NAME = "Bilalou"
INSISTING = "Alors, tu me réponds quand, zinzolin"
GREETING = "Bonsoir, on peut se joindre à vous ?"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[PalabreServer]:
    """A place of its own: in a demo every browser comes from the same prefix."""
    (tmp_path / "palabre.toml").write_text(CONFIGURATION)
    async with running_server(tmp_path / "data", options=["--config", tmp_path / "palabre.toml"]) as running:
        yield running


async def banned(place: PalabreServer, bilal: BrowserGuest, mo: Member) -> str:
    """Bilal insists, Ana reports it, Mo bans him and takes the message away; returns the code of Bilal's receipt."""
    async with await LiveGuest.arrive(place.url, "Ana") as ana:
        await ana.enter(SCENE)
        await bilal.open(f"/r/{SCENE}")
        await bilal.name_oneself(NAME)
        await bilal.say(INSISTING)
        told = await ana.told(INSISTING)
        message_id = told["message"]["id"]
        subject = {"kind": "message", "room": SCENE, "message_id": message_id}
        async with ana.http() as client:
            answer = await client.post("/api/reports", json={"subject": subject, "category": "harassment"})
        assert answer.is_success, answer.text
        (case,) = await mo.cases()
        await mo.ban(case["id"], remove=(message_id,))
    await is_told(bilal.page)
    return await told_to(bilal.page).locator(".code span").inner_text()


def told_to(page: Page) -> Locator:
    return page.get_by_role("alert").filter(has=page.get_by_role("heading"))


async def is_told(page: Page) -> None:
    """The same statement as at first, with the way to contest."""
    await expect(told_to(page).get_by_text(REASON)).to_be_visible()
    await expect(told_to(page).get_by_role("link", name="Contester")).to_be_visible()
    await expect(page.get_by_role("textbox", name="Message", exact=True)).to_have_count(0)


async def close(place: PalabreServer, slug: str) -> None:
    """As the operator does, beside the running server, which has heard of it when this returns."""
    command = ["-m", "palabre", "room", "close", slug, "--data", str(place.data), *map(str, place.options)]
    process = await asyncio.create_subprocess_exec(sys.executable, *command)
    assert await process.wait() == 0
    async with LiveGuest(place.url).http() as client, asyncio.timeout(WITHIN_S):
        while slug in (await client.get("/api/rooms")).text:
            pass  # asked again: the server reads its control log each second


async def checked_and_held(who: BrowserGuest, mo: Member, text: str) -> None:
    """A newcomer of the prefix is asked a check, told neutrally why, and their first message waits for a person."""
    await who.message_field.fill(text)
    await who.message_field.press("Enter")
    check = who.page.get_by_role("group", name="Une petite vérification")
    await expect(check.get_by_text("Cela ne dit rien de vous")).to_be_visible()
    await check.get_by_role("button", name="Vérifier").click()
    await expect(who.message(text)).to_contain_text(who.words["held"])
    assert text in {waiting["body"] for waiting in await mo.held()}


async def test_refreshing_another_tab_and_a_new_name_meet_the_same_statement(
    place: PalabreServer, browser: Browser
) -> None:
    async with member(place) as mo, guest(browser, place.url) as bilal:
        receipt = await banned(place, bilal, mo)
        await bilal.page.reload()
        await is_told(bilal.page)
        tab = await bilal.context.new_page()
        await tab.goto(f"{place.url}/r/agora")
        await is_told(tab)
        renamed = await tab.evaluate(
            """async () => (await fetch("/api/sessions", {
                method: "POST",
                headers: {"Content-Type": "application/json"},
                body: JSON.stringify({nickname: "Quelqu’un d’autre", locale: "fr"}),
            })).json()"""
        )
        assert (renamed["code"], renamed["sanction"]["receipt"]) == ("banned", receipt)
        await tab.goto(f"{place.url}/receipt/{receipt}")
        await expect(tab.get_by_text(REASON)).to_be_visible()


async def test_cleared_cookies_meet_the_check_a_person_and_a_neutral_statement(
    place: PalabreServer, browser: Browser
) -> None:
    async with member(place) as mo, guest(browser, place.url) as bilal:
        await banned(place, bilal, mo)
        await bilal.context.clear_cookies()
        await bilal.open("/r/agora")
        await bilal.name_oneself("Nouvelle")
        await checked_and_held(bilal, mo, "Me revoilà sous un autre nom")
        await expect(told_to(bilal.page)).to_have_count(0)


async def test_an_innocent_neighbour_gets_in_and_is_sent_no_byte_of_it(place: PalabreServer, browser: Browser) -> None:
    async with member(place) as mo, guest(browser, place.url) as bilal, recording_wire(place.port) as wire:
        receipt = await banned(place, bilal, mo)
        await close(place, SCENE)
        async with guest(browser, wire.url) as chloe:
            await chloe.open("/")
            await chloe.open("/r/agora")
            await chloe.name_oneself("Chloé")
            await checked_and_held(chloe, mo, GREETING)
            await chloe.page.reload()
            await expect(chloe.message(GREETING)).to_contain_text(chloe.words["held"])
            (waiting,) = await mo.held()
            await mo.release(waiting["message_id"])
            await expect(chloe.message(GREETING)).not_to_contain_text(chloe.words["held"])
            for page in ("/rules", "/privacy", "/legal", "/notice", "/receipt"):
                await chloe.open(page)
        sent = bytes(wire.told).lower()
        assert is_in(sent, GREETING) and is_in(sent, "Cela ne dit rien de vous")
        assert b"content-encoding" not in sent
        secrets = (NAME, "zinzolin", REASON, "motif-4711", SCENE, "Coulisses 4711", receipt, receipt.replace("-", ""))
        assert [secret for secret in secrets if is_in(sent, secret)] == []


def is_in(sent: bytes, secret: str) -> bool:
    """Whether it is among what was sent (in lower case), in a way texts are written on the wire or in a page."""
    plain = secret.encode()
    ways = (plain, json.dumps(secret)[1:-1].encode(), base64.b64encode(plain).rstrip(b"=")[:-1])
    return any(way.lower() in sent for way in ways)
