"""Entries: what a group of a pack is to the engine, and the hits it makes."""

from dataclasses import dataclass
from typing import NamedTuple

from palabre.adapters.detectors.linear import Pattern
from palabre.domain.moderation.view import View


@dataclass(frozen=True, slots=True)
class Entry:
    """What a hit raises, and what takes it back."""

    signal: str
    excuse: tuple[str, ...] = ()
    unless: Pattern | None = None


class Hit(NamedTuple):
    """One match: where in which view, and the number it says, 1 for a flag."""

    entry: Entry
    view: View
    start: int
    end: int
    value: int = 1

    def folded(self) -> tuple[View, int, int]:
        """The same place in the folded text, where contexts are looked for."""
        view, start, end = self.view, self.start, self.end
        while view.before is not None and view.before.before is not None:
            start, end = view.earlier(start, end)
            view = view.before
        return view, start, end
