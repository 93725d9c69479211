"""The text of a message: what is accepted, and the form in which it is kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.body import MAX_CODE_POINTS, digest_of, normalise_body
from palabre.domain.refusal import Refusal
from tests.cast import refused

FAMILY = "👩‍👩‍👧‍👦"
FLAG = "🇫🇷"
any_text = st.text(st.characters(exclude_categories=()), max_size=40)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Bonsoir", "Bonsoir"),
        ("  Bonsoir \n", "Bonsoir"),
        ("e\u0301te\u0301", "été"),
        ("un\r\ndeux\rtrois", "un\ndeux\ntrois"),
        ("a\tb", "a\tb"),
        ("\u00a0Bonsoir\u2009!\u3000", "Bonsoir\u2009!"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        (f"{FAMILY}{FLAG}", f"{FAMILY}{FLAG}"),
        ("שלום\u200f", "שלום\u200f"),
        ("نَصّ", "نَصّ"),
        ("\U000f0000", "\U000f0000"),
        ("?", "?"),
        ("7", "7"),
    ],
)
def test_a_body_is_kept_in_one_form(text: str, kept: str) -> None:
    assert normalise_body(text) == kept


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t\r\n", "\u200b\u200d\u2060", "\u0301", "\u3164", "\u2800\u2800", "\ufe0f", "\u115f\u1160"]
)
def test_a_body_without_anything_visible_is_empty(text: str) -> None:
    with refused("body_empty"):
        normalise_body(text)


@pytest.mark.parametrize(
    "character", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\x9b", "\ud800", "\udfff", "\ufffe", "\U0010ffff"]
)
def test_controls_surrogates_and_non_characters_are_refused(character: str) -> None:
    with refused("body_unprintable"):
        normalise_body(f"bon{character}soir")


def test_length_is_counted_in_code_points_after_nfc() -> None:
    assert len(normalise_body("e\u0301" * MAX_CODE_POINTS)) == MAX_CODE_POINTS
    assert len(normalise_body("😀" * MAX_CODE_POINTS)) == MAX_CODE_POINTS
    with refused("body_too_long") as declined:
        normalise_body("x" * (MAX_CODE_POINTS + 1))
    assert declined.refusal.limit == MAX_CODE_POINTS
    # U+0958 decomposes under NFC: the kept text is longer than the typed one, and it is the kept one that counts.
    with refused("body_too_long"):
        normalise_body("\u0958" * (MAX_CODE_POINTS // 2 + 1))


def test_a_family_counts_its_code_points_and_is_never_cut() -> None:
    assert len(FAMILY) == 7
    count = MAX_CODE_POINTS // 7
    assert normalise_body(FAMILY * count) == FAMILY * count
    with refused("body_too_long"):
        normalise_body(FAMILY * (count + 1))


def test_white_space_around_does_not_count() -> None:
    assert len(normalise_body(" " * 500 + "x" * MAX_CODE_POINTS + "\n" * 500)) == MAX_CODE_POINTS


@given(any_text)
def test_what_is_kept_is_stable_storable_and_within_bounds(text: str) -> None:
    try:
        body = normalise_body(text)
    except Refusal as refusal:
        assert refusal.code in ("body_empty", "body_unprintable", "body_too_long")
        return
    assert normalise_body(body) == body
    assert unicodedata.is_normalized("NFC", body)
    assert 1 <= len(body) <= MAX_CODE_POINTS
    assert "\0" not in body and "\r" not in body
    assert body.encode().decode() == body


@given(any_text, any_text)
def test_a_digest_tells_texts_apart_and_nothing_else(one: str, other: str) -> None:
    try:
        first, second = normalise_body(one), normalise_body(other)
    except Refusal:
        return
    assert (digest_of(first) == digest_of(second)) == (first == second)
    assert len(digest_of(first)) == 32
