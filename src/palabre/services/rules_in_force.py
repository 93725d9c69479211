"""The rules in force: what judges every text, swapped whole when the rules change, counting what each rule hits."""

from collections import Counter
from typing import NamedTuple

from palabre.domain.moderation.circumstances import ORDINARY, Circumstances
from palabre.domain.moderation.verdict import Verdict
from palabre.ports.screening import Screening


class Hits(NamedTuple):
    """How many texts a rule matched in force and in shadow, of how many judged since it stands as it does."""

    live: int
    shadow: int
    judged: int


class RulesInForce:
    """The Screening port. Only messages count: a name is judged again and again while it is typed."""

    def __init__(self, screening: Screening) -> None:
        self._screening = screening
        self._live = Counter[str]()
        self._shadow = Counter[str]()
        self._judged = 0
        self._since: dict[str, int] = {}

    @property
    def screening(self) -> Screening:
        """The same without counting."""
        return self._screening

    @property
    def version(self) -> str:
        return self._screening.version

    def judge(self, text: str, about: Circumstances = ORDINARY) -> Verdict:
        verdict = self._screening.judge(text, about)
        if about.place == "message":
            self._judged += 1
            for fired in verdict.fired:
                self._live[fired.rule.version] += 1
            for fired in verdict.shadow:
                self._shadow[fired.rule.version] += 1
        return verdict

    def swap(self, screening: Screening, fresh: frozenset[str]) -> None:
        """Judge by these from now on; the rules of these versions are counted afresh."""
        self._screening = screening
        for version in fresh:
            self._since[version] = self._judged
            del self._live[version], self._shadow[version]

    def hits(self, version: str) -> Hits:
        """What the rule of a version hit, since this process knows it."""
        judged = self._judged - self._since.get(version, 0)
        return Hits(self._live[version], self._shadow[version], judged)
