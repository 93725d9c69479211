"""The desk: what a member of the staff sees of the place now."""

import asyncio
from collections import Counter

from palabre.domain.held import Held
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.staff import Staff
from palabre.ports.presence import Presence
from palabre.ports.store import Store
from palabre.protocol.conversion import rfc3339
from palabre.protocol.desk import DeskBreak, DeskHeld, DeskHeldRule, DeskMe, DeskRoom, DeskState
from palabre.protocol.desk_cases import CaseRow
from palabre.services.board import Board
from palabre.services.case_view import CaseRows
from palabre.services.casework import Casework
from palabre.services.covering import Covering
from palabre.services.directory import RoomDirectory
from palabre.services.holding import Holding
from palabre.services.membership import answers_for_all
from palabre.services.ruling import Ruling
from palabre.services.shielding import Shielding

HELD_SHOWN = 100
HELD_COUNTED = 2_000


class Rounds:
    """The rooms a member of the staff goes through: how many are there, and who watches."""

    def __init__(self, directory: RoomDirectory, presence: Presence, covering: Covering) -> None:
        self.directory = directory
        self._presence = presence
        self._covering = covering

    def of(self, member: Staff) -> list[Room]:
        """The open rooms they answer for, in order; private ones, for who answers for them all, while somebody is there
        or they were opened."""
        public = [room for room in self.directory.public() if not room.closed and member.answers_for(room.id)]
        return [*public, *self._private()] if answers_for_all(member) else public

    def _private(self) -> list[Room]:
        rooms = (room for room in self.directory.all() if room.privacy == "private" and not room.closed)
        return [room for room in rooms if room.opened or self._presence.counts(room.id).present]

    def find(self, slugs: list[str]) -> list[Room]:
        """The rooms of these slugs, each once; what has closed is left out. Raises Refusal `not_found`."""
        found = [self.directory.by_handle(slug) for slug in dict.fromkeys(slugs)]
        if any(room is None or room.privacy == "conversation" for room in found):
            raise Refusal("not_found")
        return [room for room in found if room is not None and not room.closed]

    def slug(self, room_id: int) -> str:
        room = self.directory.by_id(room_id)
        return room.handle if room else ""

    def told(self, member: Staff, room: Room, held: int) -> DeskRoom:
        """A room as the desk shows it, with `held` messages that wait."""
        covered = self._covering.now(room)
        return DeskRoom(
            slug=room.handle,
            name=room.settings.name,
            present=self._presence.counts(room.id).present,
            cover=covered.cover,
            moderators=covered.moderators,
            watched=self._covering.watches(member, room),
            held=held,
        )


class Queue:
    """The cases that wait for a member of the staff, as they see them."""

    def __init__(self, casework: Casework, rows: CaseRows) -> None:
        self._casework = casework
        self._rows = rows

    async def of(self, member: Staff) -> tuple[CaseRow, ...]:
        """The most pressing first."""
        return await self._rows.of(member, await self._casework.queue(member))


class Desk:
    """Shows the state of the place; `board` says when it is another."""

    def __init__(
        self,
        store: Store,
        board: Board,
        rounds: Rounds,
        shielding: Shielding,
        ruling: Ruling,
        holding: Holding,
        queue: Queue,
        *,
        next_break: DeskBreak,
    ) -> None:
        self._next_break = next_break
        self._store = store
        self._board = board
        self._rounds = rounds
        self._shielding = shielding
        self._ruling = ruling
        self._holding = holding
        self._queue = queue

    async def state(self, member: Staff, after: int | None) -> DeskState:
        """As it is once it is another than at version `after`, 20 s later at most."""
        await self._board.wait(member.number, after)
        version = self._board.version
        held, keys, cases = await asyncio.gather(
            self._holding.waiting(member, HELD_COUNTED), self._store.passkeys(member.number), self._queue.of(member)
        )
        waiting = Counter(each.draft.room_id for each in held)
        since = self._shielding.since_ms
        return DeskState(
            version=version,
            me=me_of(member, len(keys)),
            shield=since is not None,
            shield_since=None if since is None else rfc3339(since),
            rooms=tuple(self._rounds.told(member, room, waiting[room.id]) for room in self._rounds.of(member)),
            held=tuple(held_of(each, self._rounds.slug(each.draft.room_id)) for each in held[:HELD_SHOWN]),
            braked=self._ruling.braked(),
            next_break=self._next_break,
            cases=cases,
        )


def me_of(member: Staff, passkeys: int) -> DeskMe:
    return DeskMe(
        number=member.number,
        name=member.name,
        role=member.role,
        may_decide=member.may("decide"),
        may_steer=member.may("steer"),
        may_appoint=member.may("appoint"),
        may_consult=member.may("consult"),
        confirmed_until=rfc3339(member.confirmed_until_ms) if member.confirmed_until_ms else None,
        passkeys=passkeys,
    )


def held_of(held: Held, room: str) -> DeskHeld:
    """A held message, with everything a person needs to judge it."""
    draft, grounds = held.draft, held.grounds
    rules = (DeskHeldRule(id=rule.id, explanation=rule.explanation, policy=rule.policy) for rule in grounds.rules)
    return DeskHeld(
        message_id=draft.id,
        room=room,
        nickname=draft.author.nickname,
        tag=draft.author.tag,
        body=draft.body,
        spans=grounds.spans,
        rules=tuple(rules),
        signals=grounds.signals,
        sent_at=rfc3339(draft.sent_ms),
        trust=grounds.trust,
        reply_to=draft.reply_to,
    )
