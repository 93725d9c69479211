"""A server that lies: it speaks the wire well enough for a crowd, and tells one guest otherwise than the others."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable, Sequence

from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from palabre.gateway.framing import text_frame
from tests.tools.ports import free_port

# What one guest is told instead of the frames of the room's messages, given all that were posted until now.
Lie = Callable[[Sequence[bytes]], Sequence[bytes]]
SESSION = b"HTTP/1.1 201 Created\r\nSet-Cookie: palabre_session=x; Path=/\r\nContent-Length: 2\r\n\r\n{}"


class Liar:
    """One room. Everyone is told every message at once, but the last to come is told `lie` of them, at the end."""

    def __init__(self, messages: int, lie: Lie, *, told: bool = True) -> None:
        """The lie is told once so many messages were posted; with `told` false nobody is told the last one."""
        self.port = free_port()
        self._messages = messages
        self._lie = lie
        self._told = told
        self._frames: list[bytes] = []
        self._guests: list[asyncio.StreamWriter] = []

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["Liar"]:
        """Listens until the block ends."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        try:
            yield self
        finally:
            server.close()
            for guest in self._guests:
                guest.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        protocol = ServerProtocol(subprotocols=[Subprotocol("palabre.v1")])
        with contextlib.suppress(OSError):
            while data := await reader.read(65_536):
                if data.startswith(b"POST "):
                    writer.write(SESSION)
                    continue
                protocol.receive_data(data)
                for event in protocol.events_received():
                    if isinstance(event, Request):
                        protocol.send_response(protocol.accept(event))
                        writer.write(b"".join(protocol.data_to_send()))
                    elif isinstance(event, Frame) and event.opcode is Opcode.TEXT:
                        self._answer(writer, bytes(event.data))
        writer.close()

    def _answer(self, writer: asyncio.StreamWriter, text: bytes) -> None:
        command = json.loads(text)
        say(writer, type="ok", ref=command["ref"], **self._post(command))
        if command["type"] == "room.enter":
            self._guests.append(writer)
            say(writer, type="room.entered", room=command["room"], mode="snapshot", epoch="e", offset=0, messages=[])
        elif len(self._frames) <= self._messages:
            self._tell()

    def _post(self, command: dict[str, str]) -> dict[str, object]:
        if command["type"] != "message.post":
            return {}
        offset = len(self._frames) + 1
        message_id = f"m{offset}"
        self._frames.append(posted(command["room"], offset, message_id, command["client_message_id"]))
        return {"message_id": message_id, "offset": offset}

    def _tell(self) -> None:
        *honest, deceived = self._guests
        is_last = len(self._frames) == self._messages
        if self._told or not is_last:
            for guest in honest:
                guest.write(self._frames[-1])
        if is_last:
            deceived.write(b"".join(self._lie(self._frames if self._told else self._frames[:-1])))


def posted(room: str, offset: int, message_id: str, client_message_id: str) -> bytes:
    """The frame of a message."""
    message = {"id": message_id, "offset": offset, "client_message_id": client_message_id}
    event = {"type": "message.posted", "room": room, "epoch": "e", "offset": offset, "message": message}
    return text_frame(json.dumps(event).encode())


def say(writer: asyncio.StreamWriter, **fields: object) -> None:
    writer.write(text_frame(json.dumps(fields).encode()))
