"""Messages that wait for a person, in memory."""

from collections.abc import Collection

import msgspec

from palabre.adapters.memory.log import append_post, known_post, take_down
from palabre.adapters.memory.tables import HeldEntry, Tables
from palabre.domain.body import digest_of
from palabre.domain.connection_record import Record
from palabre.domain.held import (
    FULL_RETRY_S,
    HELD_PER_ROOM,
    HELD_PER_SESSION,
    SETTLED,
    Held,
    HeldRefusal,
    HeldState,
    OwnHeld,
    RefusedMessage,
    Settlement,
)
from palabre.domain.moderation.event import Deed
from palabre.domain.passing import HeldSettled, MessageHeld
from palabre.domain.refusal import Refusal
from palabre.domain.retention import SEALED_MS
from palabre.domain.staff import PROGRAM
from palabre.ports.bus import Bus
from palabre.ports.sealer import Sealer
from palabre.ports.store import KnownPost, Recorded, SealedVersion


class MemoryHeld:
    """Like the log, nothing awaits inside a write."""

    def __init__(self, tables: Tables, bus: Bus, sealer: Sealer) -> None:
        self._tables = tables
        self._bus = bus
        self._sealer = sealer

    async def hold(self, held: Held, record: Record | None = None) -> KnownPost | None:
        self._tables.require_writable()
        draft = held.draft
        known = known_post(self._tables, draft.session_id, draft.client_message_id)
        if known is not None:
            if known.room_id != draft.room_id or known.body_digest != digest_of(draft.body):
                raise Refusal("conflict")
            return known
        if self._tables.log(draft.room_id).room.closed:
            raise Refusal("room_closed")
        self._require_place(draft.room_id, draft.session_id)
        if draft.id in self._tables.held:
            raise Refusal("conflict")
        self._tables.keep_record(record)
        entry = HeldEntry(held, digest_of(draft.body))
        self._tables.held[draft.id] = entry
        self._tables.held_by_client_id[draft.session_id, draft.client_message_id] = entry
        self._bus.pass_on([MessageHeld(held=held)])
        return None

    def _require_place(self, room_id: int, session_id: str) -> None:
        waiting = [entry.held.draft for entry in self._tables.held.values() if entry.settlement is None]
        if sum(draft.session_id == session_id for draft in waiting) >= HELD_PER_SESSION:
            raise Refusal("slowed", retry_after=FULL_RETRY_S, limit=HELD_PER_SESSION, reason="held")
        if sum(draft.room_id == room_id for draft in waiting) >= HELD_PER_ROOM:
            raise Refusal("slowed", retry_after=FULL_RETRY_S, limit=HELD_PER_ROOM, reason="held_in_room")

    async def withhold(self, message_id: str, held: Held, deed: Deed) -> bool:
        self._tables.require_writable()
        draft, post = held.draft, self._tables.posts.get(message_id)
        key = (draft.session_id, draft.client_message_id)
        if post is None or post.message.removed is not None or key in self._tables.held_by_client_id:
            return False
        take_down(self._tables, self._bus, self._sealer, post, deed.at_ms)
        entry = HeldEntry(held, digest_of(draft.body))
        self._tables.held[draft.id] = self._tables.held_by_client_id[key] = entry
        self._tables.record(deed)
        self._bus.pass_on([MessageHeld(held=held)])
        return True

    async def release(self, room_id: int, message_id: str, deed: Deed) -> Recorded | Settlement:
        entry = self._held_in(room_id, message_id)
        if entry.settlement is not None:
            return entry.settlement
        if self._tables.log(room_id).room.closed:
            raise Refusal("room_closed")
        draft = msgspec.structs.replace(entry.held.draft, posted_ms=deed.at_ms)
        recorded = append_post(self._tables, self._bus, draft)
        settled = self._settle(entry, "released", deed.who, deed.at_ms)
        self._tables.record(deed)
        self._bus.pass_on([settled])
        return recorded

    async def refuse_held(
        self, room_id: int, message_id: str, refusal: HeldRefusal, deed: Deed
    ) -> RefusedMessage | Settlement:
        entry = self._held_in(room_id, message_id)
        if entry.settlement is not None:
            return entry.settlement
        refused = entry.held.refused(refusal, deed.at_ms)
        settled = self._put_away(entry, "refused", refusal, deed.who, deed.at_ms)
        self._tables.record(deed)
        self._bus.pass_on([settled])
        return refused

    async def drop_held(self, session_id: str, at_ms: int) -> int:
        self._tables.require_writable()
        return self._drop([entry for entry in self._waiting() if entry.held.draft.session_id == session_id], at_ms)

    def _drop_of_nobody(self, at_ms: int, rows: int) -> None:
        sessions = self._tables.sessions
        self._drop([each for each in self._waiting() if each.held.draft.session_id not in sessions][:rows], at_ms)

    def _drop(self, entries: list[HeldEntry], at_ms: int) -> int:
        settled = [
            self._put_away(entry, "dropped", entry.held.refusal("rule", SETTLED[entry.held.locale]), PROGRAM, at_ms)
            for entry in entries
        ]
        if settled:
            self._bus.pass_on(settled)
        return len(settled)

    async def held_message(self, message_id: str) -> Held | Settlement | None:
        entry = self._tables.held.get(message_id)
        return None if entry is None else entry.settlement or entry.held

    async def held_messages(self, room_ids: Collection[int] | None, count: int) -> list[Held]:
        found = [entry.held for entry in self._waiting()]
        return [held for held in found if room_ids is None or held.draft.room_id in room_ids][:count]

    async def held_of(self, session_id: str, refused_after_ms: int) -> OwnHeld:
        return held_of(self._tables, session_id, refused_after_ms)

    async def destroy_held(self, before_ms: int, rows: int) -> int:
        self._tables.require_writable()
        settled = ((entry.settlement, entry) for entry in self._tables.held.values() if entry.settlement)
        due = sorted((made.at_ms, made.message_id, entry) for made, entry in settled if made.at_ms < before_ms)[:rows]
        for _, message_id, entry in due:
            del self._tables.held[message_id]
            del self._tables.held_by_client_id[entry.held.draft.session_id, entry.held.draft.client_message_id]
        return len(due)

    def _waiting(self) -> list[HeldEntry]:
        return waiting_in(self._tables)

    def _held_in(self, room_id: int, message_id: str) -> HeldEntry:
        self._tables.require_writable()
        entry = self._tables.held.get(message_id)
        if entry is None or entry.held.draft.room_id != room_id:
            raise Refusal("not_found")
        return entry

    def _put_away(self, entry: HeldEntry, state: HeldState, refusal: HeldRefusal, by: str, at_ms: int) -> HeldSettled:
        draft = entry.held.draft
        sealed = self._sealer.seal(draft.body.encode(), f"{draft.id}:1".encode())
        self._tables.sealed.append(SealedVersion(draft.id, draft.room_id, 1, sealed, at_ms + SEALED_MS))
        refused = entry.held.refused(refusal, at_ms)
        settled = self._settle(entry, state, by, at_ms)
        entry.refused = msgspec.structs.replace(refused, words=())
        return msgspec.structs.replace(settled, refused=refused)

    def _settle(self, entry: HeldEntry, state: HeldState, by: str, at_ms: int) -> HeldSettled:
        draft = entry.held.draft
        entry.settlement = Settlement(message_id=draft.id, room_id=draft.room_id, state=state, by=by, at_ms=at_ms)
        entry.held = msgspec.structs.replace(entry.held, draft=msgspec.structs.replace(draft, body=""))
        return HeldSettled(session_id=draft.session_id, settlement=entry.settlement)


def waiting_in(tables: Tables) -> list[HeldEntry]:
    """Oldest first."""
    found = [entry for entry in tables.held.values() if entry.settlement is None]
    return sorted(found, key=lambda entry: (entry.held.draft.sent_ms, entry.held.draft.id))


def held_of(tables: Tables, session_id: str, refused_after_ms: int) -> OwnHeld:
    """What waits of a session, and what of it was refused after this time."""
    waiting = [entry.held for entry in waiting_in(tables) if entry.held.draft.session_id == session_id]
    settled = [entry for entry in tables.held.values() if entry.held.draft.session_id == session_id]
    refused = [entry.refused for entry in settled if entry.refused is not None]
    late = [each for each in refused if each.at_ms > refused_after_ms]
    return OwnHeld(tuple(waiting), tuple(sorted(late, key=lambda each: (each.at_ms, each.message_id))))
