"""Writes that somebody waits for, and telling them the outcome."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from palabre.adapters.sql.writes import Outcome, Write

logger = logging.getLogger(__name__)


class Job(NamedTuple):
    """A write and who waits for it."""

    write: Write[Any]
    waiting: "asyncio.Future[Any]"


class Awaited(Protocol):
    """Something that somebody waits for."""

    @property
    def waiting(self) -> "asyncio.Future[Any]": ...


def tell(jobs: Sequence[Awaited], outcomes: Sequence[Outcome]) -> None:
    """Hand out the outcomes, on the loop; who no longer waits is passed over."""
    for job, outcome in zip(jobs, outcomes, strict=True):
        if job.waiting.done():
            continue
        if isinstance(outcome, Exception):
            job.waiting.set_exception(outcome)
        else:
            job.waiting.set_result(outcome)


def log_failure(jobs: Sequence[Job], error: Exception) -> None:
    """Say that a batch failed, and the kind of the error only: its text may quote a message."""
    cause = error.__cause__ or error
    kind = getattr(cause, "sqlite_errorname", None) or type(cause).__name__
    logger.warning("a batch of %d writes failed: %s", len(jobs), kind)
