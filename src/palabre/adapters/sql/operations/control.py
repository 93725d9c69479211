"""The control log, and the pulse of the database."""

from palabre.adapters.sql import compiled
from palabre.adapters.sql.statement import Operation
from palabre.ports.store import ControlEntry


def append_control(kind: str, data: bytes, at_ms: int) -> Operation[int]:
    ((seq,),) = yield compiled.NEXT_CONTROL()
    yield compiled.ADD_CONTROL(seq=seq, kind=kind, data=data, at_ms=at_ms)
    return int(seq)


def control_after(seq: int) -> Operation[list[ControlEntry]]:
    rows = yield compiled.CONTROL_AFTER(after=seq)
    return [ControlEntry(*row) for row in rows]


def forget_control(before_ms: int, rows: int) -> Operation[int]:
    forgotten = yield compiled.FORGET_CONTROL(before=before_ms, count=rows)
    return len(forgotten)


def last_control(kind: str) -> Operation[ControlEntry | None]:
    rows = yield compiled.LAST_CONTROL(kind=kind)
    return next((ControlEntry(*row) for row in rows), None)


def control_cursor() -> Operation[int]:
    ((seq,),) = yield compiled.CONTROL_CURSOR()
    return int(seq)


def set_control_cursor(seq: int) -> Operation[None]:
    yield compiled.MOVE_CONTROL_CURSOR(seq=seq)


def beat() -> Operation[None]:
    """The smallest write there is."""
    yield compiled.BEAT()
