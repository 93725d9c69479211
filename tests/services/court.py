"""What happens before a decision: somebody said something, somebody reported it."""

from dataclasses import dataclass
from typing import Any, Literal

from palabre.domain.moderation.case import Case
from palabre.domain.moderation.judgement import Kept
from palabre.domain.moderation.report import Category
from palabre.domain.moderation.sanction import SanctionKind
from palabre.domain.session import Session
from palabre.domain.staff import Staff
from palabre.http.parts import Court
from palabre.protocol.resources import ReportMade, ReportRequest, ReportSubject
from palabre.services.permitting import Wish
from tests.cast import PREFIX, Stage, Tab, set_stage

INSISTING = "Allez, viens me parler ailleurs"
GROUND = "harcelement"
REASON = "Trois demandes après deux refus."
LASTING = ("mute", "room_ban", "ban")


@dataclass
class Trial:
    """Ana reported what Bilal wrote; Mo and Nour are of the team."""

    stage: Stage
    ana: Tab
    bilal: Tab
    mo: Staff
    nour: Staff
    message_id: str
    receipt: str
    case_id: str

    @property
    def court(self) -> Court:
        return self.stage.house.http.team.court

    @property
    def bilal_id(self) -> str:
        return session_of(self.stage, self.bilal).id

    async def case(self) -> Case:
        case = await self.stage.store.case(self.case_id)
        assert case is not None
        return case

    async def decide(
        self, sanction: SanctionKind | Literal["none"] = "mute", by: Staff | None = None, **more: Any
    ) -> Kept:
        fields = {
            "ground": GROUND,
            "reason": REASON,
            "minutes": 10 if sanction in LASTING else None,
            "confirm": True,
        } | more
        return await self.court.sanctioning.decide(by or self.mo, self.case_id, Wish(sanction=sanction, **fields))

    async def another_case(self, room: str = "agora") -> "Trial":
        """Bilal goes on, Ana reports again."""
        return await reported(self.stage, self.ana, self.bilal, self.mo, self.nour, room=room)


def session_of(stage: Stage, tab: Tab) -> Session:
    session = stage.house.http.guests.book.live(tab.visitor.session_id or "")
    assert session is not None
    return session


async def trial(category: Category = "harassment") -> Trial:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    mo, nour = await stage.moderator("Mo"), await stage.moderator("Nour")
    return await reported(stage, ana, bilal, mo, nour, category)


async def reported(
    stage: Stage, ana: Tab, bilal: Tab, mo: Staff, nour: Staff, category: Category = "harassment", room: str = "agora"
) -> Trial:
    posted = await bilal.post(INSISTING, room)
    assert posted["type"] == "ok", posted
    made = await report(stage, ana, posted["message_id"], category, room)
    found = await stage.store.cases_on(session_of(stage, bilal).id)
    case = next(case for case in found if case.is_undecided())
    return Trial(stage, ana, bilal, mo, nour, posted["message_id"], made.receipt, case.id)


async def report(
    stage: Stage, tab: Tab, message_id: str, category: Category = "harassment", room: str = "agora"
) -> ReportMade:
    subject = ReportSubject(kind="message", room=room, message_id=message_id)
    asked = ReportRequest(subject=subject, category=category)
    return await stage.house.http.guests.reporting.report(session_of(stage, tab), PREFIX, asked)
