"""Fetching from a provider: JSON over HTTPS, bounded in time and size, redirected nowhere."""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
import msgspec

from palabre.ports.accounts import AccountRefused

TIMEOUT_S = 10.0
MAX_BYTES = 256 * 1024
LOOPBACK = ("127.0.0.1", "::1", "localhost")
Shape = TypeVar("Shape")


class Fetching:
    """`loopback` allows plain HTTP to this machine, as a demo may; everything else is HTTPS."""

    def __init__(self, *, loopback: bool, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._loopback = loopback
        self._transport = transport

    def may_reach(self, address: str) -> bool:
        """Whether this is an address a provider may have: HTTPS, nobody's password in it, no fragment."""
        try:
            parts = urlsplit(address)
            name = parts.hostname or ""
        except ValueError:
            return False
        if parts.username is not None or parts.fragment or not name:
            return False
        return parts.scheme == "https" or (self._loopback and parts.scheme == "http" and name in LOOPBACK)

    async def get(self, address: str, shape: type[Shape], *, bearer: str | None = None) -> Shape:
        """Raises AccountRefused `provider_unreachable`, `provider_refused`."""
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        return await self._json(httpx.Request("GET", address, headers=told(headers)), shape)

    async def post(
        self, address: str, fields: Mapping[str, str], shape: type[Shape], *, auth: httpx.Auth | None
    ) -> Shape:
        """The same with a form."""
        return await self._json(httpx.Request("POST", address, headers=told({}), data=dict(fields)), shape, auth)

    async def _json(self, request: httpx.Request, shape: type[Shape], auth: httpx.Auth | None = None) -> Shape:
        if not self.may_reach(str(request.url)):
            raise AccountRefused("provider_refused")
        try:
            async with asyncio.timeout(TIMEOUT_S):
                return msgspec.json.decode(await self._body(request, auth), type=shape)
        except (httpx.TransportError, TimeoutError):
            raise AccountRefused("provider_unreachable") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, msgspec.DecodeError, UnicodeError):
            raise AccountRefused("provider_refused") from None

    async def _body(self, request: httpx.Request, auth: httpx.Auth | None) -> bytes:
        # Neither the environment's proxies nor its .netrc: what is sent here goes to the provider alone.
        async with (
            httpx.AsyncClient(
                transport=self._transport, timeout=TIMEOUT_S, follow_redirects=False, trust_env=False
            ) as client,
        ):
            response = await client.send(request, auth=auth, stream=True)
            try:
                return await bounded(response)
            finally:
                await response.aclose()


def told(headers: Mapping[str, str]) -> dict[str, str]:
    """What every request says: JSON is wanted, and not compressed, since a few bytes may unpack to gigabytes."""
    return {"Accept": "application/json", "Accept-Encoding": "identity", **headers}


async def bounded(response: httpx.Response) -> bytes:
    """The body of a 200; raises AccountRefused for any other answer, one that is too large, or packed."""
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise AccountRefused("provider_unreachable")
    if response.status_code != HTTPStatus.OK or response.headers.get("content-encoding", "identity") != "identity":
        raise AccountRefused("provider_refused")
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > MAX_BYTES:
            raise AccountRefused("provider_refused")
    return bytes(body)
