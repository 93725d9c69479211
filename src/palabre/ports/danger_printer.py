"""Danger printer: a danger file as a document a person can read, print and send."""

from typing import Protocol

from palabre.domain.danger import DangerFile
from palabre.domain.session import Locale


class DangerPrinter(Protocol):
    """Takes a second or two of CPU the first time: to be called in a thread."""

    def printed(self, file: DangerFile, locale: Locale) -> bytes:
        """A PDF, with `file` itself as JSON inside; the same file gives the same bytes."""
        ...
