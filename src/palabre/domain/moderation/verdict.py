"""Verdicts: what screening answers for one message, with the rule and the words that explain it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Verdict:
    """`block` names the rule (an identifier of the instance's rules page) and the words found, as typed."""

    outcome: Literal["allow", "block"]
    rule: str | None = None
    words: tuple[str, ...] = ()


ALLOW = Verdict("allow")
