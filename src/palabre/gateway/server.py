"""The server: one listening socket, from the first guest to a stop that loses nothing."""

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from functools import partial
from typing import Any, cast

import uvicorn

from palabre.gateway.live import LiveEdge
from palabre.gateway.requests import Doorway, GuardedHttpProtocol
from palabre.gateway.socket import LiveSocket, Welcome
from palabre.services.health import Health

BACKLOG = 2048
# Default buffers would hide 4 MB per slow reader before the transport says so.
SEND_BUFFER_BYTES = 64 * 1024
REQUESTS_END_WITHIN_S = 8
Step = Callable[[], Awaitable[None]]


class PortInUse(Exception):
    """Another program listens on this address and port."""


def listening_socket(host: str, port: int) -> socket.socket:
    """Bind and listen; raises PortInUse, or OSError for an address that is not this machine's."""
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER_BYTES)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse from None
        raise
    listener.setblocking(False)
    return listener


class Server(uvicorn.Server):
    """uvicorn, told how to open and close the house around it. SIGTERM and SIGINT end it with exit code 0."""

    def __init__(self, app: object, welcome: Welcome, doorway: Doorway, *, opened: Step, closed: Step) -> None:
        super().__init__(
            uvicorn.Config(
                cast(Any, app),
                http=cast(Any, partial(GuardedHttpProtocol, doorway)),
                ws=cast(Any, partial(LiveSocket, welcome)),
                loop="uvloop",
                lifespan="off",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=REQUESTS_END_WITHIN_S,
            )
        )
        self._live: LiveEdge = welcome.live
        self._health: Health = welcome.health
        self._opened = opened
        self._closed = closed

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        await self._opened()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._health.stopping = True
        self._live.stop()
        await super().shutdown(sockets)
        await self._closed()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End on the usual signals, without dying of them afterwards as uvicorn does."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        yield
