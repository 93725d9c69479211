"""Proving one's age: the door, the ways there are, another device, what is refused, proven and over; and vouching."""

from collections.abc import AsyncGenerator

from playwright.async_api import expect

from tests.e2e.midnight import AtTheDoor, give, on_the_phone
from tests.e2e.scenes.theatre import ADULTS, Theatre
from tests.e2e.scenes.visit import Shown


async def proving_one_s_age(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone, theatre.newcomer() as phone:
        door = AtTheDoor(someone)
        await someone.open(ADULTS)
        await expect(door.heading("gateTitle")).to_be_visible()
        yield Shown("age-gate", someone)
        await door.prove.click()
        await expect(door.way("ageDemoTitle")).to_be_visible()
        yield Shown("age-choose", someone, whole=True)
        await door.choose("ageOnAnother")
        await expect(someone.page.get_by_role("img", name=someone.words.like("ageQr"))).to_be_visible()
        yield Shown("age-other-device", someone, whole=True)
        address = await door.address_for_another()
        await phone.page.goto(address)
        yield Shown("age-asked", phone, whole=True)
        await on_the_phone(phone.page, address)
        yield Shown("age-wallet", phone, whole=True)
        await give(phone.page)
        await expect(phone.page.locator("#matching-code")).to_be_visible()
        yield Shown("age-wallet-done", phone, whole=True)
        await expect(door.code_field).to_be_focused()
        yield Shown("age-code", someone)
        await door.page.get_by_role("button", name=someone.words["ageOtherWay"]).click()
        await door.choose("ageOnThisDevice")
        await give(someone.page, "too_much")
        await expect(door.heading("ageRefusedTitle")).to_be_visible()
        yield Shown("age-refused", someone)


async def an_age_proven(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as someone:
        door = AtTheDoor(someone)
        await someone.open(f"/age?to={ADULTS}")
        await door.choose("ageOnThisDevice")
        await give(someone.page)
        await expect(door.heading("ageProvenTitle")).to_be_visible()
        yield Shown("age-proven", someone)
        await someone.page.get_by_role("main").get_by_role("link").first.click()
        await expect(someone.page.get_by_text(someone.words["emptyRoom"])).to_be_visible()
        yield Shown("age-room", someone)
        await someone.page.evaluate(END)
        await expect(door.heading("proofOverTitle")).to_be_visible()
        yield Shown("age-ended", someone)


async def vouching_for_an_age(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.at_the_desk(0) as mo:
        await mo.page.get_by_role("link", name=mo.words["views.vouches"], exact=True).click()
        await mo.button("vouchOpen").click()
        await expect(mo.page.locator(".vouch-signs")).to_be_visible()
        yield Shown("desk-vouch", mo.browser)


END = """() => fetch("/api/age/end", {
  method: "POST", headers: { "Content-Type": "application/json" }, body: "{}",
})"""
