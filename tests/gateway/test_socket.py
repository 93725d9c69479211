"""A connection that is over leaves nothing behind."""

import asyncio
import gc
from types import SimpleNamespace
from typing import Any, cast
from weakref import ref

from palabre.gateway.socket import LiveSocket
from tests.cast import set_stage
from tests.sockets.raw import TEXT, client_frame, upgrade_request


class FakeTransport(asyncio.Transport):
    """A socket of this machine that keeps what is written to it."""

    def __init__(self) -> None:
        super().__init__({"peername": ("127.0.0.1", 50_000)})
        self.written = bytearray()
        self._wrote = asyncio.Event()

    def write(self, data: "bytes | bytearray | memoryview[int]") -> None:
        self.written += data
        self._wrote.set()

    async def until_written(self, mark: bytes) -> None:
        async with asyncio.timeout(10):
            while mark not in self.written:
                self._wrote.clear()
                await self._wrote.wait()

    def get_write_buffer_size(self) -> int:
        return 0

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        pass

    def is_closing(self) -> bool:
        return False

    def abort(self) -> None:
        pass


async def test_a_connection_that_is_over_leaves_nothing_to_the_garbage_collector() -> None:
    stage = await set_stage()
    transport = FakeTransport()
    uvicorn = SimpleNamespace(connections=set())
    socket = LiveSocket(stage.house.welcome, config=cast(Any, None), server_state=cast(Any, uvicorn), app_state=None)
    socket.connection_made(transport)
    socket.data_received(upgrade_request("http://127.0.0.1:8000"))
    await transport.until_written(b" 101 ")
    socket.data_received(client_frame(TEXT, b'{"type":"room.enter","ref":1,"room":"agora"}'))
    await transport.until_written(b'"room.entered"')
    gc.disable()
    try:
        socket.connection_lost(None)
        remains = ref(socket), ref(socket._protocol)
        del socket
        assert [each() for each in remains] == [None, None]
    finally:
        gc.enable()
