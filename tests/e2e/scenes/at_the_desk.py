"""At the desk: coming in, what waits, the rules, the journal, the keys, the shield."""

from collections.abc import AsyncGenerator

from playwright.async_api import Locator, expect

from tests.e2e.apart import Apart
from tests.e2e.moderators import BrowserModerator
from tests.e2e.quarrel import PRESSING, Quarrel, quarrel
from tests.e2e.scenes.theatre import Theatre
from tests.e2e.scenes.visit import REFUSED, Shown

NEIGHBOURS = "Les voisins du 12"


async def the_door(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as stranger:
        await stranger.open("/desk")
        await expect(stranger.page.get_by_role("heading", name=stranger.words["signInTitle"])).to_be_visible()
        yield Shown("desk-door", stranger, console=REFUSED)
        await stranger.open("/desk#used-long-ago")
        await expect(stranger.page.get_by_role("heading", name=stranger.words["staleTitle"])).to_be_visible()
        yield Shown("desk-door-stale", stranger, console=REFUSED)


async def what_waits(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    name = "Basile"
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


async def a_case(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with (
        quarrel(theatre.place.url, "jardin") as scene,
        theatre.at_the_desk() as mo,
        theatre.at_the_desk(1) as nour,
    ):
        await scene.report()
        await scene.report("danger")
        await expect(of_the_garden(mo)).to_have_count(1)
        yield Shown("desk-queue", mo.browser)
        await scene.bilal.post("jardin", "J’ai envie de mourir")
        await of_the_garden(mo).click()
        await expect(mo.case.get_by_text(PRESSING)).to_be_visible()
        await expect(mo.case.get_by_text(mo.words["veiledText"])).to_be_visible()
        yield Shown("desk-case", mo.browser)
        await mo.press("3")
        await expect(mo.decision.get_by_label(mo.words["caseGround"])).to_be_visible()
        yield Shown("desk-decision", mo.browser)
        await mo.press("5")
        await mo.press("Enter")
        await expect(mo.page.get_by_role("dialog")).to_be_visible()
        yield Shown("desk-ban", mo.browser)
        await mo.press("Escape")
        await of_the_garden(nour).click()
        await expect(nour.case.get_by_text(nour.words.filled("takenBadge", "M-1"))).to_be_visible()
        yield Shown("desk-taken", nour.browser)
        await mo.press("2")
        await mo.press("Enter")
        await expect(mo.page.get_by_role("button", name=mo.words["undo"])).to_be_visible()
        yield Shown("desk-decided", mo.browser)
        async for shown in a_contest(scene, nour):
            yield shown


async def a_contest(scene: Quarrel, nour: BrowserModerator) -> AsyncGenerator[Shown, None]:
    """Judged by somebody else, then closed."""
    await scene.contest("Je voulais seulement une réponse.")
    await expect(of_the_garden(nour)).to_have_count(1)
    await of_the_garden(nour).click()
    await expect(nour.decision.get_by_role("radio")).to_have_count(2)
    yield Shown("desk-appeal", nour.browser)
    await nour.button("reverse").click()
    await expect(nour.page.get_by_role("dialog")).to_be_visible()
    yield Shown("desk-reversal", nour.browser)
    await nour.press("Escape")
    await expect(nour.page.get_by_role("dialog")).to_have_count(0)
    await nour.press("c")
    await expect(nour.page.get_by_text(nour.words["appealsLead"])).to_be_visible()
    yield Shown("desk-appeals", nour.browser)
    await nour.decision.get_by_role("textbox").fill("Une fois n’est pas insister.")
    await nour.press("Escape")
    await nour.press("2")
    await nour.button("overturn").click()
    await expect(of_the_garden(nour)).to_have_count(0)
    await nour.press("n")
    await nour.page.get_by_role("link", name=nour.words["itsCase"]).first.click()
    await expect(nour.decision.get_by_text(nour.words["decidedTitle"])).to_be_visible()
    yield Shown("desk-over", nour.browser)
    await nour.press("f")
    await expect(nour.page.get_by_role("dialog")).to_be_visible()
    yield Shown("desk-close-asked", nour.browser)
    await nour.press("Enter")
    await expect(nour.decision.get_by_text(nour.words["closedTitleOfCase"])).to_be_visible()
    yield Shown("desk-closed", nour.browser)


def of_the_garden(desk: BrowserModerator) -> Locator:
    """Its case: rules may have found others elsewhere."""
    return desk.cases.filter(has_text="Jardin")


async def somebody_unwell(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    name = f"Malo {len(theatre.people)}"
    async with theatre.at_the_desk() as mo:
        await theatre.say(name, "mairie", "J’ai envie de mourir")
        found = mo.cases.filter(has_text="Conseil")
        await expect(found.filter(has_text=mo.words["careCategory"])).to_have_count(1)
        await found.click()
        await expect(mo.decision.get_by_role("heading", name=mo.words["careTitle"])).to_be_visible()
        yield Shown("desk-care", mo.browser)
        await mo.press("1")
        await mo.press("Enter")
        await expect(found).to_have_count(0)


async def a_room_beside(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with quarrel(theatre.place.url, "minuit"), theatre.at_the_desk() as mo:
        await mo.watch("Minuit")
        live = mo.page.get_by_role("region", name=mo.words["liveTitle"])
        await expect(live.get_by_text(PRESSING)).to_be_visible()
        await live.get_by_role("button", name=mo.words["freeze"]).click()
        yield Shown("desk-live", mo.browser)
        await live.get_by_role("button", name=mo.words.filled("cardOf", "Bilal")).first.click()
        await expect(mo.page.get_by_role("dialog").get_by_role("combobox")).to_be_visible()
        yield Shown("desk-guest", mo.browser)
        await mo.press("Escape")
        await mo.button("takeRest").click()
        await expect(mo.page.get_by_role("dialog")).to_be_visible()
        yield Shown("desk-rest", mo.browser)
        await mo.button("backToDesk").click()
        await expect(mo.page.get_by_role("dialog")).to_have_count(0)


async def a_private_room(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as owner, theatre.at_the_desk() as mo:
        await Apart(owner).prove()
        await Apart(owner).create(NEIGHBOURS)
        await owner.send("Bienvenue")
        visit = mo.page.get_by_role("button", name=mo.words.filled("visitRoom", NEIGHBOURS)).last
        await visit.scroll_into_view_if_needed()
        yield Shown("desk-private-rooms", mo.browser)
        await visit.click()
        await expect(mo.page.get_by_role("dialog")).to_contain_text("M-1")
        yield Shown("desk-private-visit", mo.browser)
        await mo.press("Escape")
        await expect(mo.page.get_by_role("dialog")).to_have_count(0)
        await mo.page.get_by_role("button", name=mo.words.filled("openToOthersIn", NEIGHBOURS)).last.click()
        await expect(mo.button("openDo")).to_be_visible()
        yield Shown("desk-private-opening", mo.browser)


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
        await nour.page.get_by_role("link", name=nour.words["views.people"]).click()
        await expect(nour.page.get_by_role("heading", name=nour.words["ownKeys"])).to_be_visible()
        yield Shown("desk-people", nour.browser)
