"""What is printed: every sign of a text is told, in letters or in words, and nothing is taken for an instruction."""

import pytest

from palabre.adapters.papers import DangerPdf
from palabre.adapters.papers.danger_words import CATEGORIES, WORDS
from palabre.adapters.papers.letters import printable
from palabre.domain.danger import FORMAT, ConnectionRecords, DangerFile, DangerText, Sender

LETTERS = frozenset(map(ord, "abcdefghijklmnopqrstuvwxyzé’ "))
FILE = DangerFile(
    format=FORMAT,
    reference="case-1",
    made_at="2026-11-23T06:30:00.000Z",
    made_by="M-1",
    sender=Sender(place="Le Tilleul", contact="autorites@palabre.example"),
    categories=("danger",),
    opened_at="2026-11-23T06:20:00.000Z",
    room="agora",
    texts=(
        DangerText(who="subject", at="2026-11-23T06:20:00.123Z", body="**je** {room} 🔪 مرحبا\n<b>", message_id="m1"),
        *(DangerText(who="A", at="2026-11-23T06:21:00.000Z", body="x" * 2_000, message_id=f"m{n}") for n in range(9)),
    ),
    connections=ConnectionRecords(are_kept=True, days=("2026-11-23",), message_ids=("m1",)),
)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("l’été\nici", "l’été\nici"),
        ("à 🔪", "[1\u00a0lettres que ce papier n’a pas] [hocho]"),
        ("👩\u200d👧", "[woman][girl]"),
        ("مرحبا", "[5\u00a0lettres que ce papier n’a pas]"),
        ("", ""),
    ],
)
def test_what_the_font_has_no_letter_for_is_told_in_words(text: str, printed: str) -> None:
    assert printable(text, LETTERS, "fr") == printed


def test_a_long_file_with_any_words_is_printed_on_several_pages() -> None:
    pdf = DangerPdf().printed(FILE, "fr")
    assert pdf.count(b"/Type /Page\n") > 3


def test_both_languages_say_the_same_things() -> None:
    assert WORDS["fr"].keys() == WORDS["en"].keys()
    assert CATEGORIES["fr"].keys() == CATEGORIES["en"].keys()


def test_french_is_spaced_as_french_is() -> None:
    said = " ".join([*WORDS["fr"].values(), *CATEGORIES["fr"].values()])
    for sign in (":", ";", "!", "?"):
        assert f" {sign}" not in said
