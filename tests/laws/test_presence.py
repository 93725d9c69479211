"""A roster kept by differences is the roster, whenever one began to keep it."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from palabre.adapters.presence import MemoryPresence
from palabre.adapters.presence import room as room_module
from palabre.domain.presence import Counts, Person, PresenceDiff

ROOM, CROWD = 1, 2
connections, guests = st.integers(1, 6), st.sampled_from(["ana", "bilal", "chloé"])


class Keeper:
    """A reader that was told the state once, and every difference since."""

    def __init__(self, presence: MemoryPresence) -> None:
        self.counts = presence.counts(ROOM)
        is_named = self.counts.present <= CROWD
        self.people = by_tag(presence.people(ROOM)) if is_named else None

    def read(self, diff: PresenceDiff) -> None:
        self.counts = diff.counts
        if diff.people is not None:
            self.people = by_tag(diff.people)
        elif self.people is not None:
            kept = {tag: person for tag, person in self.people.items() if tag not in diff.left}
            self.people = kept | by_tag(diff.joined)


def by_tag(people: Iterable[Person]) -> dict[str, Person]:
    return {person.tag: person for person in people}


class Keeping(RuleBasedStateMachine):
    """Guests come and go in one room; readers begin to keep its roster at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr(room_module, "CROWDED", CROWD)
        self.presence = MemoryPresence()
        self.now = 0.0
        self.owners: dict[int, str | None] = {}
        self.keepers: dict[int, Keeper] = {}
        self.told_at: list[float] = []
        self.tags: dict[str, str] = {}
        self.as_it_was: list[Person] | None = None

    @rule(connection=connections, guest=st.none() | guests)
    def arrive(self, connection: int, guest: str | None) -> None:
        self.owners.setdefault(connection, guest)
        self.presence.arrive(ROOM, connection, self.owners[connection])
        self.keepers[connection] = Keeper(self.presence)

    @rule(connection=connections, lost=st.booleans())
    def depart(self, connection: int, lost: bool) -> None:
        if connection in self.owners:
            self.keepers.pop(connection, None)
            self.presence.depart(ROOM, connection, lost=lost, now=self.now)
            # Its number is never used again once it left for good.
            if not lost or self.owners[connection] is None:
                del self.owners[connection]

    @rule(guest=guests, name=st.sampled_from("abc"), day=st.sampled_from(["lundi", "mardi"]))
    def speak(self, guest: str, name: str, day: str) -> None:
        tag = f"{guest}-{day}"
        if self.tags.get(guest, tag) != tag:
            self.hold()
        self.tags[guest] = tag
        self.presence.list_person(ROOM, guest, Person(name, tag))

    @rule()
    def midnight(self) -> None:
        self.hold()
        self.presence.turn()

    def hold(self) -> None:
        if self.as_it_was is None:
            self.as_it_was = [*self.presence.people(ROOM)]

    @rule(day=st.sampled_from(["mercredi", "jeudi"]))
    def turn_the_day(self, day: str) -> None:
        self.as_it_was = None
        self.tags = {guest: f"{guest}-{day}" for guest in self.tags}
        self.presence.retag(ROOM, lambda session_id: f"{session_id}-{day}")

    @rule(guest=guests)
    def forget(self, guest: str) -> None:
        self.presence.forget(guest)
        self.tags.pop(guest, None)
        self.owners = {connection: owner for connection, owner in self.owners.items() if owner != guest}
        self.keepers = {connection: keeper for connection, keeper in self.keepers.items() if connection in self.owners}

    @rule(seconds=st.sampled_from([0.25, 0.5, 1.0, 5.0, 16.0]))
    def wait(self, seconds: float) -> None:
        self.now += seconds
        diffs = self.presence.due(self.now)
        assert len(diffs) <= (self.as_it_was is None)
        for diff in diffs:
            self.told_at.append(self.now)
            for keeper in self.keepers.values():
                keeper.read(diff)

    @invariant()
    def nobody_is_told_more_than_once_a_second(self) -> None:
        assert all(later - earlier >= 1 for earlier, later in zip(self.told_at, self.told_at[1:], strict=False))

    @invariant()
    def counts_are_those_of_the_roster(self) -> None:
        if self.as_it_was is None:
            assert self.presence.counts(ROOM).present == len(self.presence.people(ROOM))
        else:
            assert [*self.presence.people(ROOM)] == self.as_it_was

    def teardown(self) -> None:
        self.patch.undo()
        if self.as_it_was is not None:
            self.turn_the_day("jeudi")
        self.wait(16.0)
        self.wait(16.0)
        for keeper in self.keepers.values():
            assert keeper.counts == self.presence.counts(ROOM)
            if self.presence.counts(ROOM).present <= CROWD:
                assert keeper.people == by_tag(self.presence.people(ROOM))
        assert self.presence.due(self.now + 100) == []


