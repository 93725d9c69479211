"""Evidence: texts as they stood, in their order, kept under seal with a digest."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, product
from string import ascii_uppercase
from typing import Literal

import msgspec

from palabre.domain.discretion import Discreet
from palabre.domain.message import OPERATOR_SESSION, Removal

# How many messages before the reported one show what it answered, and how many after it what it led to.
BEFORE = 15
AFTER = 30
# Of one case; the guest's own are taken first.
MOST_PIECES = 400
SALT_BYTES = 16
Witness = str | Literal["subject", "staff"]
# Besides what was taken away: a text that nobody was shown when it was taken as evidence.
Gone = Removal | Literal["withheld"]


class Text(Discreet, frozen=True, kw_only=True):
    """One version of a message, as it was read from the log or from under its seal. `version` counts from 1.

    `hidden_ms` is when it stopped being shown; None while it is.
    """

    message_id: str
    version: int
    room_id: int
    offset: int
    session_id: str
    nickname: str
    tag: str
    body: str
    at_ms: int
    removed: Gone | None = None
    hidden_ms: int | None = None


class Piece(Discreet, frozen=True, kw_only=True):
    """A text taken as evidence. `altered`: what is kept is not what was sealed; its text is then empty."""

    text: Text
    taken_ms: int
    reported: bool = False
    altered: bool = False

    def key(self) -> tuple[str, int]:
        return (self.text.message_id, self.text.version)


class Sealable(Discreet, frozen=True, kw_only=True):
    """What is sealed of a piece. The salt keeps its digest from telling which of two short texts it is."""

    salt: bytes
    nickname: str
    body: str


def digest_of(sealable: bytes) -> bytes:
    """SHA-256 of what is sealed."""
    return hashlib.sha256(sealable).digest()


def versions_of(message: Text, hidden: Sequence[Text]) -> list[Text]:
    """Every version there is of a message, oldest first: those `hidden`, then the one shown, unless it was removed.

    Each stands from when the one before it was hidden.
    """
    shown = [] if message.removed is not None else [message]
    versions: list[Text] = []
    since = message.at_ms
    for text in (*hidden, *shown):
        versions.append(msgspec.structs.replace(text, at_ms=since))
        since = since if text.hidden_ms is None else text.hidden_ms
    return versions


def context_of(case_id: str, piece: Piece) -> bytes:
    """What the seal of a piece is bound to: it opens nowhere else, and not as another's."""
    text = piece.text
    return "\0".join(
        ["evidence", case_id, text.message_id, str(text.version), text.session_id, text.tag, str(text.at_ms)]
    ).encode()


def seal_digest(digests: Iterable[bytes]) -> str:
    """One digest of several, in hexadecimal, for the record of what was done."""
    return hashlib.sha256(b"".join(digests)).hexdigest()


def witnesses(pieces: Sequence[Piece], subject: str | None) -> dict[str, Witness]:
    """Under which name each session appears in the evidence: the subject, the staff, then A, B, C by appearance."""
    letters = lettered()
    named: dict[str, Witness] = {OPERATOR_SESSION: "staff"}
    if subject is not None:
        named[subject] = "subject"
    for piece in in_order(pieces):
        if piece.text.session_id not in named:
            named[piece.text.session_id] = next(letters)
    return named


def lettered() -> Iterator[str]:
    """A to Z, then AA, AB…"""
    for size in count(1):
        yield from map("".join, product(ascii_uppercase, repeat=size))


def in_order(pieces: Iterable[Piece]) -> list[Piece]:
    """As they were said, the versions of one message one after the other."""
    return sorted(pieces, key=lambda piece: (piece.text.offset, piece.text.at_ms, piece.text.version))


def fresh(taken: Iterable[Piece], texts: Iterable[Text], reported: frozenset[str], at_ms: int) -> list[Piece]:
    """Pieces of what is not among `taken`, each once, up to `MOST_PIECES` in all, and of what was hidden since."""
    known = {piece.key(): piece for piece in taken}
    room = MOST_PIECES - len(known)
    new: dict[tuple[str, int], Piece] = {}
    for text in texts:
        piece = Piece(text=text, taken_ms=at_ms, reported=text.message_id in reported)
        before = known.get(piece.key())
        is_new = before is None and len(new) < room
        if is_new or (before is not None and before.text.hidden_ms != text.hidden_ms):
            new.setdefault(piece.key(), piece)
    return [*new.values()]
