"""Framing: a WebSocket frame header and its payload, built once and written to many (RFC 6455 §5.2)."""

PING = b"\x89\x00"
# A length that does not fit its field is announced by one of two numbers, and follows in two or eight bytes.
FITS_7_BITS = 125
FITS_16_BITS = 65_535


def text_frame(payload: bytes) -> bytes:
    """An unmasked, unfragmented text frame, as a server sends it."""
    size = len(payload)
    if size <= FITS_7_BITS:
        return bytes((0x81, size)) + payload
    if size <= FITS_16_BITS:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload
