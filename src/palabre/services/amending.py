"""Amending: a guest changes or takes back what they wrote."""

from palabre.domain.body import normalise_body
from palabre.domain.log import MessageEdited, MessageRemoved
from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.ports.clock import Clock
from palabre.ports.store import RoomLog
from palabre.ports.vault import Origin
from palabre.services.judging import Judge
from palabre.services.recording import Recording


class Amending:
    """Carries out `message.edit` and `message.remove`. The old text stays sealed for 24 h, reportable."""

    def __init__(self, store: RoomLog, judging: Judge, recording: Recording, clock: Clock) -> None:
        self._store = store
        self._judging = judging
        self._recording = recording
        self._clock = clock

    async def edit(self, room: Room, session: Session, message_id: str, text: str, origin: Origin) -> MessageEdited:
        """Judged like a new message; raises as `Posting.post`, and `not_found`, `not_yours`, `edit_too_late`."""
        body = normalise_body(text)
        await self._judging.judge_edit(session, room, message_id, body)
        now = self._clock.now_ms()
        record = self._recording.written(message_id, origin, now, session.nickname, "edited")
        return await self._store.edit(room.id, message_id, session.id, body, now, record)

    async def remove(self, room: Room, session: Session, message_id: str) -> MessageRemoved:
        """Raises Refusal `not_found` or `not_yours`."""
        return await self._store.remove(room.id, message_id, session.id, self._clock.now_ms())
