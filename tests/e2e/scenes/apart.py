"""Private rooms and conversations: asking, answering, talking, meeting, ending; creating, inviting, coming in."""

from collections.abc import AsyncGenerator

from playwright.async_api import expect

from tests.e2e.apart import HELLO, Apart, path_of
from tests.e2e.scenes.theatre import Theatre
from tests.e2e.scenes.visit import REFUSED, Shown
from tests.tools.beside import freeze

MEETING = "On se retrouve devant la gare demain à 18 h ?"
LATE = "Encore quelqu’un par ici ?"
ROOM = "Les voisines"
WHY = "On ne se connaît pas."
# Where nobody else of the theatre is met.
HERE = "/r/lectures"


async def a_private_talk(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as one, theatre.newcomer() as other:
        ana, bilal = Apart(one), Apart(other)
        await bilal.prove()
        await other.open(HERE)
        await other.name_oneself("Sacha")
        await other.send(HELLO)
        await one.open(HERE)
        await one.name_oneself("Maëlle")
        await one.send("Bonjour Sacha")
        await ana.ask(HELLO)
        await expect(ana.heading("adultsFirst")).to_be_visible()
        yield Shown("talk-adults-first", one)
        await ana.prove()
        await one.open(HERE)
        await ana.ask(HELLO)
        yield Shown("talk-proposed", one)
        await ana.button("proposeDo").click()
        if theatre.look.is_narrow:
            await other.button("rooms").click()
        await bilal.open_requests()
        yield Shown("talk-requests", other)
        await bilal.button("accept").click()
        await bilal.is_in_talk()
        await other.send("Oui, volontiers")
        await one.open(other.page.url.removeprefix(one.base))
        await one.sees("Oui, volontiers")
        yield Shown("talk", one)
        await one.send(MEETING)
        await expect(ana.heading("meetTitle")).to_be_visible()
        yield Shown("talk-meeting", one)
        if theatre.look.is_narrow:
            await other.page.get_by_role("button", name=bilal.word("thisTalk"), exact=True).click()
        yield Shown("talk-acts", other)
        await bilal.button("endTalk").click()
        await one.message_field.fill("Tu es là ?")
        await one.send_button.click()
        await expect(ana.heading("overTitle")).to_be_visible()
        yield Shown("talk-over", one)


async def a_talk_that_is_frozen(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as one, theatre.newcomer() as other:
        ana, bilal = Apart(one), Apart(other)
        for someone, nickname, text in ((bilal, "Ilyès", LATE), (ana, "Solène", "Bonsoir Ilyès")):
            await someone.prove()
            await someone.guest.open(HERE)
            await someone.guest.name_oneself(nickname)
            await someone.guest.send(text)
        await ana.propose(LATE)
        await other.open("/")
        await expect(other.page.get_by_role("button", name=bilal.word("requests"))).to_be_visible()
        yield Shown("lobby-apart", other)
        await bilal.accept()
        await one.open(path_of(bilal))
        await ana.is_in_talk()
        await other.send("Bonsoir, tu voulais me dire quelque chose ?")
        await one.sees("Bonsoir, tu voulais me dire quelque chose ?")
        freeze(theatre.place.data, path_of(bilal).rpartition("/")[2], "Solène")
        for someone in (ana, bilal):
            await expect(someone.heading("frozenTitle")).to_be_visible()
        yield Shown("talk-frozen", one)
        yield Shown("talk-frozen-other", other)


async def a_private_room(theatre: Theatre) -> AsyncGenerator[Shown, None]:
    async with theatre.newcomer() as one, theatre.newcomer() as other:
        ana, bilal = Apart(one), Apart(other)
        await one.open("/")
        await one.page.get_by_role("button", name=one.words["lobby.newRoom"], exact=True).click()
        await expect(one.page.get_by_text(ana.word("invitedAdults"))).to_be_visible()
        yield Shown("private-room-adults-first", one)
        await ana.prove()
        await ana.create(ROOM)
        await one.send("Bienvenue")
        yield Shown("private-room", one)
        link = await ana.invitation()
        yield Shown("private-room-invite", one)
        await one.page.keyboard.press("Escape")
        await bilal.prove()
        await other.page.goto(link)
        await expect(bilal.button("invitedEnter")).to_be_visible()
        yield Shown("invitation", other)
        await other.name_oneself("Sacha")
        await bilal.button("invitedEnter").click()
        await other.send("Merci de l’invitation")
        await ana.button("manage").click()
        yield Shown("private-room-manage", one)
        await one.page.keyboard.press("Escape")
        await one.sees("Merci de l’invitation")
        article = one.message("Merci de l’invitation")
        await expect(article).to_be_visible()
        async for shown in _put_out(theatre, ana, bilal):
            yield shown


async def _put_out(theatre: Theatre, ana: Apart, bilal: Apart) -> AsyncGenerator[Shown, None]:
    if theatre.look.is_narrow:
        await ana.page.get_by_role("button", name=ana.words.like("presentCount")).click()
    roster = ana.page.get_by_role("region", name=ana.words["present"])
    await roster.get_by_role("button", name="Sacha").click()
    await ana.button("putOutDo").click()
    await ana.page.get_by_role("textbox", name=ana.word("putOutReason")).fill(WHY)
    yield Shown("private-room-put-out", ana.guest)
    await ana.dialog.get_by_role("button", name=ana.word("putOutDo"), exact=True).click()
    await expect(bilal.page.get_by_text(WHY)).to_be_visible()
    yield Shown("private-room-removed", bilal.guest)
    await bilal.guest.open(f"/invitation#{'A' * 22}")
    await expect(bilal.heading("invitationEnded")).to_be_visible()
    yield Shown("invitation-ended", bilal.guest, console=REFUSED)
