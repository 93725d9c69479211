"""Revisions of rules: what staff wrote, one row a change, and the life of a rule from draft to retired."""

from typing import Literal

import msgspec
from msgspec import Struct

from palabre.domain.moderation.rule import Effect, Ground, Rule, RuleStatus, RuleVerdict

# From draft through shadow to live; back to shadow, or retired, at any time; what is retired may be taken up again.
NEXT: dict[RuleStatus, frozenset[RuleStatus]] = {
    "draft": frozenset({"shadow", "retired"}),
    "shadow": frozenset({"live", "retired"}),
    "live": frozenset({"shadow", "retired"}),
    "retired": frozenset({"shadow"}),
}
MAX_OWN_RULES = 200
MAX_OWN_PATTERNS = 500
MAX_PATTERN = 200
MAX_WHEN = 1_000
MAX_EXPLANATION = 500


class RuleText(Struct, frozen=True, kw_only=True):
    """What a rule does, as its author wrote it: the fields of its version, see `domain.moderation.rule`.

    `patterns` are wildcards (`conn*rd`) or RE2 between slashes; what matches one raises the signal `matches`.
    """

    when: str
    verdict: RuleVerdict
    policy: str
    explanation: dict[Literal["fr", "en"], str]
    effects: tuple[Effect, ...] = ()
    ground: Ground = "house"
    patterns: tuple[str, ...] = ()


class Revision(Struct, frozen=True, kw_only=True):
    """The state of a rule from `at_ms` on. `number` counts from 1 within a rule; `text` is None for a shipped one.

    `by` made the change; `braked` says that the program did, because the rule hit too much.
    """

    rule_id: str
    number: int
    version: str
    status: RuleStatus
    author: str
    approver: str
    by: str
    at_ms: int
    text: RuleText | None = None
    braked: bool = False


class OwnRule(Struct, frozen=True):
    """A rule of this instance, and the patterns that raise its signal `matches`."""

    rule: Rule
    patterns: tuple[str, ...] = ()


def may_become(before: RuleStatus, after: RuleStatus) -> bool:
    """Whether a rule in one status may be put into the other."""
    return after in NEXT[before]


def rule_of(rule_id: str, text: RuleText, status: RuleStatus, *, author: str, approver: str) -> Rule:
    """The rule that a text makes."""
    return Rule(
        id=rule_id,
        status=status,
        when=text.when,
        verdict=text.verdict,
        policy=text.policy,
        explanation=text.explanation,
        effects=text.effects,
        ground=text.ground,
        author=author,
        approver=approver,
    )


def stored(text: RuleText | None) -> str | None:
    """A text as it is kept."""
    return None if text is None else msgspec.json.encode(text).decode()


def restored(text: str | None) -> RuleText | None:
    """The text that was kept."""
    return None if text is None else msgspec.json.decode(text, type=RuleText)
