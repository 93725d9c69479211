"""The whole store of one instance, in a database."""

import asyncio
from itertools import chain
from typing import Literal

from palabre.adapters.sql.age_store import SqlAgeStore
from palabre.adapters.sql.case_store import SqlCaseStore
from palabre.adapters.sql.conversation_store import SqlConversationStore
from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.follow_up_store import SqlFollowUpStore
from palabre.adapters.sql.held_store import SqlHeldStore
from palabre.adapters.sql.member_store import SqlMemberStore
from palabre.adapters.sql.operations import (
    amending,
    control,
    destroying,
    hiding,
    names,
    posting,
    reacting,
    reading,
    returning,
    rooms,
    sessions,
)
from palabre.adapters.sql.order_store import SqlOrderStore
from palabre.adapters.sql.published_store import SqlPublishedStore
from palabre.adapters.sql.rights_store import SqlRightsStore
from palabre.adapters.sql.sanction_store import SqlSanctionStore
from palabre.adapters.sql.staff_store import SqlStaffStore
from palabre.adapters.sql.standing_store import SqlStandingStore
from palabre.adapters.sql.tally_store import SqlTallyStore
from palabre.adapters.sql.vault_store import SqlVaultStore
from palabre.adapters.sql.writes import in_room, plain, scrubbed, with_batch, write_of
from palabre.domain.connection_record import Record
from palabre.domain.hiding import Hide
from palabre.domain.log import GuestErased, LogEvent, MessageEdited, MessageRemoved, RoomChanged
from palabre.domain.message import Draft, Message
from palabre.domain.reaction import Reacted, ReactionKind
from palabre.domain.room import Room, RoomSettings
from palabre.domain.session import Session
from palabre.ports.store import (
    Byline,
    ControlEntry,
    KnownPost,
    Recorded,
    Returning,
    SealedVersion,
    StoreUnavailable,
    Window,
)


