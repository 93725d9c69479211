"""At the desk: coming in, what waits, the rules, the journal, the keys, the shield."""

from collections.abc import AsyncGenerator

from playwright.async_api import expect

from tests.e2e.scenes.theatre import Theatre
from tests.e2e.scenes.visit import REFUSED, Shown


async def the_door(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as stranger:
        await stranger.open("/desk")
        await expect(stranger.page.get_by_role("heading", name=stranger.words["signInTitle"])).to_be_visible()
        yield Shown("desk-door", stranger, console=REFUSED)
        await stranger.open("/desk#used-long-ago")
        await expect(stranger.page.get_by_role("heading", name=stranger.words["staleTitle"])).to_be_visible()
        yield Shown("desk-door-stale", stranger, console=REFUSED)


async def what_waits(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    name = theatre.stranger("Basile")
    async with theatre.seen_by(name) as basile, theatre.at_the_desk() as mo:
        await basile.open("/r/atelier")
        await basile.name_oneself(name)
        for text in ("Mon numéro : 06 39 98 12 34", "T’es vraiment un con toi", "Voyez https://exemple.invalid/plan"):
            await basile.send(text)
        await expect(mo.held.filter(has_text=name)).to_have_count(3)
        yield Shown("desk", mo.browser)
        card = mo.held.filter(has_text="06 39")
        await card.get_by_role("button", name=mo.words["refuseWhy"]).click()
        await mo.page.get_by_role("textbox", name=mo.words["reason"]).fill("Pas en public.")
        yield Shown("desk-reason", mo.browser)
        await mo.page.keyboard.press("Enter")
        await expect(mo.page.get_by_role("button", name=mo.words["undo"])).to_be_visible()
        yield Shown("desk-undo", mo.browser)
        await mo.page.get_by_role("button", name=mo.words["undo"]).click()
        await mo.page.keyboard.press("?")
        await expect(mo.page.get_by_role("dialog", name=mo.words["keysOfDesk"])).to_be_visible()
        yield Shown("desk-keys", mo.browser)
        await mo.page.keyboard.press("Escape")
        await mo.button("shield").click()
        await expect(mo.page.get_by_role("dialog", name=mo.words["shieldTitle"])).to_be_visible()
        yield Shown("desk-shield", mo.browser)


async def the_rules_and_the_journal(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.at_the_desk(1) as nour:
        await nour.page.get_by_role("link", name=nour.words["views.rules"]).click()
        first = nour.page.locator("details").first
        await first.locator("summary").click()
        yield Shown("desk-rules", nour.browser)
        await nour.button("newRule").click()
        form = nour.page.get_by_role("form")
        await form.get_by_label(nour.words["fields.id"], exact=True).fill("courges")
        await form.get_by_label(nour.words["fields.when"], exact=True).fill("matches and unheard_of")
        await nour.button("check").click()
        await expect(form.locator(".field-faults").first).to_be_visible()
        yield Shown("desk-rule-faults", nour.browser)
        await nour.page.get_by_role("link", name=nour.words["views.events"]).click()
        await expect(nour.page.get_by_role("table")).to_be_visible()
        yield Shown("desk-journal", nour.browser)
