"""Workshop: makes what judges texts out of the shipped rules and those of this instance."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from palabre.domain.moderation.revision import OwnRule
from palabre.domain.moderation.rule import Rule
from palabre.ports.screening import Screening


class RuleFault(Exception):
    """A rule cannot be used: the field, one sentence on it, and the line and column in the field, from 1."""

    def __init__(
        self, rule_id: str, field: str, sentence: str, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(sentence)
        self.rule_id = rule_id
        self.field = field
        self.sentence = sentence
        self.line = line
        self.column = column


class Workshop(Protocol):
    """Everything here may take a second or two, and is called away from the event loop."""

    def shipped(self) -> Mapping[str, Rule]:
        """The rules shipped with Palabre, by id."""
        ...

    def version(self, own: OwnRule) -> str:
        """A hash of what it does, patterns included."""
        ...

    def check(self, own: OwnRule) -> list[RuleFault]:
        """What is wrong with a rule, were it live."""
        ...

    def build(self, shipped: Sequence[Rule], own: Sequence[OwnRule]) -> Screening:
        """What judges by these rules of the shipped ones, and these; raises RuleFault for the first that cannot be."""
        ...
