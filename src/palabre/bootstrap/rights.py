"""Rights: what guests may ask of their own data, and what is held of it, composed."""

from palabre.bootstrap.ground import Ground
from palabre.domain.moderation.case import DAY_MS
from palabre.domain.retention import Retention
from palabre.http.parts import OwnDataParts
from palabre.services.accessing import Accessing, Answers
from palabre.services.allowances import Allowances
from palabre.services.decided import Opened
from palabre.services.directory import RoomDirectory
from palabre.services.erasing import Erasing
from palabre.services.holds import CaseHolds, DeliveredHolds, Holds, HoldSource
from palabre.services.leaving import Leaving
from palabre.services.own_data import Telling
from palabre.services.receipts import Receipts


def holds_of(ground: Ground, retention: Retention, *more: HoldSource) -> Holds:
    """Everything that keeps something of guests."""
    cases = CaseHolds(ground.store, evidence_ms=retention.evidence_days * DAY_MS)
    return Holds((DeliveredHolds(ground.store, retention), cases, *more))


def own_data_of(
    ground: Ground,
    holds: Holds,
    opened: Opened,
    leaving: Leaving,
    receipts: Receipts,
    directory: RoomDirectory,
    allowances: Allowances,
    *,
    place: str,
) -> OwnDataParts:
    return OwnDataParts(
        accessing=Accessing(ground.store, Answers(opened, holds), allowances, ground.clock),
        telling=Telling(directory, place=place),
        erasing=Erasing(leaving, holds, receipts),
    )
