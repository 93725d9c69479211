"""Mentions: which names a text may be calling with an at sign."""

import re
import unicodedata
from collections.abc import Iterator

from palabre.domain.nickname import MAX_LENGTH, MIN_LENGTH

MAX_MENTIONED = 5
# A text full of at signs is not read to its end.
MAX_CALLS = 40
# An at sign inside a word belongs to an address. What follows may be a nickname: letters, marks, digits, " -_'.".
CALL = re.compile(rf"@(?<![\w@]@)(?=([^\s@][^\n@]{{0,{MAX_LENGTH - 1}}}(.)?))", re.DOTALL)

# A word goes on with letters, digits, an underscore, and the marks above them.
WORD_END = re.compile(r"(?<=\S)(?![\w\u0300-\u036f])")


def name_key(name: str) -> str:
    """The form under which a name is found: case and accents aside."""
    if name.isascii():
        return name.casefold()
    plain = unicodedata.normalize("NFKD", name.replace("\u2019", "'")).casefold()
    return "".join(character for character in plain if not unicodedata.combining(character))


def names_called(body: str) -> Iterator[list[str]]:
    """For each at sign, the keys of the names it may call, the longest first; each ends where a word does."""
    for number, call in enumerate(CALL.finditer(body)):
        if number >= MAX_CALLS:
            return
        yield list(possible_names(call[1]))


def possible_names(text: str) -> Iterator[str]:
    """The keys of the beginnings of `text` that could be a whole name."""
    whole = name_key(text)
    is_letter_for_letter = len(whole) == len(text)
    ends = [match.end() for match in WORD_END.finditer(text)]
    for end in reversed(ends):
        if MIN_LENGTH <= end <= MAX_LENGTH:
            yield whole[:end] if is_letter_for_letter else name_key(text[:end])
