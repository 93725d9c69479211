"""The opening handshake of a WebSocket, as a guest makes it (RFC 6455 §4)."""

import base64
import hashlib
import secrets

from palabre.bench.wire import BadFrame
from palabre.protocol.limits import SUBPROTOCOL

CRLF = "\r\n"
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Handshake:
    """The request, and whether the answer accepts it."""

    def __init__(self, host: str, *, cookie: str = "") -> None:
        key = base64.b64encode(secrets.token_bytes(16))
        self._accept = base64.b64encode(hashlib.sha1(key + GUID, usedforsecurity=False).digest())
        self.request = (
            f"GET /ws HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key.decode()}\r\n"
            f"Sec-WebSocket-Protocol: {SUBPROTOCOL}\r\n{f'Cookie: {cookie}{CRLF}' if cookie else ''}\r\n"
        ).encode()

    def accepted(self, answer: bytes) -> bytes | None:
        """What follows the answer once it is there; None before. Raises BadFrame when the server declines."""
        head, end, rest = answer.partition(b"\r\n\r\n")
        if not end:
            return None
        if not head.startswith(b"HTTP/1.1 101 ") or self._accept not in head:
            raise BadFrame(head.partition(b"\r\n")[0].decode("latin-1"))
        return rest
