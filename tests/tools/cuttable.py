"""A wire that can be cut or can stall: a TCP relay between a browser and the server."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from tests.tools.ports import free_port


class CuttableWire:
    """Relays to `target_port`; `cut` ends every connection and refuses new ones until `mend`."""

    def __init__(self, target_port: int) -> None:
        self.port = free_port()
        self._target_port = target_port
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()
        self._flowing = asyncio.Event()
        self._flowing.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def mend(self) -> None:
        """Let connections through."""
        self._server = await asyncio.start_server(self._relay, "127.0.0.1", self.port)

    async def cut(self) -> None:
        """Nothing passes any more."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in list(self._writers):
            writer.transport.abort()

    def stall(self) -> None:
        """What is sent from now on waits on the way, as in a tunnel; connections stay."""
        self._flowing.clear()

    def flow(self) -> None:
        """What waited goes through."""
        self._flowing.set()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target_port)
        except OSError:
            writer.transport.abort()
            return
        self._writers |= {writer, far_writer}
        await asyncio.gather(self._copy(reader, far_writer), self._copy(far_reader, writer))
        self._writers -= {writer, far_writer}

    async def _copy(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(65_536):
                await self._flowing.wait()
                writer.write(data)
                await writer.drain()
        with contextlib.suppress(OSError):
            writer.close()


@contextlib.asynccontextmanager
async def cuttable_wire(target_port: int) -> AsyncIterator[CuttableWire]:
    """A wire that lets through, until told otherwise."""
    wire = CuttableWire(target_port)
    await wire.mend()
    try:
        yield wire
    finally:
        wire.flow()
        await wire.cut()
