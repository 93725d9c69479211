"""The same text, whatever it is dressed in, and how long it is remembered."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.repetition import LETTERS_IN_A_ROW, REMEMBERED, Sayings, folded_text, saying, without_repeats


@pytest.mark.parametrize(
    "again",
    [
        "Bonsoir à tous",
        "BONSOIR A TOUS",
        "bonsoir, à tous !",
        "b o n s o i r à t o u s",
        "Bonsoiiiir à touuus!!!",
        "Bonsoir 🎉 à tous",
        "bon\u200bsoir à to\u00adus",
        "bo_nso_ir a\u0300 tous",
        "ｂｏｎｓｏｉｒ à tous",
    ],
)
def test_a_text_dressed_otherwise_is_the_same(again: str) -> None:
    assert folded_text(again) == folded_text("Bonsoir à tous")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", "2"),
        ("1", "11"),
        ("+1", "-1"),
        ("+1", "1"),
        ("-1", "1"),
        ("Table 4", "Table 5"),
        ("👍", "👎"),
        ("...", "!!!"),
        ("!", "!!"),
        ("की", "का"),
        ("นา", "นี"),
        ("да", "нет"),
    ],
)
def test_other_texts_are_other_texts(one: str, other: str) -> None:
    assert folded_text(one) != folded_text(other)


@given(st.text())
def test_folding_keeps_something_of_whatever_is_said(text: str) -> None:
    assert bool(folded_text(text)) == bool(text)


@given(st.text(string.ascii_lowercase[:3] + string.digits[:2]) | st.text("éнк1"))
def test_letters_in_a_row_are_one_letter_in_every_alphabet(text: str) -> None:
    assert without_repeats(text) == LETTERS_IN_A_ROW.sub(r"\1", text)


def test_the_third_time_waits_until_the_first_is_thirty_seconds_old() -> None:
    sayings = Sayings()
    for at in (0.0, 10.0):
        assert sayings.wait(saying("Bonsoir", at)) == 0
        sayings.add(saying("Bonsoir", at))
    assert sayings.wait(saying("bonsoir !", 12.0)) == 18.0
    assert sayings.wait(saying("Bonne nuit", 12.0)) == 0
    assert sayings.wait(saying("Bonsoir", 30.0)) == 0
    sayings.add(saying("Bonsoir", 30.0))
    assert sayings.wait(saying("Bonsoir", 31.0)) == 9.0


def test_what_was_taken_back_was_not_said() -> None:
    sayings = Sayings()
    for at in (0.0, 1.0):
        sayings.add(saying("Bonsoir", at))
    sayings.take_back(saying("Bonsoir", 1.0))
    sayings.take_back(saying("Jamais dit", 1.0))
    assert sayings.wait(saying("Bonsoir", 2.0)) == 0


def test_what_is_remembered_is_bounded_and_holds_no_text() -> None:
    sayings = Sayings()
    for number in range(10 * REMEMBERED):
        sayings.add(saying(f"Bonsoir {number}", 0.0))
    assert len(sayings._said) == REMEMBERED
    assert all(isinstance(said.text, int) for said in sayings._said)
    assert sayings.expire(30.0)
