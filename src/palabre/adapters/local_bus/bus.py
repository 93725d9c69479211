"""The bus of an instance with one node: a direct call to each listener."""

import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

from palabre.domain.log import LogEvent
from palabre.domain.passing import Passing
from palabre.ports.bus import Listener, PassingListener

logger = logging.getLogger(__name__)
T = TypeVar("T")


class LocalBus:
    """Calls listeners in the order they were added; one that fails does not deprive the others."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._passing_listeners: list[PassingListener] = []

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def publish(self, events: Sequence[LogEvent]) -> None:
        tell(self._listeners, events)

    def listen_passing(self, listener: PassingListener) -> None:
        self._passing_listeners.append(listener)

    def pass_on(self, facts: Sequence[Passing]) -> None:
        tell(self._passing_listeners, facts)


def tell(listeners: Sequence[Callable[[Sequence[T]], None]], told: Sequence[T]) -> None:
    for listener in listeners:
        try:
            listener(told)
        except Exception as error:
            # The text of an error may quote a message: its type is all that may be logged.
            logger.error("a listener failed with %s", type(error).__name__)
