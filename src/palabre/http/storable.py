"""Storable: no request brings the one character that PostgreSQL cannot keep, in an address, a body or a form."""

import re
from typing import Any

from litestar import Request
from litestar.exceptions import ClientException

# U+0000 as JSON tells it (RFC 8259 §7): not what follows an escaped backslash.
ESCAPED_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
PERCENT_NUL = b"%00"
NUL = b"\x00"


class StorableRequest(Request[Any, Any, Any]):
    """A request whose body has no U+0000."""

    async def body(self) -> bytes:
        """Raises ClientException (400) when it does."""
        body = await super().body()
        if NUL in body or self._tells_nul(body):
            raise ClientException
        return body

    def _tells_nul(self, body: bytes) -> bool:
        if self.content_type[0] == "application/x-www-form-urlencoded":
            return PERCENT_NUL in body
        return ESCAPED_NUL.search(body) is not None


def addresses_nul(raw_path: bytes, query: bytes) -> bool:
    """Whether an address holds U+0000."""
    return PERCENT_NUL in raw_path or PERCENT_NUL in query
