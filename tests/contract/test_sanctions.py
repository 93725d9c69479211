"""Decisions are kept whole with all that follows from them, each once; what is undone is undone alone."""

import asyncio

from msgspec.structs import replace

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.log import LogEvent, MessageRemoved
from palabre.domain.moderation.appeal import APPEAL_MS
from palabre.domain.moderation.judgement import BanMark
from palabre.domain.receipt import ReceiptAbout
from palabre.domain.room import Room
from palabre.ports.cases import CASES_CHANGED, Filing
from palabre.ports.sanctions import SANCTIONS_CHANGED
from palabre.ports.store import Store
from tests.cast import declined
from tests.contract.reporting import about, deed, file, report
from tests.contract.ruling import CODE_HASH, QUOTED, answer, contest, reverse, ruling
from tests.contract.scene import ANA, BILAL, CHLOE, MINUTE, NOON, assert_refused, say


async def case_of(store: Store, room: Room, who: str = ANA, by: str = BILAL) -> str:
    return (await file(store, about(room, who), by=by)).case.id


async def test_a_decision_is_kept_with_its_sanction_and_its_reasons(store: Store, agora: Room) -> None:
    case_id = await case_of(store, agora)
    ruled = ruling(case_id, agora, receipt=CODE_HASH)
    kept = await store.decide(ruled)
    assert kept == ruled.kept()
    assert await store.kept(kept.judgement.id) == kept
    assert kept.statement is not None and kept.statement.quoted == QUOTED
    assert await store.decisions_on(case_id) == [kept]
    assert await store.decisions_about([ANA, BILAL]) == [kept]
    assert await store.decisions_about([]) == await store.decisions_about([BILAL]) == []
    assert await store.decisions_since(NOON) == [kept]
    assert kept.sanction is not None and kept.sanction.until_ms is not None
    assert await store.decisions_since(kept.sanction.until_ms - 1) == [kept]
    assert await store.decisions_since(kept.sanction.until_ms) == []
    assert await store.receipt(CODE_HASH) == ReceiptAbout("decision", kept.judgement.id, NOON + 1_000)
    case = await store.case(case_id)
    assert case is not None
    assert (case.state, case.decision_id, case.decided_by) == ("decided", kept.judgement.id, ("M-1",))
    whats = [event.deed.what for event in await store.events_of_case(case_id)]
    assert whats[-2:] == ["case_decided", "sanction_imposed"]
    assert [entry.kind for entry in await store.control_after(0)] == [CASES_CHANGED, CASES_CHANGED, SANCTIONS_CHANGED]


async def test_a_case_is_decided_once(store: Store, agora: Room) -> None:
    case_id = await case_of(store, agora)
    await store.claim(case_id, deed("case_claimed", case_id, by="M-2"))
    with declined("claimed_already"):
        await store.decide(ruling(case_id, agora))
    kept = await store.decide(ruling(case_id, agora, by="M-2"))
    with declined("already_decided"):
        await store.decide(ruling(case_id, agora, by="M-2"))
    with assert_refused("not_found"):
        await store.decide(ruling("nothing", agora))
    assert await store.decisions_on(case_id) == [kept]


async def test_of_two_who_decide_at_the_same_moment_one_does(store: Store, agora: Room) -> None:
    case_id = await case_of(store, agora)
    outcomes = await asyncio.gather(
        *(store.decide(ruling(case_id, agora, by=by)) for by in ("M-1", "M-2")), return_exceptions=True
    )
    refused = [each for each in outcomes if isinstance(each, DeskRefusal)]
    assert [each.code for each in refused] == ["already_decided"]
    assert len(await store.decisions_on(case_id)) == 1


async def test_what_is_removed_is_the_guests_own_and_still_there(
    store: Store, agora: Room, cuisine: Room, published: list[LogEvent]
) -> None:
    own, gone = await say(store, agora), await say(store, agora)
    others, elsewhere = await say(store, agora, by=BILAL), await say(store, cuisine)
    await store.remove(agora.id, gone.message_id, ANA, NOON)
    case_id = await case_of(store, agora)
    before = len(published)
    wanted = tuple(each.message_id for each in (own, gone, others, elsewhere, own))
    kept = await store.decide(ruling(case_id, agora, remove=(*wanted, "nothing")))
    assert kept.judgement.removed == (own.message_id,)
    assert kept.statement is not None and kept.statement.removed == 1
    removed = MessageRemoved(room_id=agora.id, offset=5, message_id=own.message_id, by="moderation")
    assert published[before:] == [removed]
    shown = await store.message(agora.id, own.message_id)
    assert shown is not None and (shown.body, shown.removed) == ("", "moderation")
    assert len(await store.sealed_versions(own.message_id)) == 1
    taken = [event.deed for event in await store.events_of_case(case_id) if event.deed.what == "message_taken_down"]
    assert [each.subject for each in taken] == [own.message_id]
    other = await store.message(agora.id, others.message_id)
    assert other is not None and other.removed is None


