"""No surprises in the browser: what it keeps is on the list, nobody else is asked for anything, leaving empties it."""

from typing import Any

from playwright.async_api import Browser

from palabre.domain.kept import KINDS
from tests.e2e.guests import BrowserGuest, guest
from tests.e2e.test_settings import open_settings
from tests.tools.server import PalabreServer

TOLD = {name for kind in KINDS for name in (*kind.cookies, *kind.storage)}
STORED = """async () => ({
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map((found) => found.name),
  caches: await caches.keys(),
})"""


async def kept(someone: BrowserGuest) -> set[str]:
    """Every name under which this browser keeps something of the place."""
    cookies = {cookie["name"] for cookie in await someone.context.cookies()}
    stored: dict[str, list[Any]] = await someone.page.evaluate(STORED)
    return cookies | {name for names in stored.values() for name in names}


def untold(names: set[str]) -> set[str]:
    """What no kind of data names; of a name with a part of its own, what is before it."""
    return {name for name in names if not any(name == told or name.startswith(f"{told}-") for told in TOLD)}


async def test_a_visit_asks_nobody_else_and_keeps_only_what_the_list_names(
    place: PalabreServer, browser: Browser
) -> None:
    async with guest(browser, place.url) as ana:
        await ana.open("/r/agora?lang=fr")
        await ana.name_oneself("Ana Liste")
        await ana.say("Je regarde ce qui reste")
        dialog = await open_settings(ana.page)
        await dialog.get_by_role("radio", name="Sombre").check()
        await ana.page.keyboard.press("Escape")
        for path in ("/", "/rules", "/privacy", "/legal", "/notice", "/receipt", "/age", "/me"):
            await ana.open(path)
        await ana.open("/r/agora")
        found = await kept(ana)
        assert {"palabre_session", "palabre_lang", "palabre_theme"} <= found
        assert untold(found) == set()
        assert ana.foreign_requests() == []
        assert ana.complaints == []
        await ana.page.get_by_role("button", name="Partir").click()
        await ana.page.wait_for_url("**/")
        # The page that shows without a connection comes back with the visit of the lobby.
        assert {name for name in await kept(ana) if not name.startswith("palabre-offline-")} == set()
