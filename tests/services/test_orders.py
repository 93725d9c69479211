"""Orders of authorities: their clocks, what is carried out, who is told, what is kept meanwhile and answered."""

from datetime import UTC, datetime

import msgspec
import pytest

from palabre.domain.order import DUE_MS, ORDERS_KEPT_MS, PRESERVED_MS, Order
from palabre.domain.order_file import OrderFile
from palabre.domain.staff import Staff
from palabre.protocol.desk_orders import OrderAbout, OrderRequest
from palabre.services.order_holds import OrderHolds
from palabre.services.order_rights import OrderRights
from palabre.services.orders import Orders
from tests.cast import HOUR, MINUTE, NOON, Stage, Tab, declined, refused, set_stage
from tests.services.court import session_of, trial

DAY_S = 24 * HOUR
AUTHORITY = "Autorité de l’exemple"


def desk_of(stage: Stage) -> Orders:
    return stage.house.http.orders.desk


def asked(about: OrderAbout, **fields: object) -> OrderRequest:
    request = OrderRequest(kind="removal", authority=AUTHORITY, reference="2026/17", about=about)
    return msgspec.structs.replace(request, **fields)


def at(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1_000, UTC)


class Scene:
    """Bilal wrote something, Nour is the owner, an order is about it."""

    def __init__(self, stage: Stage, nour: Staff, bilal: Tab, message_id: str) -> None:
        self.stage, self.nour, self.bilal, self.message_id = stage, nour, bilal, message_id
        self.about = OrderAbout(kind="message", room="agora", message=message_id)

    async def receive(self, **fields: object) -> Order:
        return await desk_of(self.stage).receive(self.nour, asked(self.about, **fields))

    async def act(self, order: Order) -> Order:
        return await desk_of(self.stage).act(self.nour, order.id, "Retiré à votre demande.")

    async def now(self, order: Order) -> Order:
        found = await self.stage.store.order_of(order.id)
        assert found is not None
        return found

    async def shown(self) -> list[str | None]:
        room = self.stage.house.http.rooms.directory.open_room("agora")
        return [message.removed for message in await self.stage.store.page(room.id, 1_000, 10)]

    def whats(self) -> list[str]:
        return [deed.what for deed in self.stage.store.tables.deeds]


async def scene(body: str = "Venez tous avec vos couteaux de cuisine") -> Scene:
    stage = await set_stage()
    bilal = await stage.guest("Bilal", "agora")
    posted = await bilal.post(body)
    assert posted["type"] == "ok", posted
    return Scene(stage, await stage.moderator("Nour", role="owner"), bilal, posted["message_id"])


async def test_an_hour_runs_for_terrorist_content_and_a_day_for_the_others() -> None:
    play = await scene()
    for kind, ms in DUE_MS.items():
        order = await play.receive(kind=kind)
        assert order.due_ms - order.received_ms == ms
    assert DUE_MS["terrorist"] == 3_600_000
    first, *_ = await desk_of(play.stage).all(play.nour)
    assert first.kind == "terrorist"


async def test_the_clock_runs_from_when_it_came_and_as_the_order_says() -> None:
    play = await scene()
    came, due = at(NOON - 30 * 60_000), at(NOON + 5 * 3_600_000)
    order = await play.receive(received_at=came, due_at=due)
    assert (order.received_ms, order.due_ms) == (NOON - 30 * 60_000, NOON + 5 * 3_600_000)
    with declined("order_dates"):
        await play.receive(kind="terrorist", due_at=due)
    with declined("order_dates"):
        await play.receive(received_at=at(NOON + 3_600_000))
    with declined("order_dates"):
        await play.receive(due_at=at(NOON - 1))


