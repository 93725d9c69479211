"""Following up: what a text led to besides its answer is done: a case for a person, a statement for its author."""

from typing import Literal

from palabre.domain.moderation.evidence import Piece, Text
from palabre.domain.moderation.follow_up import FollowUp
from palabre.domain.moderation.report import RULE, Concern, Report, Subject
from palabre.ports.cases import Filing
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.follow_ups import Followed
from palabre.ports.store import Store
from palabre.services.board import Board
from palabre.services.deciding import DecisionBook
from palabre.services.gathering import Gathering
from palabre.services.identifiers import new_id
from palabre.services.imposing import Imposing

TAKEN_A_STEP = 50
# A message that was allowed is on disk within this; until then its evidence is not complete.
KEPT_WITHIN_MS = 5_000
# What another process left undone is looked for this often.
LOOK_EVERY_S = 30.0


class FollowingUp:
    """Does each once, after the answer, over a restart too: it waits in the store from before its author was told."""

    def __init__(
        self,
        store: Store,
        decisions: DecisionBook,
        filing: "FindingsFiled",
        imposing: "Imposing",
        board: Board,
        clock: Clock,
    ) -> None:
        self._store = store
        self._decisions = decisions
        self._filing = filing
        self._imposing = imposing
        self._board = board
        self._clock = clock
        self._seen = -1
        self._looked = 0.0

    async def step(self) -> None:
        """Do what waits; raises StoreUnavailable."""
        noted, now = self._decisions.followed_up, self._clock.monotonic()
        if noted == self._seen and now - self._looked < LOOK_EVERY_S:
            return
        waiting = await self._store.follow_ups(TAKEN_A_STEP)
        left = [await self._follow(each) for each in waiting]
        self._looked = now
        # Whatever was not done yet is looked at again in the next step.
        self._seen = noted if all(left) and len(waiting) < TAKEN_A_STEP else -1

    async def _follow(self, follow_up: FollowUp) -> bool:
        """Whether nothing more is to be waited for."""
        filing = await self._filing.of(follow_up) if follow_up.concern else None
        if filing is None and follow_up.concern is not None:
            return False
        ruled = self._imposing.ruled(follow_up)
        followed = Followed(id=follow_up.id, room_id=follow_up.room_id, filing=filing, ruled=ruled)
        if await self._store.follow_up(followed) is not None:
            self._board.turn()
        if ruled is not None:
            await self._imposing.tell(follow_up.session_id)
        return True


class FindingsFiled:
    """Makes of what a rule found what a report is: of a subject, with evidence; nobody reported or has a receipt."""

    def __init__(self, store: Store, gathering: Gathering, clock: Clock, chance: Chance) -> None:
        self._store = store
        self._gathering = gathering
        self._clock = clock
        self._chance = chance

    async def of(self, follow_up: FollowUp) -> Filing | None:
        """None while the message it is about may still be on its way to the disk; raises StoreUnavailable."""
        concern, now = follow_up.concern, self._clock.now_ms()
        if concern is None:
            return None
        subject = subject_of(follow_up)
        pieces = await self._gathering.begin(subject)
        found = [piece for piece in pieces if piece.text.message_id == follow_up.message_id]
        if follow_up.shown and not found and now < follow_up.at_ms + KEPT_WITHIN_MS:
            return None
        if any(piece.text.body == follow_up.body for piece in found):
            subject = subject if subject.tag else signed(subject, found[-1].text.tag)
        elif follow_up.body:
            pieces = (*pieces, await self._unshown(follow_up, now))
        report = self._report(follow_up, concern, subject, now)
        return Filing(case_id=new_id(now, self._chance), report=report, pieces=pieces)

    async def _unshown(self, follow_up: FollowUp, now: int) -> Piece:
        """The text itself, where nobody was shown it."""
        head = (await self._store.heads()).get(follow_up.room_id, 0)
        text = Text(
            message_id=follow_up.id,
            version=1,
            room_id=follow_up.room_id,
            offset=head,
            session_id=follow_up.session_id,
            nickname=follow_up.nickname,
            tag=follow_up.tag or "",
            body=follow_up.body,
            at_ms=follow_up.at_ms,
            removed="withheld",
        )
        return Piece(text=text, taken_ms=now, reported=True)

    def _report(self, follow_up: FollowUp, concern: Concern, subject: Subject, now: int) -> Report:
        return Report(
            id=follow_up.id,
            at_ms=now,
            subject=subject,
            category=concern.category,
            source=RULE + concern.rule,
            concern=concern,
        )


def subject_of(follow_up: FollowUp) -> Subject:
    """The message, where others were shown it; else who wrote it."""
    kind: Literal["message", "guest"] = "message" if follow_up.shown and follow_up.message_id else "guest"
    return Subject(
        kind=kind,
        room_id=follow_up.room_id,
        session_id=follow_up.session_id,
        tag=follow_up.tag,
        message_id=follow_up.message_id if kind == "message" else None,
    )


def signed(subject: Subject, tag: str) -> Subject:
    return Subject(
        kind=subject.kind,
        room_id=subject.room_id,
        session_id=subject.session_id,
        tag=tag,
        message_id=subject.message_id,
    )
