"""The audit finds every planted fault, and nothing where all is as it was recorded."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from palabre.domain.merkle import Tree
from palabre.domain.moderation.audit import DAY_MS, Audit, Finding, Head, Kept, is_due
from palabre.domain.moderation.event import Commitment, Deed, ModerationEvent, commitment, erased, payload

texts = st.text(max_size=12)
deeds = st.builds(
    Deed,
    # All in the minutes that a head may wait: what is signed when is tried in tests/cli/test_audit_of_cases.py.
    at_ms=st.integers(0, 500_000),
    who=st.sampled_from(("M-1", "M-2", "operator", "palabre")),
    what=st.sampled_from(("case_claimed", "sanction_imposed", "sanction_undone")),
    subject=texts,
    reason=texts,
    case_id=texts,
    data=st.binary(max_size=12),
)
logs = st.lists(deeds, min_size=1, max_size=24)


def recorded(made: list[Deed]) -> list[Commitment]:
    """As a store keeps them."""
    return [kept(number, deed) for number, deed in enumerate(made, 1)]


def kept(number: int, deed: Deed) -> Commitment:
    salt = hashlib.sha256(b"%d" % number).digest()[:16]
    return Commitment(event=ModerationEvent(number, deed), salt=salt, digest=commitment(salt, number, deed))


def head_of(log: list[Commitment]) -> Head:
    root = Tree(each.digest for each in log).root()
    return Head(size=len(log), root=root, at_ms=0, public_key=b"", signature=b"")


def found(log: list[Commitment], heads: list[Head], done: int, kept: tuple[Kept, ...] = ()) -> list[Finding]:
    audit = Audit(heads, kept)
    return [*audit.take(log), *audit.end(done)]


@given(logs, st.data())
def test_nothing_is_found_where_nothing_was_touched(made: list[Deed], data: st.DataObject) -> None:
    log = recorded(made)
    sizes = data.draw(st.sets(st.integers(1, len(log))))
    heads = [head_of(log[:size]) for size in sorted(sizes)]
    assert found(log, heads, len(log)) == []


@given(logs, deeds, st.data())
def test_an_altered_event_is_found(made: list[Deed], other: Deed, data: st.DataObject) -> None:
    log = recorded(made)
    place = data.draw(st.integers(0, len(log) - 1))
    if other == made[place]:
        other = replace(other, at_ms=other.at_ms + 1)
    log[place] = replace(log[place], event=ModerationEvent(place + 1, other))
    assert Finding("altered", place + 1) in found(log, [], len(log))


@given(logs, deeds, st.data())
def test_an_event_altered_with_its_commitment_is_found_by_every_head_above(
    made: list[Deed], other: Deed, data: st.DataObject
) -> None:
    log = recorded(made)
    place = data.draw(st.integers(0, len(log) - 1))
    head = head_of(log)
    log[place] = kept(place + 1, replace(other, at_ms=made[place].at_ms + 1))
    assert found(log, [head], len(log)) == [Finding("head", head.size)]
    elsewhere = (Kept(head.size, head.root),)
    assert found(log, [head], len(log), elsewhere) == [Finding("head", head.size), Finding("kept", head.size)]


@given(logs, st.data())
def test_a_missing_event_is_found(made: list[Deed], data: st.DataObject) -> None:
    log = recorded(made)
    place = data.draw(st.integers(0, len(log) - 1))
    del log[place]
    expected = Finding("missing", place + 1) if place < len(log) else Finding("short", place + 1)
    assert expected in found(log, [], len(made))


@given(logs.filter(lambda made: len(made) > 1), st.data())
def test_events_that_changed_places_are_found(made: list[Deed], data: st.DataObject) -> None:
    log = recorded(made)
    first, second = data.draw(st.lists(st.integers(0, len(log) - 1), min_size=2, max_size=2, unique=True))
    head = head_of(log)
    moved = [*log]
    for place, other in ((first, second), (second, first)):
        moved[place] = replace(log[other], event=ModerationEvent(place + 1, log[other].event.deed))
    assert {Finding("altered", first + 1), Finding("altered", second + 1)} <= {*found(moved, [], len(log))}
    assert Finding("head", head.size) in found(moved, [head], len(log))
    swapped = [*log]
    swapped[first], swapped[second] = log[second], log[first]
    assert found(swapped, [], len(log)) != []


@given(logs, st.data())
def test_an_erased_event_is_fine_when_its_erasure_was_recorded(made: list[Deed], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(made) - 1))
    log = recorded([*made, Deed(at_ms=1, who="operator", what="event_erased", subject=str(place + 1))])
    head = head_of(log)
    event = ModerationEvent(place + 1, erased(made[place]), is_erased=True)
    log[place] = replace(log[place], event=event, salt=None)
    assert found(log, [head], len(log)) == []
    assert found(log[:-1], [], len(made)) == [Finding("erased", place + 1)]


@given(logs)
def test_events_gone_from_the_end_are_found_with_the_heads_that_knew_them(made: list[Deed]) -> None:
    log = recorded(made)
    assert found(log[:-1], [head_of(log)], len(log)) == [Finding("short", len(log)), Finding("head", len(log))]


def test_no_two_events_have_one_payload() -> None:
    one = Deed(at_ms=1, who="M-1", what="case_claimed", subject="ab", reason="c")
    assert payload(1, one) != payload(1, replace(one, subject="a", reason="bc"))
    assert payload(1, one) != payload(2, one)
    assert payload(1, replace(one, case_id="x")) != payload(1, replace(one, data=b"x"))


def test_a_head_is_due_a_day_after_the_last_when_something_was_done() -> None:
    head = Head(size=3, root=b"", at_ms=1_000, public_key=b"")
    assert is_due(None, 1, 0) and not is_due(None, 0, 0)
    assert not is_due(head, 4, 1_000 + DAY_MS - 1)
    assert is_due(head, 4, 1_000 + DAY_MS)
    assert not is_due(head, 3, 1_000 + 2 * DAY_MS)