async def test_a_removal_of_nothing_decides_nothing(store: Store, agora: Room) -> None:
    case_id = await case_of(store, agora)
    with assert_refused("not_found"):
        await store.decide(ruling(case_id, agora, "removal", remove=("nothing",)))
    case = await store.case(case_id)
    assert case is not None and case.state == "open"
    assert await store.decisions_on(case_id) == []


async def test_a_reversal_undoes_one_decision_and_no_other(store: Store, agora: Room) -> None:
    first = await store.decide(ruling(await case_of(store, agora), agora))
    second = await store.decide(ruling(await case_of(store, agora), agora, at_ms=NOON + 1))
    undone = await reverse(store, first, at_ms=NOON + 2)
    assert undone.standing() is None
    assert await store.decisions_about([ANA]) == [undone, second]
    with declined("already_reversed"):
        await reverse(store, first)
    case = await store.case(first.judgement.case_id)
    assert case is not None and case.state == "decided"


async def test_taken_back_at_once_the_case_is_theirs_again(store: Store, agora: Room) -> None:
    kept = await store.decide(ruling(await case_of(store, agora), agora))
    await reverse(store, kept, reason="")
    case = await store.case(kept.judgement.case_id)
    assert case is not None
    assert (case.state, case.claimed_by, case.decision_id) == ("claimed", "M-2", None)
    again = await store.decide(ruling(case.id, agora, by="M-2", at_ms=NOON + 5))
    assert [each.judgement.id for each in await store.decisions_on(case.id)] == [kept.judgement.id, again.judgement.id]


async def test_a_case_opened_meanwhile_keeps_the_one_before_decided(store: Store, agora: Room) -> None:
    kept = await store.decide(ruling(await case_of(store, agora), agora))
    other = await case_of(store, agora, by=CHLOE)
    assert other != kept.judgement.case_id
    await reverse(store, kept, reason="")
    case = await store.case(kept.judgement.case_id)
    assert case is not None and case.state == "decided"


async def test_each_side_contests_once_and_another_person_answers(store: Store, agora: Room) -> None:
    kept = await store.decide(ruling(await case_of(store, agora), agora))
    case_id = kept.judgement.case_id
    of_subject = await contest(store, kept)
    with assert_refused("appeal_made"):
        await contest(store, kept)
    of_reporter = await contest(store, kept, "reporter", at_ms=NOON + 3)
    found = await store.kept(kept.judgement.id)
    assert found is not None and found.appeals == (of_subject, of_reporter)
    case = await store.case(case_id)
    assert case is not None and (case.state, case.appeal_id) == ("appealed", of_subject.id)
    with declined("needs_another_person"):
        await answer(store, kept, of_subject, "reversed", by="M-1")
    upheld = await answer(store, kept, of_reporter, "upheld")
    assert upheld.reversal is None
    case = await store.case(case_id)
    assert case is not None and (case.state, case.appeal_id) == ("appealed", of_subject.id)
    undone = await answer(store, kept, of_subject, "reversed", by="M-3")
    assert undone.reversal is not None and undone.reversal.reason == "Relu."
    with declined("already_decided"):
        await answer(store, kept, of_subject, "upheld", by="M-3")
    case = await store.case(case_id)
    assert case is not None and case.state == "decided"
    assert await store.kept(kept.judgement.id) == undone


async def test_marks_end_with_their_ban(store: Store, agora: Room) -> None:
    case_id = await case_of(store, agora)
    ruled = ruling(case_id, agora, "ban")
    assert ruled.sanction is not None
    mark = BanMark(
        sanction_id=ruled.sanction.id,
        day="2026-11-22",
        digest=b"m" * 32,
        room_id=None,
        from_ms=NOON,
        expires_ms=NOON + MINUTE,
    )
    kept = await store.decide(replace(ruled, marks=(mark,)))
    assert await store.ban_marks(NOON) == [mark]
    assert await store.ban_marks(NOON + MINUTE) == []
    await reverse(store, kept)
    assert await store.ban_marks(NOON) == []


