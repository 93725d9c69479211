"""Sanctions: each ends, for long enough or at once, and what is in force is the fold of what happened."""

import pytest

from palabre.domain.moderation.sanction import (
    KICK_MS,
    MINUTE_MS,
    MOST_MINUTES,
    TOLD_MS,
    Sanction,
    SanctionKind,
    SanctionUndone,
    end_of,
    imposed,
    in_force,
)

START = 1_000_000


def muted(until_ms: int | None = START + MINUTE_MS) -> Sanction:
    return Sanction(id="s1", decision_id="d1", kind="mute", session_id="x", room_id=1, from_ms=START, until_ms=until_ms)


@pytest.mark.parametrize("kind", ["mute", "room_ban", "ban"])
def test_a_suspension_says_how_long_and_not_too_long(kind: SanctionKind) -> None:
    most = MOST_MINUTES[kind]
    assert end_of(kind, 1, START) == START + MINUTE_MS
    assert end_of(kind, most, START) == START + most * MINUTE_MS
    for wrong in (None, 0, -1, most + 1):
        with pytest.raises(ValueError, match="lasts 1 to"):
            end_of(kind, wrong, START)


def test_what_has_no_length_takes_none() -> None:
    assert end_of("warning", None, START) is end_of("none", None, START) is None
    assert end_of("kick", None, START) == START + KICK_MS
    kinds: tuple[SanctionKind, ...] = ("warning", "kick")
    for kind in kinds:
        with pytest.raises(ValueError, match="has no length"):
            end_of(kind, 5, START)


def test_it_restricts_from_its_beginning_until_its_end() -> None:
    sanction = muted()
    assert [sanction.restricts(at) for at in (START - 1, START, START + MINUTE_MS - 1, START + MINUTE_MS)] == [
        False,
        True,
        True,
        False,
    ]
    warning = muted(None)
    assert not warning.restricts(START)
    assert warning.is_told(START + TOLD_MS - 1)
    assert not warning.is_told(START + TOLD_MS)


def test_an_undone_one_is_in_force_no_more() -> None:
    event = imposed(muted())
    assert in_force([event], START) == {"s1"}
    assert in_force([event, SanctionUndone(sanction_id="s1")], START) == frozenset()
    assert in_force([event, SanctionUndone(sanction_id="other")], START) == {"s1"}
    assert in_force([event], START + MINUTE_MS) == frozenset()
