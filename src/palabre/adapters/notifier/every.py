"""Tells by every way there is; one that works is enough."""

import asyncio
import logging
from collections.abc import Sequence

from palabre.ports.notifier import AnyCall, Notifier, NotTold

log = logging.getLogger("palabre.notify")


class EveryNotifier:
    """All ways at once."""

    def __init__(self, notifiers: Sequence[Notifier]) -> None:
        self._notifiers = tuple(notifiers)

    async def tell(self, call: AnyCall) -> None:
        told = await asyncio.gather(*(notifier.tell(call) for notifier in self._notifiers), return_exceptions=True)
        failures = [each for each in told if isinstance(each, BaseException)]
        for failure in failures:
            if not isinstance(failure, NotTold):
                raise failure
            log.error("somebody on call could not be told: %s", failure)
        if len(failures) == len(self._notifiers):
            raise NotTold("nobody could be told")
