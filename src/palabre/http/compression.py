"""Compresses whole responses with gzip for clients that accept it."""

import re
import zlib
from collections.abc import Iterable

from litestar.types import ASGIApp, HTTPResponseBodyEvent, HTTPResponseStartEvent, Message, Receive, Scope, Send

from palabre.http.visit import is_http

MIN_BYTES = 1_024
# Above this, speed counts more than size: the loop is shared with the live connections.
LARGE_BYTES = 64 * 1_024
COMPRESSIBLE = (b"text/", b"application/json", b"application/problem+json", b"image/svg+xml")
GZIP_WINDOW = 31
REFUSED = re.compile(r"\s*q=0(\.0*)?\s*")


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether `Accept-Encoding` admits gzip (RFC 9110 §12.5.3)."""
    return accepts(accept_encoding, "gzip", "*")


def accepts_brotli(accept_encoding: str) -> bool:
    """Whether `Accept-Encoding` names Brotli (RFC 7932); a star is not enough, for old proxies send one."""
    return accepts(accept_encoding, "br")


def accepts(accept_encoding: str, *codings: str) -> bool:
    for part in accept_encoding.lower().split(","):
        coding, _, parameter = part.partition(";")
        if coding.strip() in codings:
            return not REFUSED.fullmatch(parameter)
    return False


def gzipped(plain: bytes) -> bytes:
    compressor = zlib.compressobj(1 if len(plain) > LARGE_BYTES else 6, zlib.DEFLATED, GZIP_WINDOW)
    return compressor.compress(plain) + compressor.flush()


def compressing(app: ASGIApp) -> ASGIApp:
    """`app`, with the single-part text responses of 1 KiB and more compressed."""

    async def compressed(scope: Scope, receive: Receive, send: Send) -> None:
        if not is_http(scope) or not accepts_gzip(header(scope["headers"], b"accept-encoding").decode("latin-1")):
            await app(scope, receive, send)
            return
        await app(scope, receive, Compressor(send).send)

    return compressed


class Compressor:
    """Holds a response's start until its body says whether compressing pays."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: HTTPResponseStartEvent | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        start, self._start = self._start, None
        if start is not None:
            if message["type"] == "http.response.body" and not message["more_body"]:
                compress(start, message)
            await self._send(start)
        await self._send(message)


def compress(start: HTTPResponseStartEvent, body: HTTPResponseBodyEvent) -> None:
    """Compress a whole response in place, when that pays."""
    if is_worth(start, body["body"]):
        body["body"] = gzipped(body["body"])
        start["headers"] = encoded_headers(start, len(body["body"]))


def is_worth(start: HTTPResponseStartEvent, body: bytes) -> bool:
    headers = start["headers"]
    return (
        len(body) >= MIN_BYTES
        and header(headers, b"content-type").startswith(COMPRESSIBLE)
        and not header(headers, b"content-encoding")
    )


def encoded_headers(start: HTTPResponseStartEvent, length: int) -> list[tuple[bytes, bytes]]:
    kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
    return [
        *kept,
        (b"content-length", b"%d" % length),
        (b"content-encoding", b"gzip"),
        (b"vary", b"Accept-Encoding"),
    ]


def header(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bytes:
    """The first value of a header, or nothing."""
    return next((bytes(value) for key, value in headers if key.lower() == name), b"")
