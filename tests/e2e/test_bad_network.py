"""A lost network or a killed server: nothing is lost, nothing is shown twice."""

import asyncio

from playwright.async_api import Browser, expect

from tests.e2e.guests import BURST_MS, guest
from tests.tools.cuttable import cuttable_wire
from tests.tools.server import PalabreServer

OFFLINE_SECONDS = 10


async def test_ten_seconds_offline_and_back_loses_and_doubles_nothing(server: PalabreServer, browser: Browser) -> None:
    async with (
        cuttable_wire(server.port) as wire,
        guest(browser, wire.url) as ana,
        guest(browser, server.url) as bilal,
    ):
        await ana.open("/r/agora")
        await bilal.open("/r/agora")
        await ana.name_oneself("Ana")
        await ana.say("Je prends le train")
        await bilal.name_oneself("Bilal")
        await bilal.say("Bon voyage")
        await ana.sees("Bon voyage")
        began = asyncio.get_running_loop().time()
        await wire.cut()
        await ana.message_field.fill("Dans le tunnel")
        await ana.message_field.press("Enter")
        said = 0
        # The other guest goes on talking, at the pace of their allowance, for as long as the tunnel lasts.
        while asyncio.get_running_loop().time() - began < OFFLINE_SECONDS:
            said += 1
            await bilal.say(f"Message numéro {said:02}")
            await expect(bilal.send_button).not_to_have_attribute("aria-disabled", "true", timeout=BURST_MS)
        await expect(bilal.message("Dans le tunnel")).to_have_count(0)
        await wire.mend()
        # As a browser tells its page at the end of the tunnel; without it, the client comes back at a time of its own.
        await ana.page.evaluate("dispatchEvent(new Event('online'))")
        await ana.sees("Dans le tunnel")
        await bilal.sees("Dans le tunnel")
        for number in range(1, said + 1):
            await ana.sees(f"Message numéro {number:02}")
        await expect(ana.articles).to_have_count(said + 3)
        await expect(bilal.articles).to_have_count(said + 3)


async def test_a_killed_server_gives_back_every_message_after_its_restart(
    server: PalabreServer, browser: Browser
) -> None:
    async with guest(browser, server.url) as ana, guest(browser, server.url) as bilal:
        await bilal.open("/r/agora")
        await ana.open("/r/agora")
        await ana.name_oneself("Ana")
        await ana.say("Avant la panne")
        await bilal.sees("Avant la panne")
        await server.kill9()
        await ana.message_field.fill("Pendant la panne")
        await ana.message_field.press("Enter")
        await server.start()
        await bilal.sees("Pendant la panne")
        await expect(ana.articles).to_have_count(2)
        await expect(bilal.articles).to_have_count(2)
        await ana.say("Après la panne")
        await bilal.sees("Après la panne")
