"""Nicknames held in rooms."""

from typing import Literal

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.statement import Operation
from palabre.domain.connection_record import Record


def hold_name(
    batch: Batch,
    room_id: int,
    session_id: str,
    nickname: str,
    skeleton: str,
    *,
    now_ms: int,
    until_ms: int,
    record: Record | None = None,
) -> Operation[Literal["held", "taken"]]:
    holders = yield compiled.HOLDER(room_id=room_id, skeleton=skeleton)
    if any(holder != session_id and until > now_ms for holder, until in holders):
        return "taken"
    yield compiled.DROP_HOLDS(room_id=room_id, session_id=session_id, skeleton=skeleton, now=now_ms)
    yield compiled.ADD_HOLD(
        room_id=room_id, skeleton=skeleton, session_id=session_id, nickname=nickname, until_ms=until_ms
    )
    batch.record(record)
    return "held"


def held_name(room_id: int, session_id: str) -> Operation[str | None]:
    rows = yield compiled.HELD_NAME(room_id=room_id, session_id=session_id)
    return next((nickname for (nickname,) in rows), None)


def name_is_free(room_id: int, skeleton: str, now_ms: int) -> Operation[bool]:
    holders = yield compiled.HOLDER(room_id=room_id, skeleton=skeleton)
    return all(until <= now_ms for _, until in holders)


def release_names(room_id: int, session_id: str, until_ms: int) -> Operation[None]:
    yield compiled.RELEASE_NAME(room_id=room_id, session_id=session_id, until=until_ms)
