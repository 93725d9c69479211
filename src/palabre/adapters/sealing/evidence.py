"""Evidence under seal: what is kept of a piece or a report, and opening it."""

import secrets
from typing import NamedTuple

import msgspec

from palabre.domain.moderation.evidence import SALT_BYTES, Piece, Sealable, Text, context_of, digest_of
from palabre.domain.moderation.report import Notice, Report
from palabre.ports.sealer import SealBroken, Sealer

sealable_decoder = msgspec.json.Decoder(Sealable)


class SealedPiece(NamedTuple):
    """The sealed bytes, and the SHA-256 of what they hold."""

    sealed: bytes
    digest: bytes


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What is sealed of a report: everything its reporter wrote."""

    text: str
    notice: Notice | None = None

    def __repr__(self) -> str:
        return "<Words>"


words_decoder = msgspec.json.Decoder(Words)


def seal_piece(sealer: Sealer, case_id: str, piece: Piece) -> SealedPiece:
    """Seal a piece for a case."""
    salt = secrets.token_bytes(SALT_BYTES)
    plain = msgspec.json.encode(Sealable(salt=salt, nickname=piece.text.nickname, body=piece.text.body))
    return SealedPiece(sealer.seal(plain, context_of(case_id, piece)), digest_of(plain))


def opened_piece(sealer: Sealer, case_id: str, piece: Piece, kept: SealedPiece) -> Piece:
    """The piece with its text; marked as altered, without text, when it is not what was sealed."""
    try:
        plain = sealer.open(kept.sealed, context_of(case_id, piece))
        sealable = sealable_decoder.decode(plain)
    except (SealBroken, msgspec.DecodeError):
        return msgspec.structs.replace(piece, altered=True)
    if digest_of(plain) != kept.digest:
        return msgspec.structs.replace(piece, altered=True)
    text = msgspec.structs.replace(piece.text, nickname=sealable.nickname, body=sealable.body)
    return msgspec.structs.replace(piece, text=text)


def seal_words(sealer: Sealer, report: Report) -> bytes:
    """Seal what a report says in its reporter's own words."""
    return sealer.seal(msgspec.json.encode(Words(text=report.text, notice=report.notice)), words_context(report.id))


def with_words(sealer: Sealer, report: Report, sealed: bytes) -> Report:
    """The report with its words; without, when they cannot be opened."""
    try:
        words = words_decoder.decode(sealer.open(sealed, words_context(report.id)))
    except (SealBroken, msgspec.DecodeError):
        return report
    return msgspec.structs.replace(report, text=words.text, notice=words.notice)


def words_context(report_id: str) -> bytes:
    return f"report\0{report_id}".encode()


class Faded(msgspec.Struct, frozen=True, kw_only=True):
    """What is sealed of a message past its hours."""

    nickname: str
    body: str

    def __repr__(self) -> str:
        return "<Faded>"


faded_decoder = msgspec.json.Decoder(Faded)


def seal_faded(sealer: Sealer, text: Text) -> bytes:
    return sealer.seal(msgspec.json.encode(Faded(nickname=text.nickname, body=text.body)), faded_context(text))


def opened_faded(sealer: Sealer, text: Text, sealed: bytes) -> Text:
    """The message with its text; without, when it cannot be opened any more."""
    try:
        found = faded_decoder.decode(sealer.open(sealed, faded_context(text)))
    except (SealBroken, msgspec.DecodeError):
        return text
    return msgspec.structs.replace(text, nickname=found.nickname, body=found.body)


def faded_context(text: Text) -> bytes:
    return f"faded\0{text.message_id}:{text.version}".encode()


def opened_version(sealer: Sealer, text: Text, sealed: bytes) -> Text | None:
    """A text from under the seal of an edit or a removal; None when it cannot be opened any more."""
    try:
        body = sealer.open(sealed, f"{text.message_id}:{text.version}".encode()).decode()
    except (SealBroken, UnicodeDecodeError):
        return None
    return msgspec.structs.replace(text, body=body)
