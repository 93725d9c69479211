"""Rooms: what an operator may decide of them."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.retention import Retention
from palabre.domain.room import RoomSettings, changed, problem_with_settings, problem_with_slug


@pytest.mark.parametrize("slug", ["a", "agora", "r2-d2", "0", "a" * 40, "a--b"])
def test_a_slug_is_letters_digits_and_hyphens(slug: str) -> None:
    assert problem_with_slug(slug) is None


@pytest.mark.parametrize(
    "slug", ["", "-a", "a-", "-", "a" * 41, "Agora", "café", "a b", "a/b", "../etc", "a\n", "a.b", "a_b", "%61"]
)
def test_any_other_slug_is_refused_in_one_sentence(slug: str) -> None:
    problem = problem_with_slug(slug)
    assert problem is not None and "\n" not in problem


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"topic": "x" * 201}, "topic"),
        ({"rules": "x" * 301}, "rules"),
        ({"capacity": 1}, "capacity"),
        ({"capacity": 20_001}, "capacity"),
        ({"slow_mode": -1}, "slow_mode"),
        ({"slow_mode": 3_601}, "slow_mode"),
    ],
)
def test_a_setting_out_of_bounds_is_named(change: dict[str, Any], field: str) -> None:
    problem = problem_with_settings(RoomSettings(**{"name": "Agora", **change}))
    assert problem is not None and problem.startswith(f"{field}:")


def test_settings_at_their_bounds_are_accepted() -> None:
    for capacity, slow_mode in ((2, 0), (20_000, 3_600)):
        largest = RoomSettings(name="x" * 60, topic="x" * 200, rules="x" * 300, capacity=capacity, slow_mode=slow_mode)
        assert problem_with_settings(largest) is None


def test_only_what_is_asked_changes() -> None:
    before = RoomSettings(name="Agora", topic="De tout", slow_mode=5)
    assert changed(before, {}) == before
    assert changed(before, {"topic": ""}) == RoomSettings(name="Agora", slow_mode=5)


@pytest.mark.parametrize(
    "change",
    [{"colour": "red"}, {"capacity": "many"}, {"readers": "nobody"}, {"language": "de"}, {"name": None}],
)
def test_a_change_that_makes_no_sense_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        changed(RoomSettings(name="Agora"), change)


@given(st.integers(1, 72), st.integers(0, 2**41))
def test_what_is_kept_is_as_old_as_clients_are_told(hours: int, now_ms: int) -> None:
    retention = Retention(hours)
    assert now_ms - retention.messages_before(now_ms) == retention.keep_seconds() * 1_000
