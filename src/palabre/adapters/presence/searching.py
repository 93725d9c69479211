"""Finding who is listed by the beginning of a nickname, or of one of its words."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

# More nicknames than a node lists: each is folded once, not at each letter someone types.
REMEMBERED = 32_768


@lru_cache(REMEMBERED)
def folded(nickname: str) -> str:
    """The nickname without case and accents, its words apart by single spaces."""
    decomposed = unicodedata.normalize("NFKD", nickname.casefold())
    return "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")


def finder(name: str) -> Callable[[str], bool]:
    """Whether a nickname begins with `name`, or has a word that does; every nickname does when it is empty."""
    sought = re.compile(rf"(?:^|[\W_]){re.escape(folded(' '.join(name.split())))}")
    return lambda nickname: sought.search(folded(nickname)) is not None
