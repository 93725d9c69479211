"""Linear patterns (RE2): the only regular expressions run on a message, in time linear in its length."""

import codecs
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import re2

MAX_PATTERN_BYTES = 1 << 22
MAX_SET_BYTES = 1 << 28
SPACED = "palabre.spaced"
# Where to look, the text, from where to where; the first answer is where it matches as a whole.
Match = Callable[[object, bytes, int, int], Sequence[tuple[int, int]]]
ANYWHERE: object = re2._Anchor.UNANCHORED
NOWHERE = (-1, -1)


class PatternFault(Exception):
    """RE2 cannot compile it; the text says why."""


class SetExhausted(Exception):
    """RE2 ran out of the memory it was given, and does not know what matches."""


class Pattern:
    """One pattern over ASCII; every other character is a space to it."""

    def __init__(self, source: str, *, max_bytes: int = MAX_PATTERN_BYTES, is_tried: bool = False) -> None:
        """`is_tried`: RE2 is known to take it, and it is only made when first needed. Raises PatternFault otherwise."""
        self.source = source
        self._max_bytes = max_bytes
        if not is_tried:
            self._compiled  # noqa: B018 — made here, so that whoever wrote it is told

    @cached_property
    def _compiled(self) -> Any:
        return compiled(self.source, self._max_bytes)

    @cached_property
    def match(self) -> Match:
        """RE2 itself, for whoever asks about one text of very many patterns: its wrapper takes as long again."""
        match: Match = self._compiled._regexp.Match
        return match

    def search(self, text: str) -> tuple[int, int] | None:
        """The first match."""
        found = self._compiled.search(encoded(text))
        return None if found is None else (found.start(), found.end())

    def said(self, text: bytes, start: int = 0) -> tuple[str | None, int, int] | None:
        """The first match in an encoded text from `start` on: what its first group holds, and where it is."""
        found = self._compiled.search(text, start)
        if found is None:
            return None
        group = next((group for group in found.groups() if group), None)
        return group.decode("ascii") if group else None, found.start(), found.end()


class PatternSet:
    """Many patterns tried in one pass."""

    def __init__(self, sources: Sequence[str], *, max_bytes: int = MAX_SET_BYTES) -> None:
        self._set: Any = re2.Set.SearchSet(options(max_bytes))
        # Matches everything: when even this does not match, the pass was given up.
        self._proof = len(sources)
        for source in [*sources, ""]:
            try:
                self._set.Add(source.encode("ascii"))
            except re2.error as error:
                raise PatternFault(reason(error)) from None
        self._set.Compile()

    def matching(self, text: str) -> list[int]:
        """The places, in the list it was made from, of the patterns that match; raises SetExhausted."""
        found: list[int] = self._set.Match(encoded(text)) or []
        if self._proof not in found:
            raise SetExhausted
        found.remove(self._proof)
        return found


def encoded(text: str) -> bytes:
    """The text as RE2 reads it: one byte a character, so that places are the same in both."""
    return text.encode() if text.isascii() else text.encode("ascii", SPACED)


def spaced(error: UnicodeError) -> tuple[bytes, int]:
    """A space for each character that is not ASCII."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return b" " * (error.end - error.start), error.end


codecs.register_error(SPACED, spaced)


def compiled(source: str, max_bytes: int) -> Any:
    if not source.isascii():
        raise PatternFault("a pattern is written in ASCII, over the folded text; other letters belong in terms")
    try:
        return re2.compile(source.encode(), options(max_bytes))
    except re2.error as error:
        raise PatternFault(reason(error)) from None


def options(max_bytes: int) -> Any:
    chosen: Any = re2.Options()
    chosen.encoding = re2.Options.Encoding.LATIN1
    chosen.log_errors = False
    chosen.max_mem = max_bytes
    return chosen


def reason(error: Exception) -> str:
    """RE2's words for what is wrong."""
    said = error.args[0] if error.args else ""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
