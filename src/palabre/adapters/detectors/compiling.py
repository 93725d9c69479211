"""Compiling: from packs to what the engine runs, refused with file and line where a pack is wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from msgspec import structs

from palabre.adapters.detectors.contexts import Contexts, Surroundings
from palabre.adapters.detectors.entries import Entry
from palabre.adapters.detectors.expansion import ExpansionFault, forms, pattern
from palabre.adapters.detectors.folding import fold
from palabre.adapters.detectors.lexicon import Lexicon, Stars, Term
from palabre.adapters.detectors.linear import Pattern, PatternFault, PatternSet
from palabre.adapters.detectors.links import SIGN as LINK_SIGN
from palabre.adapters.detectors.links import LinkLists
from palabre.adapters.detectors.matching import Matcher, Sought
from palabre.adapters.detectors.needs import forget
from palabre.adapters.detectors.packs import PackFault, PackFile, Patterns, Terms, shared_sets
from palabre.adapters.detectors.phones import SIGN as PHONE_SIGN
from palabre.adapters.detectors.shorthand import Reader
from palabre.adapters.detectors.unveiling import LIKELY_SIGNS, STRETCHED_SIGN, SURE_SIGNS, Veils, canonical
from palabre.adapters.detectors.waking import Waking, waking
from palabre.adapters.detectors.worked_out import WorkedOut, digest, patterns_of, worked_out
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
# A pattern whose words stand in more messages than this is not looked for by them.
USUAL = 0.3
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
    # All are known to be right before any is worked out.
    sought = [one for each in packs for one in sought_of(each, signals, shared_sets([*packs], each))]
    if len(sought) > MAX_PATTERNS:
        raise PackFault("the packs together", None, f"expected at most {MAX_PATTERNS} patterns, found {len(sought)}")
    rulebook = rulebook_of(packs, signals)
    terms.sort(key=lambda term: -rulebook.strictness.get(term.entry.signal, 0))
    order = sorted(range(len(sought)), key=lambda place: -rulebook.strictness.get(sought[place].entry.signal, 0))
    woken = waking_of(packs, sought, order, common)
    sought = [sought[place] for place in order]
    known = vocabulary_of(terms, woken.vocabulary)
    shorthand = tuple(Reader(each.pack.shorthand, known) for each in packs if each.pack.shorthand is not None)
    return Compiled(
        signs=PatternSet([*SIGNS, *(each.sign for each in shorthand)]),
        plain=(Lexicon(terms, squeezed=False), Matcher(sought, woken.plain)),
        squeezed=(Lexicon(terms, squeezed=True), Matcher([each.squeezed() for each in sought], woken.squeezed)),
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


def waking_of(
    packs: Sequence[PackFile], sought: Sequence[Sought], order: Sequence[int], common: frozenset[str]
) -> Waking:
    """What wakes the patterns of the packs, in this order; `sought` are in their own."""
    asked = [(each.pack, shared_sets([*packs], each), common) for each in packs]

    def read() -> Iterator[WorkedOut]:
        patterns = iter(sought)
        for each in asked:
            found = worked_out(*each)
            needed = zip(found.needs, found.likelihood, patterns, strict=False)
            needs = [() if is_asked_always(pattern, likely) else needs for needs, likely, pattern in needed]
            yield structs.replace(found, needs=needs)
        forget()

    return waking([digest(*each) for each in asked], order, read)


def is_asked_always(sought: Sought, likely: float) -> bool:
    """Whether it costs less to ask for it in every text, with others, than to be woken by words so usual."""
    return likely > USUAL and sought.pattern.is_narrow()


def sought_of(file: PackFile, signals: Mapping[str, SignalKind], sets: Sets) -> Iterator[Sought]:
    entries: dict[int, tuple[Entry, Mapping[str, int] | None]] = {}
    for number, group, source, glued in patterns_of(file.pack):
        if number not in entries:
            kind = require_signal(file, "patterns", number, group, signals)
            numbers = file.pack.numbers if kind.type == "number" else None
            entries[number] = entry_of(file, "patterns", number, group, sets), numbers
        pattern = checked(file, "patterns", number, source, sets, glued=glued)
        yield Sought(pattern, *entries[number], is_whole(source))


def vocabulary_of(terms: Iterable[Term], found: Iterable[str]) -> frozenset[str]:
    """Every word of terms and patterns, in the form obfuscated words are compared in."""
    words = {word for term in terms for word in (*term.text.split(), term.text.replace(" ", ""))}
    return frozenset(canonical(word) for word in words.union(found) if len(word) >= SHORTEST_VEILED)


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
        if file.is_shipped:
            # These are tried by the tests: a server need not write out and make thousands before it starts.
            return Pattern(partial(pattern, source, sets, glued=glued), is_tried=True)
        return Pattern(pattern(source, sets, glued=glued))
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