TestKeepingARoster: Any = Keeping.TestCase
TestKeepingARoster.settings = settings(
    max_examples=150, stateful_step_count=30, deadline=None, phases=(Phase.generate, Phase.shrink)
)


def test_a_guest_with_two_connections_is_present_once_and_until_the_last_is_gone() -> None:
    presence = MemoryPresence()
    for connection in (1, 2):
        presence.arrive(ROOM, connection, "ana")
    presence.list_person(ROOM, "ana", Person("Ana", "tag-ana"))
    assert presence.counts(ROOM) == Counts(1, 0)
    presence.depart(ROOM, 1, lost=False, now=0)
    assert presence.counts(ROOM) == Counts(1, 0)
    assert presence.departures() == []
    presence.depart(ROOM, 2, lost=False, now=0)
    assert presence.counts(ROOM) == Counts(0, 0)
    assert [departure.session_id for departure in presence.departures()] == ["ana"]


def test_who_comes_back_before_fifteen_seconds_never_left() -> None:
    presence = MemoryPresence()
    presence.arrive(ROOM, 1, "ana")
    presence.list_person(ROOM, "ana", Person("Ana", "tag-ana"))
    presence.due(1)
    presence.depart(ROOM, 1, lost=True, now=2)
    presence.arrive(ROOM, 2, "ana")
    for now in range(3, 40):
        assert all(not diff.left for diff in presence.due(now))
    assert presence.departures() == []


def test_who_enters_and_leaves_within_one_interval_is_told_to_nobody() -> None:
    presence = MemoryPresence()
    presence.arrive(ROOM, 1, "chloé")
    presence.due(1)
    for guest in ("ana", None):
        presence.arrive(ROOM, 2, guest)
        if guest:
            presence.list_person(ROOM, guest, Person("Ana", "tag-ana"))
        presence.depart(ROOM, 2, lost=False, now=1.2)
        assert [presence.due(now) for now in (2.1, 3.2, 4.3)] == [[], [], []]


def test_who_entered_in_between_is_told_that_the_other_left() -> None:
    presence = MemoryPresence()
    presence.arrive(ROOM, 1, "chloé")
    presence.due(1)
    presence.arrive(ROOM, 2, "ana")
    presence.list_person(ROOM, "ana", Person("Ana", "tag-ana"))
    presence.arrive(ROOM, 3, "bilal")
    presence.depart(ROOM, 2, lost=False, now=1.2)
    (diff,) = presence.due(2.1)
    assert (diff.left, diff.counts) == (("tag-ana",), Counts(0, 2))


def test_who_is_told_the_state_again_in_between_counts_as_having_entered() -> None:
    presence = MemoryPresence()
    presence.arrive(ROOM, 1, "chloé")
    presence.due(1)
    presence.arrive(ROOM, 2, "ana")
    presence.arrive(ROOM, 1, "chloé")
    presence.depart(ROOM, 2, lost=False, now=1.2)
    (diff,) = presence.due(2.1)
    assert diff.counts == Counts(0, 1)
