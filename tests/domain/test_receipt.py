"""Receipt codes: 128 bits, read however they are typed."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.receipt import (
    ALPHABET,
    CODE_BYTES,
    closed_with,
    code_of,
    derived_code,
    hash_code,
    opened_with,
    read_code,
)

sixteen = st.binary(min_size=CODE_BYTES, max_size=CODE_BYTES)


@given(sixteen)
def test_a_code_is_five_groups_of_an_alphabet_without_look_alikes(raw: bytes) -> None:
    code = code_of(raw)
    assert [len(group) for group in code.split("-")] == [5, 5, 5, 5, 6]
    assert not set("ILOU") & set(ALPHABET)
    assert hash_code(code) == hashlib.sha256(code.replace("-", "").encode()).digest()


@given(sixteen, sixteen)
def test_two_codes_are_never_one(one: bytes, other: bytes) -> None:
    assert (code_of(one) == code_of(other)) == (one == other)


@given(sixteen)
def test_it_is_read_without_case_spaces_and_dashes(raw: bytes) -> None:
    code = code_of(raw)
    typed = f"  {code.lower().replace('-', ' – ')}\n".replace("0", "o").replace("1", "l")
    assert read_code(typed) == read_code(code) == code.replace("-", "")


@pytest.mark.parametrize("text", ["", "A" * 25, "A" * 27, "U" * 26, "é" * 26, "A" * 10_000])
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    assert read_code(text) is None
    assert hash_code(text) is None


def test_the_code_of_a_decision_is_told_again_under_its_key_only() -> None:
    assert derived_code(b"k" * 32, "d1") == derived_code(b"k" * 32, "d1")
    assert len({derived_code(key, id) for key in (b"k" * 32, b"l" * 32) for id in ("d1", "d2")}) == 4


def test_the_receipt_of_an_erasure_names_nobody_without_its_code() -> None:
    code, other = code_of(bytes(range(16))), code_of(bytes(16))
    closed = closed_with(code, "session-ana")
    assert "ana" not in bytes.fromhex(closed).decode("latin-1")
    assert opened_with(code.lower().replace("-", " "), closed) == "session-ana"
    assert closed_with(other, "session-ana") != closed
