"""The bureau: reports, cases and what is told of them, composed."""

from collections.abc import Callable
from dataclasses import dataclass

from palabre.adapters.grounds import shipped_grounds
from palabre.bootstrap.calling import notifier_of
from palabre.bootstrap.ground import Ground, Job
from palabre.domain.moderation.case import DAY_MS, MINUTE_MS
from palabre.domain.moderation.rule import Rule
from palabre.jobs.cases import ClosingJob, EvidenceJob, UrgencyJob
from palabre.ports.presence import Presence
from palabre.services.announcing import Announcing
from palabre.services.board import Board
from palabre.services.case_view import CaseRows, CaseViews, Whereabouts
from palabre.services.casework import Casework
from palabre.services.conflicts import Conflicting
from palabre.services.covering import Covering
from palabre.services.decided import Decided
from palabre.services.directory import RoomDirectory
from palabre.services.exhibits import Exhibits
from palabre.services.gathering import Gathering
from palabre.services.hiding import Hiding
from palabre.services.intake import Intake
from palabre.services.noticing import Locating, Noticing
from palabre.services.receipts import Receipts
from palabre.services.reporting import Reassuring, Reporters, Reporting
from palabre.services.rules_in_force import RulesInForce
from palabre.services.sessions import SessionBook
from palabre.services.subjects import Subjects
from palabre.services.trusting import Trusting
from palabre.services.urgency import OnCall, Pausing, Urgency
from palabre.services.visiting import Visiting
from palabre.services.watchfulness import GuestCards, RoomReading, Watchfulness
from palabre.services.withholding import Withholding
from palabre.settings import Settings


@dataclass(frozen=True, slots=True)
class Bureau:
    """What becomes of reports."""

    gathering: Gathering
    intake: Intake
    reporting: Reporting
    noticing: Noticing
    casework: Casework
    rows: CaseRows
    whereabouts: Whereabouts
    views: CaseViews
    reading: RoomReading
    watchfulness: Watchfulness
    cards: GuestCards
    urgency: Urgency
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """Who is where, as what, judged by which rules."""

    directory: RoomDirectory
    presence: Presence
    book: SessionBook
    screens: RulesInForce
    explain: Callable[[str], Rule | None]
    board: Board
    covering: Covering
    trusting: Trusting
    announcing: Announcing
    visiting: Visiting


def bureau_of(
    settings: Settings,
    ground: Ground,
    scene: Scene,
    conflicts: Conflicting,
    reporters: Reporters,
    subjects: Subjects,
    hiding: Hiding,
    reassuring: Reassuring,
    receipts: Receipts,
    decided: Decided,
) -> Bureau:
    store, clock = ground.store, ground.clock
    gathering = Gathering(store, clock)
    language = settings.instance.language
    withholding = Withholding(store, scene.screens, scene.book, clock, ground.chance, language=language)
    intake = Intake(store, gathering, withholding, receipts, clock, ground.chance)
    rows = CaseRows(store, scene.directory, clock)
    reading = RoomReading(store, scene.directory, scene.visiting)
    watchfulness = Watchfulness(store, reading, subjects, intake, conflicts)
    whereabouts = Whereabouts(scene.presence, scene.book, language)
    urgency = urgency_of(settings, ground, scene)
    closing = ClosingJob(store, clock, held_ms=settings.reports.evidence_days * DAY_MS)
    return Bureau(
        gathering=gathering,
        intake=intake,
        reporting=Reporting(reporters, subjects, intake, hiding, reassuring),
        noticing=Noticing(reporters, Locating(scene.directory, store), intake, reassuring),
        casework=Casework(store, gathering, conflicts, scene.board, clock),
        rows=rows,
        whereabouts=whereabouts,
        views=CaseViews(store, rows, Exhibits(scene.screens, scene.explain), decided, whereabouts, shipped_grounds()),
        reading=reading,
        watchfulness=watchfulness,
        cards=GuestCards(store, watchfulness, scene.presence, scene.trusting, decided),
        urgency=urgency,
        jobs=(
            (5.0, "urgency", UrgencyJob(urgency).step),
            (30.0, "evidence", EvidenceJob(store, gathering).step),
            (3_600.0, "closing", closing.step),
        ),
    )


def urgency_of(settings: Settings, ground: Ground, scene: Scene) -> Urgency:
    notifier, asked = notifier_of(settings), settings.notify
    on_call = OnCall(notifier, scene.directory, desk=settings.desk_address(), every_ms=asked.every_minutes * MINUTE_MS)
    pausing = Pausing(
        ground.store,
        scene.covering,
        scene.directory,
        scene.announcing,
        after_ms=settings.reports.pause_minutes * MINUTE_MS,
    )
    return Urgency(ground.store, on_call, pausing, scene.board, ground.clock)