async def test_what_is_ordered_to_be_taken_down_is_and_its_author_is_told_by_whom_and_how_to_contest_it() -> None:
    play = await scene()
    acted = await play.act(await play.receive())
    assert (acted.state, acted.removed, acted.author(NOON)) == ("acted", (play.message_id,), "told")
    assert await play.shown() == ["moderation"]
    (told,) = play.bilal.received("sanction.applied")
    sanction = told["sanction"]
    assert sanction["kind"] == "removal"
    assert AUTHORITY in sanction["reason"] and "2026/17" in sanction["reason"]
    assert sanction["ground"].startswith("Ordre d’une autorité")
    assert sanction["facts"].startswith("Une autorité a ordonné")
    assert sanction["receipt"]
    assert play.whats()[-3:] == ["order.acted", "message_taken_down", "sanction_imposed"]


async def test_its_author_contests_it_to_another_person() -> None:
    play = await scene()
    acted = await play.act(await play.receive())
    receipts, appealing = play.stage.house.http.team.court.receipts, play.stage.house.http.team.court.appealing
    code = receipts.derived(acted.decision_id or "")
    about = await receipts.opened(await receipts.exchange(code, "203.0.113.0/24"))
    made = await appealing.appeal(about, "Je parlais de cuisine.")
    case = await play.stage.store.case(made.case_id)
    assert case is not None
    assert (case.state, case.contested) == ("appealed", play.nour.id)


async def test_while_an_order_forbids_it_nobody_is_told_and_then_its_author_is() -> None:
    play = await scene()
    silent = await play.receive(kind="terrorist", silent_until=at(NOON + 2 * 3_600_000))
    acted = await play.act(silent)
    assert (acted.removed, acted.author(NOON)) == ((play.message_id,), "forbidden")
    assert play.bilal.received("sanction.applied") == []
    await play.stage.step(HOUR)
    assert play.bilal.received("sanction.applied") == []
    await play.stage.step(HOUR + 1)
    assert len(play.bilal.received("sanction.applied")) == 1
    assert (await play.now(acted)).author(play.stage.clock.now_ms()) == "told"
    await play.stage.step(MINUTE)
    assert play.whats().count("order.told") == 1


async def test_silence_lasts_six_weeks_at_most_and_is_ended_at_once() -> None:
    play = await scene()
    with declined("order_dates"):
        await play.receive(kind="terrorist", silent_until=at(NOON + 43 * 86_400_000))
    acted = await play.act(await play.receive(kind="terrorist", silent_until=at(NOON + 42 * 86_400_000)))
    await desk_of(play.stage).silence(play.nour, acted.id, None, "L’autorité n’y tient plus.")
    await play.stage.step(5)
    assert len(play.bilal.received("sanction.applied")) == 1
    with declined("order_settled"):
        await desk_of(play.stage).silence(play.nour, acted.id, at(NOON + 86_400_000), "Trop tard.")


async def test_an_author_who_left_cannot_be_told_and_the_order_says_so() -> None:
    play = await scene()
    order = await play.receive(kind="terrorist")
    session = session_of(play.stage, play.bilal)
    await play.stage.house.http.guests.leaving.leave(session)
    acted = await play.act(order)
    assert acted.author(NOON) == "gone"
    assert acted.decision_id is None


async def test_preserved_texts_outlive_the_message_for_six_months_and_no_longer() -> None:
    play = await scene()
    order = await play.receive(kind="preservation")
    assert (order.pieces, order.preserved_until_ms) == (1, NOON + PRESERVED_MS)
    await play.stage.step(48 * HOUR)
    (piece,) = await play.stage.store.pieces(order.id)
    assert piece.text.body.startswith("Venez tous")
    await play.stage.step(PRESERVED_MS / 1_000)
    assert await play.stage.store.pieces(order.id) == []
    assert (await play.now(order)).preserved_until_ms is None
    assert "preservation.ended" in play.whats()


