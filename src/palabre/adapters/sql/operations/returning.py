"""What the guests of a server that stopped come back with, in a few reads for all of them."""

from palabre.adapters.sql import compiled
from palabre.adapters.sql.operations import holding
from palabre.adapters.sql.operations.hiding import hide_of
from palabre.adapters.sql.operations.sessions import session_of
from palabre.adapters.sql.operations.standings import standing_of
from palabre.adapters.sql.statement import Operation
from palabre.domain.held import TOLD_MS
from palabre.domain.session import IDLE_MS, MAX_AGE_MS
from palabre.ports.store import Returning


def returning(now_ms: int, most: int) -> Operation[Returning]:
    """The live sessions used last, with their names, hides, standings and where they wrote."""
    rows = yield compiled.LATEST_SESSIONS(seen_after=now_ms - IDLE_MS, created_after=now_ms - MAX_AGE_MS, count=most)
    sessions = {session.id: session for session in map(session_of, rows)}
    held = yield compiled.HELD_NAMES(now=now_ms)
    hides = yield compiled.HIDES()
    standings = yield compiled.STANDINGS()
    writers = yield compiled.WRITERS()
    waiting = yield from holding.held_of_each(now_ms - TOLD_MS)
    return Returning(
        sessions=[*sessions.values()],
        names=[
            (room_id, session_id, nickname)
            for room_id, session_id, nickname, until_ms in held
            if session_id in sessions and until_ms >= sessions[session_id].created_ms + MAX_AGE_MS
        ],
        hides=[hide for hide in map(hide_of, hides) if hide.session_id in sessions],
        standings=[standing for standing in map(standing_of, standings) if standing.session_id in sessions],
        rooms=[(session_id, room_id) for session_id, room_id in writers if session_id in sessions],
        held={session_id: own for session_id, own in waiting.items() if session_id in sessions},
    )
