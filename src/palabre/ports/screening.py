"""Screening: judges a text before anyone sees it."""

from typing import Protocol

from palabre.domain.moderation.verdict import Verdict


class Screening(Protocol):
    """No room is ever open without one."""

    def judge(self, text: str) -> Verdict:
        """The verdict on a normalised body, or on a nickname. Pure and quick (microseconds): called in line."""
        ...
