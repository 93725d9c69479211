"""Weighing: a text in its circumstances, judged by the rules in force."""

from msgspec.structs import replace

from palabre.domain.discretion import Discreet
from palabre.domain.moderation.circumstances import Circumstances
from palabre.domain.moderation.echoes import LastWords, SameText
from palabre.domain.moderation.gatherings import is_invitation
from palabre.domain.moderation.pairs import signs_in
from palabre.domain.moderation.verdict import Verdict
from palabre.domain.room import Room
from palabre.ports.clock import Clock
from palabre.ports.screening import Screening
from palabre.services.covering import Covering
from palabre.services.pressing import Pressing
from palabre.services.trusting import Trusting


class Said(Discreet, frozen=True, kw_only=True):
    """A normalised text, who said it where, and the sessions it is said to.

    `prefix` stands for where they wrote from, where it is known. `same` is equal for texts that are the same, folded;
    None when it is not to be compared.
    """

    room: Room
    session_id: str
    body: str
    addressed: tuple[str, ...] = ()
    prefix: str = ""
    same: int | None = None


class Weighing:
    """Knows what is around a text; remembers of each guest what the next one needs."""

    def __init__(
        self, screening: Screening, trusting: Trusting, covering: Covering, pressing: Pressing, clock: Clock
    ) -> None:
        self._screening = screening
        self._trusting = trusting
        self._covering = covering
        self._pressing = pressing
        self._clock = clock
        self._last_words = LastWords()
        self._same_text = SameText()

    def weigh(self, said: Said) -> Verdict:
        """Judged once, and once more when it shows a sign to those it is said to: then that sign counts too."""
        verdict = self._screening.judge(said.body, self._around(said))
        if not said.addressed or not signs_in(verdict.findings):
            return verdict
        pressure = self._pressing.look(said.session_id, said.prefix, said.addressed, verdict.findings)
        return self._screening.judge(said.body, replace(verdict.circumstances, pair_signs=pressure.signs))

    async def reconsider(self, verdict: Verdict, said: Said) -> Verdict:
        """Judged once more when it asks whom it is said to to be somewhere, as many others were asked. Raises
        StoreUnavailable."""
        if not (said.addressed and is_invitation(verdict.findings)):
            return verdict
        if not await self._pressing.invites_many(said.session_id, said.addressed):
            return verdict
        return self._screening.judge(said.body, replace(verdict.circumstances, invites_many=True))

    def keep(self, said: Said) -> None:
        """It is being said: the next text is judged with it in mind."""
        self._last_words.add(said.session_id, said.room.id, said.body)
        if said.same is not None:
            self._same_text.add(said.same, said.room.id, self._clock.monotonic())
        self._trusting.allowed(said.session_id)

    def take_back(self, said: Said) -> None:
        """It was not said after all."""
        self._last_words.take_back(said.session_id, said.room.id, said.body)
        self._trusting.take_back(said.session_id)

    def forget(self, session_id: str) -> None:
        """The session is over, or not in use."""
        self._last_words.forget(session_id)

    def _around(self, said: Said) -> Circumstances:
        pressure = self._pressing.look(said.session_id, said.prefix, said.addressed)
        return Circumstances(
            room=said.room.settings.kind,
            trust=self._trusting.trust(said.session_id),
            cover=self._covering.of(said.room),
            said=self._last_words.of(said.session_id, said.room.id),
            pair_signs=pressure.signs,
            to_minor=pressure.to_minor,
            same_text_rooms=self._rooms_with(said),
        )

    def _rooms_with(self, said: Said) -> int:
        return 1 if said.same is None else self._same_text.rooms(said.same, said.room.id, self._clock.monotonic())
