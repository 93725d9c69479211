"""The bus of an instance with one node: a direct call to each listener."""

import logging
from collections.abc import Sequence

from palabre.domain.log import LogEvent
from palabre.ports.bus import Listener

logger = logging.getLogger(__name__)


class LocalBus:
    """Calls listeners in the order they were added; one that fails does not deprive the others."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def publish(self, events: Sequence[LogEvent]) -> None:
        for listener in self._listeners:
            try:
                listener(events)
            except Exception as error:
                # The text of an error may quote a message: its type is all that may be logged.
                logger.error("a listener failed with %s", type(error).__name__)
