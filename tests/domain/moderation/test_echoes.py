"""Echoes: a guest's own short messages, and the same text in several rooms; bounded, forgotten in time."""

from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.moderation import echoes
from palabre.domain.moderation.circumstances import REMEMBERED, SHORT
from palabre.domain.moderation.echoes import SAME_WITHIN_S, LastWords, SameText

AGORA, CUISINE, MINUIT = 1, 2, 3


@given(st.lists(st.text(min_size=1, max_size=SHORT), max_size=20))
def test_the_last_five_short_messages_are_known_in_order(said: list[str]) -> None:
    words = LastWords()
    for text in said:
        words.add("ana", AGORA, text)
    assert words.of("ana", AGORA) == tuple(said[-REMEMBERED:])
    assert words.of("ana", CUISINE) == words.of("bilal", AGORA) == ()


def test_a_long_message_ends_what_came_before() -> None:
    words = LastWords()
    words.add("ana", AGORA, "va te")
    words.add("ana", AGORA, "x" * (SHORT + 1))
    assert words.of("ana", AGORA) == ()


def test_what_was_not_said_after_all_is_forgotten_and_nothing_else() -> None:
    words = LastWords()
    words.add("ana", AGORA, "un")
    words.add("ana", AGORA, "deux")
    words.take_back("ana", AGORA, "deux")
    words.take_back("ana", AGORA, "deux")
    assert words.of("ana", AGORA) == ("un",)
    words.forget("ana")
    assert words.of("ana", AGORA) == ()


def test_so_many_guests_are_remembered() -> None:
    words = LastWords()
    for number in range(echoes.GUESTS_KEPT + 1):
        words.add(f"guest-{number}", AGORA, "ah")
    assert words.of("guest-0", AGORA) == ()
    assert words.of("guest-1", AGORA) == ("ah",)


def test_rooms_are_counted_once_each_within_a_minute() -> None:
    same = SameText()
    assert same.rooms(7, AGORA, 0.0) == 1
    same.add(7, AGORA, 0.0)
    same.add(7, AGORA, 1.0)
    assert same.rooms(7, AGORA, 2.0) == 1
    same.add(7, CUISINE, 2.0)
    assert same.rooms(7, MINUIT, 3.0) == 3
    assert same.rooms(8, MINUIT, 3.0) == 1
    assert same.rooms(7, MINUIT, 2.0 + SAME_WITHIN_S) == 1


def test_so_many_texts_are_compared() -> None:
    same = SameText()
    for number in range(echoes.TEXTS_KEPT + 1):
        same.add(number, AGORA, 0.0)
    assert same.rooms(0, CUISINE, 0.0) == 1
    assert same.rooms(1, CUISINE, 0.0) == 2
