"""CBOR (RFC 8949) as issuers and wallets write it: one item, in its shortest form, of few kinds, and nothing more."""

import cbor2

from palabre.adapters.age.eu.limits import MAX_BYTES, MAX_DEPTH, MAX_ITEMS
from palabre.ports.presentations import PresentationRefused

TAG_DATE_TIME = 0
TAG_ENCODED = 24
TAGS = (TAG_DATE_TIME, TAG_ENCODED)
FALSE, TRUE, NULL = 20, 21, 22
INTEGER, NEGATIVE, BYTES, TEXT, ARRAY, MAP, TAG, SIMPLE = range(8)
KEYS = (INTEGER, NEGATIVE, TEXT)
# From this on an argument follows, in 1, 2, 4 or 8 bytes; beside each, the least that needs that many (§4.1).
LONG = 24
WIDTHS = {24: (1, 24), 25: (2, 1 << 8), 26: (4, 1 << 16), 27: (8, 1 << 32)}


def decode(data: bytes) -> object:
    """The one item in `data`: dict, list, str, bytes, int, bool, None or CBORTag (0 and 24 only).

    Raises PresentationRefused `too_large`, `malformed`: an indefinite length, a number not in its shortest form, a key
    twice or of another kind than number and text, any other tag, simple value or float, text not in UTF-8, and bytes
    left over are malformed too. The order of keys is the writer's: the profile's own example does not sort them.
    """
    if len(data) > MAX_BYTES:
        raise PresentationRefused("too_large")
    try:
        require_plain(data)
        return cbor2.loads(
            data,
            semantic_decoders={TAG_DATE_TIME: lambda value, _: cbor2.CBORTag(TAG_DATE_TIME, value)},
            max_depth=MAX_DEPTH + 1,
            allow_indefinite=False,
            allow_duplicate_keys=False,
        )
    except (Implausible, cbor2.CBORError, ValueError, TypeError):
        raise PresentationRefused("malformed") from None


class Implausible(Exception):
    """What no honest wallet writes."""


def require_plain(data: bytes) -> None:
    """Walk over every head before cbor2 builds anything: it would take other forms, and give meaning to other tags.

    Raises Implausible.
    """
    # At each depth, how many items are still to come, and whether they are the keys and values of a map.
    depths = [(1, False)]
    at = items = 0
    while depths:
        left, is_map = depths.pop()
        if left == 0:
            continue
        items += 1
        if len(depths) > MAX_DEPTH or items > MAX_ITEMS:
            raise Implausible
        major, argument, at = head_at(data, at)
        if is_map and left % 2 == 0 and major not in KEYS:
            raise Implausible
        depths.append((left - 1, is_map))
        if major in (BYTES, TEXT):
            at += argument
        elif major in (ARRAY, MAP, TAG):
            count = 1 if major == TAG else argument
            depths.append((2 * count if major == MAP else count, major == MAP))
    if at != len(data):
        raise Implausible


def head_at(data: bytes, at: int) -> tuple[int, int, int]:
    """The head at this place: its major type, its argument, and where what follows begins. Raises Implausible."""
    if at >= len(data):
        raise Implausible
    major, argument = divmod(data[at], 32)
    after = at + 1
    if major == SIMPLE:
        if argument not in (FALSE, TRUE, NULL):
            raise Implausible
    elif argument >= LONG:
        argument, after = long_argument(data, after, argument)
    if major == TAG and argument not in TAGS:
        raise Implausible
    return major, argument, after


def long_argument(data: bytes, at: int, short: int) -> tuple[int, int]:
    """An argument of several bytes, and where it ends. Raises Implausible for one that fits in fewer, or is cut."""
    if short not in WIDTHS:
        raise Implausible
    width, least = WIDTHS[short]
    after = at + width
    argument = int.from_bytes(data[at:after], "big")
    if after > len(data) or argument < least:
        raise Implausible
    return argument, after


def encoded(data: bytes) -> bytes:
    """CBOR that carries CBOR: tag 24 around its bytes (§3.4.5.1)."""
    return cbor2.dumps(cbor2.CBORTag(TAG_ENCODED, data))
