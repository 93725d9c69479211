"""Compiling: from packs to what the engine runs, refused with file and line where a pack is wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from palabre.adapters.detectors.contexts import Contexts, Surroundings
from palabre.adapters.detectors.entries import Entry
from palabre.adapters.detectors.expansion import ExpansionFault, forms, pattern
from palabre.adapters.detectors.folding import fold
from palabre.adapters.detectors.lexicon import Lexicon, Stars, Term
from palabre.adapters.detectors.linear import Pattern, PatternFault, PatternSet
from palabre.adapters.detectors.links import SIGN as LINK_SIGN
from palabre.adapters.detectors.links import LinkLists
from palabre.adapters.detectors.matching import Matcher, Sought, squeezed_all
from palabre.adapters.detectors.needs import forget
from palabre.adapters.detectors.packs import PackFault, PackFile, Patterns, Terms, shared_sets
from palabre.adapters.detectors.phones import SIGN as PHONE_SIGN
from palabre.adapters.detectors.shorthand import Reader
from palabre.adapters.detectors.unveiling import LIKELY_SIGNS, STRETCHED_SIGN, SURE_SIGNS, Veils, canonical
from palabre.adapters.detectors.worked_out import WorkedOut, patterns_of, worked_out
from palabre.domain.moderation.deciding import Rulebook
from palabre.domain.moderation.expression import ExpressionFault, Names, compile_condition, names_of_signals, never_true
from palabre.domain.moderation.rule import Rule, problem_with_rule
from palabre.domain.moderation.signal import SIGNALS, SignalKind

SIGNS = (LINK_SIGN, PHONE_SIGN, STRETCHED_SIGN, *SURE_SIGNS, *LIKELY_SIGNS)
LINKS, PHONES, STRETCHED = 0, 1, 2
SURE = frozenset(range(3, 3 + len(SURE_SIGNS)))
LIKELY = frozenset(range(3 + len(SURE_SIGNS), len(SIGNS)))
MAX_TERMS = 100_000
MAX_PATTERNS = 3_000
SHORTEST_VEILED = 3
Sets = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class Compiled:
    """All that one version of the rules needs to judge."""

    signs: PatternSet
    plain: tuple[Lexicon, Matcher]
    squeezed: tuple[Lexicon, Matcher]
    stars: Stars
    vocabulary: frozenset[str]
    veils: Veils
    contexts: Contexts
    links: LinkLists
    rulebook: Rulebook
    # Each behind a sign of its own, in the order of the last signs.
    shorthand: tuple[Reader, ...] = ()


def compile_packs(packs: Sequence[PackFile]) -> Compiled:
    """Raises PackFault for the first thing that cannot be used."""
    signals = signals_of(packs)
    terms = [term for each in packs for term in terms_of(each, signals, shared_sets([*packs], each))]
    if len(terms) > MAX_TERMS:
        raise PackFault("the packs together", None, f"expected at most {MAX_TERMS} words, found {len(terms)}")
    common = frozenset(word for each in packs for word in each.pack.common)
    read = [patterns_read(each, signals, shared_sets([*packs], each), common) for each in packs]
    sought = [one for each, _ in read for one in each]
    if len(sought) > MAX_PATTERNS:
        raise PackFault("the packs together", None, f"expected at most {MAX_PATTERNS} patterns, found {len(sought)}")
    known = vocabulary_of(terms, [found for _, found in read])
    forget()
    rulebook = rulebook_of(packs, signals)
    sought.sort(key=lambda each: -rulebook.strictness.get(each.entry.signal, 0))
    terms.sort(key=lambda term: -rulebook.strictness.get(term.entry.signal, 0))
    squeezed = squeezed_all(sought)
    shorthand = tuple(Reader(each.pack.shorthand, known) for each in packs if each.pack.shorthand is not None)
    return Compiled(
        signs=PatternSet([*SIGNS, *(each.sign for each in shorthand)]),
        plain=(Lexicon(terms, squeezed=False), Matcher(sought)),
        squeezed=(Lexicon(terms, squeezed=True), Matcher(squeezed)),
        stars=Stars(terms),
        vocabulary=known,
        veils=Veils(known),
        contexts=contexts_of(packs),
        links=links_of(packs),
        rulebook=rulebook,
        shorthand=shorthand,
    )


def signals_of(packs: Sequence[PackFile]) -> dict[str, SignalKind]:
    """Every signal there is: the program's, and those that packs declare."""
    known = dict(SIGNALS)
    for each in packs:
        for number, declared in enumerate(each.pack.signals):
            if declared.name in known:
                sentence = f"there is already a signal `{declared.name}`"
                raise each.fault(sentence, table="signals", number=number, word="name")
            known[declared.name] = SignalKind(declared.type, declared.about)
    return known


def terms_of(file: PackFile, signals: Mapping[str, SignalKind], sets: Sets) -> Iterator[Term]:
    for number, group in enumerate(file.pack.terms):
        require_signal(file, "terms", number, group, signals)
        entry = entry_of(file, "terms", number, group, sets)
        for word in group.words:
            try:
                folded = {" ".join(fold(form).text.replace("-", " ").split()) for form in forms(word)}
            except ExpansionFault as fault:
                raise file.fault(str(fault), table="terms", number=number, word=word) from None
            if not all(folded):
                raise file.fault(f"`{word}` stands for no word", table="terms", number=number, word=word)
            yield from (Term(form, entry, is_part=group.part) for form in sorted(folded))


