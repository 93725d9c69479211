"""Rules at the desk: written with faults told where they are, rehearsed, and in force once another person agrees."""

from pathlib import Path

from playwright.async_api import Browser, expect

from tests.e2e.guests import guest
from tests.e2e.moderators import addresses, moderator
from tests.e2e.scenes.inspection import violations
from tests.tools.server import running_server


async def test_a_rule_is_written_rehearsed_and_approved_by_somebody_else(tmp_path: Path, browser: Browser) -> None:
    async with (
        running_server(tmp_path / "data") as place,
        moderator(browser, place, addresses(place)[0]) as mo,
        moderator(browser, place, addresses(place)[1], viewport={"width": 320, "height": 640}) as nour,
        guest(browser, place.url) as ana,
    ):
        await ana.open("/r/agora")
        await ana.name_oneself("Ana")
        await ana.say("On parle de courges ?")

        await mo.press("g")
        await mo.button("newRule").click()
        form = mo.page.get_by_role("form")
        await form.get_by_label(mo.words["fields.id"], exact=True).fill("courges")
        when = form.get_by_label(mo.words["fields.when"], exact=True)
        await when.fill("matches and unheard_of")
        await form.get_by_label(mo.words["fields.patterns"], exact=True).fill("courge*")
        for language in ("fr", "en"):
            await form.get_by_label(mo.words[f"inLanguage.{language}"], exact=True).fill("Pas de courges.")
        await mo.button("check").click()
        await expect(form.get_by_text("ligne 1, colonne 13")).to_be_visible()
        await expect(form.get_by_text("Signal inconnu")).to_contain_text("unheard_of")
        await expect(when).to_be_focused()
        assert await violations(mo.page) == []
        await when.fill("matches")
        await mo.button("check").click()
        await expect(form.get_by_text(mo.words["checkFine"])).to_be_visible()
        await mo.button("backtest").click()
        await expect(form.locator(".sample mark")).to_have_text("courges")
        assert await violations(mo.page) == []
        await mo.button("keepDraft").click()
        rule = mo.page.locator("details").filter(has_text="courges")
        await rule.get_by_text("courges").first.click()
        await rule.get_by_role("button", name=mo.words["to.shadow"]).click()
        await expect(rule.get_by_text(mo.words["statuses.shadow"], exact=True)).to_be_visible()
        await rule.get_by_role("button", name=mo.words["to.live"]).click()
        await expect(mo.page.get_by_role("alert")).to_contain_text("une autre personne")
        assert await violations(mo.page) == []

        await ana.say("Encore une courge")
        await nour.page.get_by_role("link", name=nour.words["views.rules"]).click()
        rule = nour.page.locator("details").filter(has_text="courges")
        await rule.get_by_text("courges").first.click()
        assert await violations(nour.page) == []
        await rule.get_by_role("button", name=nour.words["to.live"]).click()
        await expect(rule.get_by_text(nour.words["statuses.live"], exact=True)).to_be_visible()
        await ana.message_field.fill("Et ma courge ?")
        await ana.message_field.press("Enter")
        await expect(ana.message("Et ma courge")).to_contain_text(ana.words["held"])