async def test_an_authority_may_ask_again_for_six_months_and_for_no_more_than_a_year_ahead() -> None:
    play = await scene()
    order, desk = await play.receive(kind="preservation"), desk_of(play.stage)
    renewed = await desk.preserve(play.nour, order.id, "Demande du 3 mai.")
    assert renewed.preserved_until_ms == NOON + 2 * PRESERVED_MS
    with declined("order_dates"):
        await desk.preserve(play.nour, order.id, "Encore.")
    freed = await desk.free(play.nour, order.id, "Levée.")
    assert (freed.preserved_until_ms, freed.pieces) == (None, 0)
    assert await play.stage.store.pieces(order.id) == []
    with declined("order_settled"):
        await desk.free(play.nour, order.id, "Levée.")


async def test_what_a_guest_wrote_is_preserved_by_their_tag() -> None:
    play = await scene()
    tag = play.bilal.received("message.posted")[0]["message"]["author"]["tag"]
    order = await desk_of(play.stage).receive(
        play.nour, asked(OrderAbout(kind="guest", room="agora", tag=tag), kind="preservation")
    )
    assert order.subject.session_id == session_of(play.stage, play.bilal).id
    assert order.pieces == 1


async def test_what_is_not_found_here_is_taken_in_all_the_same() -> None:
    play = await scene()
    for about in (
        OrderAbout(kind="message", room="nulle-part", message="m404"),
        OrderAbout(kind="message", message="https://palabre.example/r/agora#m-404"),
        OrderAbout(kind="guest", room="agora", tag="\0"),
        OrderAbout(kind="receipt", code="XXXXX"),
        OrderAbout(kind="other", words="Une annonce de l’an dernier."),
    ):
        order = await desk_of(play.stage).receive(play.nour, asked(about, kind="terrorist"))
        assert (order.subject.session_id, order.pieces, order.preserved_until_ms) == (None, 0, None)
        acted = await play.act(order)
        assert (acted.removed, acted.author(NOON)) == ((), "nobody")


async def test_an_order_is_answered_or_refused_once_with_words_for_the_authority() -> None:
    play = await scene()
    desk = desk_of(play.stage)
    order = await play.receive(kind="information")
    with declined("order_reason"):
        await desk.answer(play.nour, order.id, "  ")
    answered = await desk.answer(play.nour, order.id, "Nous n’avons rien d’autre.")
    assert (answered.state, answered.settled_ms, answered.answered_ms) == ("answered", NOON, NOON)
    with declined("order_settled"):
        await desk.answer(play.nour, order.id, "Encore.")
    with declined("order_settled"):
        await desk.refuse(play.nour, order.id, "Non.")
    refused_order = await desk.refuse(play.nour, (await play.receive()).id, "L’adresse n’est pas d’ici.")
    assert refused_order.state == "refused"
    acted = await play.act(await play.receive())
    assert (await desk.answer(play.nour, acted.id, "Fait à 12 h.")).state == "answered"


async def test_custodians_read_owners_answer_and_nobody_else_sees_that_there_are_orders() -> None:
    play = await scene()
    order, desk = await play.receive(), desk_of(play.stage)
    custodian, mo = await play.stage.moderator("K", role="custodian"), await play.stage.moderator("Mo")
    elsewhere = await play.stage.moderator("Zoé", role="owner", rooms=frozenset({2}))
    assert [each.id for each in await desk.all(custodian)] == [order.id]
    for member in (mo, elsewhere):
        with declined("not_for_you"):
            await desk.all(member)
    for member in (custodian, mo, elsewhere):
        with declined("not_for_you"):
            await desk.receive(member, asked(play.about))
        with declined("not_for_you"):
            await desk.act(member, order.id, "Fait.")
    with refused("not_found"):
        await desk.act(play.nour, "nothing", "Fait.")


async def test_what_was_done_names_no_authority_and_nobody() -> None:
    play = await scene()
    acted = await play.act(await play.receive(words="Retirez ce message de Bilal.", kind="terrorist"))
    recorded = str([(deed.subject, deed.reason, deed.data) for deed in play.stage.store.tables.deeds])
    for word in (AUTHORITY, "2026/17", "Bilal", session_of(play.stage, play.bilal).id, "couteaux"):
        assert word not in recorded
        assert word not in repr(acted)


