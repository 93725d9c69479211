"""Edits: changes made all over a view that remember where each character was."""

import re
from collections.abc import Callable, Sequence
from string import ascii_lowercase, digits

from palabre.domain.moderation.view import View


def replaced(view: View, pattern: re.Pattern[str], by: str) -> View:
    """The view with every match as `by`, a text of at most one character, which stands where the match began."""
    text = pattern.sub(by, view.text)
    return View(text, view, lambda: places_after(view.text, pattern, len(by)))


def spaced(view: View) -> View:
    """The view with whatever stands between letters and digits as one space."""
    return View(spaced_text(view.text), view, lambda: places_after(view.text, NOT_WORDS, 1))


def squeezed(view: View) -> View:
    """The view with each run of one letter as that letter once."""
    return View(squeezed_text(view.text), view, lambda: places_after(view.text, RUN, 1))


def spaced_text(text: str) -> str:
    """As `NOT_WORDS.sub(" ", text)` of a folded text, in a tenth of the time."""
    apart = text.encode("ascii", "replace").translate(APART)
    words = b" ".join(apart.split()).decode("ascii")
    return f"{' ' * apart.startswith(b' ')}{words}{' ' * (apart.endswith(b' ') and bool(words))}"


def squeezed_text(text: str) -> str:
    """As `RUN.sub` of a folded text, in a fourth of the time: few letters are doubled in it."""
    for letter, twice in TWICE:
        while twice in text:
            text = text.replace(twice, letter)
    return text


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
NOT_WORDS = re.compile(r"[^a-z0-9]+")
TWICE = [(letter, letter * 2) for letter in ascii_lowercase]
KEPT = frozenset(ascii_lowercase + digits)
APART = bytes(code if chr(code) in KEPT else 0x20 for code in range(0x100))
