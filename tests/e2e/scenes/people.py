"""People: the roster, a card, someone hidden, a crowd, and the sheets of a phone."""

from collections.abc import AsyncGenerator

from playwright.async_api import Locator, expect

from tests.e2e.guests import BrowserGuest
from tests.e2e.scenes.reading import Held
from tests.e2e.scenes.theatre import LAST, Theatre
from tests.e2e.scenes.visit import Shown

PEOPLE = "**/api/rooms/fete/people?**"


async def roster_of(theatre: Theatre, someone: BrowserGuest) -> Locator:
    """Who is here: beside the timeline, or in the sheet of a phone."""
    if theatre.look.is_narrow:
        await someone.page.get_by_role("button", name=someone.words.like("presentCount")).click()
        return someone.page.get_by_role("dialog", name=someone.words["present"])
    return someone.page.get_by_role("region", name=someone.words["present"])


async def sheets_of_a_phone(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.seen_by("Chloé") as chloe:
        await chloe.open("/r/cuisine")
        await chloe.sees(LAST)
        await chloe.button("rooms").click()
        await expect(chloe.page.get_by_role("dialog", name=chloe.words["rooms"])).to_be_visible()
        yield Shown("rooms-sheet", chloe)
        await chloe.page.keyboard.press("Escape")
        await roster_of(theatre, chloe)
        yield Shown("roster-sheet", chloe)


async def someone_hidden(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.seen_by("Chloé") as chloe:
        await chloe.open("/r/cuisine")
        await chloe.sees(LAST)
        roster = await roster_of(theatre, chloe)
        await roster.get_by_role("button", name="Rémi").click()
        card = chloe.page.get_by_role("dialog", name="Rémi")
        await expect(card).to_be_visible()
        yield Shown("person", chloe)
        await card.get_by_role("button", name=chloe.words["hideShort"]).click()
        await expect(chloe.message("mes couteaux")).to_have_count(0)
        if theatre.look.is_narrow:
            await chloe.page.keyboard.press("Escape")
        await chloe.go_to_the_first()
        await chloe.log.locator(".msg-hidden").scroll_into_view_if_needed()
        yield Shown("person-hidden", chloe)
        await theatre_settings(theatre, chloe)
        await expect(chloe.page.get_by_role("button", name=chloe.words.filled("seeAgain", "Rémi"))).to_be_visible()
        await chloe.page.get_by_role("heading", name=chloe.words["hiddenTitle"]).scroll_into_view_if_needed()
        yield Shown("settings-hidden", chloe)
        await chloe.page.get_by_role("button", name=chloe.words.filled("seeAgain", "Rémi")).click()
        await expect(chloe.page.get_by_text(chloe.words["hiddenNone"])).to_be_visible()


async def theatre_settings(theatre: Theatre, someone: BrowserGuest) -> None:
    """Open the settings: from the side, or from the sheet of rooms on a phone."""
    if theatre.look.is_narrow:
        await someone.button("rooms").click()
    await someone.button("settings").click()
    await expect(someone.page.get_by_role("dialog", name=someone.words["settings"])).to_be_visible()


async def a_crowd(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    held = Held()
    async with theatre.seen_by("Chloé") as chloe:
        await chloe.open("/r/fete")
        await expect(chloe.articles).not_to_have_count(0)
        roster = await roster_of(theatre, chloe)
        search = roster.get_by_role("searchbox", name=chloe.words["findPerson"])
        await expect(search).to_be_visible()
        yield Shown("crowd", chloe)
        await chloe.page.route(PEOPLE, held.take)
        await search.fill("jeanne")
        await expect(roster.get_by_text(chloe.words["searching"])).to_be_visible()
        yield Shown("crowd-searching", chloe)
        await held.let_through()
        await chloe.page.unroute(PEOPLE)
        await expect(roster.get_by_role("button", name="Jeanne").first).to_be_visible()
        yield Shown("crowd-found", chloe)
        await search.fill("zeppelin")
        await expect(roster.get_by_text(chloe.words["nobodyFound"])).to_be_visible()
        yield Shown("crowd-nobody", chloe)


async def many_people(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    """Few enough for a list, too many to look through."""
    for at in range(1, 19):
        await theatre.say(f"Voisin {at:02}", "atelier", f"Présent, {at}")
    async with theatre.seen_by("Chloé") as chloe:
        await chloe.open("/r/atelier")
        await expect(chloe.articles).not_to_have_count(0)
        roster = await roster_of(theatre, chloe)
        field = roster.get_by_role("searchbox", name=chloe.words["filterPeople"])
        await expect(field).to_be_visible()
        yield Shown("roster-long", chloe)
        await field.fill("voisin 1")
        await expect(roster.get_by_role("button", name="Voisin 02")).to_have_count(0)
        yield Shown("roster-filtered", chloe)
