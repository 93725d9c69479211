"""Rules: when something applies, what follows, and what its author is told. Data, never code."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Literal

# A draft is only checked; shadow counts without effect; live decides; retired stays for the record.
RuleStatus = Literal["draft", "shadow", "live", "retired"]
RuleVerdict = Literal["allow", "hold", "block"]
# Besides the verdict: help lines, a guest to protect, the urgent queue, a case about a child in danger.
Effect = Literal["care", "protect", "urgent", "child_in_danger"]
Ground = Literal["house", "law"]

VERSION_LENGTH = 12
IDENTITY = ("when", "verdict", "effects", "policy", "ground", "explanation")


@dataclass(frozen=True)
class Rule:
    """One rule. `policy` is its anchor on the rules page, `ground` whether the house or the law wants it.

    `when` is an expression over signals and circumstances (`domain.moderation.expression`).
    """

    id: str
    status: RuleStatus
    when: str
    verdict: RuleVerdict
    policy: str
    explanation: Mapping[Literal["fr", "en"], str]
    effects: tuple[Effect, ...] = ()
    ground: Ground = "house"
    author: str = ""
    approver: str = ""

    @cached_property
    def version(self) -> str:
        """A hash of what it does: the same rule has the same version everywhere, whoever wrote or approved it."""
        said = {field: value for field, value in asdict(self).items() if field in IDENTITY}
        canonical = json.dumps(said, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()[:VERSION_LENGTH]


def problem_with_rule(rule: Rule) -> tuple[str, str] | None:
    """The field that is wrong and one sentence on it, or None. Its expression is checked where signals are known."""
    if not all(rule.explanation.get(locale, "").strip() for locale in ("fr", "en")):
        return "explanation", "explanation: expected a text in fr and in en"
    if rule.status == "live" and not rule.approver:
        return "status", "status: a live rule needs an approver"
    if rule.status == "live" and rule.approver == rule.author:
        return "approver", "approver: expected another person than the author"
    return None
