"""Settings and keys: what one chooses for this browser, and the parts that cannot be fetched."""

from collections.abc import AsyncGenerator

from playwright.async_api import expect

from tests.e2e.scenes.people import theatre_settings
from tests.e2e.scenes.theatre import LAST, Theatre
from tests.e2e.scenes.visit import UNREACHABLE, Shown


async def the_settings(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.seen_by("Chloé") as chloe:
        await chloe.open("/r/cuisine")
        await chloe.sees(LAST)
        await theatre_settings(theatre, chloe)
        yield Shown("settings", chloe)
        await chloe.page.get_by_role("heading", name=chloe.words["thisBrowser"]).scroll_into_view_if_needed()
        yield Shown("settings-end", chloe)
        await chloe.button("keysTitle").click()
        await expect(chloe.page.get_by_role("dialog", name=chloe.words["keysTitle"])).to_be_visible()
        yield Shown("keys", chloe)


async def a_part_that_cannot_be_fetched(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone:
        await someone.open("/")
        await expect(someone.button("settings")).to_be_visible()
        await someone.page.route("**/assets/settings_dialog-*.js", lambda route: route.abort())
        await someone.button("settings").click()
        await expect(someone.button("retry")).to_be_visible()
        yield Shown("part-missing", someone, console=UNREACHABLE)
        await someone.button("retry").click()
        await expect(someone.button("reload")).to_be_visible()
        yield Shown("part-still-missing", someone, console=UNREACHABLE)


async def a_language_that_cannot_be_fetched(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone:
        await someone.page.route("**/assets/language_*.js", lambda route: route.abort())
        await someone.open("/r/cuisine")
        await expect(someone.page.get_by_role("alert")).to_be_visible()
        yield Shown("page-not-loaded", someone, console=UNREACHABLE)
