"""What texts lead to waits with their decision, and is done once: a case, a statement, or both, whole or not at all."""

from msgspec.structs import replace

from palabre.domain.moderation.follow_up import FollowUp
from palabre.domain.moderation.judgement import Ruled
from palabre.domain.moderation.pairs import PairSign
from palabre.domain.moderation.report import RULE, Concern, Report, Subject
from palabre.domain.room import Room
from palabre.domain.staff import PROGRAM
from palabre.domain.standing import Standing
from palabre.ports.cases import Filing
from palabre.ports.follow_ups import Followed
from palabre.ports.sanctions import SANCTIONS_CHANGED
from palabre.ports.store import Store
from tests.cast import declined
from tests.contract.reporting import about, deed, file
from tests.contract.ruling import CODE_HASH, answer, contest, ruling
from tests.contract.scene import ANA, CHLOE, NOON
from tests.contract.test_decisions import decision

CONCERN = Concern(rule="self-harm", category="danger", care=True)


def follow_up(room: Room, number: int = 1, *, body: str = "J'ai envie de mourir") -> FollowUp:
    return FollowUp(
        id=f"d{number}",
        at_ms=NOON + number,
        session_id=ANA,
        room_id=room.id,
        locale="fr",
        body=body,
        shown=True,
        concern=CONCERN,
        nickname="Ana",
        tag="tag-of-ana",
    )


def filing(room: Room, number: int = 1) -> Filing:
    subject = Subject(kind="guest", room_id=room.id, session_id=ANA, tag="tag-of-ana")
    report = Report(
        id=f"d{number}", at_ms=NOON, subject=subject, category="danger", source=f"{RULE}self-harm", concern=CONCERN
    )
    return Filing(case_id=f"case-{number}", report=report, pieces=())


def automatic(room: Room) -> Ruled:
    ruled = ruling("", room, "contact_stopped", by=PROGRAM, receipt=CODE_HASH)
    return replace(ruled, judgement=replace(ruled.judgement, tag="tag-of-ana"), deeds=ruled.deeds[1:])


async def keep(store: Store, *follow_ups: FollowUp) -> None:
    made = [replace(decision(), id=each.id, follow_up=each) for each in follow_ups]
    await store.keep_decisions(made)


async def test_they_wait_with_their_decision_in_order(store: Store, agora: Room) -> None:
    first, second = follow_up(agora), follow_up(agora, 2)
    await keep(store, second, first)
    assert await store.follow_ups(10) == [first, second]
    assert await store.follow_ups(1) == [first]


async def test_it_is_done_once_whoever_asks(store: Store, agora: Room) -> None:
    await keep(store, follow_up(agora))
    done = Followed(id="d1", room_id=agora.id, filing=filing(agora))
    case = await store.follow_up(done)
    assert case is not None
    assert (case.id, case.reports, case.concerns, case.urgent) == ("case-1", 0, (CONCERN,), True)
    assert await store.follow_up(done) is None
    assert await store.follow_ups(10) == []
    assert [each.rule for each in await store.reports(case.id)] == ["self-harm"]
    assert [event.deed.what for event in await store.events_of_case(case.id)] == ["case_opened", "report_made"]


async def test_the_same_rule_adds_to_its_case_and_guests_join_it(store: Store, agora: Room) -> None:
    await keep(store, follow_up(agora), follow_up(agora, 2))
    for number in (1, 2):
        await store.follow_up(Followed(id=f"d{number}", room_id=agora.id, filing=filing(agora, number)))
    joined = await file(store, about(agora), by=CHLOE)
    assert (joined.case.id, joined.case.reports, joined.opened) == ("case-1", 1, False)
    assert len(await store.reports("case-1")) == 2


async def test_what_a_rule_restricts_is_kept_on_the_case_that_waits_for_a_person(store: Store, agora: Room) -> None:
    await keep(store, follow_up(agora))
    await store.follow_up(Followed(id="d1", room_id=agora.id, filing=filing(agora), ruled=automatic(agora)))
    (kept,) = await store.decisions_on("case-1")
    assert (kept.judgement.by, kept.statement is not None) == (PROGRAM, True)
    case = await store.case("case-1")
    assert case is not None and case.state == "open"
    about_it = await store.receipt(CODE_HASH)
    assert about_it is not None and about_it.about_id == kept.judgement.id
    assert SANCTIONS_CHANGED in [entry.kind for entry in await store.control_after(0)]
    appeal = await contest(store, kept)
    await answer(store, kept, appeal, "reversed")
    case = await store.case("case-1")
    assert case is not None and case.state == "open"
    assert (await file(store, about(agora), by=CHLOE)).opened


async def test_without_a_case_one_is_opened_when_its_guest_contests_it(store: Store, agora: Room) -> None:
    await keep(store, follow_up(agora))
    ruled = automatic(agora)
    ruled = ruled.on_case("case-of-their-own")
    assert await store.follow_up(Followed(id="d1", room_id=agora.id, ruled=ruled)) is None
    assert await store.follow_ups(10) == []
    assert await store.case("case-of-their-own") is None
    (kept,) = await store.decisions_about([ANA])
    appeal = await contest(store, kept)
    case = await store.case("case-of-their-own")
    assert case is not None
    assert (case.state, case.subject.tag, case.subject.session_id) == ("appealed", "tag-of-ana", ANA)
    answered = await answer(store, kept, appeal, "reversed")
    assert answered.reversal is not None
    case = await store.case("case-of-their-own")
    assert case is not None and (case.state, case.decided_ms) == ("decided", NOON + 3)


async def test_whoever_reported_and_was_right_to_contest_has_it_decided_anew_by_another(
    store: Store, agora: Room
) -> None:
    filed = await file(store, about(agora))
    kept = await store.decide(ruling(filed.case.id, agora, "warning"))
    appeal = await contest(store, kept, "reporter")
    answered = await answer(store, kept, appeal, "reversed")
    assert answered.reversal is None
    case = await store.case(filed.case.id)
    assert case is not None and (case.state, case.barred) == ("open", ("M-1",))
    with declined("needs_another_person"):
        await store.claim(case.id, deed("case_claimed", case.id, by="M-1"))
    with declined("needs_another_person"):
        await store.decide(ruling(case.id, agora))
    second = await store.decide(ruling(case.id, agora, by="M-2", at_ms=NOON + 9))
    assert [each.judgement.id for each in await store.decisions_on(case.id)] == [
        kept.judgement.id,
        second.judgement.id,
    ]
    assert (await file(store, about(agora), by=CHLOE)).opened


async def test_writing_is_opened_again_and_a_pair_is_let_go(store: Store, agora: Room) -> None:
    await store.keep_standing(Standing(session_id=ANA, protected_ms=NOON, closed_ms=NOON))
    await store.reopen_writing(ANA)
    assert await store.standing(ANA) == Standing(session_id=ANA, protected_ms=NOON)
    signs = [
        PairSign(sender=ANA, target=target, sign="frozen", at_ms=at)
        for target, at in ((CHLOE, NOON), ("d", NOON), ("e", NOON + 1))
    ]
    await store.add_pair_signs(signs)
    await store.thaw_pairs(ANA, NOON)
    assert [each.target for each in await store.pair_signs(10)] == ["e"]
