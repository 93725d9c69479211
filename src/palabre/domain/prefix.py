"""Prefixes: the part of an address that many share, by which newcomers are counted."""

import hashlib
import hmac
import ipaddress
from ipaddress import IPv4Address, IPv6Address

Address = IPv4Address | IPv6Address
IPV4_PREFIX = 24
IPV6_PREFIX = 56
HANDLE_BYTES = 16


def address_of(text: str) -> Address:
    """The address; one mapped into IPv6, as a socket for both shows IPv4 peers, as IPv4. Raises ValueError."""
    parsed = ipaddress.ip_address(text)
    return parsed.ipv4_mapped or parsed if isinstance(parsed, IPv6Address) else parsed


def prefix_of(address: str) -> str:
    """The /24 (IPv4) or /56 (IPv6) an address lies in; an IPv4-mapped address counts as IPv4."""
    parsed = address_of(address)
    bits = IPV4_PREFIX if isinstance(parsed, IPv4Address) else IPV6_PREFIX
    rest = parsed.max_prefixlen - bits
    return f"{type(parsed)(int(parsed) >> rest << rest)}/{bits}"


def handle_of(key: bytes, prefix: str) -> str:
    """What stands for a prefix where it is kept: without the key of the day, 16 million guesses find no /24."""
    digest = hmac.digest(key, b"palabre prefix 1 " + prefix.encode(), hashlib.sha256)
    return digest[:HANDLE_BYTES].hex()
