"""Screening: who watches, what waits and comes back, help offered, a check asked for, writing closed."""

from collections.abc import AsyncGenerator

from playwright.async_api import expect

from tests.e2e.scenes.theatre import Theatre, configured
from tests.e2e.scenes.visit import Shown
from tests.tools.server import running_server

PRESSED = "[challenge]\nsessions_per_prefix = 1\ncost = 200000\ntries = 60\n"


async def who_watches(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.seen_by("Chloé") as chloe:
        await theatre.order_from_the_desk("presence", rooms=["jardin"], active=True)
        await chloe.open("/r/jardin")
        await expect(chloe.page.get_by_text(chloe.words.like("moderators"))).not_to_have_count(0)
        yield Shown("attended", chloe)
        await theatre.order_from_the_desk("presence", rooms=[], active=True)
        await expect(chloe.page.get_by_text(chloe.words["unattendedMeans"])).to_be_visible()
        yield Shown("unattended", chloe)
        await theatre.order_from_the_desk("shield", on=True, confirm=True)
        try:
            await expect(chloe.page.get_by_text(chloe.words["shieldMeans"])).to_be_visible()
            yield Shown("shield", chloe)
        finally:
            await theatre.order_from_the_desk("shield", on=False, confirm=True)


async def held_back(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    name = "Odette"
    async with theatre.seen_by(name) as odette, theatre.at_the_desk() as mo:
        await odette.open("/r/agora")
        await odette.name_oneself(name)
        await odette.send("Bonjour, je cherche des boutures de figuier.")
        await odette.send("Mon numéro, si vous en avez : 06 39 98 12 34")
        await expect(odette.message("06 39").get_by_text(odette.words["held"])).to_be_visible()
        yield Shown("held", odette)
        await mo.held.filter(has_text=name).get_by_role("button", name=mo.words["refuse"], exact=True).click()
        # The page goes away: what was decided leaves at once.
        await mo.page.goto("about:blank")
        await expect(odette.page.get_by_role("alert").locator("mark").first).to_be_visible()
        yield Shown("returned", odette)


async def help_offered(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    name = "Lou"
    async with theatre.seen_by(name) as lou:
        await lou.open("/r/agora")
        await lou.name_oneself(name)
        await lou.send("Bonsoir")
        await lou.send("j’ai envie de mourir")
        await expect(lou.page.locator(".help-lines")).to_be_visible()
        yield Shown("care", lou)
        await lou.message_field.fill("j’ai 13 ans")
        await lou.send_button.click()
        await expect(lou.page.get_by_role("heading", name=lou.words["writingClosed"])).to_be_visible()
        await expect(lou.page.locator(".sanction")).to_be_visible()
        yield Shown("writing-closed", lou)


async def a_check_before_sending(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    folder = theatre.folder / f"pressed-{theatre.look}"
    async with running_server(folder / "data", options=["--config", configured(folder, PRESSED)]) as place:
        for name in ("Paul", "Rose"):
            async with theatre.newcomer(place.url) as someone:
                await someone.open("/r/agora")
                await someone.name_oneself(name)
                if name == "Paul":
                    # Who goes before the answer may never have been counted.
                    await someone.send("Bonsoir à tous")
                    continue
                await someone.message_field.fill("Bonsoir à tous")
                await someone.send_button.click()
                start = someone.button("challengeStart")
                await expect(start).to_be_visible()
                yield Shown("challenge", someone)
                await start.click()
                await expect(someone.page.get_by_role("progressbar")).to_be_visible()
                yield Shown("challenge-working", someone)
