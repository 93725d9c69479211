"""What a receipt opens, and how one tells the team without a session: pages served without script."""

from collections.abc import AsyncGenerator

from playwright.async_api import expect

from tests.e2e.quarrel import PRESSING, quarrel
from tests.e2e.scenes.reporting import at_a_desk, decided_on
from tests.e2e.scenes.theatre import Theatre
from tests.e2e.scenes.visit import REFUSED, Shown

CONTEST = "Je voulais seulement une réponse."
REASON = "Vous insistez auprès d’une personne qui ne le veut pas."


async def what_a_receipt_opens(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with quarrel(theatre.place.url, "agora") as scene, theatre.newcomer() as holder:
        reported = await scene.report()
        await holder.open(f"/receipt/{reported}")
        yield Shown("receipt-of-a-report", holder, whole=True)
        wish = {"sanction": "mute", "minutes": 60, "ground": "harcelement", "reason": REASON}
        async with at_a_desk(theatre) as desk:
            await decided_on(desk, "harassment", wish)
        await holder.open(f"/receipt/{reported}")
        yield Shown("receipt-of-a-report-settled", holder, whole=True)
        await holder.open(f"/receipt/{await scene.receipt()}")
        await expect(holder.page.get_by_text(PRESSING)).to_be_visible()
        yield Shown("receipt", holder, whole=True)
        await holder.page.get_by_role("textbox").fill(CONTEST)
        await holder.page.get_by_role("textbox").press("Tab")
        await holder.page.keyboard.press("Enter")
        await expect(holder.page.get_by_role("textbox")).to_have_count(0)
        yield Shown("receipt-contested", holder, whole=True)
        await appeal_upheld(theatre)
        await holder.page.reload()
        yield Shown("receipt-answered", holder, whole=True)
        await holder.open("/receipt/00000-00000-00000-00000-000000")
        yield Shown("receipt-unknown", holder, console=REFUSED)


async def appeal_upheld(theatre: Theatre) -> None:
    """By somebody else than who decided."""
    async with at_a_desk(theatre, 1) as desk:
        for case in (await desk.get("/api/desk/state")).json()["cases"]:
            if case["queue"] == "appeals":
                judged = {"outcome": "upheld", "reason": "Trois demandes après un refus, c’est insister."}
                await desk.post(f"/api/desk/cases/{case['id']}/appeal", json=judged)


async def telling_without_a_session(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone:
        await someone.open("/notice")
        await expect(someone.page.get_by_role("textbox").first).to_be_visible()
        yield Shown("notice", someone, whole=True)
