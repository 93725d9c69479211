"""Bus: what tells every node what was committed. Publishing is a hint, never the record."""

from collections.abc import Callable, Sequence
from typing import Protocol

from palabre.domain.log import LogEvent

Listener = Callable[[Sequence[LogEvent]], None]


class Bus(Protocol):
    """Carries committed log events, in commit order per room, at most once."""

    def publish(self, events: Sequence[LogEvent]) -> None:
        """Tell listeners. Called on the event loop by the log writer after the commit; never raises."""
        ...

    def listen(self, listener: Listener) -> None:
        """Have `listener` called on the event loop with each batch published."""
        ...
