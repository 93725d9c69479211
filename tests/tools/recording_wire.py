"""A wire that listens: a TCP relay between a browser and the server, which keeps every byte the server sent."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from tests.tools.ports import free_port


class RecordingWire:
    """Relays to `target_port`. `told` is all that came back: heads, bodies and frames, none of them compressed."""

    def __init__(self, target_port: int) -> None:
        self.port = free_port()
        self.told = bytearray()
        self._target_port = target_port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection of the browser."""
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target_port)
        await asyncio.gather(self._ask(reader, far_writer), self._answer(far_reader, writer))

    async def _ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65_536):
                # A name of the same length that means nothing: what is not asked to be compressed is not.
                writer.write(data.replace(b"Accept-Encoding:", b"X-ccept-Encoding:"))
        writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65_536):
                self.told += data
                writer.write(data)
        writer.close()


@contextlib.asynccontextmanager
async def recording_wire(target_port: int) -> AsyncIterator[RecordingWire]:
    """A wire for as long as the block lasts."""
    wire = RecordingWire(target_port)
    server = await asyncio.start_server(wire.relay, "127.0.0.1", wire.port)
    try:
        yield wire
    finally:
        server.close()
