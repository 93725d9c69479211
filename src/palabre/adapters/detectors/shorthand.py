"""Shorthand: words as they are typed in a hurry ("jvais", "ke", "ur"), read as they are spelled in the packs."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from palabre.adapters.detectors.packs import Shorthand
from palabre.adapters.detectors.unveiling import canonical
from palabre.domain.moderation.view import View

WORD = r"[a-z0-9]+"
VOWELS = frozenset("aeiouyh")
# "c un fou", "t une folle" elide nothing.
ARTICLES = frozenset({"un", "une"})
ENDINGS = ("e", "s", "t", "es")
SHORTEST_REST = 3
# Words, and the longest of them.
REMEMBERED, LONGEST_REMEMBERED = 4_096, 16
NEVER = r"[^\x00-\xff]"


class Respelling(NamedTuple):
    """`text[start:end]` as it is read."""

    start: int
    end: int
    text: str


class Reader:
    """Reads the shorthand of one language; `vocabulary` is every word packs look for, in canonical form."""

    def __init__(self, shorthand: Shorthand, vocabulary: Collection[str]) -> None:
        self._words = {**shorthand.usual, **shorthand.telling}
        self._elided = shorthand.elided
        self._clitics = tuple(shorthand.clitics)
        self._sounds = shorthand.sounds
        self._vocabulary = vocabulary
        self._drawn = frozenset(word for word in self._words if not word.isascii())
        self._word = re.compile("|".join([WORD, *map(re.escape, sorted(self._drawn))]))
        self.sign = sign_of(shorthand)
        self._begin_two = frozenset(word.partition(" ")[0] for word in self._words if " " in word)
        # Guessing takes longer than all else, and people write the same words over and over.
        self._remembered = lru_cache(REMEMBERED)(self._guessed_anew)

    def is_drawn(self, text: str) -> bool:
        """Whether a picture in the text is read as words."""
        return bool(self._drawn) and not text.isascii() and not self._drawn.isdisjoint(text)

    def read(self, folded: View) -> View:
        """The folded text respelled, or the same view when nothing in it is shorthand."""
        respelled = [*self._respelled(folded.text)]
        return rewritten(folded, respelled) if respelled else folded

    def _respelled(self, text: str) -> Iterator[Respelling]:
        words = [*self._word.finditer(text)]
        done = 0
        texts = [found[0] for found in words]
        for place, (word, follows, before) in enumerate(zip(texts, [*texts[1:], ""], ["", *texts], strict=False)):
            if words[place].start() < done:
                continue
            both = self._words.get(f"{word} {follows}") if word in self._begin_two and follows else None
            if both:
                done = words[place + 1].end()
                yield Respelling(words[place].start(), done, both)
            elif known := self._known(word, before, follows):
                yield Respelling(*words[place].span(), known if word.isascii() else f" {known} ")

    def _known(self, word: str, before: str, follows: str) -> str | None:
        return self._elision(word, before, follows) or self._words.get(word) or self._guessed(word)

    def _elision(self, word: str, before: str, follows: str) -> str | None:
        """A single letter before a word that begins with a consonant; "5 g" is a weight."""
        if word not in self._elided or before.isdecimal():
            return None
        kept = {"e"} if word == "c" else VOWELS
        return None if follows[:1] in kept and follows not in ARTICLES else self._elided[word]

    def _guessed(self, word: str) -> str | None:
        return self._remembered(word) if len(word) <= LONGEST_REMEMBERED else self._guessed_anew(word)

    def _guessed_anew(self, word: str) -> str | None:
        """A word of the vocabulary glued to what stands before it, or spelled as it sounds."""
        if len(word) < SHORTEST_REST or canonical(word) in self._vocabulary:
            return None
        return next((guess for guess in self._guesses(word) if canonical(guess.split()[-1]) in self._vocabulary), None)

    def _guesses(self, word: str) -> Iterator[str]:
        for clitic in self._clitics:
            rest = word.removeprefix(clitic)
            if SHORTEST_REST <= len(rest) < len(word):
                yield f"{clitic if rest[0] in VOWELS else self._elided.get(clitic, clitic)} {rest}"
        for sound, letters in self._sounds:
            if sound in word:
                yield word.replace(sound, letters)
        yield from (word + ending for ending in ENDINGS)


def sign_of(shorthand: Shorthand) -> str:
    """An RE2 pattern over the folded text: whether it is written so at all."""
    parts = [f"(?:{'|'.join(sorted(shorthand.telling))})" if shorthand.telling else "", *shorthand.signs]
    return rf"\b(?:{'|'.join(filter(None, parts))})\b" if any(parts) else NEVER


def rewritten(view: View, respelled: Sequence[Respelling]) -> View:
    """The view with these parts changed, over the text as typed as the view was."""
    text, done = [], 0
    for each in respelled:
        text += [view.text[done : each.start], each.text]
        done = each.end
    text.append(view.text[done:])
    return View("".join(text), view.before, lambda: places_in(view, respelled))


def places_in(view: View, respelled: Sequence[Respelling]) -> Sequence[int]:
    """For each character of the respelled text, where in the text as typed; those added stand at the word's last."""
    before = view.places() or range(len(view.text))
    places: list[int] = []
    done = 0
    for start, end, text in respelled:
        places.extend(before[done:start])
        places.extend(before[min(start + place, end - 1)] for place in range(len(text)))
        done = end
    places.extend(before[done:])
    return places
