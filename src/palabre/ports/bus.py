"""Bus: what tells every node what was committed. Publishing is a hint, never the record."""

from collections.abc import Callable, Sequence
from typing import Protocol

from palabre.domain.log import LogEvent
from palabre.domain.passing import Passing

Listener = Callable[[Sequence[LogEvent]], None]
PassingListener = Callable[[Sequence[Passing]], None]


class Bus(Protocol):
    """Carries committed log events, in commit order per room, at most once."""

    def publish(self, events: Sequence[LogEvent]) -> None:
        """Tell listeners. Called on the event loop by the log writer after the commit; never raises."""
        ...

    def listen(self, listener: Listener) -> None:
        """Have `listener` called on the event loop with each batch published."""
        ...

    def pass_on(self, facts: Sequence[Passing]) -> None:
        """Tell listeners of passing facts, at most once, to every node. Called on the event loop; never raises."""
        ...

    def listen_passing(self, listener: PassingListener) -> None:
        """Have `listener` called on the event loop with each batch of passing facts."""
        ...
