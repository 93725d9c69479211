"""Evidence: the texts it is taken from, and the pieces that were taken."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from palabre.adapters.sealing.evidence import (
    SealedPiece,
    opened_faded,
    opened_piece,
    opened_version,
    seal_faded,
    seal_piece,
)
from palabre.adapters.sql import compiled
from palabre.adapters.sql.statement import Operation, Row, as_json
from palabre.domain.message import OPERATOR_TAG
from palabre.domain.moderation.evidence import MOST_PIECES, Piece, Text, versions_of
from palabre.domain.retention import SEALED_MS
from palabre.ports.cases import Author, Wanted
from palabre.ports.sealer import Sealer


class Found(NamedTuple):
    """Messages as they stand, in the order of the log, and what is under seal of each: (version, bytes, hidden at).

    Of those past their hours the name and the text are in `faded`, in base64.
    """

    messages: list[Text]
    sealed: dict[str, list[tuple[int, bytes, int]]]
    faded: dict[str, str]


def texts(room_id: int, wanted: Wanted) -> Operation[Found]:
    """To be opened outside the transaction."""
    found: dict[str, Text] = {}
    faded: dict[str, str] = {}
    if wanted.message_id is not None:
        yield from add_around(found, faded, room_id, wanted.message_id, wanted)
    if wanted.session_id is not None:
        rows = yield compiled.TEXTS_OF_SESSION(
            session_id=wanted.session_id, room_id=room_id, after=wanted.after, count=wanted.most
        )
        add(found, room_id, rows)
        if (left := wanted.most - len(rows)) > 0:
            rows = yield compiled.FADED_OF_SESSION(
                session_id=wanted.session_id, room_id=room_id, after=wanted.after, count=left
            )
            add_faded(found, faded, room_id, rows)
    elif wanted.message_id is None:
        rows = yield compiled.TEXTS_AFTER(room_id=room_id, after=wanted.after, count=wanted.most)
        add(found, room_id, rows)
    messages = sorted(found.values(), key=lambda text: text.offset)
    rows = yield compiled.SEALED_OF_MESSAGES(rows=as_json([[text.message_id] for text in messages]))
    sealed: dict[str, list[tuple[int, bytes, int]]] = {}
    for message_id, version, kept, expires_ms in rows:
        sealed.setdefault(message_id, []).append((version, bytes(kept), expires_ms - SEALED_MS))
    return Found(messages, sealed, faded)


def add_around(
    found: dict[str, Text], faded: dict[str, str], room_id: int, message_id: str, wanted: Wanted
) -> Operation[None]:
    add(found, room_id, (yield compiled.TEXT_OF_MESSAGE(message_id=message_id, room_id=room_id)))
    if not found:
        add_faded(found, faded, room_id, (yield compiled.FADED_OF_MESSAGE(message_id=message_id, room_id=room_id)))
    for text in [*found.values()]:
        yield from add_before(found, faded, room_id, text.offset, wanted.before)
        yield from add_after(found, faded, room_id, text.offset, wanted.following)


def add_before(found: dict[str, Text], faded: dict[str, str], room_id: int, offset: int, count: int) -> Operation[None]:
    """What is in the log is later than what is past its hours."""
    rows = yield compiled.TEXTS_BEFORE(room_id=room_id, before=offset, count=count)
    add(found, room_id, rows)
    if (left := count - len(rows)) > 0:
        add_faded(found, faded, room_id, (yield compiled.FADED_BEFORE(room_id=room_id, before=offset, count=left)))


def add_after(found: dict[str, Text], faded: dict[str, str], room_id: int, offset: int, count: int) -> Operation[None]:
    if count == 0:
        return
    rows = yield compiled.FADED_AFTER(room_id=room_id, after=offset, count=count)
    add_faded(found, faded, room_id, rows)
    if (left := count - len(rows)) > 0:
        add(found, room_id, (yield compiled.TEXTS_AFTER(room_id=room_id, after=offset, count=left)))


def add_faded(found: dict[str, Text], faded: dict[str, str], room_id: int, rows: Iterable[Row]) -> None:
    for message_id, version, offset, session_id, tag, at_ms, removed, sealed, hidden_ms in rows:
        faded[message_id] = sealed
        found[message_id] = Text(
            message_id=message_id,
            version=version,
            room_id=room_id,
            offset=offset,
            session_id=session_id,
            nickname="",
            tag=tag,
            body="",
            at_ms=at_ms,
            removed=removed,
            hidden_ms=hidden_ms,
        )


def fade(sealer: Sealer, room_id: int, last: int, now_ms: int) -> Operation[None]:
    """Keep under seal what leaves the log up to this offset, and was delivered less than a day ago."""
    rows = yield compiled.TEXTS_FADING(room_id=room_id, last=last, delivered_after=now_ms - SEALED_MS)
    if rows:
        yield compiled.ADD_FADED([faded_row(sealer, text_of(room_id, row), now_ms) for row in rows])


def faded_row(sealer: Sealer, text: Text, now_ms: int) -> tuple[int | str | None, ...]:
    """In the order of `statements.evidence.FADED_COLUMNS`."""
    return (
        text.message_id,
        text.room_id,
        text.offset,
        text.version,
        text.session_id,
        text.tag,
        text.at_ms,
        text.removed,
        b64encode(seal_faded(sealer, text)).decode(),
        now_ms,
        text.at_ms + SEALED_MS,
    )


def add(found: dict[str, Text], room_id: int, rows: Iterable[Row]) -> None:
    for row in rows:
        text = text_of(room_id, row)
        found[text.message_id] = text


def text_of(room_id: int, row: Row) -> Text:
    message_id, version, offset, session_id, nickname, tag, body, at_ms, removed = row
    return Text(
        message_id=message_id,
        version=version,
        room_id=room_id,
        offset=offset,
        session_id=session_id,
        nickname=nickname,
        tag=tag,
        body=body,
        at_ms=at_ms,
        removed=removed,
    )


def author_of(room_id: int, tag: str) -> Operation[Author | None]:
    if tag == OPERATOR_TAG:
        return None
    rows = yield compiled.AUTHOR_OF_TAG(room_id=room_id, tag=tag)
    if not rows:
        rows = yield compiled.AUTHOR_OF_FADED(room_id=room_id, tag=tag)
    return next((Author(session_id=session_id, at_ms=at_ms) for session_id, at_ms in rows), None)


def opened(found: Found, sealer: Sealer) -> list[Text]:
    """Every version of every message."""
    opened_all: list[Text] = []
    for kept in found.messages:
        sealed_text = found.faded.get(kept.message_id)
        message = kept if sealed_text is None else opened_faded(sealer, kept, decoded(sealed_text))
        hidden = [
            opened_version(sealer, hidden_version(message, version, hidden_ms), sealed)
            for version, sealed, hidden_ms in found.sealed.get(message.message_id, ())
        ]
        opened_all += versions_of(message, [text for text in hidden if text is not None])
    return opened_all


def hidden_version(message: Text, version: int, hidden_ms: int) -> Text:
    return msgspec.structs.replace(message, version=version, hidden_ms=hidden_ms)


def add_pieces(sealer: Sealer, case_id: str, pieces: Sequence[Piece]) -> Operation[list[bytes]]:
    """Seal what is not there yet; return the digests of what is new."""
    kept = {piece.key(): seal_piece(sealer, case_id, piece) for piece in pieces}
    ((count,),) = yield compiled.COUNT_PIECES(case_id=case_id)
    there = MOST_PIECES - int(count)
    added: set[tuple[str, int]] = set()
    if pieces and there > 0:
        rows = yield compiled.ADD_PIECES([row_of(case_id, piece, kept[piece.key()]) for piece in pieces[:there]])
        added = {(message_id, version) for message_id, version in rows}
    for piece in pieces:
        if piece.key() not in added and piece.text.hidden_ms is not None:
            yield mark_hidden(case_id, piece.text)
    for message_id in dict.fromkeys(piece.text.message_id for piece in pieces if piece.reported):
        yield compiled.MARK_REPORTED(case_id=case_id, message_id=message_id)
    return [sealed.digest for key, sealed in kept.items() if key in added]


def row_of(case_id: str, piece: Piece, kept: SealedPiece) -> tuple[int | str | None, ...]:
    """In the order of `statements.evidence.PIECE_COLUMNS`."""
    text = piece.text
    return (
        case_id,
        text.message_id,
        text.version,
        text.room_id,
        text.offset,
        text.session_id,
        text.tag,
        text.at_ms,
        text.removed,
        text.hidden_ms,
        piece.taken_ms,
        int(piece.reported),
        b64encode(kept.sealed).decode(),
        b64encode(kept.digest).decode(),
    )


def mark_hidden(case_id: str, text: Text) -> Any:
    """The query that notes that a text is shown no more."""
    return compiled.MARK_HIDDEN(
        case_id=case_id,
        message_id=text.message_id,
        version=text.version,
        removed=text.removed,
        hidden_ms=text.hidden_ms,
    )


def pieces(case_id: str) -> Operation[list[tuple[Piece, SealedPiece]]]:
    """To be opened outside the transaction."""
    rows = yield compiled.PIECES_IN_CASE(case_id=case_id)
    return [piece_of(row) for row in rows]


def last_piece(case_id: str, session_id: str) -> Operation[list[tuple[Piece, SealedPiece]]]:
    rows = yield compiled.LAST_PIECE_OF_SESSION(case_id=case_id, session_id=session_id)
    return [piece_of(row) for row in rows]


def opened_pieces(sealer: Sealer, case_id: str, kept: Iterable[tuple[Piece, SealedPiece]]) -> list[Piece]:
    return [opened_piece(sealer, case_id, piece, sealed) for piece, sealed in kept]


def piece_of(row: Row) -> tuple[Piece, SealedPiece]:
    message_id, version, room_id, offset, session_id, tag, at_ms, removed, hidden_ms, taken_ms, reported, *kept = row
    text = Text(
        message_id=message_id,
        version=version,
        room_id=room_id,
        offset=offset,
        session_id=session_id,
        nickname="",
        tag=tag,
        body="",
        at_ms=at_ms,
        removed=removed,
        hidden_ms=hidden_ms,
    )
    return Piece(text=text, taken_ms=taken_ms, reported=bool(reported)), SealedPiece(*map(decoded, kept))


def decoded(text: str) -> bytes:
    """What is no base64 any more was altered: nothing opens it."""
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return b""
