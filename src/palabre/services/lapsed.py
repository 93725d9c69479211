"""Lapsed: until when sessions whose proof of age ended were shown rooms for adults: theirs to report for a day."""

from collections import deque
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from palabre.domain.retention import SEALED_MS
from palabre.ports.age_proofs import PROOFS_CHANGED, ProofsChanged
from palabre.ports.clock import Clock
from palabre.ports.store import ControlEntry

NOW_ON = 2**63 - 1


class Span(Struct, frozen=True):
    """From when until when somebody was shown a room, Unix ms."""

    from_ms: int
    until_ms: int = NOW_ON

    def saw(self, said_ms: int, hidden_ms: int | None) -> bool:
        """Whether what was said then, and hidden then, stood there meanwhile."""
        return said_ms < self.until_ms and (hidden_ms is None or hidden_ms > self.from_ms)


class Lapsed:
    """Of the proofs that ended within a day. The control log has them for as long, over a restart."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began: dict[str, int] = {}
        self._spans: dict[str, list[Span]] = {}
        self._ends: deque[tuple[int, str]] = deque()

    def restore(self, entries: Iterable[ControlEntry]) -> None:
        """What the control log says of the last day."""
        for entry in entries:
            if entry.kind == PROOFS_CHANGED:
                self._take(msgspec.json.decode(entry.data, type=ProofsChanged), entry.at_ms)

    def began(self, session_id: str, at_ms: int) -> None:
        """They proved it; a proof in place of another goes on from that one."""
        self._began.setdefault(session_id, at_ms)

    def ended(self, session_id: str, at_ms: int) -> None:
        """They prove it no more."""
        from_ms = self._began.pop(session_id, None)
        if from_ms is not None:
            self._spans.setdefault(session_id, []).append(Span(from_ms, at_ms))
            self._ends.append((at_ms, session_id))

    def forget(self, session_id: str) -> None:
        """The session is over: nobody reports under it any more."""
        self._began.pop(session_id, None)
        self._spans.pop(session_id, None)

    def spans(self, session_id: str) -> tuple[Span, ...]:
        """When they were shown rooms for adults, of what ended within a day."""
        self._forget()
        return tuple(self._spans.get(session_id, ()))

    def _take(self, changed: ProofsChanged, at_ms: int) -> None:
        if changed.why is None:
            self.began(changed.session_id, at_ms)
        else:
            self.ended(changed.session_id, at_ms)

    def _forget(self) -> None:
        before = self._clock.now_ms() - SEALED_MS
        while self._ends and self._ends[0][0] <= before:
            _, session_id = self._ends.popleft()
            left = [span for span in self._spans.get(session_id, ()) if span.until_ms > before]
            if left:
                self._spans[session_id] = left
            else:
                self._spans.pop(session_id, None)
