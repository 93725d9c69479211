"""A guest under test: a session over HTTP, one WebSocket at a time, and every frame it received."""

import asyncio
import json
import secrets
from collections.abc import Callable
from types import TracebackType
from typing import Self

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from tests.tools.history import History, WireFrame

WITHIN_S = 20.0  # a bound for a machine that is busy, not an expectation
SUBPROTOCOL = "palabre.v1"
COOKIE = "palabre_session"


class LiveGuest:
    """One guest, or a spectator before `open_session`. Waits are bounded by 20 s and raise TimeoutError."""

    def __init__(self, url: str) -> None:
        """`url` is the guest address, without a final slash."""
        self.url = url
        self.token = ""
        self.frames: list[WireFrame] = []
        self.histories: dict[str, History] = {}
        self.close_code: int | None = None
        self.close_reason = ""
        self._socket: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._news = asyncio.Event()
        self._replies: dict[int, asyncio.Future[WireFrame]] = {}
        self._ref = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.disconnect()

    @classmethod
    async def arrive(cls, url: str, nickname: str) -> Self:
        """A connected guest with a session of their own."""
        guest = cls(url)
        await guest.open_session(nickname)
        await guest.connect()
        return guest

    async def open_session(self, nickname: str) -> None:
        """`POST /api/sessions`; keeps the cookie."""
        async with self.http() as client:
            answer = await client.post("/api/sessions", json={"nickname": nickname, "locale": "fr"})
        assert answer.status_code == 201, f"{answer.status_code} {answer.text}"
        self.token = answer.cookies[COOKIE]

    def http(self) -> httpx.AsyncClient:
        """An HTTP client with this guest's cookie and the pages' origin; to be closed by the caller."""
        headers = {"Origin": self.url} | self._cookie()
        # verify: nothing here is https, and reading the certificates takes longer than most requests.
        return httpx.AsyncClient(base_url=self.url, headers=headers, trust_env=False, verify=False, timeout=WITHIN_S)

    async def connect(self) -> None:
        """Open the WebSocket; raises OSError or websockets' InvalidHandshake."""
        self._socket = await connect(
            f"ws{self.url.removeprefix('http')}/ws",
            origin=Origin(self.url),
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            additional_headers=self._cookie(),
            compression=None,
            proxy=None,
            max_size=None,
            ping_interval=None,
            open_timeout=WITHIN_S,
            close_timeout=2,
        )
        self.close_code, self.close_reason = None, ""
        self._reader = asyncio.create_task(self._read(self._socket))

    async def reconnect(self) -> None:
        """Connect again, and enter every room where this guest was, from its position there."""
        await self.disconnect()
        await self.connect()
        for room in list(self.histories):
            await self.enter(room)

    async def disconnect(self) -> None:
        """Close the WebSocket, if one is open, and end its reader."""
        if self._socket is not None:
            await self._socket.close()
        if self._reader is not None:
            await self._reader
        self._socket = self._reader = None

    async def drop(self) -> None:
        """The network goes away: no farewell."""
        self.lose()
        await self.disconnect()

    def lose(self) -> None:
        """The network goes away, which whoever waits for an answer finds out."""
        assert self._socket is not None, "not connected"
        self._socket.transport.abort()

    async def enter(self, room: str, since: WireFrame | None = None) -> WireFrame:
        """Enter, from the last position seen unless `since` is given; returns `room.entered`."""
        history = self.histories.get(room)
        position = since or (history.since if history else None)
        seen = len(self.frames)
        reply = await self.ask("room.enter", room=room, **({"since": position} if position else {}))
        assert reply["type"] == "ok", reply
        return await self.event("room.entered", lambda frame: frame["room"] == room, after=seen)

    async def post(self, room: str, body: str, client_message_id: str | None = None) -> WireFrame:
        """Post a message; returns the reply. Raises ConnectionClosed when the answer can no longer come."""
        message_id = client_message_id or new_message_id()
        return await self.ask("message.post", room=room, body=body, client_message_id=message_id)

    async def ask(self, kind: str, **fields: object) -> WireFrame:
        """Send a command and wait for its reply."""
        self._ref += 1
        ref = self._ref
        self._replies[ref] = asyncio.get_running_loop().create_future()
        try:
            await self.send(json.dumps({"type": kind, "ref": ref, **fields}))
            async with within():
                return await self._replies[ref]
        finally:
            del self._replies[ref]

    async def send(self, frame: str | bytes) -> None:
        """Send a text or binary frame as it is."""
        assert self._socket is not None, "not connected"
        await self._socket.send(frame)

    async def event(
        self,
        kind: str,
        matches: Callable[[WireFrame], bool] = lambda _: True,
        *,
        after: int = 0,
        within_s: float = WITHIN_S,
    ) -> WireFrame:
        """The first frame of this type that matches, received already or to come, from index `after` on."""
        async with within(within_s):
            while True:
                for frame in self.frames[after:]:
                    if frame["type"] == kind and matches(frame):
                        return frame
                after = len(self.frames)
                await self._hear()

    async def told(self, body: str) -> WireFrame:
        """The `message.posted` of this text."""
        return await self.event("message.posted", lambda frame: frame["message"]["body"] == body)

    async def reach(self, room: str, offset: int) -> None:
        """Wait until this guest was told everything of the room up to `offset`."""
        async with within():
            while self.histories[room].offset < offset:
                await self._hear()

    async def closed(self) -> int:
        """Wait for the server to close the connection; returns the code (see `close_reason`)."""
        assert self._reader is not None, "not connected"
        async with within():
            await asyncio.shield(self._reader)
        assert self.close_code is not None
        return self.close_code

    async def read_back(self, room: str) -> History:
        """Read the room's older pages over HTTP down to its beginning."""
        history = self.histories[room]
        before, more = history.offset + 1, True
        async with self.http() as client:
            while more:
                answer = await client.get(f"/api/rooms/{room}/messages", params={"before": before})
                assert answer.status_code == 200, f"{answer.status_code} {answer.text}"
                page = answer.json()
                history.take_page(page["messages"])
                more = bool(page["messages"])
                before = page["messages"][0]["offset"] if more else 0
        return history

    def _cookie(self) -> dict[str, str]:
        return {"Cookie": f"{COOKIE}={self.token}"} if self.token else {}

    async def _hear(self) -> None:
        """Wait for news; raises when none can come any more, a broken promise of the history first."""
        if self._reader is None or self._reader.done():
            if self._reader is not None:
                self._reader.result()
            raise AssertionError(f"the connection ended ({self.close_code} {self.close_reason}) while waiting")
        self._news.clear()
        await self._news.wait()

    async def _read(self, socket: ClientConnection) -> None:
        try:
            async for text in socket:
                self._take(json.loads(text))
        except ConnectionClosed:
            pass  # how it closed is told below
        finally:
            self.close_code, self.close_reason = socket.close_code, socket.close_reason or ""
            for reply in self._replies.values():
                if not reply.done():
                    reply.set_exception(ConnectionClosed(socket.protocol.close_rcvd, socket.protocol.close_sent))
            self._news.set()

    def _take(self, frame: WireFrame) -> None:
        self.frames.append(frame)
        if frame["type"] in ("ok", "failed"):
            reply = self._replies.get(frame["ref"])
            if reply is not None and not reply.done():
                reply.set_result(frame)
        elif "room" in frame:
            self.histories.setdefault(frame["room"], History(frame["room"])).take(frame)
        self._news.set()


def within(seconds: float = WITHIN_S) -> asyncio.Timeout:
    """The bound of one wait. Not `asyncio.wait_for`: before Python 3.12 it can swallow the cancellation of another."""
    return asyncio.timeout(seconds)


def new_message_id() -> str:
    """128 random bits, as a client makes them."""
    return secrets.token_urlsafe(16)
