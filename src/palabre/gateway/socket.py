"""The WebSocket: the one file that knows the WebSocket library (websockets, sans-I/O, under uvicorn)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

import msgspec
from websockets.exceptions import ProtocolError
from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.protocol import State
from websockets.server import ServerProtocol
from websockets.typing import Subprotocol

from palabre.domain.staff import Staff
from palabre.gateway.connection import Close, Connection, Effect, Perform, Send
from palabre.gateway.dispatch import Dispatch
from palabre.gateway.edge import Admitted, EdgePolicy, TurnedAway, single
from palabre.gateway.framing import text_frame
from palabre.gateway.live import LiveEdge
from palabre.gateway.outbound import DRAINED_BYTES, LAGGING_BYTES, Outbound
from palabre.gateway.visitor import Visitor
from palabre.ports.store import StoreUnavailable
from palabre.protocol.close_codes import CloseCode
from palabre.protocol.limits import MAX_FRAME_BYTES, SUBPROTOCOL
from palabre.services.health import Health
from palabre.services.sessions import SessionBook

if TYPE_CHECKING:
    from uvicorn.config import Config
    from uvicorn.server import ServerState

COOKIE = "palabre_session"
STAFF_COOKIE = "palabre_staff"
CLOSING_WITHIN_S = 2.0
HANDSHAKE_WITHIN_S = 10.0
UNSUPPORTED_DATA = 1003
INVALID_TEXT = 1007
quiet = logging.getLogger("palabre.websocket")
quiet.setLevel(logging.CRITICAL)


async def nobody(_: str, __: str) -> Staff | None:
    """Of no team."""
    return None


@dataclass(frozen=True, slots=True)
class Welcome:
    """What a new socket needs: who may come in, and what they may then do."""

    edge: EdgePolicy
    book: SessionBook
    health: Health
    dispatch: Dispatch
    live: LiveEdge
    unlimited: bool = False
    # Whose sign-in a token is, of the team, at an origin.
    staff: Callable[[str, str], Awaitable[Staff | None]] = nobody


class LiveSocket(asyncio.Protocol):
    """uvicorn hands it the transport and the rebuilt upgrade request; it speaks WebSocket from there on."""

    def __init__(self, welcome: Welcome, *, config: "Config", server_state: "ServerState", app_state: object) -> None:
        del config, app_state
        self._welcome = welcome
        self._server_state = server_state
        self._loop = asyncio.get_running_loop()
        self._protocol = ServerProtocol(
            max_size=MAX_FRAME_BYTES,
            extensions=None,
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            logger=quiet,
        )
        self._visitor: Visitor | None = None
        self._parts: list[bytes] = []
        self._queue: list[Perform] = []
        self._work: asyncio.Task[None] | None = None
        self._deadline: asyncio.TimerHandle | None = None
        self._admission: asyncio.Task[None] | None = None
        self.on_closed: Callable[[], None] = lambda: None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._transport.set_write_buffer_limits(high=LAGGING_BYTES, low=DRAINED_BYTES)
        # uvicorn waits for these when it stops.
        self._server_state.connections.add(self)  # type: ignore[arg-type]
        self._deadline = self._loop.call_later(HANDSHAKE_WITHIN_S, self._transport.abort)

    def data_received(self, data: bytes) -> None:
        if self._visitor is not None:
            self._welcome.live.heard(self._visitor.id)
        elif self._admission is not None:
            # Nothing may come before the answer to the upgrade request.
            self._transport.abort()
            return
        self._protocol.receive_data(data)
        for event in self._protocol.events_received():
            if isinstance(event, Request):
                self._admission = self._loop.create_task(self._admit(event))
            elif isinstance(event, Frame):
                self._take(event)
        self._flush()

    def eof_received(self) -> None:
        self._protocol.receive_eof()
        self._flush()

    def connection_lost(self, exc: Exception | None) -> None:
        self._server_state.connections.discard(self)
        self.on_closed()
        if self._deadline is not None:
            self._deadline.cancel()
        if self._visitor is not None:
            self._welcome.live.bid_farewell(self._visitor, lost=True)
        # What refers to itself waits for the garbage collector, and would wait long (jobs/collecting.py).
        self._visitor = None
        self._protocol.parser.close()

    def pause_writing(self) -> None:
        # Who does not read is not read: each command would only queue one more answer.
        self._transport.pause_reading()
        if self._visitor is not None:
            self._welcome.live.lags(self._visitor)

    def resume_writing(self) -> None:
        self._transport.resume_reading()
        if self._visitor is not None:
            self._visitor.outbound.resume()
            self._go_to_work(self._visitor)

    def shutdown(self) -> None:
        """uvicorn is stopping; the live edge has closed what was open, with its own code."""
        if self._visitor is None or self._protocol.state is State.OPEN:
            self._close(CloseCode.STOPPING, None)

    async def _admit(self, request: Request) -> None:
        admitted = self._examine(request)
        if isinstance(admitted, TurnedAway):
            self._reject(admitted)
            return
        try:
            session = await self._welcome.book.find(cookie_of(request))
            team_token = cookie_of(request, STAFF_COOKIE)
            staff = await self._welcome.staff(team_token, origin_of(request)) if team_token else None
        except StoreUnavailable:
            self._reject(TurnedAway(503, "unavailable"))
            return
        if self._transport.is_closing():
            return
        page = origin_of(request)
        response = self._protocol.accept(request)
        self._protocol.send_response(response)
        # The library holds the request for as long as the connection lasts: memory, and the guest's token.
        request.headers.clear()
        if response.status_code == HTTPStatus.SWITCHING_PROTOCOLS:
            self._open(admitted, session.id if session else None, staff, page)
        self._flush()

    def _examine(self, request: Request) -> Admitted | TurnedAway:
        if request.path.partition("?")[0] != "/ws":
            return TurnedAway(404, "not_found")
        if self._welcome.health.stopping:
            return TurnedAway(503, "stopping")
        headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in request.headers.raw_items()]
        peer = self._transport.get_extra_info("peername")
        admitted = self._welcome.edge.examine(peer=(peer[0], peer[1]), headers=headers)
        if isinstance(admitted, Admitted) and not self._welcome.edge.same_origin(headers, admitted):
            return TurnedAway(403, "origin_refused")
        return admitted

    def _reject(self, away: TurnedAway) -> None:
        self._protocol.send_response(self._protocol.reject(HTTPStatus(away.status), f"{away.code}\n"))
        self._flush()

    def _open(self, admitted: Admitted, session_id: str | None, staff: Staff | None, page: str) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = self._admission = None
        connection = Connection(
            connection_id=self._welcome.live.next_id(),
            session_id=session_id,
            now=self._loop.time(),
            unlimited=self._welcome.unlimited,
        )
        outbound = Outbound(self._transport, self._drained)
        self._visitor = Visitor(connection, outbound, admitted.origin, admitted.prefix, self._close)
        self._visitor.staff, self._visitor.page = staff, page
        self._welcome.live.welcome(self._visitor)

    def _drained(self) -> None:
        if self._visitor is not None:
            self._welcome.live.drained(self._visitor)

    def _take(self, frame: Frame) -> None:
        if self._visitor is None or self._protocol.state is not State.OPEN:
            return
        if frame.opcode is Opcode.BINARY:
            self._protocol.fail(UNSUPPORTED_DATA, "text only")
        elif frame.opcode in (Opcode.TEXT, Opcode.CONT):
            # Empty fragments count for no size, and are nothing to keep.
            if frame.data:
                self._parts.append(bytes(frame.data))
            elif not frame.fin:
                self._receive_empty(self._visitor)
            if frame.fin:
                text, self._parts = b"".join(self._parts), []
                self._receive(self._visitor, text)
        else:
            self._receive_empty(self._visitor)

    def _receive_empty(self, visitor: Visitor) -> None:
        effect = visitor.connection.receive_empty(self._loop.time())
        if effect is not None:
            self._carry_out(visitor, effect)

    def _receive(self, visitor: Visitor, text: bytes) -> None:
        try:
            text.decode()
        except UnicodeDecodeError:
            self._protocol.fail(INVALID_TEXT, "not UTF-8")
            return
        self._carry_out(visitor, visitor.connection.receive(text, self._loop.time()))

    def _carry_out(self, visitor: Visitor, effect: Effect) -> None:
        match effect:
            case Send():
                visitor.outbound.write(text_frame(effect.payload))
            case Close():
                self._close(effect.code, None)
            case Perform():
                self._queue.append(effect)
                self._go_to_work(visitor)

    def _go_to_work(self, visitor: Visitor) -> None:
        if self._work is None and self._queue:
            self._work = self._loop.create_task(self._perform_all(visitor))

    async def _perform_all(self, visitor: Visitor) -> None:
        """Commands of one connection are carried out one after the other, and wait while answers are not read."""
        try:
            while self._queue and not visitor.outbound.lagging:
                await self._welcome.dispatch.perform(visitor, self._queue.pop(0).command)
        finally:
            self._work = None

    def _close(self, code: CloseCode, retry_after_ms: int | None) -> None:
        if self._protocol.state is not State.OPEN:
            # A visitor still known here failed the protocol, and does not read the end of it either.
            end = self._transport.close if self._visitor is None else self._transport.abort
            end()
            return
        reason = "" if retry_after_ms is None else msgspec.json.encode({"retry_after_ms": retry_after_ms}).decode()
        try:
            self._protocol.send_close(int(code), reason)
        except ProtocolError:
            self._transport.abort()
            return
        if self._visitor is not None:
            self._welcome.live.bid_farewell(self._visitor, lost=code is not CloseCode.SESSION_ENDED)
        self._flush()
        self._loop.call_later(CLOSING_WITHIN_S, self._transport.abort)

    def _flush(self) -> None:
        if self._transport.is_closing():
            return
        data = self._protocol.data_to_send()
        ready = b"".join(data)
        if ready:
            self._transport.write(ready)
        if b"" in data or (self._protocol.state is State.CLOSED and self._protocol.close_expected()):
            self._transport.close()


def cookie_of(request: Request, name: str = COOKIE) -> str | None:
    """The session token of an upgrade request, if it carries one; or another cookie."""
    headers = [(b"cookie", value.encode("latin-1")) for value in request.headers.get_all("Cookie")]
    return cookie_value(single(headers, b"cookie"), name)


def origin_of(request: Request) -> str:
    """The origin of the page that asks; it is one of ours by then."""
    return (request.headers.get("Origin") or "").lower()


def cookie_value(header: str | None, wanted: str = COOKIE) -> str | None:
    """The session token in a `Cookie` header (RFC 6265 §4.2.1), or the value of another cookie."""
    for pair in (header or "").split(";"):
        name, _, value = pair.strip().partition("=")
        if name == wanted:
            return value
    return None
