"""Reporting: a guest tells the team about a message, a guest or a room."""

import hmac
from contextlib import suppress

from palabre.domain.care import HelpLine as Line
from palabre.domain.care import LineKind
from palabre.domain.moderation.report import GUESSABLE_UP_TO, URGENT, WAVE, Category, Subject
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.session import Locale, Session
from palabre.ports.presence import Presence
from palabre.protocol.resources import HelpLine, ReportMade, ReportRequest
from palabre.services.allowances import Allowances
from palabre.services.challenging import Pressure
from palabre.services.covering import Covering
from palabre.services.hiding import Hiding
from palabre.services.intake import Intake
from palabre.services.patience import Patience
from palabre.services.subjects import Subjects
from palabre.services.tagging import Tagging


class Reporters:
    """Who reports: how often, and with whom their report weighs as one."""

    def __init__(self, allowances: Allowances, tagging: Tagging, pressure: Pressure, patience: Patience) -> None:
        self._patience = patience
        self._allowances = allowances
        self._tagging = tagging
        self._pressure = pressure

    def admit(self, session: Session, prefix: str) -> str:
        """The source of a guest's report; raises Refusal `slowed`."""
        self._allowances.report(session.id)
        return WAVE if self._pressure.came_in_wave(session) else self.source(prefix)

    async def admit_stranger(self, prefix: str, category: Category, shown: str) -> str:
        """The same for who has no session; raises Refusal `slowed`, and as `Patience.require`."""
        await self._patience.require(prefix, category, shown)
        self._allowances.notice(prefix)
        return self.source(prefix)

    def source(self, prefix: str) -> str:
        """An address prefix under the day's key: equal for equal prefixes of one day, and nothing else."""
        return hmac.digest(self._tagging.key(), b"report " + prefix.encode(), "sha256")[:8].hex()


class Reassuring:
    """What a reporter is told besides: may they be guessed, is anyone there, whom can they call."""

    def __init__(self, presence: Presence, covering: Covering, lines: tuple[Line, ...]) -> None:
        self._presence = presence
        self._covering = covering
        self._lines = lines

    def may_be_guessed(self, room: Room) -> bool:
        """Whether so few are there that the other may guess who reported."""
        return self._presence.counts(room.id).present <= GUESSABLE_UP_TO

    def awake(self) -> bool:
        """Whether somebody of the team is at their desk now."""
        return self._covering.is_awake()

    def lines(self, category: Category, locale: Locale) -> tuple[HelpLine, ...]:
        """Whom to call, for the urgent categories."""
        if category not in URGENT:
            return ()
        wanted: LineKind = "minor" if category == "minor" else "self_harm"
        return tuple(
            HelpLine(name=line.called(locale), number=line.number, about=line.about[locale], url=line.url)
            for line in self._lines
            if wanted in line.kinds
        )


class Reporting:
    """Carries out a guest's report; nothing of it shows to anyone but the team."""

    def __init__(
        self, reporters: Reporters, subjects: Subjects, intake: Intake, hiding: Hiding, reassuring: Reassuring
    ) -> None:
        self._reporters = reporters
        self._subjects = subjects
        self._intake = intake
        self._hiding = hiding
        self._reassuring = reassuring

    async def report(self, session: Session, prefix: str, asked: ReportRequest) -> ReportMade:
        """Raises Refusal `slowed`, `not_found`, and StoreUnavailable."""
        source = self._reporters.admit(session, prefix)
        room, subject = await self._subjects.find(session, asked.subject)
        guessed = self._reassuring.may_be_guessed(room)
        _, receipt = await self._intake.take(
            subject, asked.category, text=asked.text.strip(), reporter=session.id, source=source
        )
        await self._hide(room, session, subject)
        return ReportMade(
            receipt=receipt.code,
            may_be_guessed=guessed,
            awake=self._reassuring.awake(),
            lines=self._reassuring.lines(asked.category, session.locale),
        )

    async def _hide(self, room: Room, session: Session, subject: Subject) -> None:
        """From now on they do not see this guest in this room; a report is one also when that cannot be."""
        if subject.tag is not None:
            with suppress(Refusal):
                await self._hiding.hide(room, session, subject.tag)
