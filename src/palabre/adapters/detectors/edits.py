"""Edits: changes made all over a view that remember where each character was."""

import re
from collections.abc import Callable, Sequence

from palabre.domain.moderation.view import View


def replaced(view: View, pattern: re.Pattern[str], by: str) -> View:
    """The view with every match as `by`, a text of at most one character, which stands where the match began."""
    text = pattern.sub(by, view.text)
    return View(text, view, lambda: places_after(view.text, pattern, len(by)))


def squeezed(view: View) -> View:
    """The view with each run of one letter as that letter once."""
    text = RUN.sub(r"\1", view.text)
    return View(text, view, lambda: places_after(view.text, RUN, 1))


def changed(view: View, change: Callable[[str], str]) -> View:
    """The view after a change that keeps every character where it is."""
    return View(change(view.text), view)


def places_after(text: str, pattern: re.Pattern[str], kept: int) -> Sequence[int]:
    """Where each character was before every match became `kept` characters, none or one."""
    places: list[int] = []
    done = 0
    for found in pattern.finditer(text):
        places.extend(range(done, found.start() + kept))
        done = found.end()
    places.extend(range(done, len(text)))
    return places


RUN = re.compile(r"([a-z])\1+")
