"""The guard of HTTP requests: closes what uvicorn 0.54 would leave open (it is pinned for this file).

Measured on 0.54: headers without end are accepted, half a request may wait for ever, and bytes after an
upgrade request are dropped. Here a request must be complete in 10 s with 16 KiB of headers at most.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from palabre.domain.prefix import address_of, prefix_of
from palabre.gateway.edge import Network

if TYPE_CHECKING:
    from uvicorn.config import Config
    from uvicorn.server import ServerState

COMPLETE_WITHIN_S = 10.0
MAX_HEADER_BYTES = 16 * 1024


class Doorway:
    """Counts connections per address prefix, at accept. The operator's own proxies speak for many: no limit."""

    def __init__(self, *, most_per_prefix: int, proxies: Sequence[Network] = ()) -> None:
        self._most = most_per_prefix
        self._proxies = tuple(proxies)
        self._open: Counter[str] = Counter()

    def admit(self, address: str) -> str | None:
        """Count one more connection and return its prefix, or None when there are too many already."""
        prefix = prefix_of(address)
        if self._open[prefix] >= self._most and not self._is_proxy(address):
            return None
        self._open[prefix] += 1
        return prefix

    def _is_proxy(self, address: str) -> bool:
        return any(address_of(address) in network for network in self._proxies)

    def leave(self, prefix: str) -> None:
        """One connection less."""
        self._open[prefix] -= 1
        if not self._open[prefix]:
            del self._open[prefix]


class GuardedHttpProtocol(HttpToolsProtocol):
    """uvicorn's HTTP protocol with limits on what a request may take before it is complete."""

    def __init__(self, doorway: Doorway, *, config: "Config", server_state: "ServerState", **more: Any) -> None:
        super().__init__(config=config, server_state=server_state, **more)
        self._doorway = doorway
        self._prefix: str | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._header_bytes = 0
        self._chunk_bytes = 0
        self._in_headers = True
        self._refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        peer = transport.get_extra_info("peername")
        self._prefix = self._doorway.admit(peer[0]) if peer else None
        if self._prefix is None:
            transport.abort()
            return
        self._start_deadline()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_deadline()
        self._release()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._refused:
            return
        self._chunk_bytes = len(data)
        if self._in_headers:
            self._header_bytes += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade as upgrade:
            self._upgrade(data, upgrade.args[0])
        except httptools.HttpParserError:
            self._refuse(b"400 Bad Request")
        else:
            if self._in_headers and self._header_bytes > MAX_HEADER_BYTES:
                self._refuse(b"431 Request Header Fields Too Large")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._unset_keepalive_if_required()
        self._in_headers = True
        # What began this request came in this chunk; a pipelined one before it only makes the count too high.
        self._header_bytes = self._chunk_bytes
        if self._deadline is None:
            self._start_deadline()

    def on_headers_complete(self) -> None:
        self._in_headers = False
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > MAX_HEADER_BYTES:
            self._refuse(b"431 Request Header Fields Too Large")
        if not self._refused:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        self._stop_deadline()
        self._in_headers = True
        self._header_bytes = 0
        if not self._refused:
            super().on_message_complete()

    def _upgrade(self, data: bytes, parsed: int) -> None:
        """Only a complete upgrade request, with nothing behind it, becomes a WebSocket."""
        self._stop_deadline()
        if self._refused:
            return
        if parsed < len(data) or not self._should_upgrade():
            self._refuse(b"400 Bad Request")
            return
        self.handle_websocket_upgrade()
        self._follow_upgraded()

    def _follow_upgraded(self) -> None:
        """The socket took over the transport; keep counting it until it closes."""
        prefix, self._prefix = self._prefix, None
        protocol: Any = self.transport.get_protocol()
        if prefix is not None:
            protocol.on_closed = partial(self._doorway.leave, prefix)
        # It holds this protocol, which nobody needs any more: six KiB for as long as the guest stays.
        self.parser = None  # type: ignore[assignment]

    def _refuse(self, status: bytes) -> None:
        self._refused = True
        self._stop_deadline()
        if not self.transport.is_closing():
            self.transport.write(b"HTTP/1.1 %b\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" % status)
            self.transport.close()

    def _start_deadline(self) -> None:
        self._deadline = self.loop.call_later(COMPLETE_WITHIN_S, self._time_out)

    def _stop_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _time_out(self) -> None:
        self._deadline = None
        self._refuse(b"408 Request Timeout")

    def _release(self) -> None:
        if self._prefix is not None:
            self._doorway.leave(self._prefix)
            self._prefix = None
