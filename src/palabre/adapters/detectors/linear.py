"""Linear patterns (RE2): the only regular expressions run on a message, in time linear in its length."""

import codecs
import re
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

    def __init__(
        self, source: str | Callable[[], str], *, max_bytes: int = MAX_PATTERN_BYTES, is_tried: bool = False
    ) -> None:
        """`is_tried`: RE2 is known to take it, and it is only made when first needed. Raises PatternFault otherwise."""
        self._source = source
        self._max_bytes = max_bytes
        if not is_tried:
            self._compiled  # noqa: B018 — made here, so that whoever wrote it is told

    @cached_property
    def source(self) -> str:
        """As RE2 reads it; written out when first needed where that was left to this."""
        return self._source if isinstance(self._source, str) else self._source()

    @cached_property
    def _compiled(self) -> Any:
        return compiled(self.source, self._max_bytes)

    @cached_property
    def match(self) -> Match:
        """RE2 itself, for whoever asks about one text of very many patterns: its wrapper takes as long again."""
        match: Match = self._compiled._regexp.Match
        return match

    def is_narrow(self) -> bool:
        """Whether few places of a text make it remember much: it may be one of many in a set."""
        return self.source.startswith(r"\A") or WIDE.search(self.source) is None

    def search(self, text: str) -> tuple[int, int] | None:
        """The first match."""
        read = encoded(text)
        found = self.match(ANYWHERE, read, 0, len(read))[0]
        return None if found == NOWHERE else found

    def said(self, text: bytes, start: int = 0) -> tuple[str | None, int, int] | None:
        """The first match in an encoded text from `start` on: what its first group holds, and where it is."""
        found, *groups = self.match(ANYWHERE, text, start, len(text))
        if found == NOWHERE:
            return None
        group = next((text[begin:end] for begin, end in groups if begin < end), None)
        return group.decode("ascii") if group else None, *found


# Gaps, counted letters and counted words, of which a set would have to remember how far each had come.
WIDE = re.compile(r"\*\?|\)\)\{0,|z[^\]]*\]\{\d|\]\)\{\d|\{0,40\}")


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
        # Without its wrapper, which does as much again.
        self._match: Callable[[bytes], list[int]] = self._set._set.Match

    def matching(self, text: str) -> list[int]:
        """As `among`, of a folded text."""
        return self.among(encoded(text))

    def among(self, text: bytes) -> list[int]:
        """The places, in the list it was made from, of the patterns that match; raises SetExhausted."""
        found = self._match(text)
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
