"""Framing: a WebSocket frame header and its payload, built once and written to many (RFC 6455 §5.2)."""

PING = b"\x89\x00"


def text_frame(payload: bytes) -> bytes:
    """An unmasked, unfragmented text frame, as a server sends it."""
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    if size < 65_536:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload
