"""The outermost layer of HTTP: lets requests in or turns them away, and marks every response."""

from collections.abc import MutableMapping
from typing import Any, cast

import msgspec
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from palabre.gateway.edge import Admitted, EdgePolicy, Headers, TurnedAway
from palabre.http.problems import PROBLEM_TYPE, headers_of, problem
from palabre.http.storable import addresses_nul
from palabre.http.visit import admit, is_http
from palabre.protocol.resources import Problem

MAX_TARGET_BYTES = 2_048
SAFE_METHODS = ("GET", "HEAD", "OPTIONS", "TRACE")

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "worker-src 'self'; manifest-src 'self'; font-src 'none'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# Every feature Chromium knows and asks a policy for; one it does not know would be an error in its console.
CLOSED_FEATURES = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "gamepad",
    "geolocation", "gyroscope", "hid", "identity-credentials-get", "idle-detection", "local-fonts", "magnetometer",
    "microphone", "midi", "otp-credentials", "payment", "picture-in-picture", "publickey-credentials-create",
    "publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip


def permissions(*opened: str) -> str:
    """The policy of features: none, but `opened` to ourselves."""
    return ", ".join(f"{feature}=({'self' if feature in opened else ''})" for feature in CLOSED_FEATURES)


# Referrer-Policy is not `no-referrer`, under which a browser may send `Origin: null` to ourselves.
EVERY_RESPONSE = tuple(
    (name.encode(), value.encode())
    for name, value in (
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-robots-tag", "noindex, noarchive"),
    )
)
# What a response is given that says nothing else: a second policy beside its own would only narrow it.
UNLESS_SAID = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"permissions-policy", permissions().encode()),
)

TURNED_AWAY_DETAIL = {
    "host_required": "The request names no host.",
    "host_not_served": "This host name is not served here.",
    "forwarding_refused": "Forwarding headers are accepted from configured proxies only.",
    "forwarding_malformed": "A forwarding header is not an address.",
}
# A public place answers under its own names only; whoever watches over it on its machine knows none of them.
WATCHED = frozenset({"/healthz", "/readyz", "/metrics"})


class Edge:
    """Wraps the application in the edge policy that the WebSocket shares."""

    def __init__(self, app: ASGIApp, policy: EdgePolicy) -> None:
        self._app = app
        self._policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point."""
        if not is_http(scope):
            await self._app(scope, receive, send)
            return
        marked = marking(send)
        verdict = self._examine(scope)
        if isinstance(verdict, Problem):
            await send_problem(verdict, marked)
            return
        await self._app(within(scope, verdict), receive, marked)

    def _examine(self, scope: HTTPScope) -> Admitted | Problem:
        peer = scope["client"]
        if peer is None:
            return problem(400, "peer_unknown", "The connection has no address.")
        verdict = self._let_in(scope["path"], (peer[0], peer[1]), headers_in(scope))
        if isinstance(verdict, TurnedAway):
            return problem(verdict.status, verdict.code, TURNED_AWAY_DETAIL.get(verdict.code, ""))
        if len(scope["raw_path"]) + len(scope["query_string"]) > MAX_TARGET_BYTES:
            return problem(414, "address_too_long", limit=MAX_TARGET_BYTES)
        if addresses_nul(scope["raw_path"], scope["query_string"]):
            return problem(400, "malformed", "The request is not well formed.")
        if scope["method"] not in SAFE_METHODS and not self._is_ours(scope, verdict):
            return problem(403, "origin_refused", "This must come from a page of this place.")
        return verdict

    def _let_in(self, path: str, peer: tuple[str, int], headers: Headers) -> Admitted | TurnedAway:
        watching = self._policy.watching(peer=peer, headers=headers) if path in WATCHED else None
        return watching or self._policy.examine(peer=peer, headers=headers)

    def _is_ours(self, scope: HTTPScope, admitted: Admitted) -> bool:
        """Whether an unsafe request comes from our own page, or from no page at all (no browser omits both headers)."""
        headers = headers_in(scope)
        names = {name.lower() for name, _ in headers}
        if b"origin" in names:
            return self._policy.same_origin(headers, admitted)
        return b"sec-fetch-site" not in names or (b"sec-fetch-site", b"same-origin") in headers


def headers_in(scope: HTTPScope) -> list[tuple[bytes, bytes]]:
    return list(scope["headers"])


def within(scope: HTTPScope, admitted: Admitted) -> Scope:
    """The scope the application sees: how the request was let in, and HEAD as GET (the server drops the body)."""
    inner = cast(MutableMapping[str, Any], dict(scope))
    admit(inner, admitted)
    if inner["method"] == "HEAD":
        inner["method"] = "GET"
    return cast(Scope, inner)


def marking(send: Send) -> Send:
    """`send`, with the security headers on every response; `no-store` and the policy where it says nothing else."""

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            said = {name.lower() for name, _ in message["headers"]}
            unsaid = (field for field in UNLESS_SAID if field[0] not in said)
            every = (field for field in EVERY_RESPONSE if field[0] not in said)
            message["headers"] = [*message["headers"], *unsaid, *every]
        await send(message)

    return marked


async def send_problem(found: Problem, send: Send) -> None:
    """Answer with a problem without entering the application."""
    body = msgspec.json.encode(found)
    headers = {**headers_of(found), "Content-Type": PROBLEM_TYPE, "Content-Length": str(len(body))}
    encoded = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": found.status, "headers": encoded})
    await send({"type": "http.response.body", "body": body, "more_body": False})
