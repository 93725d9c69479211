"""Texts of every kind against the decoder, the connection and the use cases behind them."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.promises import all_are_answered, answers_every_text, decodes_or_says_why
from tests.fuzz.vocabulary import COMMANDS, FIELDS, SAID, TEXTS, fields_of

quickly = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_every_command_can_be_said() -> None:
    assert {name for kind in COMMANDS for name, _ in fields_of(kind)} == set(FIELDS)


@quickly
@given(TEXTS | st.binary(max_size=400))
def test_the_decoder_gives_a_command_or_says_why(text: bytes) -> None:
    decodes_or_says_why(text)


@quickly
@given(st.lists(TEXTS, max_size=30), st.sampled_from(("session-ana", None)))
def test_a_connection_answers_every_text(texts: list[bytes], session_id: str | None) -> None:
    answers_every_text(texts, session_id=session_id)


def test_a_connection_ends_who_makes_mistakes_without_end() -> None:
    answers_every_text([b"{"] * 200)


@settings(quickly, max_examples=25)
@given(SAID)
async def test_no_command_is_a_defect(said: list[tuple[int, bytes]]) -> None:
    await all_are_answered(said)
