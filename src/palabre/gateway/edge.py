"""The edge policy: which requests are let in, and where they really come from."""

import ipaddress
from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network

from msgspec import Struct

from palabre.domain.prefix import address_of, prefix_of
from palabre.ports.vault import Origin

Headers = Sequence[tuple[bytes, bytes]]
Network = IPv4Network | IPv6Network
MAX_PORT = 65_535
FORWARDING = frozenset(
    (
        b"forwarded",
        b"x-forwarded-for",
        b"x-forwarded-host",
        b"x-forwarded-proto",
        b"x-forwarded-port",
        b"x-real-ip",
        b"x-real-port",
    )
)


class Admitted(Struct, frozen=True):
    """A request let in. `prefix` is the /24 or /56 allowances are counted by; it never leaves memory."""

    origin: Origin
    prefix: str
    secure: bool
    host: str

    def __repr__(self) -> str:
        return "<Admitted>"


class TurnedAway(Struct, frozen=True):
    """A request refused before anything is done with it."""

    status: int
    code: str


class EdgePolicy:
    """Checks `Host` and forwarding headers; the same for HTTP and for the WebSocket.

    `hosts` are the names served (empty: loopback only, as in demo mode); `proxies` the networks whose
    forwarding headers are believed (configured, never guessed).
    """

    def __init__(self, *, hosts: frozenset[str] = frozenset(), proxies: Sequence[Network] = ()) -> None:
        self._hosts = hosts
        self._proxies = tuple(proxies)

    def examine(self, *, peer: tuple[str, int], headers: Headers) -> Admitted | TurnedAway:
        """Admit the request, with its true origin, or say with which status to turn it away."""
        host = single(headers, b"host")
        if host is None:
            return TurnedAway(400, "host_required")
        if not self._serves(host):
            return TurnedAway(421, "host_not_served")
        forwarding = [name for name, _ in headers if name.lower() in FORWARDING]
        if not forwarding:
            return admitted(Origin(*peer), host, secure=False)
        if not self._hosts:
            return TurnedAway(421, "forwarding_refused")
        if not self._is_proxy(peer[0]):
            return TurnedAway(400, "forwarding_refused")
        return self._behind_proxy(peer, headers, host)

    def watching(self, *, peer: tuple[str, int], headers: Headers) -> Admitted | None:
        """Who watches over the process on this machine itself: under its own name, and through no proxy; else None."""
        host = single(headers, b"host")
        if host is None or not is_loopback_name(host_name(host)) or not is_loopback_name(peer[0]):
            return None
        through = any(name.lower() in FORWARDING or name.lower() == b"via" for name, _ in headers)
        return None if through else admitted(Origin(*peer), host, secure=False)

    def same_origin(self, headers: Headers, request: Admitted) -> bool:
        """Whether a request that must come from our own pages does: `Origin` names the host it was sent to."""
        origin = single(headers, b"origin")
        if origin is None:
            return False
        scheme = "https" if request.secure else "http"
        return origin.lower() == f"{scheme}://{request.host.lower()}"

    def _serves(self, host: str) -> bool:
        name = host_name(host)
        return name in self._hosts if self._hosts else is_loopback_name(name)

    def _is_proxy(self, address: str) -> bool:
        parsed = address_of(address)
        return any(parsed in network for network in self._proxies)

    def _behind_proxy(self, peer: tuple[str, int], headers: Headers, host: str) -> Admitted | TurnedAway:
        listed = b",".join(value for name, value in headers if name.lower() == b"x-forwarded-for")
        secure = single(headers, b"x-forwarded-proto") == "https"
        for place, part in enumerate(reversed(listed.decode("latin-1").split(","))):
            try:
                address = str(address_of(part.strip()))
            except ValueError:
                return TurnedAway(400, "forwarding_malformed")
            if not self._is_proxy(address):
                # Our nearest proxy saw the port of whom it names last; nobody tells that of the others.
                return admitted(Origin(address, port_told(headers) if place == 0 else None), host, secure=secure)
        return admitted(Origin(*peer), host, secure=secure)


def admitted(origin: Origin, host: str, *, secure: bool) -> Admitted:
    origin = Origin(str(address_of(origin.address)), origin.port, secure)
    return Admitted(origin, prefix_of(origin.address), secure, host)


def port_told(headers: Headers) -> int | None:
    """The guest's source port, as a proxy tells it in `X-Real-Port`."""
    told = single(headers, b"x-real-port") or ""
    is_number = told.isascii() and told.isdecimal() and len(told) <= len(str(MAX_PORT))
    return int(told) if is_number and 0 < int(told) <= MAX_PORT else None


def single(headers: Headers, name: bytes) -> str | None:
    """The value of a header that may come once; None when absent, or repeated."""
    values = [value for key, value in headers if key.lower() == name]
    return values[0].decode("latin-1").strip() if len(values) == 1 else None


def host_name(host: str) -> str:
    """A `Host` without its port, in lower case, without brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.rpartition(":")[0].lower() if host.count(":") == 1 else host.lower()


def is_address(name: str) -> bool:
    """Whether a host is a number and no name."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback_name(name: str) -> bool:
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
