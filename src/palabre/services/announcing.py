"""Announcing: what the operator says to a whole room."""

from palabre.domain.body import normalise_body
from palabre.domain.message import OPERATOR_SESSION, OPERATOR_TAG, Author, Draft
from palabre.domain.room import Room
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.store import RoomLog
from palabre.services.identifiers import new_id


class Announcing:
    """Posts what the operator says, signed with the instance's name."""

    def __init__(self, store: RoomLog, clock: Clock, chance: Chance, *, instance_name: str) -> None:
        self._store = store
        self._clock = clock
        self._chance = chance
        self._author = Author(instance_name, OPERATOR_TAG)

    async def announce(self, room: Room, body: str, seq: int) -> None:
        """Post it once, however often the entry `seq` is read; raises Refusal `body_*`, `room_closed`."""
        await self.say(room, body, f"control-{seq}")

    async def say(self, room: Room, body: str, key: str) -> None:
        """Post it once under this key; raises as `announce`."""
        now = self._clock.now_ms()
        draft = Draft(
            id=new_id(now, self._chance),
            room_id=room.id,
            session_id=OPERATOR_SESSION,
            client_message_id=key,
            body=normalise_body(body),
            author=self._author,
            sent_ms=now,
        )
        await self._store.post(draft)
