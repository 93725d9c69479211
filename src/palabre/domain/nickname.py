"""Nicknames: which are accepted, and when two look the same (Unicode UTS 39 skeletons)."""

import unicodedata

from disarm import Script, detect_scripts, skeleton_key, strip_accents

from palabre.domain.characters import INVISIBLE
from palabre.domain.refusal import Refusal

MIN_LENGTH = 2
MAX_LENGTH = 24
MARKS_IN_A_ROW = 2
PUNCTUATION = frozenset(" -_'.")
# Japanese and Korean names mix these by nature; UTS 39 calls such sets "augmented scripts".
FAMILIES = (
    frozenset({Script.HAN, Script.HIRAGANA, Script.KATAKANA}),
    frozenset({Script.HAN, Script.HANGUL}),
)
# Two letters that read as one at the size of a chat line, which the UTS 39 table leaves apart.
LOOKALIKE_PAIRS = (("rn", "m"), ("vv", "w"))
RESERVED_FOR_STAFF = (
    "admin", "administrateur", "administration", "administrator", "moderateur", "moderation",
    "moderator", "moderatrice", "modo", "equipe", "staff", "team", "palabre", "systeme", "system",
    "support", "official", "officiel", "police", "gendarmerie", "pharos", "root", "operator", "operateur",
    "operatrice", "lequipe", "equipe palabre", "palabre officiel", "moderateurs", "moderatrices", "moderators",
    "admins", "la moderation",
)  # fmt: skip


def normalise_nickname(text: str) -> str:
    """Return the nickname as it is shown: NFC, single spaces, typographic apostrophes made plain.

    Accepted: 2 to 24 code points, letters of one script family, digits, space and ``-_'.``,
    with one letter at least. Raises Refusal `nickname_invalid` or `nickname_reserved`.
    """
    name = " ".join(unicodedata.normalize("NFC", text).replace("\u2019", "'").split())
    if not MIN_LENGTH <= len(name) <= MAX_LENGTH or not all(map(is_accepted, name)):
        raise Refusal("nickname_invalid", limit=MAX_LENGTH)
    bare = skeleton(name)
    if not any(map(str.isalpha, name)) or not bare or has_piled_marks(name) or not is_one_family(name):
        raise Refusal("nickname_invalid", limit=MAX_LENGTH)
    if bare in RESERVED:
        raise Refusal("nickname_reserved")
    return name


def is_accepted(character: str) -> bool:
    category = unicodedata.category(character)
    is_written = category[0] == "L" or category in ("Mn", "Mc", "Nd") or character in PUNCTUATION
    return is_written and character not in INVISIBLE


def has_piled_marks(name: str) -> bool:
    """Whether marks are heaped on a letter beyond what any language writes (UTS 39 §5.4, stricter)."""
    in_a_row = 0
    for character in name:
        in_a_row = in_a_row + 1 if unicodedata.category(character) == "Mn" else 0
        if in_a_row > MARKS_IN_A_ROW:
            return True
    return False


def is_one_family(name: str) -> bool:
    scripts = frozenset(detect_scripts(name)) - {Script.COMMON, Script.INHERITED}
    return len(scripts) <= 1 or any(scripts <= family for family in FAMILIES)


def skeleton(name: str) -> str:
    """Return the key under which two nicknames that look alike are the same (UTS 39 §4, folded further).

    Case, accents, spaces and punctuation are dropped: they are what a copied name changes first.
    """
    folded = strip_accents(skeleton_key(name, digit_policy="tr39"))
    # UTS 39 takes a capital I for an l, but not a small i: without this, ALI would not be Ali.
    bare = "".join(character for character in folded if character.isalnum()).replace("i", "l")
    for pair, single in LOOKALIKE_PAIRS:
        bare = bare.replace(pair, single)
    return bare


RESERVED = frozenset(skeleton(word) for word in RESERVED_FOR_STAFF)
