"""People at the desk, by keyboard alone: an owner invited from the command line adds a passkey, comes in, invites."""

import asyncio
import sys
from pathlib import Path

from playwright.async_api import Browser, expect

from tests.e2e.authenticator import Authenticator, with_authenticator
from tests.e2e.guests import guest
from tests.e2e.moderators import BrowserModerator
from tests.e2e.scenes.inspection import sideways, violations
from tests.tools.server import PalabreServer, running_server


async def run(place: PalabreServer, *words: str) -> str:
    """What a command printed, run beside the server."""
    command = [sys.executable, "-P", "-m", "palabre", *words, "--data", str(place.data)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    said, _ = await process.communicate()
    assert process.returncode == 0, said
    return said.decode().strip()


def at_localhost(place: PalabreServer) -> str:
    """Browsers know passkeys for a name only."""
    return f"http://localhost:{place.port}"


async def test_an_owner_comes_in_by_a_passkey_invites_somebody_and_removes_them(
    tmp_path: Path, browser: Browser
) -> None:
    async with running_server(tmp_path / "data") as place, guest(browser, at_localhost(place)) as person:
        address = await run(place, "moderator", "invite", "Nour", "--role", "owner", "--address", at_localhost(place))
        phone = await with_authenticator(person.page)
        nour, page = BrowserModerator(person), person.page
        await page.goto(address)
        await expect(nour.button("signOut")).to_be_visible()

        await page.get_by_role("link", name=nour.words["views.people"]).press("Enter")
        await page.get_by_label(nour.words["keyName"], exact=True).fill("Téléphone")
        await page.keyboard.press("Enter")
        codes = page.get_by_role("dialog", name=nour.words["newCodes"])
        await expect(codes.get_by_role("listitem")).to_have_count(8)
        assert await violations(page) == []
        code = await codes.get_by_role("listitem").first.inner_text()
        await page.keyboard.press("Escape")
        await expect(page.locator(".key-list")).to_contain_text("Téléphone")
        await one_of_two_keys_revoked(nour, phone)

        await nour.button("signOut").press("Enter")
        await expect(nour.button("comeIn")).to_be_visible()
        assert await violations(page) == []
        await nour.button("comeIn").press("Enter")
        await expect(nour.button("signOut")).to_be_visible()

        await page.get_by_role("link", name=nour.words["views.people"]).press("Enter")
        form = page.get_by_role("form", name=nour.words["inviteSomebody"])
        await form.get_by_label(nour.words["personName"], exact=True).fill("Bilal")
        await page.keyboard.press("Enter")
        told = page.get_by_role("dialog", name=nour.words["theirAddress"])
        await expect(told).to_contain_text("/desk#")
        await page.keyboard.press("Escape")
        row = page.get_by_role("row").filter(has_text="Bilal")
        await expect(row).to_be_visible()
        assert await violations(page) == []
        await page.set_viewport_size({"width": 320, "height": 640})
        assert await sideways(page) == [] and await violations(page) == []
        await row.get_by_role("button", name=nour.words.filled("removePerson", "Bilal")).press("Enter")
        await (
            page.get_by_role("dialog")
            .get_by_role("button", name=nour.words["removeFromTeam"], exact=True)
            .press("Enter")
        )
        await expect(row).to_have_count(0)

        await nour.button("signOut").press("Enter")
        await page.get_by_text(nour.words["recovery"]).press("Enter")
        await page.get_by_label(nour.words["recoveryCode"], exact=True).fill(code)
        await page.keyboard.press("Enter")
        await expect(nour.button("signOut")).to_be_visible()
        assert (await run(place, "audit", "verify")).startswith("ok: ")


async def one_of_two_keys_revoked(nour: BrowserModerator, phone: Authenticator) -> None:
    """A second key is added and revoked; the last one stays, and says why."""
    page, keys = nour.page, nour.page.locator(".key-list").get_by_role("listitem")
    plugged = await phone.beside("usb")
    await page.get_by_label(nour.words["keyName"], exact=True).fill("Clé USB")
    await page.keyboard.press("Enter")
    await expect(keys).to_have_count(2)
    for key, left in (("Clé USB", 1), ("Téléphone", 1)):
        await page.get_by_role("button", name=nour.words.filled("revokeKey", key), exact=True).press("Enter")
        asked = page.get_by_role("dialog")
        await expect(asked).to_be_visible()
        assert await violations(page) == []
        await asked.get_by_role("button", name=nour.words["revoke"], exact=True).press("Enter")
        await expect(keys).to_have_count(left)
    await expect(page.get_by_text(nour.words["keyFaults.last_passkey"])).to_be_visible()
    await plugged.unplug()
