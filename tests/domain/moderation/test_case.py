"""Cases: which comes first, how heavily reports weigh, and what events make of a case."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.moderation.case import (
    HOUR_MS,
    AnyCaseEvent,
    AppealDecided,
    AppealMade,
    Case,
    CaseAcknowledged,
    CaseClaimed,
    CaseClosed,
    CaseDecided,
    CaseOpened,
    CaseReleased,
    CaseTold,
    DecisionUndone,
    ReportAdded,
    RoomPaused,
    after,
    fold,
    is_overdue,
    priority,
)
from palabre.domain.moderation.evidence import MOST_PIECES, Piece, Text, fresh, lettered, versions_of, witnesses
from palabre.domain.moderation.report import ORDER, Category, Report, Subject, worst

NOON = 1_795_348_800_000
ANA = Subject(kind="guest", room_id=1, session_id="ana", tag="tag")
OPENED = CaseOpened(at_ms=NOON, subject=ANA)


def reported(category: Category, *, source: str = "s", at_ms: int = NOON, again: bool = False) -> ReportAdded:
    return ReportAdded(at_ms=at_ms, report_id="r", category=category, source=source, again=again)


def case_of(category: Category, *, at_ms: int = NOON) -> Case:
    return fold(f"{category}-{at_ms}", [CaseOpened(at_ms=at_ms, subject=ANA), reported(category, at_ms=at_ms)])


def text(message_id: str, *, offset: int, by: str = "ana", version: int = 1, hidden_ms: int | None = None) -> Text:
    return Text(
        message_id=message_id,
        version=version,
        room_id=1,
        offset=offset,
        session_id=by,
        nickname="Ana",
        tag="tag",
        body=f"{message_id}.{version}",
        at_ms=NOON,
        hidden_ms=hidden_ms,
    )


def test_a_case_begins_with_its_opening() -> None:
    with pytest.raises(ValueError, match="opening"):
        fold("c", [reported("other")])


def test_danger_comes_before_minors_and_minors_before_everything() -> None:
    old, now = NOON - 48 * HOUR_MS, NOON + 1
    cases = [case_of("blackmail", at_ms=old), case_of("minor"), case_of("danger"), case_of("other", at_ms=old)]
    found = sorted(cases, key=lambda case: priority(case, now))
    assert [case.category for case in found] == ["danger", "minor", "blackmail", "other"]


def test_elsewhere_severity_and_age_weigh_together() -> None:
    now = NOON + HOUR_MS
    young, old = case_of("blackmail", at_ms=NOON + HOUR_MS // 2), case_of("other", at_ms=NOON - 3 * HOUR_MS)
    assert priority(old, now) < priority(young, now)
    assert priority(young, now) < priority(case_of("other", at_ms=NOON + HOUR_MS // 2), now)


def test_a_case_is_known_by_the_gravest_of_what_was_reported() -> None:
    case = fold("c", [OPENED, reported("other"), reported("minor", source="t"), reported("hate", again=True)])
    assert (case.category, case.severity, case.urgent, case.reports) == ("minor", 3, True, 2)
    assert case.categories == ("other", "minor", "hate")
    assert len(case.sources) == 2


def test_a_case_is_overdue_after_its_time_until_it_is_decided() -> None:
    case = case_of("danger")
    late = NOON + HOUR_MS
    assert not is_overdue(case, NOON)
    assert is_overdue(case, late)
    assert not is_overdue(after(case, CaseDecided(at_ms=late, by="M-1", decision_id="d")), late)


def test_who_claims_an_urgent_case_has_seen_it() -> None:
    case = case_of("danger")
    assert case.unacknowledged()
    assert not after(case, CaseClaimed(at_ms=NOON, by="M-1")).unacknowledged()
    released = after(after(case, CaseClaimed(at_ms=NOON, by="M-1")), CaseReleased(at_ms=NOON, by="M-1"))
    assert (released.state, released.unacknowledged()) == ("open", False)


def test_an_undone_decision_leaves_the_case_with_who_made_it() -> None:
    case = after(case_of("hate"), CaseDecided(at_ms=NOON, by="M-1", decision_id="d"))
    again = after(case, DecisionUndone(at_ms=NOON, by="M-1", decision_id="d"))
    assert (again.state, again.claimed_by, again.decision_id, again.decided_by) == ("claimed", "M-1", None, ())


def test_an_appeal_opens_a_closed_case_again_so_that_its_evidence_is_still_there() -> None:
    closed = after(after(case_of("hate"), CaseDecided(at_ms=NOON, by="M-1", decision_id="d")), CaseClosed(at_ms=NOON))
    contested = after(closed, AppealMade(at_ms=NOON + HOUR_MS, appeal_id="a"))
    assert (closed.closed_ms, contested.closed_ms, contested.state) == (NOON, None, "appealed")


def events() -> st.SearchStrategy[AnyCaseEvent]:
    who = st.sampled_from(["M-1", "M-2", "palabre"])
    at = st.integers(NOON, NOON + HOUR_MS)
    return st.one_of(
        st.builds(reported, st.sampled_from(ORDER), source=st.text("ab", max_size=2), again=st.booleans()),
        st.builds(CaseClaimed, at_ms=at, by=who),
        st.builds(CaseReleased, at_ms=at, by=who),
        st.builds(CaseAcknowledged, at_ms=at, by=who),
        st.builds(CaseTold, at_ms=at, about=st.sampled_from(["urgent", "overdue"])),
        st.builds(RoomPaused, at_ms=at),
        st.builds(CaseDecided, at_ms=at, by=who, decision_id=st.just("d")),
        st.builds(DecisionUndone, at_ms=at, by=who, decision_id=st.just("d")),
        st.builds(AppealMade, at_ms=at, appeal_id=st.just("a")),
        st.builds(AppealDecided, at_ms=at, by=who, outcome=st.sampled_from(["upheld", "reversed"])),
        st.builds(CaseClosed, at_ms=at, by=who),
    )


@given(st.lists(events(), max_size=12), st.data())
def test_a_case_is_the_fold_of_its_events_wherever_one_begins_and_as_stored(
    happened: list[AnyCaseEvent], data: st.DataObject
) -> None:
    whole = fold("c", [OPENED, *happened])
    cut = data.draw(st.integers(0, len(happened)))
    part = fold("c", [OPENED, *happened[:cut]])
    for event in happened[cut:]:
        part = after(part, event)
    assert part == whole
    assert msgspec.json.decode(msgspec.json.encode(whole), type=Case) == whole
    stored = [msgspec.json.decode(msgspec.json.encode(event), type=AnyCaseEvent) for event in happened]
    assert stored == happened
    assert whole.claimed_by is None or whole.state in ("claimed", "appealed")


def test_what_a_reporter_adds_is_joined_to_what_they_said() -> None:
    first = Report(id="r", at_ms=NOON, subject=ANA, category="other", text="Un")
    more = first.with_more(Report(id="s", at_ms=NOON, subject=ANA, category="danger", text="Deux"))
    assert (more.id, more.text, more.category) == ("r", "Un\nDeux", "danger")
    assert worst(["other", "hate"]) == "hate"


def test_bystanders_are_letters_by_appearance() -> None:
    pieces = [
        Piece(text=text(f"m{offset}", offset=offset, by=by), taken_ms=NOON)
        for offset, by in ((3, "ana"), (1, "chloé"), (2, "operator"), (4, "bilal"), (5, "chloé"))
    ]
    assert witnesses(pieces, "ana") == {"ana": "subject", "operator": "staff", "chloé": "A", "bilal": "B"}
    letters = lettered()
    assert [next(letters) for _ in range(28)][-3:] == ["Z", "AA", "AB"]


def test_each_version_stands_from_when_the_one_before_was_hidden() -> None:
    hidden = [text("m", offset=1, version=1, hidden_ms=NOON + 5), text("m", offset=1, version=2, hidden_ms=NOON + 9)]
    versions = versions_of(text("m", offset=1, version=3), hidden)
    assert [(each.version, each.at_ms) for each in versions] == [(1, NOON), (2, NOON + 5), (3, NOON + 9)]
    removed = msgspec.structs.replace(text("m", offset=1, version=2), removed="author")
    assert [each.version for each in versions_of(removed, hidden)] == [1, 2]


def test_evidence_is_bounded_and_taken_once() -> None:
    texts = [text(f"m{n}", offset=n) for n in range(MOST_PIECES + 10)]
    taken = fresh((), texts, frozenset({"m3"}), NOON)
    assert len(taken) == MOST_PIECES
    assert [piece.text.message_id for piece in taken if piece.reported] == ["m3"]
    assert fresh(taken, texts, frozenset(), NOON) == []
    hidden = msgspec.structs.replace(texts[0], hidden_ms=NOON + 1)
    assert [piece.text for piece in fresh(taken, [hidden], frozenset(), NOON)] == [hidden]
