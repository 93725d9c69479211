"""Contexts: what around a match takes it back (quotation, negation, reclaimed use, talk about the word itself)."""

from collections.abc import Mapping
from dataclasses import dataclass

from palabre.adapters.detectors.entries import Hit
from palabre.adapters.detectors.linear import Pattern

BEFORE = 90
AFTER = 60
NEAR = 40
QUOTE = '"'


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A context of the packs, compiled; `before` reaches up to the match, `after` begins at its end."""

    before: Pattern | None
    after: Pattern | None
    anywhere: Pattern | None

    def holds(self, text: str, start: int, end: int) -> bool:
        """Whether it is around `text[start:end]`."""
        return (
            (self.before is not None and self.before.search(text[max(0, start - BEFORE) : start]) is not None)
            or (self.after is not None and self.after.search(text[end : end + AFTER]) is not None)
            or (self.anywhere is not None and self.anywhere.search(text) is not None)
        )


class Contexts:
    """Every context by its name."""

    def __init__(self, known: Mapping[str, Surroundings]) -> None:
        self._known = known

    def is_cited(self, hit: Hit) -> bool:
        """Whether the text around quoted words speaks of someone saying them."""
        view, start, end = hit.folded()
        known = self._known.get("cited")
        return known is not None and known.holds(f"{view.text[:start]} {view.text[end:]}", start, start)

    def excused(self, hit: Hit) -> bool:
        """Whether a context of its entry, or what its entry does not mean, is around it."""
        entry = hit.entry
        if not entry.excuse and entry.unless is None:
            return False
        view, start, end = hit.folded()
        text = view.text
        if entry.unless is not None and entry.unless.search(text[max(0, start - NEAR) : end + NEAR]) is not None:
            return True
        return any(name in self._known and self._known[name].holds(text, start, end) for name in entry.excuse)


def is_quoted(hit: Hit) -> bool:
    """Whether it stands between quotation marks, or in a line that quotes another message."""
    view, start, end = hit.folded()
    text = view.text
    return (text.count(QUOTE, 0, start) % 2 == 1 and QUOTE in text[end:]) or text.startswith("> ")
