"""The doorway: a session opened over HTTP, as a browser does before its guest first speaks."""

import asyncio
import json

import httptools
import msgspec
from msgspec import Struct

COOKIE = b"palabre_session="
CREATED = 201
# A server of a bench may be far beyond what it holds: whoever comes waits.
WITHIN_S = 120.0
READ_BYTES = 65_536


class TurnedAway(Exception):
    """The server declined; `code` is its problem's, `retry_after` in seconds."""

    def __init__(self, code: str, retry_after: float | None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


class Problem(Struct, frozen=True):
    """The part of a problem (RFC 9457) that is needed here."""

    code: str = "unknown"
    retry_after: float | None = None


class Answer:
    """One HTTP response, as httptools reads it."""

    def __init__(self) -> None:
        self.cookie = ""
        self.body = b""
        self.is_whole = False
        self._parser = httptools.HttpResponseParser(self)

    def feed(self, data: bytes) -> None:
        self._parser.feed_data(data)

    @property
    def status(self) -> int:
        return int(self._parser.get_status_code())

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"set-cookie" and value.startswith(COOKIE):
            self.cookie = value.partition(b";")[0].decode("latin-1")

    def on_body(self, body: bytes) -> None:
        self.body += body

    def on_message_complete(self) -> None:
        self.is_whole = True


async def open_session(port: int, nickname: str) -> str:
    """`POST /api/sessions` on this machine; returns the cookie, `name=value`. Raises TurnedAway, OSError."""
    body = json.dumps({"nickname": nickname, "locale": "fr"}).encode()
    host = f"127.0.0.1:{port}"
    head = (
        f"POST /api/sessions HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    async with asyncio.timeout(WITHIN_S):
        answer = await ask(port, head.encode() + body)
    if answer.status != CREATED:
        problem = msgspec.json.decode(answer.body, type=Problem) if answer.body[:1] == b"{" else Problem()
        raise TurnedAway(problem.code, problem.retry_after)
    return answer.cookie


async def ask(port: int, request: bytes) -> Answer:
    """One request on a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answer = Answer()
    try:
        writer.write(request)
        while not answer.is_whole:
            data = await reader.read(READ_BYTES)
            if not data:
                raise ConnectionResetError("the server closed before it answered")
            answer.feed(data)
    finally:
        writer.close()
    return answer
