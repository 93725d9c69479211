"""Orders of authorities at the desk, in a real browser: taken in, carried out, told to who wrote; a danger's file."""

from pathlib import Path

from playwright.async_api import Browser, expect

from tests.e2e.guests import guest
from tests.e2e.moderators import BrowserModerator, addresses, moderator
from tests.e2e.quarrel import quarrel
from tests.e2e.scenes.inspection import sideways, violations
from tests.e2e.test_people_at_the_desk import at_localhost, run
from tests.tools.live_client import LiveGuest
from tests.tools.server import running_server

AUTHORITY, REFERENCE = "Autorité de l’exemple", "2026/17"
TEXT, ANSWER = "Venez tous avec vos couteaux de cuisine", "Retiré à votre demande."


async def test_an_order_is_taken_in_carried_out_and_its_author_is_told_by_whom(
    tmp_path: Path, browser: Browser
) -> None:
    async with (
        running_server(tmp_path / "data") as place,
        guest(browser, at_localhost(place)) as person,
        await LiveGuest.arrive(place.url, "Bilal") as bilal,
    ):
        await bilal.enter("agora")
        message_id = (await bilal.post("agora", TEXT))["message_id"]
        address = await run(place, "moderator", "invite", "Nour", "--role", "owner", "--address", at_localhost(place))
        nour, page = BrowserModerator(person), person.page
        await page.goto(address)
        await page.get_by_role("link", name=nour.words["views.orders"]).click()
        await expect(page.get_by_text(nour.words["orders.ordersNone"])).to_be_visible()

        await nour.button("orders.begin").click()
        await page.get_by_role("combobox", name=nour.words["orders.kind"], exact=True).select_option("terrorist")
        await page.get_by_role("textbox", name=nour.words["orders.authority"]).fill(AUTHORITY)
        await page.get_by_role("textbox", name=nour.words["orders.reference"]).fill(REFERENCE)
        await page.get_by_role("textbox", name=nour.words["orders.message"]).fill(f"{place.url}/r/agora#m-{message_id}")
        assert await violations(page) == []
        await nour.button("orders.take").click()

        order = page.get_by_role("article").filter(has_text=REFERENCE)
        await expect(order.get_by_text(nour.words["orders.found"])).to_be_visible()
        await expect(order.get_by_text("1 texte gardé sous scellés")).to_be_visible()
        await page.set_viewport_size({"width": 320, "height": 640})
        assert await sideways(page) == []
        assert await violations(page) == []

        await order.get_by_role("button", name=f"{nour.words['orders.act']}, ordre {REFERENCE}").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("textbox", name=nour.words["orders.words"]).fill(ANSWER)
        assert await violations(page) == []
        await dialog.get_by_role("button", name=nour.words["orders.act"], exact=True).click()
        await expect(order.get_by_text(nour.words["authors.told"])).to_be_visible()
        told = await bilal.event("sanction.applied")
        assert AUTHORITY in told["sanction"]["reason"]

        await order.get_by_role("button", name=f"{nour.words['orders.exportFile']}, ordre {REFERENCE}").click()
        async with page.expect_download() as download:
            await dialog.get_by_role("button", name=nour.words["orders.exportMake"]).click()
        file = await (await download.value).path()
        assert ANSWER in file.read_text()


async def test_the_file_of_a_danger_is_saved_in_one_press_and_to_whom_it_was_sent_is_noted(
    tmp_path: Path, browser: Browser
) -> None:
    async with (
        running_server(tmp_path / "data") as place,
        quarrel(place.url, "agora") as scene,
        moderator(browser, place, addresses(place)[0]) as mo,
    ):
        await scene.report("danger")
        await mo.cases.first.click()
        await mo.button("tellAuthority").click()
        dialog = mo.page.get_by_role("dialog")
        await expect(dialog.get_by_text(mo.words["orders.dangerNow"])).to_be_visible()
        assert await violations(mo.page) == []
        async with mo.page.expect_download() as download:
            await dialog.get_by_role("button", name=mo.words["orders.dangerPdf"]).click()
        file = await (await download.value).path()
        assert file.read_bytes().startswith(b"%PDF-")
        await dialog.get_by_role("textbox", name=mo.words["orders.dangerSent"]).fill("PHAROS")
        await dialog.get_by_role("button", name=mo.words["orders.dangerRecord"]).click()
        await expect(dialog.get_by_text(mo.words["orders.dangerRecorded"])).to_be_visible()
