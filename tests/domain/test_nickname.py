"""Nicknames: which are accepted, and when two look the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.nickname import RESERVED_FOR_STAFF, normalise_nickname, skeleton
from palabre.domain.refusal import Refusal
from tests.cast import refused


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ana", "Ana"),
        ("  Ana   Lucía ", "Ana Lucía"),
        ("O’Neil", "O'Neil"),
        ("Zoe\u0308", "Zoë"),
        ("jean-luc_42.", "jean-luc_42."),
        ("Chloé", "Chloé"),
        ("Ελένη", "Ελένη"),
        ("Иван", "Иван"),
        ("عائشة", "عائشة"),
        ("नरेंद्र", "नरेंद्र"),
        ("สมชาย", "สมชาย"),
        ("さくら", "さくら"),
        ("ひらカナ漢字", "ひらカナ漢字"),
        ("김철수", "김철수"),
        ("李雷", "李雷"),
        ("Nguyễn", "Nguyễn"),
        ("a" * 24, "a" * 24),
        ("é" * 24, "é" * 24),
        ("R2", "R2"),
    ],
)
def test_a_name_people_have_is_accepted(text: str, shown: str) -> None:
    assert normalise_nickname(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "A",
        " A ",
        "a" * 25,
        "12",
        "--",
        "Ana!",
        "<b>Ana</b>",
        "Ana@home",
        "Ana😀",
        "Ana\u200bBo",
        "Ana\u202eoB",
        "Ana\u0000",
        "Ana\u00ad",
        "\u3164\u3164",
        "\u115f\u115f",
        "An\ufe0fa",
        "ʹʹ",
        "Ａ\u034fna",
        "a\u0301\u0302\u0303\u0304",
        "http://example.org",
        "½½",
        "ⅤⅤ",
        "Ana\ud800",
    ],
)
def test_a_name_that_is_no_name_is_invalid(text: str) -> None:
    with refused("nickname_invalid") as declined:
        normalise_nickname(text)
    assert declined.refusal.limit == 24


@pytest.mark.parametrize("text", ["Аna", "Anа", "Мо Nour", "Ελenη", "pаypal", "Ivaн", "한Ana", "Ana漢"])
def test_letters_of_two_scripts_are_refused(text: str) -> None:
    with refused("nickname_invalid"):
        normalise_nickname(text)


@pytest.mark.parametrize("word", RESERVED_FOR_STAFF)
def test_names_of_staff_are_reserved_however_they_are_dressed(word: str) -> None:
    for dressed in (word, word.upper(), f"{word}.", f"--{word}--", " ".join(word), word.replace("o", "0")):
        if len(dressed) <= 24:
            with refused("nickname_reserved"):
                normalise_nickname(dressed)


@pytest.mark.parametrize(
    "text", ["Modératrice", "ADMIN", "adm1n", "admln", "Adm1nistrator", "rnodo", "M0D0", "p0l1ce", "Ｓｔａｆｆ"]
)
def test_well_known_disguises_of_staff_are_reserved(text: str) -> None:
    with refused("nickname_reserved"):
        normalise_nickname(text)


@pytest.mark.parametrize("text", ["Modestine", "Adminette", "Pauline", "Systole", "Rooty", "Steamer"])
def test_names_that_only_begin_like_staff_are_free(text: str) -> None:
    assert normalise_nickname(text) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana", "ANA"),
        ("Ana", "Ána"),
        ("Ana", "A n a"),
        ("Ana", "-Ana-"),
        ("Ana", "A.n.a"),
        ("Мо", "Mo"),
        ("Сосо", "Coco"),
        ("Αβα", "Aβα"),
        ("Bob", "B0b"),
        ("Bilal", "BILAL"),
        ("Bilal", "BiIal"),
        ("Bilal", "B1la1"),
        ("Ali", "AIi"),
        ("Lou", "1ou"),
        ("Emma", "Ernrna"),
        ("William", "VVilliam"),
        ("Zoë", "Zoe"),
        ("Ａｎａ", "Ana"),
        ("ﬁona", "fiona"),
    ],
)
def test_two_names_that_look_alike_are_the_same(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("Ana", "Anaïa"), ("Elio", "Elsa"), ("Bilal", "Hilal"), ("李雷", "李雪")])
def test_two_names_that_do_not_look_alike_are_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@given(st.text(max_size=26))
def test_whatever_is_accepted_is_stable_shown_and_comparable(text: str) -> None:
    try:
        name = normalise_nickname(text)
    except Refusal as refusal:
        assert refusal.code in ("nickname_invalid", "nickname_reserved")
        return
    assert normalise_nickname(name) == name
    assert 2 <= len(name) <= 24
    assert skeleton(name)
    if name.isascii():
        assert skeleton(name) == skeleton(name.upper()) == skeleton(name.lower())
    assert not set(name) & set('<>&"@#/\\\n\t')
