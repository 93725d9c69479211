"""The wire as a simulated guest reads it."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.server import ServerProtocol

from palabre.bench.handshake import Handshake
from palabre.bench.wire import (
    BadFrame,
    Closed,
    Done,
    Entered,
    Heard,
    LogEvent,
    Ping,
    Refused,
    Unpacker,
    client_frame,
    command,
    message_id_at,
    sent_at,
)
from palabre.gateway.framing import PING, text_frame


def event(offset: int, **fields: object) -> bytes:
    """The frame of a message, as a server sends it."""
    message = {"id": f"m{offset}", "offset": offset, "client_message_id": message_id_at(offset, 1, offset), **fields}
    said = {"type": "message.posted", "room": "agora", "epoch": "e", "offset": offset, "message": message}
    return text_frame(json.dumps(said).encode())


def reply(**fields: object) -> bytes:
    return text_frame(json.dumps(fields).encode())


def unpacked(chunks: list[bytes]) -> tuple[list[Heard], list[LogEvent]]:
    """What chunks say to one connection, and what was learnt from them."""
    learnt: list[LogEvent] = []
    unpacker = Unpacker(learnt.append)
    heard: list[Heard] = []
    rest = b""
    for chunk in chunks:
        said, rest = unpacker.unpack(rest + chunk)
        heard += said
    assert rest == b""
    return heard, learnt


FRAMES = [
    event(1),
    event(2, body="b" * 200),
    event(3, body="é" * 70_000),
    reply(type="ok", ref=4, message_id="m1", offset=1),
    reply(type="failed", ref=5, code="slowed", retry_after=1.5),
    reply(type="presence.changed", room="agora", present=3, spectators=0),
    reply(type="room.entered", room="agora", mode="snapshot", epoch="e", offset=3, messages=[]),
    PING,
    b"\x88\x02\x0f\xa1",
]
SAID: list[Heard] = [
    LogEvent("agora", 1, "m1 1.1.1", 1),
    LogEvent("agora", 2, "m2 1.2.2", 2),
    LogEvent("agora", 3, "m3 1.3.3", 3),
    Done(4, "m1", 1),
    Refused(5, "slowed", 1.5),
    Entered("agora", "snapshot", "e", 3),
    Ping(),
    Closed(4001),
]


@settings(deadline=None)
@given(st.lists(st.integers(0, len(b"".join(FRAMES))), max_size=8))
def test_frames_are_read_alike_wherever_they_are_cut(cuts: list[int]) -> None:
    whole = b"".join(FRAMES)
    edges = [0, *sorted(cuts), len(whole)]
    heard, learnt = unpacked([whole[begin:end] for begin, end in pairwise(edges)])
    assert heard == SAID
    assert [each.offset for each in learnt] == [1, 2, 3]


def test_the_same_bytes_are_learnt_from_once_and_heard_each_time() -> None:
    heard, learnt = unpacked([event(1), event(1), event(1)])
    assert len(heard) == 3
    assert len(learnt) == 1


def test_other_bytes_about_the_same_offset_are_learnt_from() -> None:
    _, learnt = unpacked([event(1), event(1, id="another")])
    assert [each.identity for each in learnt] == ["m1 1.1.1", "another 1.1.1"]


def test_any_event_with_an_offset_holds_its_place() -> None:
    removed = reply(type="message.removed", room="agora", epoch="e", offset=7, message_id="m1", by="author")
    heard, _ = unpacked([removed])
    assert heard == [LogEvent("agora", 7, "message.removed m1", 0)]


def test_a_close_says_when_to_come_back() -> None:
    reason = b'{"retry_after_ms":1500}'
    heard, _ = unpacked([bytes((0x88, 2 + len(reason))) + (4001).to_bytes(2, "big") + reason])
    assert heard == [Closed(4001, 1500)]


def test_a_binary_frame_is_not_ours() -> None:
    with pytest.raises(BadFrame):
        unpacked([b"\x82\x01x"])


def test_a_message_id_says_when_it_was_sent() -> None:
    assert sent_at(message_id_at(123_456, 7, 8)) == 123_456
    assert sent_at("9f8e7d6c") == 0


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_the_library_reads_what_a_guest_sends(size: int) -> None:
    server = ServerProtocol()
    handshake = Handshake("127.0.0.1:8000", cookie="palabre_session=x")
    server.receive_data(handshake.request)
    (request,) = server.events_received()
    server.send_response(server.accept(request))  # type: ignore[arg-type]
    assert handshake.accepted(b"".join(server.data_to_send()) + b"more") == b"more"
    server.receive_data(client_frame(0x1, b"x" * size))
    (frame,) = server.events_received()
    assert bytes(frame.data) == b"x" * size  # type: ignore[union-attr]


def test_a_command_is_masked_json() -> None:
    frame = command("room.enter", ref=0, room="agora")
    assert frame[1] & 0x80
    assert json.loads(frame[6:]) == {"type": "room.enter", "ref": 0, "room": "agora"}


def test_a_server_that_declines_is_heard() -> None:
    with pytest.raises(BadFrame, match="403"):
        Handshake("127.0.0.1:8000").accepted(b"HTTP/1.1 403 Forbidden\r\n\r\n")


def test_half_an_answer_is_waited_for() -> None:
    assert Handshake("127.0.0.1:8000").accepted(b"HTTP/1.1 101 Switching") is None
