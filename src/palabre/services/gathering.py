"""Gathering: reads what is evidence on a subject, at the report and until somebody decided."""

from palabre.domain.moderation.case import Case
from palabre.domain.moderation.evidence import BEFORE, Piece, Text, fresh
from palabre.domain.moderation.report import Subject
from palabre.ports.cases import CaseStore, Wanted
from palabre.ports.clock import Clock

# Of a case with more reported messages, what is around the last ones is looked for again.
AROUND_LAST = 10


class Gathering:
    """Reads at one instant; what an edit or a removal hid meanwhile is still under its own seal then."""

    def __init__(self, store: CaseStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def begin(self, subject: Subject) -> tuple[Piece, ...]:
        """What there is now: the message and those around it, or the last of the guest, the room, the conversation."""
        texts = await self._store.texts(subject.room_id, await self._first(subject))
        reported = frozenset({subject.message_id} if subject.message_id else ())
        return tuple(fresh((), texts, reported, self._clock.now_ms()))

    async def _first(self, subject: Subject) -> Wanted:
        if subject.message_id is not None:
            return Wanted(message_id=subject.message_id)
        if subject.session_id is not None and subject.kind != "conversation":
            return Wanted(session_id=subject.session_id, most=BEFORE)
        head = (await self._store.heads()).get(subject.room_id, 0)
        return Wanted(after=head - BEFORE, most=BEFORE)

    async def follow(self, case: Case) -> int:
        """Seal what came since; return how many pieces. Raises StoreUnavailable."""
        if not case.is_undecided() or not case.subject.room_id:
            return 0
        taken = await self._store.pieces(case.id)
        texts = await self._since(case, taken)
        reported = frozenset(piece.text.message_id for piece in taken if piece.reported)
        more = fresh(taken, texts, reported, self._clock.now_ms())
        return await self._store.add_pieces(case.id, more) if more else 0

    async def _since(self, case: Case, taken: list[Piece]) -> list[Text]:
        """What the guest wrote since the first piece, then what is around the reported messages; or the room's."""
        room_id, session_id = case.subject.room_id, case.subject.session_id
        first = min((piece.text.offset for piece in taken), default=1)
        if session_id is None:
            last = max((piece.text.offset for piece in taken), default=0)
            return await self._store.texts(room_id, Wanted(after=last, most=BEFORE))
        texts = await self._store.texts(room_id, Wanted(session_id=session_id, after=first - 1))
        reported = dict.fromkeys(piece.text.message_id for piece in taken if piece.reported)
        for message_id in list(reported)[-AROUND_LAST:]:
            texts += await self._store.texts(room_id, Wanted(message_id=message_id))
        return texts
