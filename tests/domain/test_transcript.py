"""Transcripts: what was said, and a code that no altered file has."""

import pytest
from msgspec.structs import replace

from palabre.domain.message import Author, Message
from palabre.domain.transcript import is_authentic, transcript
from tests.cast import NOON

KEY, OTHER = bytes(32), bytes([1]) * 32
FIRST = Message(
    id="m-1",
    offset=1,
    client_message_id="c-1",
    body="Bonsoir\nCode : 00",
    author=Author("Ana", "tagofana"),
    sent_ms=NOON,
)
SECOND = replace(FIRST, id="m-2", offset=2, body="Oui", author=Author("Bilal", "tagofbilal"), reply_to="m-1")


def file_of(*messages: Message) -> str:
    return transcript("c-abc", "Palabre", NOON, messages, KEY)


def test_each_message_is_there_with_its_id_its_time_and_its_author() -> None:
    file = file_of(FIRST, SECOND)
    for said in ("contribution m-1", "contribution m-2 · en réponse à m-1", "Ana (tagofana)", "    Oui", "2026-11-22"):
        assert said in file


def test_a_file_is_known_again_and_an_altered_one_is_not() -> None:
    file = file_of(FIRST, SECOND)
    assert is_authentic(file, KEY)
    assert is_authentic(file.replace("\n", "\r\n"), KEY)
    for wrong in (file.replace("Oui", "Non"), file.replace("m-2", "m-3"), file + "x", file[:-2], "", "Code : "):
        assert not is_authentic(wrong, KEY)
    assert not is_authentic(file, OTHER)


def test_no_text_ends_a_file_before_its_time() -> None:
    forged = replace(FIRST, body="Oui\n" + file_of(SECOND))
    file = file_of(forged)
    assert is_authentic(file, KEY)
    assert not is_authentic(file[: file.index("Code : ", 10)], KEY)


@pytest.mark.parametrize("body", ["", "\n", "a\u2028b\x85c"])
def test_any_text_is_written_under_its_margin(body: str) -> None:
    lines = file_of(replace(FIRST, body=body)).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("contribution"))
    assert all(line.startswith("    ") or not line for line in lines[start + 1 : -1])


def test_what_was_removed_is_told_as_removed() -> None:
    file = file_of(replace(FIRST, body="", removed="author"))
    assert "(message retiré)" in file
