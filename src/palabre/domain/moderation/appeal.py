"""Appeals: a decision contested by whom it is about, or by who reported, once each, within six months."""

from typing import Literal

from palabre.domain.discretion import Discreet
from palabre.domain.moderation.case import WAITING, Case
from palabre.domain.moderation.sanction import DAY_MS

Side = Literal["subject", "reporter"]
AppealOutcome = Literal["upheld", "reversed"]
# Digital Services Act, article 20(1): at least six months from the day one is told.
APPEAL_MS = 184 * DAY_MS
# So long before a reporter's receipt ends, whether it has to last longer is looked at.
PROLONGED_BEFORE_MS = DAY_MS


class AppealAnswer(Discreet, frozen=True, kw_only=True):
    """What another person than who decided made of it; both sides are told `reason`."""

    outcome: AppealOutcome
    reason: str
    by: str
    at_ms: int


class Appeal(Discreet, frozen=True, kw_only=True):
    """What is said against a decision, and the answer once there is one."""

    id: str
    decision_id: str
    case_id: str
    side: Side
    text: str
    at_ms: int
    answer: AppealAnswer | None = None


def appeal_until_ms(decided_ms: int) -> int:
    return decided_ms + APPEAL_MS


def is_in_time(decided_ms: int, now_ms: int) -> bool:
    return now_ms < appeal_until_ms(decided_ms)


def readable_until_ms(case: Case, now_ms: int) -> int:
    """Until when who reported may read what came of it: while the case waits, and as long as it may be contested."""
    if case.state in WAITING or case.decided_ms is None:
        return appeal_until_ms(now_ms)
    return appeal_until_ms(case.decided_ms)
