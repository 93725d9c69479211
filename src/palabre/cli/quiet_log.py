"""Log lines that cannot quote a guest: an exception is written as its type and places, without its text."""

import logging
import traceback
from types import TracebackType


class QuietFormatter(logging.Formatter):
    """Like the standard formatter, but an exception's own words never reach the log."""

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Type and places of an exception, one frame a line, innermost last."""
        kind, _, trace = ei
        frames = traceback.extract_tb(trace)
        lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return "\n".join([*lines, kind.__name__ if kind else "no exception"])
