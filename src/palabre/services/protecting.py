"""Protecting: what follows from a verdict besides its outcome: care, protection, and pairs that are pressed."""

from collections.abc import Awaitable, Callable

from msgspec.structs import replace

from palabre.domain.moderation.event import Deed, What
from palabre.domain.moderation.follow_up import Foreseen
from palabre.domain.moderation.gatherings import is_invitation
from palabre.domain.moderation.verdict import Verdict
from palabre.domain.protection import stated_by
from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.domain.staff import PROGRAM
from palabre.ports.clock import Clock
from palabre.ports.staff import ModerationLog
from palabre.services.caring import Caring
from palabre.services.pressing import Pressing
from palabre.services.trusting import StandingsAtHand
from palabre.services.weighing import Said


class Protecting:
    """Nothing here shows to anyone but the author of the text; the staff reads what happened, never to whom."""

    def __init__(
        self,
        at_hand: StandingsAtHand,
        pressing: Pressing,
        caring: Caring,
        log: ModerationLog,
        clock: Clock,
    ) -> None:
        self._at_hand = at_hand
        self._pressing = pressing
        self._caring = caring
        self._log = log
        self._clock = clock
        self._shelter: Callable[[Session], Awaitable[None]] | None = None

    def listen(self, shelter: Callable[[Session], Awaitable[None]]) -> None:
        """What takes a guest out of everything private, from now on."""
        self._shelter = shelter

    def foresee(self, said: Said, verdict: Verdict) -> Foreseen:
        """What this verdict newly restricts its author from: known before it is so, that they may be told for sure."""
        foreseen = Foreseen(self._clock.now_ms())
        now = foreseen.at_ms
        if not (verdict.fired or said.addressed):
            return foreseen
        if stated_by(verdict) == "child" and not self._at_hand.is_closed(said.session_id, now):
            return replace(foreseen, measure="writing_closed")
        targets = said.addressed
        if targets and self._pressing.would_freeze(
            said.session_id, said.prefix, targets, verdict.findings, freeze=freezes(verdict)
        ):
            return replace(foreseen, measure="contact_stopped")
        return foreseen

    async def follow(self, said: Said, session: Session, verdict: Verdict, foreseen: Foreseen) -> None:
        """Raises StoreUnavailable when something was not kept."""
        effects = verdict.effects()
        if "care" in effects and self._caring.offer(said.room, session, "self_harm"):
            await self._record("care_offered", said.room)
        if "protect" in effects:
            await self._protect(said.room, session, verdict)
        if said.addressed:
            if is_invitation(verdict.findings):
                await self._pressing.note_invited(said.session_id, said.prefix, said.addressed, foreseen.at_ms)
            await self._press(said, verdict, foreseen.at_ms)

    async def _protect(self, room: Room, session: Session, verdict: Verdict) -> None:
        closed = stated_by(verdict) == "child"
        before = self._at_hand.now(session.id)
        await self._at_hand.keep(before.protected(self._clock.now_ms(), closed=closed))
        self._caring.offer(room, session, "writing_closed" if closed else "minor")
        if closed and before.closed_ms is None:
            await self._record("writing_closed", room)
        # Last: whom it takes out of the room where they said it was told why before.
        if self._shelter is not None:
            await self._shelter(session)

    async def _press(self, said: Said, verdict: Verdict, at_ms: int) -> None:
        freeze = freezes(verdict)
        is_news = await self._pressing.note(
            said.session_id, said.prefix, said.addressed, verdict.findings, freeze=freeze, at_ms=at_ms
        )
        if is_news and (freeze or "urgent" in verdict.effects()):
            await self._record("pair_pressed", said.room, verdict.fired[0].rule.id)

    async def _record(self, what: What, room: Room, reason: str = "") -> None:
        deed = Deed(at_ms=self._clock.now_ms(), who=PROGRAM, what=what, subject=room.handle, reason=reason)
        await self._log.record_deed(deed)


def freezes(verdict: Verdict) -> bool:
    """Whoever sexualises a minor, or talks so to one, speaks to them no more."""
    return verdict.outcome == "block" and "child_in_danger" in verdict.effects()
