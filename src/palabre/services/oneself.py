"""Oneself: what a guest in a room is told about themself, and nobody else."""

from palabre.domain.discretion import Discreet
from palabre.domain.held import OwnHeld
from palabre.domain.moderation.sanction import ToldSanction
from palabre.domain.presence import Person
from palabre.services.entering import Entering, Seat
from palabre.services.hiding import Hidden
from palabre.services.marking import ReadMarks
from palabre.services.restraining import Restraints
from palabre.services.waiting import NOTHING, Waiting


class Own(Discreet, frozen=True, kw_only=True):
    """Who they are, whom they hide there, how far they said they read, what of theirs waits for a person,
    and what was decided about them."""

    person: Person
    hidden: tuple[Person, ...] = ()
    read: int | None = None
    held: OwnHeld = NOTHING
    sanctions: tuple[ToldSanction, ...] = ()


class Oneself:
    """Answers for a seat, as things stand now."""

    def __init__(
        self, entering: Entering, hidden: Hidden, marks: ReadMarks, waiting: Waiting, restraints: Restraints
    ) -> None:
        self._restraints = restraints
        self._entering = entering
        self._hidden = hidden
        self._marks = marks
        self._waiting = waiting

    async def prepare(self, seat: Seat) -> None:
        """Have at hand what `now` needs; raises StoreUnavailable."""
        if seat.session_id is not None:
            await self._hidden.tags(seat.room.id, seat.session_id)
            await self._waiting.prepare(seat.session_id)

    def now(self, seat: Seat) -> Own | None:
        """None for a spectator."""
        person = self._entering.you_now(seat)
        if person is None or seat.session_id is None:
            return None
        return Own(
            person=person,
            hidden=self._hidden.now(seat.room.id, seat.session_id),
            read=self._marks.read(seat.room.id, seat.session_id),
            held=self._waiting.now(seat.room.id, seat.session_id),
            sanctions=self._restraints.told(seat.room.id, seat.session_id),
        )
