"""Needs: the phrases without which a pattern is not tried, never fewer than it may match with."""

import pytest

from palabre.adapters.detectors.expansion import pattern
from palabre.adapters.detectors.linear import Pattern
from palabre.adapters.detectors.matching import Triggers, framed
from palabre.adapters.detectors.needs import needs
from palabre.adapters.detectors.strings import Sets
from palabre.adapters.detectors.tables import table_of

SETS = {"verb": ["frapper", "cogner"], "who": ["toi", "eux|elles", "tes potes"]}
COMMON = frozenset({"je", "vais", "te", "toi"})


def needed(source: str, *, glued: bool = False) -> list[set[str]]:
    return [{*part} for part in needs(source, Sets(SETS), COMMON, glued=glued)]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("je vais te {verb}", [{" je vais te frapper ", " je vais te cogner "}]),
        ("je vais ~3 {verb}", [{" frapper ", " cogner "}]),
        ("a/s/l", [{" a s l "}]),
        ("^je vais$", [{"\x02 je vais \x03"}]),
        ("frapp[a-z]* {who}", [{" frapp"}]),
        ("(?:frapper|[a-z]+)", []),
        ("@[a-z]+", [{"@"}]),
    ],
)
def test_words_beside_each_other_are_one_phrase_and_the_most_telling_is_enough(
    source: str, wanted: list[set[str]]
) -> None:
    assert needed(source) == wanted


def test_words_written_without_spaces_are_one_word() -> None:
    assert needed("je vais {verb}", glued=True) == [{" jevaisfrapper ", " jevaiscogner "}]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("je vais te {verb}", b"Mo, je   vais -- te cogner !"),
        ("je vais te {verb}", b"je @ vais / te cogner"),
        ("^je vais te {verb}$", b"... je vais te cogner ?!"),
        ("je ~3 vais ~5 {verb}", b"je ne sais pas vais un peu cogner"),
        ("frapp[a-z]* ?{who}", b"frapperai elles"),
        ("snap ?: ?@?[a-z]+", b"snap:@ana"),
        ("cogner(?: toi| eux)?", b"cogner"),
    ],
)
def test_a_pattern_that_matches_is_woken(source: str, text: bytes) -> None:
    lower = text.lower()
    assert Pattern(pattern(source, SETS)).said(lower) is not None
    assert Triggers(table_of([needs(source, Sets(SETS), COMMON)])).woken(lower) == [0]


def test_a_pattern_is_woken_by_a_phrase_of_each_part_only() -> None:
    triggers = Triggers(table_of([(frozenset({" cogner "}), frozenset({" toi ", " eux "})), (frozenset({" eux"}),)]))
    assert triggers.woken(b"cogner") == []
    assert triggers.woken(b"eux") == [1]
    assert triggers.woken(b"cogner eux") == [0, 1]
    assert triggers.woken(b"cogner toit") == []


def test_a_text_is_framed_with_its_signs_in_front() -> None:
    assert framed(b" ana, @bilal : ca va ?") == b"@\x02 ana bilal ca va \x03"
