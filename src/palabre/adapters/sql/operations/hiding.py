"""Whom guests hide."""

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.statement import Operation, Row
from palabre.domain.hiding import Hide


def hide(hide: Hide) -> Operation[None]:
    yield compiled.ADD_HIDE(
        session_id=hide.session_id,
        room_id=hide.room_id,
        tag=hide.tag,
        nickname=hide.nickname,
        hidden_session_id=hide.hidden_session_id,
        at_ms=hide.at_ms,
    )


def unhide(batch: Batch, session_id: str, room_id: int, tag: str) -> Operation[None]:
    batch.hid_text = True
    yield compiled.DROP_HIDE(session_id=session_id, room_id=room_id, tag=tag)


def hides(session_id: str) -> Operation[list[Hide]]:
    rows = yield compiled.HIDES_OF_SESSION(session_id=session_id)
    return [hide_of(row) for row in rows]


def hide_of(row: Row) -> Hide:
    who, room_id, tag, nickname, hidden, at_ms = row
    return Hide(session_id=who, room_id=room_id, tag=tag, nickname=nickname, hidden_session_id=hidden, at_ms=at_ms)
