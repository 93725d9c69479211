"""Expansion: from the short form a pack is written in to words, and to RE2 patterns over the folded text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

OPTIONAL = re.compile(r"\(([^()]*)\)")
NAME = re.compile(r"\{([a-z_]+)\}")
FILLER = re.compile(r" ~(\d{0,2}) ")
# A space, or a whole class of characters, whose spaces are only spaces.
SPACE = re.compile(r" |\[[^\]]*\]")
SEPARATOR = r"(?:[^a-z0-9]+)"
# Not an empty text: what follows may say "or none" of it.
NOTHING = "(?:)"
AROUND = r"[^a-z0-9]*"
USUAL_FILLER = 2
MANY = 5
MAX_FORMS = 512
MAX_LENGTH = 60_000


class ExpansionFault(Exception):
    """A pack says something that cannot be expanded; the text is one sentence."""


def forms(term: str) -> Iterator[str]:
    """Every word a term stands for: `con(ne)(s)` is con, cons, conne, connes; `b(a|e)t` is bat, bet."""
    parts = OPTIONAL.split(term)
    choices = [[part] if place % 2 == 0 else alternatives(part) for place, part in enumerate(parts)]
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > MAX_FORMS:
        raise ExpansionFault(f"`{term}` stands for more than {MAX_FORMS} words")
    return ("".join(chosen) for chosen in product(*choices))


def alternatives(part: str) -> list[str]:
    """What stands between brackets: several to choose from, or one that may be left out."""
    return part.split("|") if "|" in part else ["", part]


def pattern(source: str, sets: Mapping[str, Sequence[str]], *, glued: bool = False) -> str:
    """The RE2 pattern of a source, in which `{name}` is any of a set and a space is what separates words.

    ` ~3 ` is up to three words between two, from ` ~5 ` on any words of the sentence. `^` and `$` at its ends are those
    of the whole text, whatever signs stand there. `glued` leaves the spaces out. Raises ExpansionFault for a set
    that is not there, or for too long a result.
    """
    filled = fill(source, sets, ())
    begins, ends = filled.startswith("^"), filled.endswith("$") and not filled.endswith("\\$")
    filled = filled[begins : len(filled) - ends]
    separator = NOTHING if glued else SEPARATOR
    parts: list[str] = []
    for place, part in enumerate(FILLER.split(filled)):
        if place % 2:
            parts.append(separator if glued else filler(int(part or USUAL_FILLER)))
        else:
            parts.append(SPACE.sub(lambda found: found[0] if found[0] != " " else separator, part))
    if "~" in "".join(parts):
        raise ExpansionFault("` ~ ` stands between two words")
    # A sign has no edge of a word on its outer side.
    before = rf"\A{AROUND}" if begins else "" if filled[:1] in SIGNS else r"\b"
    after = rf"{AROUND}\z" if ends else "" if filled[-2:-1] == "\\" and filled[-1] in SIGNS else r"\b"
    return f"{before}(?:{''.join(parts)}){after}"


def filler(count: int) -> str:
    """So many words at most between two; many are whatever stands in the sentence, which takes less to look for."""
    return (
        f"{SEPARATOR}(?:[a-z0-9]+{SEPARATOR}){{0,{count}}}" if count < MANY else f"{SEPARATOR}(?:[^.!?]*?{SEPARATOR})?"
    )


def fill(source: str, sets: Mapping[str, Sequence[str]], inside: tuple[str, ...]) -> str:
    """The source with its sets written out, whatever their depth."""

    def entries(found: re.Match[str]) -> str:
        name = found[1]
        if name not in sets:
            raise ExpansionFault(f"there is no set `{name}`")
        if name in inside:
            raise ExpansionFault(f"the set `{name}` holds itself")
        return "(?:" + "|".join(fill(entry, sets, (*inside, name)) for entry in sets[name]) + ")"

    filled = NAME.sub(entries, source)
    if len(filled) > MAX_LENGTH:
        raise ExpansionFault(f"a pattern is longer than {MAX_LENGTH} characters once its sets are written out")
    return filled


SIGNS = frozenset("@#$+/")
DOUBLED = re.compile(r"(?<!\\)([a-z])\1+")


def squeezed_pattern(source: str) -> str:
    """The same pattern for a text in which no letter is doubled."""
    return DOUBLED.sub(r"\1", source)
