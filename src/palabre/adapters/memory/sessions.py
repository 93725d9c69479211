"""Sessions and the nicknames they hold, in memory."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import islice
from typing import Literal

import msgspec

from palabre.adapters.memory.conversations import drop_requests_of
from palabre.adapters.memory.held import held_of
from palabre.adapters.memory.tables import Hold, Tables
from palabre.domain.connection_record import Record
from palabre.domain.held import TOLD_MS, OwnHeld
from palabre.domain.retention import NAME_HELD_MS
from palabre.domain.session import MAX_AGE_MS, Session
from palabre.ports.store import Returning


class MemorySessions:
    """Holds are keyed by room and skeleton, so that one nickname has one holder."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def open_session(self, session: Session, record: Record | None = None) -> None:
        self._tables.require_writable()
        self._tables.keep_record(record)
        self._tables.sessions[session.id] = session
        self._tables.session_ids[session.token_hash] = session.id

    async def find_session(self, token_hash: bytes) -> Session | None:
        session_id = self._tables.session_ids.get(token_hash)
        return None if session_id is None else self._tables.sessions[session_id]

    async def returning(self, now_ms: int, most: int) -> Returning:
        live = (session for session in self._tables.sessions.values() if session.ends_ms() > now_ms)
        sessions = {session.id: session for session in sorted(live, key=lambda each: -each.seen_ms)[:most]}
        posts = (post for post in self._tables.posts.values() if post.message.removed != "erased")
        return Returning(
            sessions=[*sessions.values()],
            names=[
                (room_id, hold.session_id, hold.nickname)
                for (room_id, _), hold in self._tables.holds.items()
                if hold.session_id in sessions and hold.until_ms >= sessions[hold.session_id].created_ms + MAX_AGE_MS
            ],
            hides=[hide for hide in self._tables.hides.values() if hide.session_id in sessions],
            standings=[each for each in self._tables.standings.values() if each.session_id in sessions],
            rooms=[*{(post.session_id, post.room_id) for post in posts if post.session_id in sessions}],
            held={
                session_id: own
                for session_id in sessions
                if (own := held_of(self._tables, session_id, now_ms - TOLD_MS)) != OwnHeld()
            },
        )

    async def touch_session(self, session_id: str, seen_ms: int) -> None:
        self._tables.require_writable()
        session = self._tables.sessions.get(session_id)
        if session is not None and session.seen_ms < seen_ms:
            self._tables.sessions[session_id] = msgspec.structs.replace(session, seen_ms=seen_ms)

    async def continue_session(self, session_id: str, earlier: tuple[str, ...]) -> None:
        self._tables.require_writable()
        session = self._tables.sessions.get(session_id)
        if session is not None:
            self._tables.sessions[session_id] = msgspec.structs.replace(session, continues=earlier)

    async def end_session(self, session_id: str, at_ms: int) -> None:
        self._tables.require_writable()
        self._delete(session_id)
        self._reserve(session_id, at_ms)

    async def sweep_sessions(self, now_ms: int, rows: int) -> int:
        self._tables.require_writable()
        over = (session.id for session in self._tables.sessions.values() if session.ends_ms() <= now_ms)
        ended = list(islice(over, rows))
        for session_id in ended:
            self._delete(session_id)
            self._reserve(session_id, now_ms)
        # One may have been kept while its session was ending.
        self._drop_hides_of({key[0] for key in self._tables.hides} - self._tables.sessions.keys())
        self._drop_memberships_of({key[1] for key in self._tables.members} - self._tables.sessions.keys())
        self._drop_requests_of_nobody()
        for session_id in self._tables.standings.keys() - self._tables.sessions.keys():
            del self._tables.standings[session_id]
        lapsed = [key for key, hold in self._tables.holds.items() if hold.until_ms <= now_ms]
        for key in lapsed[:rows]:
            del self._tables.holds[key]
        return len(ended)

    async def hold_name(
        self,
        room_id: int,
        session_id: str,
        nickname: str,
        skeleton: str,
        now_ms: int,
        until_ms: int,
        record: Record | None = None,
    ) -> Literal["held", "taken"]:
        self._tables.require_writable()
        current = self._tables.holds.get((room_id, skeleton))
        if current is not None and current.session_id != session_id and current.until_ms > now_ms:
            return "taken"
        self._tables.keep_record(record)
        for key in self._held_by(session_id, room_id):
            del self._tables.holds[key]
        self._tables.holds[room_id, skeleton] = Hold(session_id, nickname, until_ms)
        return "held"

    async def held_name(self, room_id: int, session_id: str) -> str | None:
        return next((self._tables.holds[key].nickname for key in self._held_by(session_id, room_id)), None)

    async def name_is_free(self, room_id: int, skeleton: str, now_ms: int) -> bool:
        hold = self._tables.holds.get((room_id, skeleton))
        return hold is None or hold.until_ms <= now_ms

    async def release_names(self, room_id: int, session_id: str, until_ms: int) -> None:
        self._tables.require_writable()
        for key in self._held_by(session_id, room_id):
            self._tables.holds[key] = replace(self._tables.holds[key], until_ms=until_ms)

    def _delete(self, session_id: str) -> None:
        session = self._tables.sessions.pop(session_id, None)
        if session is not None:
            del self._tables.session_ids[session.token_hash]
        self._drop_hides_of({session_id})
        self._tables.standings.pop(session_id, None)
        self._tables.proofs.pop(session_id, None)
        self._drop_memberships_of({session_id})
        drop_requests_of(self._tables, {session_id})

    def _drop_requests_of_nobody(self) -> None:
        requests = self._tables.requests.values()
        known = {each.requester for each in requests} | {each.target for each in requests if each.target is not None}
        drop_requests_of(self._tables, (known | self._tables.quiet.keys()) - self._tables.sessions.keys())

    def _drop_memberships_of(self, session_ids: AbstractSet[str]) -> None:
        for key in [key for key in self._tables.members if key[1] in session_ids]:
            del self._tables.members[key]

    def _drop_hides_of(self, session_ids: AbstractSet[str]) -> None:
        for key in [key for key in self._tables.hides if key[0] in session_ids]:
            del self._tables.hides[key]

    def _reserve(self, session_id: str, now_ms: int) -> None:
        """Let what an ended session still holds lapse in its time; what has lapsed already stays so."""
        for key, hold in self._tables.holds.items():
            if hold.session_id == session_id and hold.until_ms > now_ms:
                self._tables.holds[key] = replace(hold, until_ms=now_ms + NAME_HELD_MS)

    def _held_by(self, session_id: str, room_id: int) -> list[tuple[int, str]]:
        holds = self._tables.holds.items()
        return [key for key, hold in holds if key[0] == room_id and hold.session_id == session_id]
