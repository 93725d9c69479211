"""Verdicts: what screening answers for one text, with the rules, the words and the facts that explain it."""

from typing import Literal

from msgspec import Struct

from palabre.domain.discretion import Discreet
from palabre.domain.moderation.circumstances import ORDINARY, Circumstances
from palabre.domain.moderation.rule import Effect, Rule
from palabre.domain.moderation.signal import Finding
from palabre.domain.moderation.span import Span

Outcome = Literal["allow", "hold", "block"]


class Fired(Struct, frozen=True):
    """A rule that matched, and the part of the text it matched on; no spans when the whole text is meant."""

    rule: Rule
    spans: tuple[Span, ...] = ()


class Verdict(Discreet, frozen=True):
    """The strictest of all rules that matched.

    `rule` is the rule of the rules page (`rule-1`) behind the strictest, `words` what it matched on, as typed. `fired`
    and `shadow` are every rule that matched, in force or only counted; `version` is that of the rules in force.
    `microseconds` is how long it took to find, where it was measured.
    """

    outcome: Outcome = "allow"
    rule: str | None = None
    words: tuple[str, ...] = ()
    fired: tuple[Fired, ...] = ()
    shadow: tuple[Fired, ...] = ()
    findings: tuple[Finding, ...] = ()
    circumstances: Circumstances = ORDINARY
    version: str = ""
    microseconds: int = 0

    def effects(self) -> frozenset[Effect]:
        """What is to be done besides, whatever the outcome."""
        return frozenset(effect for fired in self.fired for effect in fired.rule.effects)

    def explanation(self, locale: Literal["fr", "en"]) -> str:
        """What the author is told: the strictest rule's own words, empty when nothing is to be told."""
        strictest = next((fired.rule for fired in self.fired if fired.rule.verdict == self.outcome), None)
        return strictest.explanation[locale] if strictest is not None else ""


ALLOW = Verdict()
