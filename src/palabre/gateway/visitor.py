"""A visitor: one open connection as the rest of the gateway sees it."""

from collections.abc import Callable

from palabre.domain.staff import Staff
from palabre.gateway.connection import Connection
from palabre.gateway.framing import text_frame
from palabre.gateway.outbound import Outbound
from palabre.ports.vault import Origin
from palabre.protocol.close_codes import CloseCode
from palabre.protocol.replies import Reply

Closer = Callable[[CloseCode, int | None], None]


class Visitor:
    """Whose connection it is, where from, and how to answer. `close` takes a code and `retry_after_ms`."""

    __slots__ = ("close", "connection", "is_open", "origin", "outbound", "page", "prefix", "staff")

    def __init__(self, connection: Connection, outbound: Outbound, origin: Origin, prefix: str, close: Closer) -> None:
        self.connection = connection
        self.outbound = outbound
        self.origin = origin
        self.prefix = prefix
        self.close = close
        self.is_open = True
        self.staff: Staff | None = None
        # The origin of the page that opened it.
        self.page = ""

    @property
    def id(self) -> int:
        return self.connection.id

    @property
    def session_id(self) -> str | None:
        return self.connection.session_id

    def answer(self, reply: Reply) -> None:
        """Write the reply to a performed command, unless the connection is gone."""
        frame = self.framed(reply)
        if self.is_open:
            self.outbound.write(frame)

    def framed(self, reply: Reply) -> bytes:
        """The reply to a performed command, to be written together with what comes after it."""
        return text_frame(self.connection.answered(reply).payload)
