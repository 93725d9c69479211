"""Counts of authenticators and recovery codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.credential import RECOVERY_BYTES, counts_on, recovery_code, recovery_hash


@pytest.mark.parametrize(
    ("kept", "shown", "goes_on"),
    [(0, 0, True), (0, 1, True), (5, 6, True), (5, 5, False), (5, 4, False), (5, 0, False)],
)
def test_a_count_goes_on_or_is_that_of_a_copy(kept: int, shown: int, goes_on: bool) -> None:
    assert counts_on(kept, shown) is goes_on


@given(st.binary(min_size=RECOVERY_BYTES, max_size=RECOVERY_BYTES))
def test_a_code_is_read_as_one_may_type_it(random_bytes: bytes) -> None:
    code = recovery_code(random_bytes)
    assert [len(part) for part in code.split("-")] == [4, 4, 4, 4]
    typed = (code.lower(), code.replace("-", ""), code.replace("-", " "), code.replace("0", "O").replace("1", "l"))
    assert {recovery_hash(each) for each in typed} == {recovery_hash(code)}


@given(st.sets(st.binary(min_size=RECOVERY_BYTES, max_size=RECOVERY_BYTES), min_size=2, max_size=2))
def test_other_bytes_are_another_code(two: set[bytes]) -> None:
    assert len({recovery_code(each) for each in two}) == 2