async def test_a_year_after_it_was_settled_nothing_of_it_is_known() -> None:
    play = await scene()
    refused_order = await desk_of(play.stage).refuse(play.nour, (await play.receive()).id, "Pas d’ici.")
    await play.stage.step(ORDERS_KEPT_MS / 1_000 - 1)
    assert await play.now(refused_order) == refused_order
    await play.stage.step(1)
    assert await play.stage.store.orders() == []
    assert play.whats()[-1] == "order.erased"


@pytest.mark.parametrize(("minutes", "alarms"), [(29, 0), (30, 1), (44, 1), (45, 2), (60, 3), (90, 3)])
async def test_calls_are_due_when_half_a_quarter_and_nothing_is_left(minutes: int, alarms: int) -> None:
    play = await scene()
    order = await play.receive(kind="terrorist")
    assert order.alarms_due(NOON + minutes * 60_000) == alarms
    assert (await play.act(order)).alarms_due(NOON + minutes * 60_000) == 0


async def test_the_receipt_of_a_report_points_to_whom_it_is_about_and_their_evidence_is_preserved_with_it() -> None:
    case = await trial()
    nour = await case.stage.moderator("Zoé", role="owner")
    about = OrderAbout(kind="receipt", code=case.receipt.lower())
    order = await desk_of(case.stage).receive(nour, asked(about, kind="preservation"))
    assert order.subject.session_id == case.bilal_id
    (piece,) = await case.stage.store.pieces(order.id)
    assert (piece.text.message_id, piece.text.session_id) == (case.message_id, case.bilal_id)


async def test_in_a_public_place_nobody_sees_an_order_about_themselves() -> None:
    play = await scene()
    order = await play.receive()
    conflicts, confirming = play.stage.house.http.team.people.conflicts, play.stage.house.http.team.people.confirming
    await conflicts.note(play.nour.number, session_of(play.stage, play.bilal).id)
    rights = OrderRights(confirming, conflicts, strict=True)
    assert not rights.is_apart(play.nour, order)
    with declined("conflict_of_interest"):
        rights.require_apart(play.nour, order)
    assert OrderRights(confirming, conflicts, strict=False).is_apart(play.nour, order)


async def test_a_preservation_is_a_hold_that_its_guest_is_told_of_once_they_know_of_the_order() -> None:
    play = await scene()
    order, holds = await play.receive(kind="terrorist"), OrderHolds(play.stage.store, play.stage.clock)
    session_id = session_of(play.stage, play.bilal).id
    (before,) = await holds.holds_of(session_id)
    assert (before.kind, before.ends_ms, before.is_told) == ("order", NOON + PRESERVED_MS, False)
    await play.act(order)
    assert [hold.is_told for hold in await holds.holds_of(session_id)] == [True]
    assert await holds.holds_of("nobody") == []


async def test_the_file_that_answers_has_what_was_done_and_the_texts_when_asked_and_making_it_is_recorded() -> None:
    play = await scene()
    acted = await play.act(await play.receive(kind="terrorist"))
    papers = play.stage.house.http.orders.papers
    bare = msgspec.json.decode(await papers.export(play.nour, acted.id, texts=False), type=OrderFile)
    whole = msgspec.json.decode(await papers.export(play.nour, acted.id, texts=True), type=OrderFile)
    assert (bare.authority, bare.state, bare.removed, bare.texts) == (AUTHORITY, "acted", (play.message_id,), ())
    assert [note.what for note in bare.done] == ["order.received", "order.acted"]
    assert [(text.body, text.removed) for text in whole.texts] == [("Venez tous avec vos couteaux de cuisine", False)]
    assert [deed.reason for deed in play.stage.store.tables.deeds if deed.what == "order.exported"] == ["", "texts"]
    with declined("not_for_you"):
        await papers.export(await play.stage.moderator("Mo"), acted.id, texts=False)
