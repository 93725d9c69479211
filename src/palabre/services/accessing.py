"""Accessing: a guest is shown everything the place keeps under their session, and takes a copy of it."""

from typing import NamedTuple

from palabre.domain.conversation import Request
from palabre.domain.discretion import Discreet
from palabre.domain.held import OwnHeld
from palabre.domain.hold import Hold, told
from palabre.domain.moderation.evidence import Text
from palabre.domain.own import Own
from palabre.domain.receipt import ReceiptAbout
from palabre.domain.session import Locale, Session
from palabre.ports.cases import Wanted
from palabre.ports.clock import Clock
from palabre.ports.store import Store
from palabre.protocol.own import OwnReport
from palabre.protocol.resources import ReceiptInfo
from palabre.services.allowances import Allowances
from palabre.services.decided import Opened
from palabre.services.holds import Holds

# Of one room, whatever one did: a message a second for three days, each with some versions.
MOST_TEXTS = 500_000
SINCE_EVER = 0


class Kept(Discreet, frozen=True, kw_only=True):
    """Everything kept under a session. `texts` are in order of time, `holds` those its guest is told of."""

    session: Session
    at_ms: int
    own: Own
    texts: tuple[Text, ...]
    held: OwnHeld
    requests: tuple[Request, ...]
    decisions: tuple[ReceiptInfo, ...]
    reports: tuple[OwnReport, ...]
    holds: tuple[Hold, ...]


def in_time(text: Text) -> tuple[int, int, int, int]:
    """By when it was said; at the same moment by its place."""
    return (text.at_ms, text.room_id, text.offset, text.version)


class Answers(NamedTuple):
    """What tells a guest of decisions and reports."""

    opened: Opened
    holds: Holds


class Accessing:
    """Regulation (EU) 2016/679, articles 15 and 20: at once, as often as the allowance permits."""

    def __init__(self, store: Store, answers: Answers, allowances: Allowances, clock: Clock) -> None:
        self._store = store
        self._answers = answers
        self._allowances = allowances
        self._clock = clock

    async def access(self, session: Session, locale: Locale) -> Kept:
        """Raises Refusal `slowed`, StoreUnavailable."""
        self._allowances.access(session.id)
        own = await self._store.own(session.id)
        now = self._clock.now_ms()
        return Kept(
            session=session,
            at_ms=now,
            own=own,
            texts=tuple(await self._texts(session.id, own.rooms)),
            held=await self._store.held_of(session.id, SINCE_EVER),
            requests=tuple(await self._store.requests_of(session.id, now)),
            decisions=tuple(await self._decisions(session, locale)),
            reports=tuple(await self._reports(own.reports, locale)),
            holds=told(await self._answers.holds.holds_of(session.id)),
        )

    async def _texts(self, session_id: str, rooms: tuple[int, ...]) -> list[Text]:
        wanted = Wanted(session_id=session_id, most=MOST_TEXTS)
        found = [text for room_id in rooms for text in await self._store.texts(room_id, wanted)]
        return sorted((text for text in found if text.body), key=in_time)

    async def _decisions(self, session: Session, locale: Locale) -> list[ReceiptInfo]:
        """Those that were told; also those of sessions it continues."""
        found = await self._store.decisions_about([session.id, *session.continues])
        abouts = (ReceiptAbout("decision", kept.judgement.id, 0) for kept in found if kept.sanction is not None)
        return [await self._answers.opened.of(about, locale) for about in abouts]

    async def _reports(self, ids: tuple[str, ...], locale: Locale) -> list[OwnReport]:
        reports: list[OwnReport] = []
        for report_id in ids:
            found = await self._store.report(report_id)
            if found is not None:
                info = await self._answers.opened.of(ReceiptAbout("report", report_id, 0), locale)
                reports.append(OwnReport(text=found[0].text, told=info))
        return reports
