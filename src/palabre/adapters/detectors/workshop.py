"""The Workshop port over packs: rules of an instance are one more pack."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from palabre.adapters.detectors.compiling import signals_of
from palabre.adapters.detectors.engine import Engine
from palabre.adapters.detectors.expansion import ExpansionFault, pattern
from palabre.adapters.detectors.folding import fold
from palabre.adapters.detectors.linear import Pattern, PatternFault
from palabre.adapters.detectors.packs import DeclaredSignal, Pack, PackFault, PackFile, Patterns, shared_sets
from palabre.domain.moderation.deciding import Rulebook
from palabre.domain.moderation.expression import ExpressionFault, compile_condition, names_of_signals, never_true
from palabre.domain.moderation.revision import OwnRule
from palabre.domain.moderation.rule import VERSION_LENGTH, Rule, problem_with_rule
from palabre.domain.moderation.signal import SignalKind
from palabre.ports.workshop import RuleFault

# What a rule calls the signal of its own patterns.
MATCHES = "matches"
OWN_PACK = "the rules of this instance"
MATCHES_WORD = re.compile(rf"\b{MATCHES}\b")
LETTERS = "[a-z0-9]"
FEWEST_LETTERS = 2


class PackWorkshop:
    """Builds on the engine of the shipped packs: without patterns of its own, an instance shares all but the rules."""

    def __init__(self, packs: Sequence[PackFile], shipped_engine: Callable[[], Engine]) -> None:
        self._packs = packs
        self._shipped_engine = shipped_engine
        self._signals = signals_of(packs)
        self._shipped = rules_of(packs)
        self._patterned: tuple[list[Patterns], Engine] | None = None

    def shipped(self) -> Mapping[str, Rule]:
        return self._shipped

    def version(self, own: OwnRule) -> str:
        return with_own_signal(own).version

    def check(self, own: OwnRule) -> list[RuleFault]:
        return [*self._faults(own)]

    def build(self, shipped: Sequence[Rule], own: Sequence[OwnRule]) -> Engine:
        for each in own:
            for fault in self._faults(each):
                raise fault
        rules = [*shipped, *map(with_own_signal, own)]
        patterned = [each for each in own if each.patterns]
        if not patterned:
            return self._shipped_engine().under(Rulebook(rules, self._signals))
        pack = own_pack(patterned)
        try:
            engine = self._engine_with(pack)
        except PackFault as fault:
            raise RuleFault(patterned[0].rule.id, "patterns", str(fault)) from None
        return engine.under(Rulebook(rules, signals_of([*self._packs, pack])))

    def _engine_with(self, pack: PackFile) -> Engine:
        """Detectors with these patterns too; the last ones are kept: most changes of rules are to a status."""
        known = self._patterned
        if known is None or known[0] != pack.pack.patterns:
            known = self._patterned = (pack.pack.patterns, Engine([*self._packs, pack]))
        return known[1]

    def _faults(self, own: OwnRule) -> Iterator[RuleFault]:
        rule = replace(own.rule, status="shadow")
        if problem := problem_with_rule(rule):
            yield RuleFault(rule.id, problem[0], problem[1])
        yield from self._faults_of_condition(own)
        for number, text in enumerate(own.patterns, 1):
            if sentence := self._problem_with_pattern(text):
                yield RuleFault(rule.id, "patterns", sentence, line=number)

    def _faults_of_condition(self, own: OwnRule) -> Iterator[RuleFault]:
        signals = self._signals | ({MATCHES: SignalKind("flag", "what this rule looks for")} if own.patterns else {})
        names = names_of_signals(signals)
        try:
            condition = compile_condition(own.rule.when, names)
        except ExpressionFault as fault:
            yield RuleFault(own.rule.id, "when", fault.sentence, fault.line, fault.column)
            return
        if never_true(condition, names):
            yield RuleFault(own.rule.id, "when", "it can never be true", 1, 1)

    def _problem_with_pattern(self, text: str) -> str | None:
        if is_too_wide(text):
            return f"`{text}` matches too much: expected {FEWEST_LETTERS} letters at least"
        try:
            Pattern(pattern(source_of(text), shared_sets([*self._packs], EMPTY)))
            is_anywhere = Pattern(rf"\A(?:{source_of(text)})\z").search("") is not None
        except (ExpansionFault, PatternFault) as fault:
            return f"`{text}` cannot be used: {fault}"
        return f"`{text}` matches too much: it matches an empty text" if is_anywhere else None


def rules_of(packs: Iterable[PackFile]) -> dict[str, Rule]:
    """Every rule the packs declare, as written."""
    declared = (each for file in packs for each in file.pack.rules)
    return {each.id: Rule(**{field: getattr(each, field) for field in each.__struct_fields__}) for each in declared}


def with_own_signal(own: OwnRule) -> Rule:
    """The rule over the signal that its patterns raise among those of others."""
    if not own.patterns:
        return own.rule
    return replace(own.rule, when=MATCHES_WORD.sub(signal_of(own), own.rule.when))


def signal_of(own: OwnRule) -> str:
    """A name for these patterns, so that a rule is of another version when they are others."""
    return "own_" + hashlib.sha256("\n".join(own.patterns).encode()).hexdigest()[:VERSION_LENGTH]


def own_pack(own: Iterable[OwnRule]) -> PackFile:
    """The patterns of this instance as a pack."""
    by_signal = {signal_of(each): each.patterns for each in own}
    about = "what the team of this place looks for"
    return PackFile(
        OWN_PACK,
        "",
        Pack(
            language="",
            source="Written by the team",
            licence="",
            signals=[DeclaredSignal(signal, about) for signal in by_signal],
            patterns=[Patterns(signal, about, [*map(source_of, each)]) for signal, each in by_signal.items()],
        ),
    )


def source_of(text: str) -> str:
    """A pattern as packs have it: RE2 between slashes, otherwise words where `*` stands for any letters."""
    if len(text) > 1 and text.startswith("/") and text.endswith("/"):
        return text[1:-1]
    return f"{LETTERS}*".join(escaped(part) for part in text.split("*"))


def escaped(part: str) -> str:
    """Words as a pattern over the folded text."""
    words = fold(part).text.split()
    before, after = " " * part.startswith(" "), " " * (part.endswith(" ") and bool(words))
    return f"{before}{' '.join(map(re.escape, words))}{after}"


def is_too_wide(text: str) -> bool:
    """Whether it says so little that it is nearly everywhere: letters of its own, beside what stands for any."""
    return sum(letter.isalnum() for letter in fold(text).text) < FEWEST_LETTERS


EMPTY = PackFile(OWN_PACK, "", Pack(language="", source="", licence=""))
