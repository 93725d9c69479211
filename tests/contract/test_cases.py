"""Every store keeps reports in cases, one on each subject, whose row is the fold of what happened."""

import msgspec
import pytest

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.case import (
    UNDECIDED,
    AppealMade,
    CaseAcknowledged,
    CaseDecided,
    CaseTold,
    fold,
)
from palabre.domain.room import Room
from palabre.ports.cases import CASES_CHANGED, CasesChanged, Filing
from palabre.ports.store import Store
from tests.cast import declined
from tests.contract.reporting import about, deed, file, report
from tests.contract.scene import ANA, BILAL, CHLOE, HOUR, MINUTE, NOON, assert_refused, say


async def test_two_reports_on_one_guest_are_one_case(store: Store, agora: Room) -> None:
    first = await file(store, about(agora, ANA, await say(store, agora, "Je sais où tu habites", by=ANA)))
    second = await file(store, about(agora, ANA), "danger", by=CHLOE, text="Il menace")
    assert (first.opened, second.opened) == (True, False)
    assert second.case.id == first.case.id
    assert second.case.reports == 2
    assert second.case.category == "danger"
    assert [each.text for each in await store.reports(first.case.id)] == ["", "Il menace"]


async def test_a_guest_is_another_subject_in_another_room(store: Store, agora: Room, cuisine: Room) -> None:
    here, there = await file(store, about(agora)), await file(store, about(cuisine))
    assert here.case.id != there.case.id
    assert [each.id for each in await store.cases({cuisine.id}, UNDECIDED, 10)] == [there.case.id]
    assert {each.id for each in await store.cases(None, UNDECIDED, 10)} == {here.case.id, there.case.id}
    assert {each.id for each in await store.cases_on(ANA)} == {here.case.id, there.case.id}


async def test_who_reports_again_adds_to_their_report(store: Store, agora: Room) -> None:
    first = await file(store, about(agora), text="Il insulte")
    again = await file(store, about(agora), "minor", text="J'ai 14 ans")
    assert (again.report_id, again.fresh, again.case.reports) == (first.report_id, False, 1)
    (kept,) = await store.reports(first.case.id)
    assert (kept.text, kept.category) == ("Il insulte\nJ'ai 14 ans", "minor")
    assert again.case.urgent
    found = await store.report(first.report_id)
    assert found is not None
    assert found[1] == first.case.id


async def test_a_report_is_kept_with_its_receipt_and_a_code_may_open_several(
    store: Store, agora: Room, cuisine: Room
) -> None:
    opened = []
    for room in (agora, cuisine):
        made = report(about(room), by="")
        filing = Filing(case_id=f"case-of-{made.id}", report=made, pieces=(), receipt=b"r" * 32, receipt_until_ms=NOON)
        opened.append((await store.file(filing)).report_id)
    receipt = await store.receipt(b"r" * 32)
    assert receipt is not None
    assert (receipt.kind, receipt.ids(), receipt.expires_ms) == ("report", opened, NOON)
    assert receipt.item(2).about_id == opened[1]


async def test_whatever_happens_to_a_case_is_told_to_every_process(store: Store, agora: Room) -> None:
    case_id = (await file(store, about(agora))).case.id
    await store.claim(case_id, deed("case_claimed", case_id))
    told = await store.control_after(0)
    assert [(entry.kind, entry.data) for entry in told] == [
        (CASES_CHANGED, msgspec.json.encode(CasesChanged(case_id)))
    ] * 2
    await store.claim(case_id, deed("case_claimed", case_id))
    assert await store.control_after(2) == []


async def test_one_person_at_a_time_has_a_case(store: Store, agora: Room) -> None:
    filed = await file(store, about(agora))
    mine = await store.claim(filed.case.id, deed("case_claimed", filed.case.id, by="M-1"))
    assert (mine.state, mine.claimed_by) == ("claimed", "M-1")
    assert await store.claim(filed.case.id, deed("case_claimed", filed.case.id, by="M-1")) == mine
    for attempt in (store.claim, store.release_case):
        with declined("claimed_already"):
            await attempt(filed.case.id, deed("case_claimed", filed.case.id, by="M-2"))
    released = await store.release_case(filed.case.id, deed("case_released", filed.case.id, by="M-1"))
    assert (released.state, released.claimed_by) == ("open", None)
    with assert_refused("not_found"):
        await store.claim("nothing", deed("case_claimed", "nothing"))


