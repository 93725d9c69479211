"""The difference of two rosters brings the first to the second."""

from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.presence import Person, difference

tags = st.sampled_from("abcdef")
rosters = st.dictionaries(tags, st.sampled_from(["Ana", "Bilal", "Chloé"]), max_size=6).map(
    lambda names: {tag: Person(name, tag) for tag, name in names.items()}
)


def applied(roster: dict[str, Person], joined: tuple[Person, ...], left: tuple[str, ...]) -> dict[str, Person]:
    stayed = {tag: person for tag, person in roster.items() if tag not in left}
    return stayed | {person.tag: person for person in joined}


@given(rosters, rosters)
def test_a_roster_and_the_difference_are_the_next_roster(before: dict[str, Person], after: dict[str, Person]) -> None:
    joined, left = difference(before, after)
    assert applied(before, joined, left) == after


@given(rosters, rosters, rosters)
def test_who_was_told_a_state_in_between_comes_to_the_same(
    before: dict[str, Person], between: dict[str, Person], after: dict[str, Person]
) -> None:
    touched = {tag for tag in {*before, *between, *after} if not before.get(tag) == between.get(tag) == after.get(tag)}
    joined, left = difference(before, after, touched)
    assert applied(between, joined, left) == after
    assert applied(before, joined, left) == after


@given(rosters)
def test_nothing_changed_is_nothing_to_tell(roster: dict[str, Person]) -> None:
    assert difference(roster, roster) == ((), ())


@given(rosters, rosters)
def test_nobody_joins_and_leaves_in_one_difference(before: dict[str, Person], after: dict[str, Person]) -> None:
    joined, left = difference(before, after)
    assert not {person.tag for person in joined} & set(left)
    assert len(set(left)) == len(left)
