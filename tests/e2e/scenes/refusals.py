"""Refusals: a rule, patience asked for, a text too long; and what is on its way."""

from collections.abc import AsyncGenerator

from playwright.async_api import expect

from tests.e2e.scenes.theatre import LAST, Theatre
from tests.e2e.scenes.visit import UNREACHABLE, Shown
from tests.tools.cuttable import cuttable_wire


async def refused(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.seen_by("Chloé") as chloe:
        await chloe.open("/r/cuisine")
        await chloe.sees(LAST)
        await chloe.message_field.fill("Franchement, va te suicider avec ta courge")
        await chloe.send_button.click()
        await expect(chloe.page.get_by_role("alert").get_by_role("link").first).to_be_visible()
        yield Shown("refused", chloe)
        await chloe.message_field.fill("mot " * 510)
        await expect(chloe.page.locator(".counter-over")).to_be_visible()
        await chloe.send_button.click()
        yield Shown("too-long", chloe)


async def told_to_wait(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    name = "Zoé"
    async with theatre.seen_by(name) as zoe:
        await zoe.open("/r/mairie")
        await expect(zoe.log).to_be_visible()
        await zoe.name_oneself(name)
        await zoe.send("À quelle heure ouvre la médiathèque le samedi ?")
        await expect(zoe.send_button).to_have_attribute("aria-disabled", "true")
        await zoe.message_field.fill("Et le dimanche ?")
        await expect(zoe.page.get_by_text(zoe.words["rosterEmpty"])).to_have_count(0)
        yield Shown("slow-mode", zoe)


async def saying_the_same_thing(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.seen_by("Chloé") as chloe:
        await chloe.open("/r/atelier")
        await expect(chloe.log).to_be_visible()
        text = "Quelqu’un a vu mon tournevis ?"
        for _ in range(2):
            await chloe.message_field.fill(text)
            await chloe.send_button.click()
            await expect(chloe.message_field).to_have_value("")
        await expect(chloe.message(text)).to_have_count(2)
        await chloe.message_field.fill(text)
        await chloe.send_button.click()
        await expect(chloe.page.get_by_role("alert")).to_be_visible()
        yield Shown("repeated", chloe)


async def on_its_way(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with (
        cuttable_wire(theatre.place.port) as wire,
        theatre.seen_by("Chloé", wire.url) as chloe,
    ):
        await chloe.open("/r/cuisine")
        await chloe.sees(LAST)
        await expect(chloe.page.locator(".mention-own")).to_be_visible()
        wire.stall()
        await chloe.message_field.fill("Sans eau, elle en rend bien assez")
        await chloe.send_button.click()
        await expect(chloe.page.get_by_text(chloe.words["sending"])).to_be_visible()
        yield Shown("sending", chloe)


async def written_offline(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    """What waited more than ten minutes asks before it leaves."""
    async with theatre.seen_by("Chloé") as chloe:
        await chloe.page.clock.install()
        await chloe.open("/r/cuisine")
        await chloe.sees(LAST)
        await expect(chloe.page.locator(".mention-own")).to_be_visible()
        await chloe.context.set_offline(True)
        for text in ("Dans le tunnel", "Toujours dans le tunnel"):
            await chloe.message_field.fill(text)
            await chloe.send_button.click()
        await expect(chloe.page.get_by_text(chloe.words["offline"])).to_be_visible()
        await expect(chloe.page.get_by_text(chloe.words["partMissing"])).to_have_count(0)
        yield Shown("offline", chloe, console=UNREACHABLE)
        await chloe.page.clock.fast_forward("11:00")
        await chloe.context.set_offline(False)
        await expect(chloe.button("resend")).to_have_count(2)
        yield Shown("resend-asked", chloe, console=UNREACHABLE)
