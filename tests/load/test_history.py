"""The history checker: silent where all is well, and never silent where a fault was planted."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.bench.history import FaultKind, Faults, Reader, RoomLog, compare

ROOM = "agora"
often = settings(deadline=None)
CLEAN: dict[FaultKind, int] = {"lost": 0, "doubled": 0, "order": 0}


def identity(offset: int) -> str:
    return f"message-{offset} ana.{offset}"


@dataclass
class Told:
    """What one connection is told: where it entered, then offsets with what stands there; and in which process."""

    entered_at: int
    events: list[tuple[int, str]]
    process: int


@st.composite
def evenings(draw: st.DrawFn) -> tuple[int, list[Told]]:
    """A room of some messages, and connections that entered at some point and were told all the rest."""
    head = draw(st.integers(3, 30))
    entered = draw(st.lists(st.integers(0, head - 3), min_size=1, max_size=6))
    processes = draw(st.lists(st.integers(0, 2), min_size=len(entered), max_size=len(entered)))
    told = [
        Told(at, [(offset, identity(offset)) for offset in range(at + 1, head + 1)], process)
        for at, process in zip(entered, processes, strict=True)
    ]
    return head, told


def check(head: int, told: list[Told], acknowledged: list[tuple[int, str]] | None = None) -> Faults:
    """Play what everyone was told through one log a process, as the bench does, and compare the processes."""
    faults = Faults()
    logs: dict[int, RoomLog] = {}
    for number, each in enumerate(told):
        log = logs.setdefault(each.process, RoomLog(ROOM, faults))
        log.turn("epoch")
        reader = Reader(f"guest {number}", ROOM, faults)
        reader.begin(each.entered_at)
        for offset, what in each.events:
            log.tell(offset, what)
            reader.take(offset)
        reader.end(head)
    for offset, what in acknowledged or []:
        logs[told[0].process].acknowledged(offset, what)
    compare(logs.values(), faults)
    return faults


@often
@given(evenings())
def test_nothing_is_found_where_everyone_was_told_everything_in_order(evening: tuple[int, list[Told]]) -> None:
    head, told = evening
    acknowledged = told[0].events
    faults = check(head, told, acknowledged)
    assert faults.counts == CLEAN
    assert faults.first == []


@often
@given(evenings(), st.data())
def test_one_delivery_dropped_is_one_lost(evening: tuple[int, list[Told]], data: st.DataObject) -> None:
    head, told = evening
    victim = data.draw(st.sampled_from(told))
    offset, _ = victim.events.pop(data.draw(st.integers(0, len(victim.events) - 1)))
    faults = check(head, told)
    assert faults.counts == CLEAN | {"lost": 1}
    assert faults.first[0].offset == offset


@often
@given(evenings(), st.data())
def test_one_delivery_doubled_is_one_doubled(evening: tuple[int, list[Told]], data: st.DataObject) -> None:
    head, told = evening
    victim = data.draw(st.sampled_from(told))
    place = data.draw(st.integers(0, len(victim.events) - 1))
    again = data.draw(st.integers(place + 1, len(victim.events)))
    victim.events.insert(again, victim.events[place])
    faults = check(head, told)
    assert faults.counts == CLEAN | {"doubled": 1}
    assert faults.first[0].offset == victim.events[place][0]


@often
@given(evenings(), st.data())
def test_two_deliveries_swapped_are_one_order_violation(evening: tuple[int, list[Told]], data: st.DataObject) -> None:
    head, told = evening
    events = data.draw(st.sampled_from(told)).events
    place = data.draw(st.integers(0, len(events) - 2))
    events[place], events[place + 1] = events[place + 1], events[place]
    faults = check(head, told)
    assert faults.counts == CLEAN | {"order": 1}
    assert faults.first[0].offset == events[place + 1][0]


@often
@given(evenings(), st.data())
def test_another_message_at_an_offset_is_found_in_the_same_process_or_another(
    evening: tuple[int, list[Told]], data: st.DataObject
) -> None:
    head, told = evening
    place = data.draw(st.integers(0, len(told[0].events) - 1))
    offset, _ = told[0].events[place]
    witness = Told(0, [(each, identity(each)) for each in range(1, head + 1)], data.draw(st.integers(0, 2)))
    told[0].events[place] = (offset, "message-x bilal.1")
    faults = check(head, [*told, witness])
    assert faults.counts["order"] >= 1
    assert {fault.offset for fault in faults.first} == {offset}


@often
@given(evenings())
def test_a_message_that_stands_at_two_offsets_is_doubled(evening: tuple[int, list[Told]]) -> None:
    head, told = evening
    for each in told:
        each.events[-1] = (head, identity(head - 1))
    assert check(head, told).counts["doubled"] >= 1


@often
@given(evenings())
def test_an_acknowledged_message_nobody_was_told_is_lost(evening: tuple[int, list[Told]]) -> None:
    head, told = evening
    faults = check(head, told, [(head + 1, identity(head + 1))])
    assert faults.counts == CLEAN | {"lost": 1}


@often
@given(evenings())
def test_an_acknowledgement_that_names_another_message_is_found(evening: tuple[int, list[Told]]) -> None:
    head, told = evening
    assert check(head, told, [(head, identity(1))]).counts["order"] == 1


def test_a_connection_that_fell_silent_lost_what_came_after() -> None:
    faults = check(9, [Told(0, [(offset, identity(offset)) for offset in range(1, 6)], 0)])
    assert faults.counts == CLEAN | {"lost": 4}
    assert faults.first[0].offset == 6


def test_another_epoch_is_found() -> None:
    faults = Faults()
    log = RoomLog(ROOM, faults)
    log.turn("before")
    log.turn("after")
    assert faults.counts["order"] == 1


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def reader(faults: Faults) -> Reader:
    """A reader that entered at 10 and was told 11 and 12."""
    reader = Reader("guest 1", ROOM, faults)
    reader.begin(10)
    reader.take(11)
    reader.take(12)
    return reader


def test_a_resumption_that_tells_what_was_missed_is_right(reader: Reader, faults: Faults) -> None:
    reader.take(13)
    reader.resumed(13)
    reader.end(13)
    assert faults.counts == CLEAN


def test_a_resumption_that_skips_is_an_order_violation_and_a_loss(reader: Reader, faults: Faults) -> None:
    reader.resumed(14)
    reader.end(14)
    assert faults.counts == {"lost": 2, "doubled": 0, "order": 1}


def test_a_later_snapshot_stands_for_what_it_does_not_show(reader: Reader, faults: Faults) -> None:
    reader.jump(20, [18, 19, 20])
    reader.take(21)
    reader.end(21)
    assert reader.skipped == 5
    assert faults.counts == CLEAN


def test_a_snapshot_that_goes_back_is_an_order_violation(reader: Reader, faults: Faults) -> None:
    reader.jump(11, [])
    assert faults.counts["order"] == 1


def test_only_the_first_faults_are_told_and_all_are_counted(faults: Faults) -> None:
    for offset in range(100):
        faults.note("lost", ROOM, offset, "gone")
    assert faults.counts["lost"] == 100
    assert len(faults.first) == 20
