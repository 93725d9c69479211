"""Holding: what becomes of a message that waits for a person of the team."""

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.held import (
    EXPIRED,
    MAX_REASON,
    ROOM_CLOSED,
    AlreadySettled,
    Held,
    RefusedBy,
    Settlement,
)
from palabre.domain.moderation.event import Deed, What
from palabre.domain.refusal import Refusal
from palabre.domain.staff import PROGRAM, Staff
from palabre.ports.clock import Clock
from palabre.ports.store import Recorded, Store
from palabre.services.conflicts import Conflicting
from palabre.services.mentioning import Mentioning
from palabre.services.posting import Bylines
from palabre.services.staffing import require
from palabre.services.trusting import Trusting

# In one step of the job: the writer is there for the guests first.
EXPIRED_A_STEP = 100


class Holding:
    """Settles held messages, each once; a message nobody looked at for `wait_ms` is refused in kind words."""

    def __init__(
        self,
        store: Store,
        bylines: Bylines,
        mentioning: Mentioning,
        trusting: Trusting,
        conflicts: Conflicting,
        clock: Clock,
        *,
        wait_ms: int,
    ) -> None:
        self._store = store
        self._bylines = bylines
        self._mentioning = mentioning
        self._trusting = trusting
        self._conflicts = conflicts
        self._clock = clock
        self._wait_ms = wait_ms

    async def release(self, message_id: str, member: Staff) -> Recorded:
        """Show it, at the room's next offset; it is one of the messages its author settles by.

        Raises DeskRefusal `not_for_you`, `conflict_of_interest`, AlreadySettled, Refusal `not_found`; and `room_closed`
        when the room closed meanwhile: the message is then refused.
        """
        held = await self._waiting(message_id, member)
        draft = held.draft
        # Before it is shown: a standing that cannot be read must not make the release look undone.
        await self._trusting.recall(draft.session_id)
        try:
            released = await self._store.release(
                draft.room_id, draft.id, self._deed(held, member.id, "message_released")
            )
        except Refusal as refusal:
            if refusal.code == "room_closed":
                await self._refuse(held, "rule", ROOM_CLOSED[held.locale], PROGRAM)
            raise
        if isinstance(released, Settlement):
            raise AlreadySettled(released)
        self._trusting.allowed(draft.session_id)
        self._bylines.list_guest(draft.room_id, draft.session_id)
        self._mentioning.tell(draft.room_id, draft.session_id, draft.id, draft.body)
        return released

    async def refuse(self, message_id: str, member: Staff, reason: str | None = None) -> None:
        """Never show it; its author is told `reason`, or what the rule says.

        Raises DeskRefusal `not_for_you`, `conflict_of_interest`, AlreadySettled, Refusal `not_found`.
        """
        held = await self._waiting(message_id, member)
        told = (reason or "").strip()[:MAX_REASON]
        explanation = told or held.grounds.explanation(held.locale)
        settled = await self._refuse(held, "person", explanation, member.id, reason=told)
        if settled is not None:
            raise AlreadySettled(settled)

    async def waiting(self, member: Staff, count: int) -> list[Held]:
        """What waits for them, oldest first: nothing for who decides on nothing, nor what they wrote as a guest."""
        if not member.may("decide"):
            return []
        own = self._conflicts.sessions_of(member.number)
        found = await self._store.held_messages(member.rooms, count)
        return [held for held in found if held.draft.session_id not in own]

    async def settle(self, session_id: str) -> int:
        """Drop what waits of a session: a measure reached it. Return how many."""
        return await self._store.drop_held(session_id, self._clock.now_ms())

    async def expire(self) -> int:
        """Refuse what waited too long; return how many."""
        due = self._clock.now_ms() - self._wait_ms
        oldest = await self._store.held_messages(None, EXPIRED_A_STEP)
        waited = [held for held in oldest if held.draft.sent_ms <= due]
        for held in waited:
            await self._refuse(held, "expiry", EXPIRED[held.locale], PROGRAM)
        return len(waited)

    async def _waiting(self, message_id: str, member: Staff) -> Held:
        found = await self._store.held_message(message_id)
        if found is None:
            raise Refusal("not_found")
        require(member, "decide", found.draft.room_id if isinstance(found, Held) else found.room_id)
        if isinstance(found, Settlement):
            raise AlreadySettled(found)
        if found.draft.session_id in self._conflicts.sessions_of(member.number):
            raise DeskRefusal("conflict_of_interest")
        return found

    async def _refuse(
        self, held: Held, by: RefusedBy, explanation: str, who: str, *, reason: str = ""
    ) -> Settlement | None:
        """What somebody else made of it first, or None."""
        deed = self._deed(held, who, "message_refused", reason or by)
        refusal = held.refusal(by, explanation)
        settled = await self._store.refuse_held(held.draft.room_id, held.draft.id, refusal, deed)
        return settled if isinstance(settled, Settlement) else None

    def _deed(self, held: Held, who: str, what: What, reason: str = "") -> Deed:
        return Deed(at_ms=self._clock.now_ms(), who=who, what=what, subject=held.draft.id, reason=reason)
