"""Screening: judges a text before anyone sees it."""

from typing import Protocol

from palabre.domain.moderation.circumstances import ORDINARY, Circumstances
from palabre.domain.moderation.verdict import Verdict


class Screening(Protocol):
    """No room is ever open without one."""

    @property
    def version(self) -> str:
        """Which rules are in force."""
        ...

    def judge(self, text: str, about: Circumstances = ORDINARY) -> Verdict:
        """The verdict on a normalised body, or on a nickname. Pure and quick (microseconds): called in line."""
        ...
