"""Tallies: what rules matched is added up, and begins again when it is told to."""

import pytest

from palabre.domain.moderation.tally import ALL_TEXTS, Tally
from palabre.ports.store import Store

JUDGED = Tally(version=ALL_TEXTS, live=10)
PHONE = Tally(version="phone-1", live=2, shadow=1)


async def test_nothing_is_kept_before_anything_was_judged(store: Store) -> None:
    assert await store.tallies() == []


async def test_what_is_added_adds_up(store: Store) -> None:
    await store.add_tallies([PHONE, JUDGED])
    await store.add_tallies([JUDGED, Tally(version="phone-1", shadow=4), Tally(version="other")])
    assert await store.tallies() == [
        Tally(version=ALL_TEXTS, live=20),
        Tally(version="other"),
        Tally(version="phone-1", live=2, shadow=5),
    ]


async def test_a_rule_begins_again_where_it_is_told_to(store: Store) -> None:
    await store.add_tallies([PHONE, JUDGED])
    await store.add_tallies([PHONE], [Tally(version="phone-1", since=10)])
    assert await store.tallies() == [JUDGED, Tally(version="phone-1", live=2, shadow=1, since=10)]


@pytest.mark.parametrize("since", [0, 7])
async def test_where_it_began_is_kept_when_more_is_added(store: Store, since: int) -> None:
    await store.add_tallies([], [Tally(version="phone-1", since=since)])
    await store.add_tallies([PHONE])
    assert await store.tallies() == [Tally(version="phone-1", live=2, shadow=1, since=since)]