def patterns_read(
    file: PackFile, signals: Mapping[str, SignalKind], sets: Sets, common: frozenset[str]
) -> tuple[list[Sought], WorkedOut]:
    """The patterns of a pack, each with the words it needs; raises PackFault."""
    # All are known to be right before any is worked out.
    right = [*sought_of(file, signals, sets)]
    found = worked_out(file.pack, sets, common)
    return [replace(each, needs=needs) for each, needs in zip(right, found.needs, strict=True)], found


def sought_of(file: PackFile, signals: Mapping[str, SignalKind], sets: Sets) -> Iterator[Sought]:
    entries: dict[int, tuple[Entry, Mapping[str, int] | None]] = {}
    for number, group, source, glued in patterns_of(file.pack):
        if number not in entries:
            kind = require_signal(file, "patterns", number, group, signals)
            numbers = file.pack.numbers if kind.type == "number" else None
            entries[number] = entry_of(file, "patterns", number, group, sets), numbers
        pattern = checked(file, "patterns", number, source, sets, glued=glued)
        yield Sought(pattern, *entries[number], is_whole=is_whole(source))


def vocabulary_of(terms: Iterable[Term], found: Iterable[WorkedOut]) -> frozenset[str]:
    """Every word of terms and patterns, in the form obfuscated words are compared in."""
    words = {word for term in terms for word in (*term.text.split(), term.text.replace(" ", ""))}
    words = words.union(*(each.vocabulary for each in found))
    return frozenset(canonical(word) for word in words if len(word) >= SHORTEST_VEILED)


def is_whole(source: str) -> bool:
    """Whether it is about the text from one end to the other."""
    return source.startswith("^") and source.endswith("$")


def require_signal(
    file: PackFile, table: str, number: int, group: Terms | Patterns, signals: Mapping[str, SignalKind]
) -> SignalKind:
    if group.signal not in signals:
        raise file.fault(f"unknown signal `{group.signal}`", table=table, number=number, word="signal")
    return signals[group.signal]


def entry_of(file: PackFile, table: str, number: int, group: Terms | Patterns, sets: Sets) -> Entry:
    unless = [checked(file, table, number, source, sets) for source in group.unless]
    return Entry(
        group.signal, tuple(group.excuse), Pattern("|".join(each.source for each in unless)) if unless else None
    )


def checked(file: PackFile, table: str, number: int, source: str, sets: Sets, *, glued: bool = False) -> Pattern:
    """The pattern compiled; raises PackFault."""
    try:
        # The shipped ones are tried by the tests: a server need not make thousands before it starts.
        return Pattern(pattern(source, sets, glued=glued), is_tried=file.is_shipped)
    except (ExpansionFault, PatternFault) as fault:
        sentence = f"the pattern `{source}` cannot be used: {fault}"
        raise file.fault(sentence, table=table, number=number, word=source.replace("\\", "\\\\")) from None


def contexts_of(packs: Sequence[PackFile]) -> Contexts:
    """Contexts of one name from several packs are one."""
    parts: dict[str, dict[str, list[str]]] = {}
    for file in packs:
        sets = shared_sets([*packs], file)
        for number, context in enumerate(file.pack.contexts):
            named = parts.setdefault(context.name, {"before": [], "after": [], "anywhere": []})
            for side, sources in (("before", context.before), ("after", context.after), ("anywhere", context.anywhere)):
                named[side] += [checked(file, "contexts", number, source, sets).source for source in sources]
    return Contexts({name: surroundings(**sides) for name, sides in parts.items()})


def surroundings(before: list[str], after: list[str], anywhere: list[str]) -> Surroundings:
    """Between a context and what it is about stand forty characters at most, and no end of a sentence."""
    return Surroundings(
        Pattern(rf"(?:{'|'.join(before)})[^.!?]{{0,40}}\z") if before else None,
        Pattern(rf"\A[^.!?]{{0,25}}(?:{'|'.join(after)})") if after else None,
        Pattern("|".join(anywhere)) if anywhere else None,
    )


def links_of(packs: Sequence[PackFile]) -> LinkLists:
    lists = [each.pack.links for each in packs]
    return LinkLists(
        [host for each in lists for host in each.allowed],
        [host for each in lists for host in each.denied],
        [host for each in lists for host in each.shorteners],
        [host for each in lists for host in each.imitated],
    )


def rulebook_of(packs: Sequence[PackFile], signals: Mapping[str, SignalKind]) -> Rulebook:
    names = names_of_signals(signals)
    rules: dict[str, Rule] = {}
    for file in packs:
        for number, declared in enumerate(file.pack.rules):
            rule = Rule(**{field: getattr(declared, field) for field in declared.__struct_fields__})
            if rule.id in rules:
                raise file.fault(f"there is already a rule `{rule.id}`", table="rules", number=number, word="id")
            if problem := problem_with_rule(rule):
                raise file.fault(f"rule `{rule.id}`: {problem[1]}", table="rules", number=number, word=problem[0])
            require_meaning(file, number, rule, names)
            rules[rule.id] = rule
    return Rulebook(rules.values(), signals)


def require_meaning(file: PackFile, number: int, rule: Rule, names: Names) -> None:
    """Raises PackFault for a rule whose expression cannot be used, or can never be true."""
    try:
        condition = compile_condition(rule.when, names)
    except ExpressionFault as fault:
        place = f"line {fault.line}, column {fault.column} of `when`"
        sentence = f"rule `{rule.id}`: {fault.sentence} ({place})"
        raise file.fault(sentence, table="rules", number=number, word="when") from None
    if never_true(condition, names):
        raise file.fault(f"rule `{rule.id}`: it can never be true", table="rules", number=number, word="when")