async def test_what_nobody_can_contest_any_more_is_destroyed(store: Store, agora: Room) -> None:
    short = await store.decide(ruling(await case_of(store, agora), agora, receipt=CODE_HASH))
    long = await store.decide(ruling(await case_of(store, agora), agora, "ban", minutes=365 * 1_440, at_ms=NOON + 1))
    await contest(store, short)
    assert await store.sweep_sanctions(NOON + 999, 10) == 0
    assert await store.sweep_sanctions(NOON + 1_000, 10) == 1
    assert await store.receipt(CODE_HASH) is None
    assert await store.sweep_sanctions(NOON + APPEAL_MS + 11 * MINUTE, 10) == 1
    assert await store.kept(short.judgement.id) is None
    assert await store.kept(long.judgement.id) == long


async def test_a_team_of_two_answers_both_sides_and_the_decider_undoes_nothing_in_between(
    store: Store, agora: Room
) -> None:
    kept = await store.decide(ruling(await case_of(store, agora), agora))
    case_id = kept.judgement.case_id
    of_subject, of_reporter = await contest(store, kept), await contest(store, kept, "reporter", at_ms=NOON + 3)
    for appeal in (of_subject, of_reporter):
        with declined("needs_another_person"):
            await store.claim(case_id, deed("case_claimed", case_id, by="M-1"))
        with declined("needs_another_person"):
            await answer(store, kept, appeal, "upheld", by="M-1")
        await store.claim(case_id, deed("case_claimed", case_id, by="M-2"))
        if appeal is of_reporter:
            with declined("appeal_waits"):
                await reverse(store, kept)
        kept = await answer(store, kept, appeal, "upheld", by="M-2")
    assert (await store.close_case(case_id, deed("case_closed", case_id))).state == "closed"


async def test_who_was_overruled_judges_an_appeal_against_what_another_decided_anew(store: Store, agora: Room) -> None:
    first = await store.decide(ruling(await case_of(store, agora), agora, "warning"))
    case_id = first.judgement.case_id
    await answer(store, first, await contest(store, first, "reporter"), "reversed", by="M-2")
    second = await store.decide(ruling(case_id, agora, by="M-2", at_ms=NOON + 9))
    appeal = await contest(store, second, at_ms=NOON + 10)
    with declined("needs_another_person"):
        await answer(store, second, appeal, "upheld", by="M-2")
    assert (await answer(store, second, appeal, "reversed", by="M-1", at_ms=NOON + 11)).reversal is not None


async def test_two_appeals_against_two_decisions_on_one_case_are_answered_one_after_the_other(
    store: Store, agora: Room
) -> None:
    first = await store.decide(ruling(await case_of(store, agora), agora, "warning"))
    case_id = first.judgement.case_id
    await answer(store, first, await contest(store, first, "reporter"), "reversed", by="M-2")
    second = await store.decide(ruling(case_id, agora, by="M-2", at_ms=NOON + 9))
    of_second, of_first = await contest(store, second, at_ms=NOON + 10), await contest(store, first, at_ms=NOON + 11)
    case = await store.case(case_id)
    assert case is not None and (case.appeal_id, case.contested) == (of_second.id, "M-2")
    await answer(store, second, of_second, "upheld", by="M-1", at_ms=NOON + 12)
    case = await store.case(case_id)
    assert case is not None and (case.state, case.appeal_id, case.contested) == ("appealed", of_first.id, "M-1")
    with declined("needs_another_person"):
        await store.claim(case_id, deed("case_claimed", case_id, by="M-1"))
    undone = await answer(store, first, of_first, "reversed", by="M-2", at_ms=NOON + 13)
    assert undone.reversal is not None
    case = await store.case(case_id)
    assert case is not None and case.state == "decided"
    assert [each.standing() is None for each in await store.decisions_on(case_id)] == [True, False]


async def test_a_report_is_read_until_six_months_after_its_decision(store: Store, agora: Room) -> None:
    """One code opens the reports of two cases, of which one waits for long."""
    for number, who in enumerate((ANA, CHLOE)):
        made = report(about(agora, who))
        filing = Filing(case_id=f"case-{number}", report=made, pieces=(), receipt=CODE_HASH)
        await store.file(replace(filing, receipt_until_ms=NOON + APPEAL_MS))
    await store.decide(ruling("case-0", agora, None))
    looked = NOON + APPEAL_MS - 1
    assert await store.sweep_sanctions(looked, 10) == 0
    kept = await store.receipt(CODE_HASH)
    assert kept is not None and kept.expires_ms == looked + APPEAL_MS
    decided = NOON + APPEAL_MS + 1_000
    await store.decide(ruling("case-1", agora, None, at_ms=decided, who=CHLOE))
    assert await store.sweep_sanctions(looked + APPEAL_MS, 10) == 1  # the first decision
    kept = await store.receipt(CODE_HASH)
    assert kept is not None and kept.expires_ms == decided + APPEAL_MS
    assert await store.sweep_sanctions(decided + APPEAL_MS, 10) == 1
    assert await store.receipt(CODE_HASH) is None
