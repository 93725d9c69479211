"""Before a ban one shows again with one's passkey that it is oneself: what one had decided is kept meanwhile."""

from pathlib import Path

from playwright.async_api import Browser, expect

from tests.e2e.authenticator import with_authenticator
from tests.e2e.guests import guest
from tests.e2e.moderators import BrowserModerator
from tests.e2e.quarrel import PRESSING, quarrel
from tests.e2e.scenes.inspection import violations
from tests.e2e.test_people_at_the_desk import at_localhost, run
from tests.e2e.told_time import LAUNCHER, ToldTime
from tests.tools.server import running_server

# A confirmation is good for ten minutes.
LATER_S = 11 * 60
NOTE = "Troisième fois ce soir"


async def test_a_ban_asks_for_the_passkey_again_and_keeps_the_decision(tmp_path: Path, browser: Browser) -> None:
    time = ToldTime(tmp_path / "passed")
    async with (
        running_server(tmp_path / "data", program=(LAUNCHER, time.file)) as place,
        guest(browser, at_localhost(place)) as person,
    ):
        mo, page = BrowserModerator(person), person.page
        phone = await with_authenticator(page)
        await page.goto(await run(place, "moderator", "invite", "Mo", "--address", at_localhost(place)))
        await expect(mo.button("signOut")).to_be_visible()
        await mo.press("e")
        await page.get_by_label(mo.words["keyName"], exact=True).fill("Téléphone")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog", name=mo.words["newCodes"])).to_be_visible()
        await page.keyboard.press("Escape")
        time.step(LATER_S)

        async with quarrel(place.url, "agora") as scene:
            await scene.report()
            await mo.press("d")
            await expect(mo.cases).to_have_count(1)
            await mo.press("j")
            await expect(mo.case.get_by_text(PRESSING)).to_be_visible()
            await mo.press("5")
            note = mo.decision.get_by_label(mo.words["privateNote"])
            await note.fill(NOTE)
            await phone.knows_its_owner(False)
            await ban(mo)
            await expect(mo.decision.get_by_role("alert")).to_contain_text(mo.words["caseFaults.confirm_identity"])
            await expect(note).to_have_value(NOTE)
            await expect(mo.decision.get_by_role("radio", name=mo.words["rungs.ban"])).to_be_checked()
            assert await violations(page) == []
            await phone.knows_its_owner(True)
            await ban(mo)
            assert (await scene.bilal.event("sanction.applied"))["sanction"]["kind"] == "ban"
            await expect(mo.cases).to_have_count(0)


async def ban(mo: BrowserModerator) -> None:
    """For a day, once it is asked whether that is meant."""
    await mo.decision.get_by_role("button", name="Bannir 24").click()
    asked = mo.page.get_by_role("dialog", name=mo.words.filled("banTitle", "Bilal"))
    await asked.get_by_role("button", name="Bannir 24").click()