class SqlStore(
    SqlCaseStore,
    SqlSanctionStore,
    SqlFollowUpStore,
    SqlStaffStore,
    SqlHeldStore,
    SqlStandingStore,
    SqlTallyStore,
    SqlAgeStore,
    SqlMemberStore,
    SqlConversationStore,
    SqlVaultStore,
    SqlRightsStore,
    SqlOrderStore,
    SqlPublishedStore,
):
    """Each method names the operation and who runs it: a log writer or a reader."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine)

    # The log

    async def post(self, draft: Draft, record: Record | None = None) -> Recorded:
        return await self._engine.write(write_of(draft, record))

    async def edit(
        self, room_id: int, message_id: str, session_id: str, body: str, at_ms: int, record: Record | None = None
    ) -> MessageEdited:
        return await self._engine.write(
            in_room(amending.edit, room_id, message_id, session_id, body=body, at_ms=at_ms, record=record)
        )

    async def remove(self, room_id: int, message_id: str, session_id: str, at_ms: int) -> MessageRemoved:
        return await self._engine.write(in_room(amending.remove, room_id, message_id, session_id, at_ms))

    async def erase(self, session_id: str, at_ms: int) -> list[GuestErased]:
        """Room by room, after what the session had still to be written; when one fails the next call goes on."""
        found = await self._engine.write_after_all(plain(amending.rooms_of_guest, session_id))
        writes = [in_room(amending.erase, room_id, session_id, at_ms) for room_id in sorted({*chain(*found)})]
        events = await asyncio.gather(*map(self._engine.write, writes), return_exceptions=True)
        for event in events:
            if isinstance(event, BaseException):
                raise event
        return [event for event in events if isinstance(event, GuestErased)]

    async def react(
        self, room_id: int, message_id: str, session_id: str, reaction: ReactionKind, *, on: bool
    ) -> Reacted:
        return await self._engine.write(in_room(reacting.react, room_id, message_id, session_id, reaction, on=on))

    async def reactions(self, room_id: int, first: int, last: int) -> list[Reacted]:
        return await self._engine.read(reacting.between(room_id, first, last))

    async def change_room(self, room_id: int, settings: RoomSettings, *, closed: bool) -> RoomChanged:
        return await self._engine.write(in_room(rooms.change_room, room_id, settings, closed=closed))

    async def known_post(self, session_id: str, client_message_id: str) -> KnownPost | None:
        return await self._engine.read(posting.known_post(session_id, client_message_id))

    async def window(self, room_id: int, count: int) -> Window:
        return await self._engine.read(reading.window(room_id, count))

    async def since(self, room_id: int, offset: int, count: int) -> list[LogEvent]:
        return await self._engine.read(reading.since(room_id, offset, count))

    async def page(self, room_id: int, before: int, count: int) -> list[Message]:
        return await self._engine.read(reading.page(room_id, before, count))

    async def message(self, room_id: int, message_id: str) -> Message | None:
        return await self._engine.read(reading.message(room_id, message_id))

    async def guest_of(self, room_id: int, tag: str) -> Byline | None:
        return await self._engine.read(reading.guest_of(room_id, tag))

    async def rooms_written_in(self, session_id: str) -> list[int]:
        return await self._engine.read(reading.rooms_written_in(session_id))

    async def heads(self) -> dict[int, int]:
        return await self._engine.read(reading.heads())

    async def expire(self, room_id: int, before_ms: int, rows: int, *, now_ms: int | None = None) -> tuple[int, int]:
        return await self._engine.write(in_room(destroying.expire, room_id, before_ms, rows, now_ms))

    # Rooms

    async def rooms(self) -> list[Room]:
        return await self._engine.read(rooms.all_rooms())

    async def create_room(self, slug: str, settings: RoomSettings, epoch: str) -> Room:
        return await self._engine.write(plain(rooms.create_room, slug, settings, epoch))

    async def configured(self, slug: str) -> RoomSettings | None:
        return await self._engine.read(rooms.configured(slug))

    async def set_configured(self, slug: str, settings: RoomSettings) -> None:
        await self._engine.write(plain(rooms.set_configured, slug, settings))

    async def control_after(self, seq: int) -> list[ControlEntry]:
        return await self._engine.read(control.control_after(seq))

    async def forget_control(self, before_ms: int, rows: int) -> int:
        return await self._engine.write(plain(control.forget_control, before_ms, rows))

    async def last_control(self, kind: str) -> ControlEntry | None:
        return await self._engine.read(control.last_control(kind))

    async def append_control(self, kind: str, data: bytes, at_ms: int) -> int:
        return await self._engine.write(plain(control.append_control, kind, data, at_ms))

    async def control_cursor(self) -> int:
        return await self._engine.read(control.control_cursor())

    async def set_control_cursor(self, seq: int) -> None:
        await self._engine.write(plain(control.set_control_cursor, seq))

    # Sessions

    async def open_session(self, session: Session, record: Record | None = None) -> None:
        await self._engine.write(with_batch(sessions.open_session, session, record))

    async def find_session(self, token_hash: bytes) -> Session | None:
        return await self._engine.read(sessions.find_session(token_hash))

    async def returning(self, now_ms: int, most: int) -> Returning:
        return await self._engine.read(returning.returning(now_ms, most))

    async def touch_session(self, session_id: str, seen_ms: int) -> None:
        await self._engine.write(plain(sessions.touch_session, session_id, seen_ms))

    async def continue_session(self, session_id: str, earlier: tuple[str, ...]) -> None:
        await self._engine.write(plain(sessions.continue_session, session_id, earlier))

    async def end_session(self, session_id: str, at_ms: int) -> None:
        await self._engine.write(scrubbed(sessions.end_session, session_id, at_ms))

    async def sweep_sessions(self, now_ms: int, rows: int) -> int:
        return await self._engine.write(scrubbed(sessions.sweep_sessions, now_ms, rows))

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
        return await self._engine.write(
            with_batch(
                names.hold_name,
                room_id,
                session_id,
                nickname,
                skeleton,
                now_ms=now_ms,
                until_ms=until_ms,
                record=record,
            )
        )

    async def held_name(self, room_id: int, session_id: str) -> str | None:
        return await self._engine.read(names.held_name(room_id, session_id))

    async def name_is_free(self, room_id: int, skeleton: str, now_ms: int) -> bool:
        return await self._engine.read(names.name_is_free(room_id, skeleton, now_ms))

    async def release_names(self, room_id: int, session_id: str, until_ms: int) -> None:
        await self._engine.write(plain(names.release_names, room_id, session_id, until_ms))

    # Hides

    async def hide(self, hide: Hide) -> None:
        await self._engine.write(plain(hiding.hide, hide))

    async def unhide(self, session_id: str, room_id: int, tag: str) -> None:
        await self._engine.write(scrubbed(hiding.unhide, session_id, room_id, tag))

    async def hides(self, session_id: str) -> list[Hide]:
        return await self._engine.read(hiding.hides(session_id))

    # Sealed texts

    async def sealed_versions(self, message_id: str) -> list[SealedVersion]:
        return await self._engine.read(destroying.sealed_of_message(message_id))

    async def destroy_sealed(self, now_ms: int, rows: int) -> int:
        return await self._engine.write(scrubbed(destroying.destroy_sealed, now_ms, rows))

    # The database

    async def is_writable(self) -> bool:
        try:
            await self._engine.write(plain(control.beat))
        except StoreUnavailable:
            return False
        return await self._engine.is_sound()

    async def close(self) -> None:
        await self._engine.close()
