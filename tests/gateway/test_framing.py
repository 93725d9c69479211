"""Frames made by hand are what the websockets library reads and writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.frames import Frame, Opcode

from palabre.gateway.framing import PING, text_frame
from tests.cast import frames_in


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65_535, 65_536, 70_000])
def test_a_frame_of_any_size_is_read_as_one_whole_text(size: int) -> None:
    payload = b"x" * size
    (frame,) = frames_in(text_frame(payload))
    assert (frame.opcode, frame.fin, bytes(frame.data)) == (Opcode.TEXT, True, payload)
    assert text_frame(payload) == Frame(Opcode.TEXT, payload).serialize(mask=False)


@given(st.lists(st.text().map(str.encode), max_size=8))
def test_joined_frames_are_read_one_by_one(payloads: list[bytes]) -> None:
    read = frames_in(b"".join(map(text_frame, payloads)))
    assert [bytes(frame.data) for frame in read] == payloads


def test_a_ping_is_an_empty_ping() -> None:
    (frame,) = frames_in(PING)
    assert (frame.opcode, bytes(frame.data)) == (Opcode.PING, b"")
