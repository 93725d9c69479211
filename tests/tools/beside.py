"""Beside a running server: what another process on the same store would do, done to the database it serves."""

import time
from contextlib import closing
from pathlib import Path

from palabre.adapters.sql.operations import conversations
from palabre.adapters.sql.sqlite.connection import BUSY_S, connect, run


def freeze(data: Path, slug: str, nickname: str) -> None:
    """Freeze a conversation for what the one of this nickname said: as where somebody is found to be pressed in it."""
    with closing(connect(data, busy_s=BUSY_S)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        ((room_id, session_id),) = connection.execute(
            "SELECT rooms.id, session_id FROM rooms JOIN room_members ON room_id = rooms.id"
            " WHERE slug = ? AND nickname = ?",
            (slug, nickname),
        )
        assert run(connection, conversations.freeze(room_id, time.time_ns() // 1_000_000, session_id))
        connection.execute("COMMIT")