async def test_a_decided_case_takes_no_more_and_a_new_report_opens_another(store: Store, agora: Room) -> None:
    filed = await file(store, about(agora))
    decided = await store.happened(filed.case.id, CaseDecided(at_ms=NOON, by="M-1", decision_id="d1"), None)
    assert decided.decided_by == ("M-1",)
    with declined("already_decided"):
        await store.claim(filed.case.id, deed("case_claimed", filed.case.id))
    assert await store.add_pieces(filed.case.id, []) == 0
    assert (await file(store, about(agora), by=CHLOE)).opened
    await store.happened(filed.case.id, AppealMade(at_ms=NOON + HOUR, appeal_id="a1"), None)
    with declined("needs_another_person"):
        await store.claim(filed.case.id, deed("case_claimed", filed.case.id, by="M-1"))
    judged = await store.claim(filed.case.id, deed("case_claimed", filed.case.id, by="M-2"))
    assert (judged.state, judged.claimed_by) == ("appealed", "M-2")


async def test_a_moderators_own_case_is_theirs_and_no_report(store: Store, agora: Room) -> None:
    made = report(about(agora), by="")
    filed = await store.open_case(Filing(case_id="own", report=made, pieces=()), "M-1")
    assert (filed.case.claimed_by, filed.case.reports, filed.case.state) == ("M-1", 0, "claimed")
    with pytest.raises(DeskRefusal):
        await store.open_case(Filing(case_id="own-2", report=report(about(agora), by=""), pieces=()), "M-2")


async def test_the_row_of_a_case_is_the_fold_of_its_events(store: Store, agora: Room) -> None:
    filed = await file(store, about(agora), "danger")
    case_id = filed.case.id
    await store.happened(case_id, CaseTold(at_ms=NOON, about="urgent"), deed("urgent_told", case_id))
    await store.happened(case_id, CaseAcknowledged(at_ms=NOON, by="M-1"), None)
    await store.claim(case_id, deed("case_claimed", case_id))
    await store.happened(case_id, CaseDecided(at_ms=NOON, by="M-1", decision_id="d1"), None)
    await store.close_case(case_id, deed("case_closed", case_id, at_ms=NOON + MINUTE))
    events = await store.case_events(case_id)
    assert await store.case(case_id) == fold(case_id, events)
    assert len(events) == 7
    done = [event.deed.what for event in await store.events_of_case(case_id)]
    assert done == ["case_opened", "report_made", "urgent_told", "case_claimed", "case_closed"]


async def test_only_what_was_decided_is_closed(store: Store, agora: Room) -> None:
    filed = await file(store, about(agora))
    with declined("not_decided"):
        await store.close_case(filed.case.id, deed("case_closed", filed.case.id))


async def test_who_is_part_of_a_case_is_found_as_subject_witness_or_reporter(store: Store, agora: Room) -> None:
    await say(store, agora, "Bonsoir à tous", by=CHLOE)
    message = await say(store, agora, "Je sais où tu habites", by=ANA)
    filed = await file(store, about(agora, ANA, message), by=BILAL)
    for who in (ANA, BILAL, CHLOE):
        assert await store.cases_with([who]) == {filed.case.id}
    assert await store.cases_with(["somebody"]) == frozenset()
    assert await store.cases_with([]) == frozenset()


async def test_a_closed_case_is_erased_when_its_hold_ends(store: Store, agora: Room) -> None:
    filed = await file(store, about(agora, ANA, await say(store, agora, by=ANA)), text="Il menace")
    await store.happened(filed.case.id, CaseDecided(at_ms=NOON, by="M-1", decision_id="d1"), None)
    await store.close_case(filed.case.id, deed("case_closed", filed.case.id, at_ms=NOON + HOUR))
    assert await store.erase_cases(NOON + HOUR, 10, NOON) == 0
    assert await store.erase_cases(NOON + HOUR + 1, 10, NOON) == 1
    assert await store.case(filed.case.id) is None
    assert await store.case_events(filed.case.id) == []
    assert await store.reports(filed.case.id) == []
    assert await store.pieces(filed.case.id) == []
