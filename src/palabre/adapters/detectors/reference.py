"""Writes the manual of the language of rules: `python -m palabre.adapters.detectors.reference`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

from palabre.adapters.detectors.packs import shipped_packs
from palabre.domain.moderation.expression import Choice, Names, names_of_signals
from palabre.domain.moderation.expression.compiling import names_in
from palabre.domain.moderation.expression.syntax import COMPARISONS, KEYWORDS, MAX_DEPTH, parse
from palabre.domain.moderation.expression.tokens import MAX_LENGTH
from palabre.domain.moderation.expression.types_of_names import CIRCUMSTANCES
from palabre.domain.moderation.rule import Effect, Ground, RuleStatus, RuleVerdict
from palabre.domain.moderation.signal import SIGNALS, SignalKind

MANUAL = Path(__file__).parents[4] / "docs/reference/rules.md"
# The signals of the rules a place writes itself.
OWN: Mapping[str, SignalKind] = {"matches": SignalKind("flag", "what one of the rule's own patterns finds")}
ABOUT_CIRCUMSTANCES: Mapping[str, str] = {
    "room": "what kind of room it is said in",
    "trust": "how known its author is",
    "cover": "whether a moderator watches over the room, or the shield is up",
    "place": "whether the text is a message or a nickname",
    "to_minor": "whether it is said to someone who said they are a minor",
    "invites_many": "whether with it its author has asked three guests, within a day, to be somewhere at some time",
    "same_text_rooms": "in how many rooms the same was said within a minute; unknown for short texts",
}
# What is written, what it means, an example.
OPERATORS: Mapping[str, tuple[str, str]] = {
    "==": ("the same", 'cover == "shield"'),
    "!=": ("not the same", 'cover != "attended"'),
    "<": ("less than, of numbers", "stated_age < 18"),
    "<=": ("at most", "named_age <= 15"),
    ">": ("more than", "link > 2"),
    ">=": ("at least", "pair_signs >= 2"),
    "in": ("one of several", 'trust in ["new", "settled"]'),
    "and": ("both", 'insult and room == "general"'),
    "or": ("one of the two, or both", "contact_phone or contact_email"),
    "not": ("the opposite", 'link >= 1 and not (trust == "settled")'),
    "true": ("holds for every text", "true"),
    "false": ("holds for none", "false"),
}
VERDICTS: Mapping[str, str] = {
    "allow": "the rule only notes, or brings its effects: the text is shown unless another rule is stricter",
    "hold": "a person of the team looks first; a new text of an old message, or a nickname, is refused",
    "block": "the text is refused, its author told which rule and which words",
}
STATUSES: Mapping[str, str] = {
    "draft": "checked, and nothing else",
    "shadow": "counts what it would have matched, without effect",
    "live": "decides; somebody else than its author approved it",
    "retired": "is kept for the record",
}
EFFECTS: Mapping[str, str] = {
    "care": "its author is offered help lines, alone",
    "protect": "its author is protected as a minor from then on; nobody can see it",
    "urgent": "it comes first at the desk",
    "child_in_danger": "it is about a child in danger, and before everything else",
}
GROUNDS: Mapping[str, str] = {"house": "the place wants it", "law": "the law does"}

INTRODUCTION = f"""# The language of rules

<!-- Written by `python -m palabre.adapters.detectors.reference`. -->

A rule says *when* it applies, in one expression over signals and circumstances, and what follows. There are no loops,
no calls, no arithmetic: an expression has {MAX_LENGTH:,} characters and {MAX_DEPTH} levels of parentheses at most,
and is checked before it is kept. Texts stand between double quotes. `and` binds closer than `or`; parentheses say
otherwise.

There are three truth values. A signal that was not found is false when it is a flag, and *unknown* when it is a
number: `stated_age < 18` does not apply to somebody who said no age, and neither does `not (stated_age < 18)`.
Unknown `and` false is false, unknown `or` true is true, all else with unknown is unknown. A rule applies when its
expression is true. Every rule that applies fires, and the strictest wins.

    id = "links-of-newcomers"
    status = "live"
    when = 'link >= 1 and trust == "new"'
    verdict = "hold"
    policy = "rule-4"
    ground = "house"
    explanation.fr = "Un lien, d’une personne qui vient d’arriver."
    explanation.en = "A link, from somebody who has just come."

`id` is the rule's name, `policy` its anchor on the page `/rules`, `explanation` what its author reads, in both
languages. At the desk the program keeps author, approver and status; in a pack they are written out. `rules check`
says what is wrong, with the line.
"""


def reference() -> str:
    """The whole page, in Markdown."""
    parts = [
        INTRODUCTION,
        table("Circumstances", ("Name", "Type", "What it says", "For example"), circumstance_rows()),
        table("Signals", ("Name", "Type", "The text holds", "For example"), signal_rows()),
        table("Operators", ("Written", "Means", "For example"), operator_rows()),
        table("Verdicts (`verdict`)", ("Value", "What follows"), plain_rows(get_args(RuleVerdict), VERDICTS)),
        table("Effects (`effects`, none or several)", ("Value", "Besides"), plain_rows(get_args(Effect), EFFECTS)),
        table("Grounds (`ground`)", ("Value", "Why it is there"), plain_rows(get_args(Ground), GROUNDS)),
        table("Statuses (`status`)", ("Value", "The rule"), plain_rows(get_args(RuleStatus), STATUSES)),
    ]
    return "\n".join(parts)


def circumstance_rows() -> Iterator[tuple[str, ...]]:
    for name, type_ in CIRCUMSTANCES.items():
        values = ", ".join(f'`"{value}"`' for value in type_.values) if isinstance(type_, Choice) else type_
        yield (f"`{name}`", values, ABOUT_CIRCUMSTANCES[name], f"`{example_of(name)}`")


def signal_rows() -> Iterator[tuple[str, ...]]:
    for name, kind in signals().items():
        yield (f"`{name}`", kind.type, kind.about, f"`{example_of(name)}`")


def signals() -> Mapping[str, SignalKind]:
    """Those of the program, of the shipped packs, and of a place's own rules."""
    declared = [signal for file in shipped_packs() for signal in file.pack.signals]
    return {**SIGNALS, **{each.name: SignalKind(each.type, each.about) for each in declared}, **OWN}


def operator_rows() -> Iterator[tuple[str, ...]]:
    for written in (*COMPARISONS, *sorted(KEYWORDS)):
        means, example = OPERATORS[written]
        yield (f"`{written}`", means, f"`{example}`")


def plain_rows(values: tuple[str, ...], about: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    return ((f"`{value}`", about[value]) for value in values)


def example_of(name: str) -> str:
    """The shortest shipped expression that asks for a name, or one made for it."""
    using = [when for when in shipped_expressions() if name in names_in(parse(when))]
    return min(using, key=len) if using else invented(name)


def invented(name: str) -> str:
    """An expression over a name that no shipped rule asks for."""
    type_ = known_names()[name]
    if isinstance(type_, Choice):
        return f'{name} == "{type_.values[0]}"'
    return name if type_ == "flag" else f"{name} >= 1"


def shipped_expressions() -> list[str]:
    return [rule.when for file in shipped_packs() for rule in file.pack.rules]


def known_names() -> Names:
    """Every name an expression may use."""
    return names_of_signals(signals())


def table(title: str, head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = [row_of(head), "|---" * len(head) + "|", *map(row_of, rows)]
    return "\n".join([f"## {title}", "", *lines, ""])


def row_of(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    MANUAL.write_text(reference(), encoding="utf-8")
