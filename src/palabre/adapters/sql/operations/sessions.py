"""Sessions."""

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.operations import conversations, holding
from palabre.adapters.sql.statement import Operation, Row
from palabre.domain.connection_record import Record
from palabre.domain.retention import NAME_HELD_MS
from palabre.domain.session import IDLE_MS, MAX_AGE_MS, Session


def open_session(batch: Batch, session: Session, record: Record | None = None) -> Operation[None]:
    yield compiled.ADD_SESSION(
        id=session.id,
        token_hash=session.token_hash,
        nickname=session.nickname,
        locale=session.locale,
        created_ms=session.created_ms,
        seen_ms=session.seen_ms,
        continues=" ".join(session.continues),
    )
    batch.record(record)


def find_session(token_hash: bytes) -> Operation[Session | None]:
    rows = yield compiled.SESSION_OF_TOKEN(token_hash=token_hash)
    return session_of(rows[0]) if rows else None


def session_of(row: Row) -> Session:
    session_id, token_hash, nickname, locale, created_ms, seen_ms, continues = row
    return Session(
        id=session_id,
        token_hash=token_hash,
        nickname=nickname,
        locale=locale,
        created_ms=created_ms,
        seen_ms=seen_ms,
        continues=tuple(continues.split()),
    )


def touch_session(session_id: str, seen_ms: int) -> Operation[None]:
    yield compiled.TOUCH_SESSION(session_id=session_id, at_ms=seen_ms)


def continue_session(session_id: str, earlier: tuple[str, ...]) -> Operation[None]:
    yield compiled.CONTINUE_SESSION(session_id=session_id, continues=" ".join(earlier))


def end_session(batch: Batch, session_id: str, at_ms: int) -> Operation[None]:
    batch.hid_text = True
    yield compiled.END_SESSION(session_id=session_id)
    yield compiled.DROP_HIDES(session_id=session_id)
    yield compiled.DROP_STANDING(session_id=session_id)
    yield compiled.DROP_PROOF(session_id=session_id)
    yield compiled.DROP_MEMBERSHIPS(session_id=session_id)
    yield from conversations.end_session(session_id)
    yield from holding.drop_of_session(batch, session_id, at_ms)
    yield compiled.RESERVE_NAMES(session_id=session_id, now=at_ms, until=at_ms + NAME_HELD_MS)


def sweep_sessions(batch: Batch, now_ms: int, rows: int) -> Operation[int]:
    ended = yield compiled.ENDED_SESSIONS(seen_before=now_ms - IDLE_MS, created_before=now_ms - MAX_AGE_MS, count=rows)
    for (session_id,) in ended:
        yield from end_session(batch, session_id, now_ms)
    of_nobody = yield compiled.DROP_HIDES_OF_NOBODY()
    yield compiled.DROP_STANDINGS_OF_NOBODY()
    yield compiled.DROP_MEMBERSHIPS_OF_NOBODY()
    yield from conversations.sweep_sessions()
    yield from holding.drop_of_nobody(batch, now_ms, rows)
    lapsed = yield compiled.LAPSED_HOLDS(now=now_ms, count=rows)
    batch.hid_text = batch.hid_text or bool(of_nobody or lapsed)
    for room_id, skeleton in lapsed:
        yield compiled.DROP_HOLD(room_id=room_id, skeleton=skeleton, now=now_ms)
    return len(ended)
