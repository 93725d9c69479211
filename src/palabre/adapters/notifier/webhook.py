"""A webhook: an HTTPS POST of JSON to where the operator says, and nowhere it points to."""

import asyncio
import http.client
import ssl
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

import msgspec

from palabre.ports.notifier import AnyCall, NotTold

TIMEOUT_S = 12.0


class WebhookNotifier:
    """The library follows no redirect: an answer other than 2xx is a failure."""

    def __init__(self, url: str, *, context: Callable[[], ssl.SSLContext] = ssl.create_default_context) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port
        self._path = parts.path or "/"
        if parts.query:
            self._path += f"?{parts.query}"
        self._context = context

    async def tell(self, call: AnyCall) -> None:
        try:
            status = await asyncio.to_thread(self._post, msgspec.json.encode(call))
        except (http.client.HTTPException, OSError) as error:
            raise NotTold(f"the webhook failed: {type(error).__name__}") from None
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            raise NotTold(f"the webhook answered {status}")

    def _post(self, body: bytes) -> int:
        connection = http.client.HTTPSConnection(self._host, self._port, timeout=TIMEOUT_S, context=self._context())
        try:
            connection.request("POST", self._path, body, {"Content-Type": "application/json"})
            return connection.getresponse().status
        finally:
            connection.close()
