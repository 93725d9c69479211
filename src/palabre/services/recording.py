"""Recording: what goes to the vault of a contribution or a session, as far as its basis is current that day."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo

from palabre.domain.connection_record import (
    ConnectionRecord,
    Injunction,
    Operation,
    Record,
    communication_of,
    kept_fields,
    record_of,
)
from palabre.domain.session import MAX_AGE_MS
from palabre.domain.tag import day_of
from palabre.ports.vault import Origin

TRANSFER = "websocket"
# Every time zone changes its day at one of these.
QUARTER_MS = 15 * 60_000


class Recording:
    """Makes records, days being those of `zone`; with a vault that keeps nothing it makes none."""

    def __init__(self, zone: tzinfo, injunctions: Sequence[Injunction], *, is_kept: bool) -> None:
        self._zone = zone
        self._injunctions = tuple(injunctions)
        self._is_kept = is_kept
        # Of the quarter of an hour asked about last, since each message asks: the day, and what is kept on it.
        self._known: tuple[int, date, frozenset[str]] = (-1, date.min, frozenset())

    def written(
        self, message_id: str, origin: Origin, at_ms: int, author: str | None = None, operation: Operation = "created"
    ) -> Record | None:
        """Of a message written, or given another text."""
        if not self._is_kept:
            return None
        day, kept = self._of(at_ms)
        facts = ConnectionRecord(
            communication=communication_of(message_id),
            address=origin.address,
            port=origin.port,
            protocols=("https" if origin.secure else "http", TRANSFER),
            content=message_id,
            operation=operation,
            at=moment(at_ms) if "at" in kept else None,
            author=author,
        )
        return record_of(facts, day, kept)

    def named(self, session_id: str, nickname: str, at_ms: int) -> Record | None:
        """Of a nickname a session takes. Its year begins when the session ends: within a day, with whose key it is
        sealed."""
        if not self._is_kept:
            return None
        day = day_of(at_ms + MAX_AGE_MS, self._zone)
        facts = ConnectionRecord(session=session_id, nickname=nickname)
        return record_of(facts, day, kept_fields(day, self._injunctions))

    def _of(self, at_ms: int) -> tuple[date, frozenset[str]]:
        quarter = at_ms // QUARTER_MS
        if self._known[0] != quarter:
            day = day_of(at_ms, self._zone)
            self._known = (quarter, day, kept_fields(day, self._injunctions))
        return self._known[1:]


def moment(at_ms: int) -> str:
    """ISO 8601, UTC, to the millisecond."""
    return datetime.fromtimestamp(at_ms / 1_000, UTC).isoformat(timespec="milliseconds")
