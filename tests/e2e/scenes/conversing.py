"""Conversing: a room lived in, the menu of a message, an answer, a call, an edit, what is taken back."""

from collections.abc import AsyncGenerator

from playwright.async_api import expect

from tests.e2e.scenes.people import roster_of
from tests.e2e.scenes.theatre import COCONUT, LAST, Theatre
from tests.e2e.scenes.visit import Shown


async def a_room_lived_in(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.seen_by("Chloé") as chloe:
        await chloe.open("/r/cuisine")
        await chloe.sees(LAST)
        await expect(chloe.log.locator(".mention-own")).to_be_visible()
        if not theatre.look.is_narrow:
            await expect((await roster_of(theatre, chloe)).get_by_role("button", name="Bilal")).to_be_visible()
        yield Shown("room", chloe)
        for nickname in ("Bilal", "Linh", "Paulette"):
            await theatre.do(nickname, "typing.start", room="cuisine")
        await expect(chloe.page.locator(".typing")).not_to_be_empty()
        yield Shown("typing", chloe)
        await chloe.go_to_the_first()
        await expect(chloe.message("confiture-de-courge")).to_be_in_viewport()
        yield Shown("long-words-and-right-to-left", chloe)
        await chloe.message(COCONUT).focus()
        await chloe.page.keyboard.press("ArrowDown")
        await expect(chloe.message("mes couteaux")).to_be_focused()
        await expect(chloe.message("mes couteaux")).to_be_in_viewport()
        yield Shown("message-focused", chloe)


async def what_one_does_with_a_message(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.seen_by("Chloé") as chloe:
        await chloe.open("/r/cuisine")
        await chloe.sees(LAST)
        await chloe.go_to_the_first()
        menu = await chloe.menu_of(COCONUT)
        await expect(menu).to_be_visible()
        yield Shown("menu", chloe)
        await menu.get_by_role("menuitem", name=chloe.words["reply"]).click()
        await expect(chloe.button("cancelReply")).to_be_visible()
        await chloe.message_field.fill("Même avec du lait de coco allégé ?")
        yield Shown("reply-being-written", chloe)
        await chloe.button("cancelReply").click()
        await chloe.message_field.fill("")
        await chloe.message_field.press_sequentially("Merci @")
        await expect(chloe.page.get_by_role("option")).not_to_have_count(0)
        yield Shown("names-offered", chloe)
        await chloe.page.keyboard.press("Escape")
        await chloe.message_field.fill("")


async def what_one_does_with_one_s_own(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    # Young enough to be edited, however long the evening.
    own = "Jamais épluchée, cuite entière et coupée une fois molle."
    await theatre.say("Chloé", "atelier", own)
    async with theatre.seen_by("Chloé") as chloe:
        await chloe.open("/r/atelier")
        menu = await chloe.menu_of(own)
        await expect(menu.get_by_role("menuitem", name=chloe.words["edit"], exact=True)).to_be_visible()
        yield Shown("menu-of-one-s-own", chloe)
        await menu.get_by_role("menuitem", name=chloe.words["edit"], exact=True).click()
        await expect(chloe.message_field).to_have_value(own)
        yield Shown("editing", chloe)
        await chloe.page.keyboard.press("Escape")
        menu = await chloe.menu_of(own)
        await menu.get_by_role("menuitem", name=chloe.words["remove"], exact=True).click()
        await expect(chloe.page.get_by_role("dialog", name=chloe.words["removeTitle"])).to_be_visible()
        yield Shown("remove-asked", chloe)


async def new_messages(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.seen_by("Chloé") as chloe:
        await chloe.open("/r/lectures")
        await chloe.sees("Page 130")
        await chloe.articles.last.focus()
        await chloe.page.keyboard.press("Home")
        await expect(chloe.button("toTheEnd")).to_be_visible()
        yield Shown("far-from-the-end", chloe)
        for nickname, text in (
            ("Ana", "Et maintenant, on continue ?"),
            ("Gaspard", "La suite demain : la nuit porte conseil."),
            ("Ana", "Alors bonne nuit à tout le monde."),
        ):
            await theatre.say(nickname, "lectures", text)
        pill = chloe.page.get_by_role("button", name="3 ")
        await expect(pill).to_be_visible()
        yield Shown("new-messages-pill", chloe)
        await pill.click()
        await expect(chloe.page.get_by_role("separator", name=chloe.words["unread"])).to_be_visible()
        yield Shown("new-messages-line", chloe)
