"""Deciding: from findings and circumstances to a verdict, by the rules of one version; pure."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from palabre.domain.moderation.circumstances import Circumstances
from palabre.domain.moderation.expression import Condition, Names, compile_condition, names_of_signals, never_true
from palabre.domain.moderation.expression.compiling import Fact
from palabre.domain.moderation.expression.syntax import Name
from palabre.domain.moderation.rule import VERSION_LENGTH, Rule
from palabre.domain.moderation.signal import Finding, SignalKind
from palabre.domain.moderation.span import merged
from palabre.domain.moderation.verdict import Fired, Verdict

STRICTNESS = {"block": 2, "hold": 1, "allow": 0}
# Circumstances may be unknown to a signal: they are never "not found".
GIVEN = ("pair_signs",)
# Circumstances for which it is remembered which rules they make true alone.
REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Ready:
    """A rule whose condition is compiled."""

    rule: Rule
    condition: Condition


class Rulebook:
    """Every rule in force or in shadow, of one version. Raises ExpressionFault when one cannot be compiled."""

    def __init__(self, rules: Iterable[Rule], signals: Mapping[str, SignalKind]) -> None:
        names = names_of_signals(signals)
        in_use = [rule for rule in rules if rule.status in ("live", "shadow")]
        ready = sorted(
            (Ready(rule, compile_condition(rule.when, names)) for rule in in_use),
            key=lambda each: (-STRICTNESS[each.rule.verdict], each.rule.id),
        )
        self.version = version_of(in_use)
        self.strictness = strictness_of(ready)
        # Signals that block a text by themselves, whoever wrote it where.
        self.decisive = frozenset(
            each.condition.tree.name
            for each in ready
            if each.rule.verdict == "block" and each.rule.status == "live" and isinstance(each.condition.tree, Name)
        )
        self._quiet: dict[str, Fact] = {
            name: False if kind.type == "flag" else None for name, kind in signals.items() if name not in GIVEN
        }
        self._always = [each for each in ready if not is_woken(each.condition, names, self._quiet)]
        self._order = {each.rule.id: place for place, each in enumerate(ready)}
        self._quietly: dict[tuple[Fact, ...], list[Ready]] = {}
        self._by_signal: dict[str, list[Ready]] = {}
        for each in ready:
            for name in each.condition.names & self._quiet.keys():
                self._by_signal.setdefault(name, []).append(each)

    def decide(self, text: str, findings: Sequence[Finding], circumstances: Circumstances) -> Verdict:
        """Every matching rule fires; the strictest in force wins. `text` is what the spans are parts of."""
        matching = self._matching(findings, circumstances) if findings else self._matching_quietly(circumstances)
        if not matching:
            return Verdict(findings=tuple(findings), circumstances=circumstances, version=self.version)
        fired = [fired_on(each, findings) for each in matching if each.rule.status == "live"]
        shadow = [fired_on(each, findings) for each in matching if each.rule.status == "shadow"]
        first = fired[0] if fired else None
        return Verdict(
            outcome=first.rule.verdict if first else "allow",
            rule=first.rule.policy if first and first.rule.verdict != "allow" else None,
            words=words_of(text, fired),
            fired=tuple(fired),
            shadow=tuple(shadow),
            findings=tuple(findings),
            circumstances=circumstances,
            version=self.version,
        )

    def _matching(self, findings: Sequence[Finding], circumstances: Circumstances) -> list[Ready]:
        """Every rule that is true, strictest first."""
        facts = self._facts(findings, circumstances)
        return [each for each in self._woken(findings) if each.condition.is_true(facts)]

    def _matching_quietly(self, circumstances: Circumstances) -> list[Ready]:
        """The rules that are true of a text in which nothing was found: the circumstances alone decide."""
        if not self._always:
            return []
        key = circumstances.known()
        matching = self._quietly.get(key)
        if matching is None:
            matching = self._matching((), circumstances)
            if len(self._quietly) < REMEMBERED:
                self._quietly[key] = matching
        return matching

    def _woken(self, findings: Sequence[Finding]) -> list[Ready]:
        """The rules that these findings can make true, strictest first."""
        woken = {each.rule.id: each for each in self._always}
        for finding in findings:
            woken |= {each.rule.id: each for each in self._by_signal.get(finding.signal, ())}
        return sorted(woken.values(), key=lambda each: self._order[each.rule.id])

    def _facts(self, findings: Sequence[Finding], circumstances: Circumstances) -> dict[str, Fact]:
        """What every detector said: a flag it did not raise is false, a number it did not find is unknown."""
        facts = {**self._quiet, **circumstances.facts()}
        for finding in findings:
            known = facts[finding.signal]
            if known is False:
                facts[finding.signal] = True
            elif known is not True:
                # Of several ages the youngest counts; numbers that add up come as one finding.
                facts[finding.signal] = finding.value if known is None else min(int(known), finding.value)
        return facts


def strictness_of(ready: Iterable[Ready]) -> dict[str, int]:
    """For each signal, how strict the strictest rule in force is that asks for it."""
    found: dict[str, int] = {}
    for each in ready:
        if each.rule.status == "live":
            for name in each.condition.names:
                found[name] = max(found.get(name, 0), STRICTNESS[each.rule.verdict])
    return found


def is_woken(condition: Condition, names: Names, quiet: Mapping[str, Fact]) -> bool:
    """Whether it takes a finding to make it true."""
    return never_true(condition, names, quiet)


def fired_on(each: Ready, findings: Sequence[Finding]) -> Fired:
    """The rule, with the places of the signals it asks for."""
    names = each.condition.names
    return Fired(each.rule, merged(found.span for found in findings if found.signal in names and found.span))


def words_of(text: str, fired: Sequence[Fired]) -> tuple[str, ...]:
    """What the strictest rules matched on, as typed, each once."""
    if not fired:
        return ()
    strictest = [each for each in fired if each.rule.verdict == fired[0].rule.verdict != "allow"]
    spans = merged(span for each in strictest for span in each.spans)
    return tuple(dict.fromkeys(span.of(text) for span in spans))


def version_of(rules: Iterable[Rule]) -> str:
    """One version for all rules in use: it changes when any of them does, or its status."""
    said = sorted(f"{rule.id} {rule.status} {rule.version}" for rule in rules)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:VERSION_LENGTH]
