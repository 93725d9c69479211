"""The retention table of the pages: each kind of data kept, and every duration they name."""

from palabre.domain.age import PROOF_IDLE_MS, PROOF_MOST_MS
from palabre.domain.held import TOLD_MS
from palabre.domain.moderation.appeal import APPEAL_MS
from palabre.domain.moderation.decision import DECISIONS_MS
from palabre.domain.moderation.pairs import SIGNS_WITHIN_MS
from palabre.domain.moderation.sanction import MARK_MS
from palabre.domain.presence import LOST_AFTER_S
from palabre.domain.retention import HOUR_MS, NAME_HELD_MS, SEALED_MS, Retention
from palabre.domain.session import IDLE_MS, MAX_AGE_MS
from palabre.http.preferences import PREFERENCE_COOKIE_DAYS
from palabre.http.words import Words
from palabre.protocol.limits import TYPING_SECONDS

KINDS = (
    "message",
    "held",
    "reaction",
    "sealed",
    "decision",
    "report",
    "sanction",
    "mark",
    "pair",
    "proof",
    "session",
    "nickname",
    "private",
    "hidden",
    "read",
    "presence",
    "address",
)
LANGUAGE_COOKIE_DAYS = 180
NO_BREAK_SPACE = "\u00a0"


def amounts(retention: Retention, words: Words) -> dict[str, str]:
    """Every duration the pages name, as it is written (`6 h`), by the name the words call it."""
    return {
        "messages": hours(retention.messages_h * HOUR_MS),
        "sealed": hours(SEALED_MS),
        "told": hours(TOLD_MS),
        "decisions": words.page.days.format(count=DECISIONS_MS // (24 * HOUR_MS)),
        "evidence": words.page.days.format(count=retention.evidence_days),
        "contest": words.page.days.format(count=APPEAL_MS // (24 * HOUR_MS)),
        "mark": words.page.days.format(count=MARK_MS // (24 * HOUR_MS)),
        "signs": f"{SIGNS_WITHIN_MS // 60_000}{NO_BREAK_SPACE}min",
        "idle": hours(IDLE_MS),
        "proof_idle": hours(PROOF_IDLE_MS),
        "proof_most": hours(PROOF_MOST_MS),
        "max_age": hours(MAX_AGE_MS),
        "name_held": f"{NAME_HELD_MS // 60_000}{NO_BREAK_SPACE}min",
        "lost": f"{LOST_AFTER_S:.0f}{NO_BREAK_SPACE}s",
        "typing": f"{TYPING_SECONDS}{NO_BREAK_SPACE}s",
        "language_cookie": words.page.days.format(count=LANGUAGE_COOKIE_DAYS),
        "preference_cookie": words.page.days.format(count=PREFERENCE_COOKIE_DAYS),
    }


def hours(duration_ms: int) -> str:
    return f"{duration_ms // HOUR_MS}{NO_BREAK_SPACE}h"
