"""One loop: does a thing every so often, survives its failures, ends when told."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger("palabre.jobs")


async def every(seconds: float, name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Run `work` every `seconds` until cancelled; a failure is logged by its type and tried again."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except Exception as error:
            log.error("job %s failed: %s", name, type(error).__name__)
