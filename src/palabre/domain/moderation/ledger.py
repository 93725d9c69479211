"""The ledger of rules: every revision staff made over the shipped rules, what of it stands, and what is in use."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from msgspec import Struct

from palabre.domain.moderation.life import Life, lived
from palabre.domain.moderation.revision import MAX_OWN_PATTERNS, MAX_OWN_RULES, OwnRule, Revision, RuleText, rule_of
from palabre.domain.moderation.rule import Rule

# A version in shadow beside one in force: rules in use are told apart by their id.
BESIDE = "+"


class RuleEntry(Struct, frozen=True, kw_only=True):
    """A version of a rule that stands, and the history of the rule. `stands` is None for a shipped one as it came."""

    rule: Rule
    version: str
    patterns: tuple[str, ...] = ()
    stands: Revision | None = None
    history: tuple[Revision, ...] = ()
    shipped: bool = False


class Ledger:
    """Never changed: `with_revision` is another one."""

    def __init__(self, shipped: Mapping[str, Rule], revisions: Iterable[Revision] = ()) -> None:
        self._shipped = shipped
        found = sorted(revisions, key=attrgetter("rule_id", "number"))
        self.revisions: Mapping[str, Sequence[Revision]] = {
            rule_id: tuple(each) for rule_id, each in groupby(found, key=attrgetter("rule_id"))
        }

    def with_revision(self, revision: Revision) -> "Ledger":
        """The same and one more."""
        return Ledger(self._shipped, [*self.all(), revision])

    def all(self) -> Iterator[Revision]:
        for each in self.revisions.values():
            yield from each

    def is_shipped(self, rule_id: str) -> bool:
        return rule_id in self._shipped

    def next_number(self, rule_id: str) -> int:
        """The number of its next revision."""
        return len(self.revisions.get(rule_id, ())) + 1

    def life(self, rule_id: str) -> Life:
        return lived(self.revisions.get(rule_id, ()))

    def standing(self, rule_id: str, version: str | None) -> Revision | None:
        """The version one decides on: the latest unless it is said; None when there is no such rule or version."""
        shipped = self._shipped.get(rule_id)
        if shipped is None:
            return self.life(rule_id).of(version)
        revisions = self.revisions.get(rule_id)
        return revisions[-1] if revisions else as_revision(shipped)

    def has_room(self, rule_id: str, text: RuleText) -> bool:
        """Whether one more version of this rule keeps within what one instance may have."""
        others = [each for each in self._own_ids() if each != rule_id]
        standing = [revision for each in others for revision in self.life(each).standing()]
        patterns = sum(len(revision.text.patterns) for revision in standing if revision.text)
        return len(others) < MAX_OWN_RULES and patterns + len(text.patterns) <= MAX_OWN_PATTERNS

    def braked(self) -> tuple[str, ...]:
        """The rules that lost their effect because they hit too much, until somebody decides on them."""
        return tuple(rule_id for rule_id, each in self.revisions.items() if each[-1].braked)

    def live(self) -> Iterator[Revision]:
        """What staff put in force; shipped rules as they came are not among it."""
        for rule_id, each in self.revisions.items():
            found = each[-1] if self.is_shipped(rule_id) else self.life(rule_id).live
            if found is not None and found.status == "live":
                yield found

    def shipped_in_use(self) -> list[Rule]:
        """The shipped rules in the status staff gave them."""
        return [self._as_stands(rule) for rule in self._shipped.values()]

    def own_in_use(self) -> list[OwnRule]:
        """The versions of the instance's own rules that are live or in shadow."""
        return [own for rule_id in self._own_ids() for own in in_use(self.life(rule_id))]

    def entries(self) -> list[RuleEntry]:
        """Every version that stands: the instance's own rules first, then the shipped ones."""
        own = [entry for rule_id in self._own_ids() for entry in self._own_entries(rule_id)]
        return own + [self._shipped_entry(rule) for rule in self._shipped.values()]

    def _own_ids(self) -> list[str]:
        return [rule_id for rule_id in self.revisions if not self.is_shipped(rule_id)]

    def _as_stands(self, rule: Rule) -> Rule:
        last = self.revisions.get(rule.id, ())[-1:]
        return replace(rule, status=last[0].status, approver=last[0].approver or rule.approver) if last else rule

    def _own_entries(self, rule_id: str) -> Iterator[RuleEntry]:
        for revision in self.life(rule_id).standing():
            if revision.text is not None:
                yield RuleEntry(
                    rule=rule_in(revision, revision.text),
                    version=revision.version,
                    patterns=revision.text.patterns,
                    stands=revision,
                    history=tuple(self.revisions[rule_id]),
                )

    def _shipped_entry(self, rule: Rule) -> RuleEntry:
        history = tuple(self.revisions.get(rule.id, ()))
        stands = history[-1] if history else None
        return RuleEntry(rule=self._as_stands(rule), version=rule.version, stands=stands, history=history, shipped=True)


def in_use(life: Life) -> Iterator[OwnRule]:
    """What of a rule is in force or in shadow."""
    for revision in life.standing():
        if revision.text is not None and revision.status in ("live", "shadow"):
            is_beside = revision.status == "shadow" and life.live is not None
            rule = rule_in(revision, revision.text)
            yield OwnRule(replace(rule, id=rule.id + BESIDE) if is_beside else rule, revision.text.patterns)


def rule_in(revision: Revision, text: RuleText) -> Rule:
    return rule_of(revision.rule_id, text, revision.status, author=revision.author, approver=revision.approver)


def as_revision(rule: Rule) -> Revision:
    """A shipped rule nobody of the staff decided on yet."""
    return Revision(
        rule_id=rule.id,
        number=0,
        version=rule.version,
        status=rule.status,
        author=rule.author,
        approver=rule.approver,
        by=rule.approver,
        at_ms=0,
    )
