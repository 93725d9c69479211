"""What must be true whatever comes in; hypothesis and atheris both try to make these raise AssertionError."""

import asyncio
import json
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

from palabre.gateway.connection import MAX_WAITING, Close, Connection, Effect, Perform, Send
from palabre.gateway.socket import LiveSocket
from palabre.protocol.close_codes import CloseCode
from palabre.protocol.encoding import SENTENCES, Undecodable, decode_command
from palabre.protocol.limits import MAX_FRAME_BYTES, MAX_NUMBER
from tests.cast import LOOP_TURNS, Stage, Tab, frames_in, set_stage
from tests.sockets.raw import CLOSE, TEXT, upgrade_request

# Texts, each with who says it: Ana, Bilal, or a spectator.
Said = Sequence[tuple[int, bytes]]
NICKNAMES = ("Ana", "Bilal")
HOST = "http://127.0.0.1:8000"
SWITCHED = b"\r\n\r\n"
PROTOCOL_CODES = (1002, 1003, 1007, 1009)
OWN_CODES = (int(CloseCode.FLOODING), int(CloseCode.SESSION_ENDED))


def decodes_or_says_why(text: bytes) -> None:
    """The decoder gives a command, or a reply with a code of the list."""
    try:
        command = decode_command(text)
    except Undecodable as mistake:
        reply = mistake.reply
        assert reply.code in ("malformed", "invalid", "unknown_command")
        assert reply.ref is None or 0 <= reply.ref <= MAX_NUMBER
        return
    assert 0 <= command.ref <= MAX_NUMBER


def answers_every_text(texts: list[bytes], *, session_id: str | None = "session-ana") -> None:
    """One connection gives one effect a text, lets few wait, and ends whoever makes mistakes without end."""
    connection = Connection(connection_id=1, session_id=session_id, now=0.0)
    connection.rooms.add("agora")
    for text in texts:
        waiting = connection.waiting
        effect = connection.receive(text, 0.0)
        assert_effect(effect)
        assert connection.waiting == waiting + isinstance(effect, Perform)
        assert connection.waiting <= MAX_WAITING
        if isinstance(effect, Close):
            return


def assert_effect(effect: Effect) -> None:
    """What is sent is a reply with a code and its sentence; what closes is for flooding."""
    if isinstance(effect, Close):
        assert effect.code is CloseCode.FLOODING
    elif isinstance(effect, Send):
        assert_failed(json.loads(effect.payload))


def assert_failed(reply: dict[str, Any]) -> None:
    """A refusal in the words of the protocol."""
    assert reply["type"] == "failed"
    assert reply["code"] in SENTENCES
    assert reply["message"]


async def carries_out(tab: Tab, text: bytes) -> None:
    """A text is carried out or refused, by name; none is a defect (which dispatch answers with `unavailable`)."""
    before = len(tab.frames)
    await tab.send(text)
    replies = [frame for frame in tab.frames[before:] if frame["type"] in ("ok", "failed")]
    if tab.closed is not None:
        assert tab.closed is CloseCode.FLOODING
        return
    assert len(replies) == 1
    if replies[0]["type"] == "failed":
        assert_failed(replies[0])
        assert replies[0]["code"] != "unavailable", "a defect"


async def all_are_answered(said: Said) -> None:
    """Two guests and a spectator say all this in turn; a newcomer finds the room as it should be."""
    stage = await set_stage()
    tabs = [*[await stage.guest(name, "agora", "cuisine") for name in NICKNAMES], await stage.spectator("agora")]
    await tabs[0].post()
    for place, text in said:
        if tabs[place].closed is None:
            await carries_out(tabs[place], text)
    chloe = await stage.guest("Chloé", "agora")
    assert (await chloe.post())["type"] == "ok"


class Wire(asyncio.Transport):
    """A transport that keeps what is written, and tells its protocol of its end as a real one does."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 50_000)})
        self.written = bytearray()
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        assert not self.closed, "written to after its end"
        self.written += data

    def get_write_buffer_size(self) -> int:
        return 0

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None: ...

    def is_closing(self) -> bool:
        return self.closed

    def close(self) -> None:
        self.closed = True

    def abort(self) -> None:
        self.closed = True


async def open_socket(stage: Stage) -> tuple[LiveSocket, Wire]:
    """A spectator's WebSocket, made as uvicorn makes it, without a network."""
    wire, state = Wire(), SimpleNamespace(connections=set())
    socket = LiveSocket(stage.house.welcome, config=cast(Any, None), server_state=cast(Any, state), app_state=None)
    socket.connection_made(wire)
    socket.data_received(upgrade_request(HOST))
    for _ in range(LOOP_TURNS):
        await asyncio.sleep(0)
    del wire.written[: wire.written.index(SWITCHED) + len(SWITCHED)]
    return socket, wire


async def survives(stage: Stage, chunks: list[bytes]) -> None:
    """Bytes over an open WebSocket: whole frames come back, replies and a close the protocol knows; little is kept."""
    socket, wire = await open_socket(stage)
    try:
        for chunk in chunks:
            if wire.closed:
                break
            socket.data_received(chunk)
            assert kept_by(socket) <= MAX_FRAME_BYTES
            await asyncio.sleep(0)
        if not wire.closed:
            socket.eof_received()
        assert_said(bytes(wire.written), b"".join(chunks))
    finally:
        wire.closed = True
        socket.connection_lost(None)


def kept_by(socket: LiveSocket) -> int:
    """Bytes of an unfinished message, each part counted as one byte at least."""
    return sum(max(1, len(part)) for part in socket._parts)


def assert_said(written: bytes, heard: bytes) -> None:
    """Everything written is frames; a close is the last, with a code of ours or the client's own."""
    frames = frames_in(written)
    for frame in frames:
        if frame.opcode == TEXT:
            json.loads(bytes(frame.data))
    closes = [place for place, frame in enumerate(frames) if frame.opcode == CLOSE]
    assert closes in ([], [len(frames) - 1])
    for place in closes:
        code = int.from_bytes(frames[place].data[:2], "big") if frames[place].data else 1005
        is_echo = bytes(frames[place].data[:2]) in heard
        assert code in (*PROTOCOL_CODES, *OWN_CODES, 1005) or is_echo, code
