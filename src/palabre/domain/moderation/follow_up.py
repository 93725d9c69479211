"""Follow-ups: what a text leads to besides its answer: a case for a person, a statement for its author."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from palabre.domain.discretion import Discreet
from palabre.domain.moderation.gatherings import INVITES_MANY
from palabre.domain.moderation.report import Category, Concern
from palabre.domain.moderation.sanction import AutomaticMeasure
from palabre.domain.moderation.signal import Finding
from palabre.domain.moderation.verdict import Fired, Verdict
from palabre.domain.session import MAX_AGE_MS, Locale, Session

# What a rule of the urgent queue is about, by what it found; the first that applies, and minors when none does.
ABOUT: Mapping[str, Category] = {
    "minor_sexual": "minor",
    "sextortion": "blackmail",
    "threat": "danger",
    "incitement": "danger",
    "doxxing": "privacy",
}
# A guest who may speak to somebody no more pressed them as one presses a minor.
STOPPED: Category = "minor"
# Whoever is lured is in danger, grown up or not.
LURED: Category = "danger"
# The rule that counts signs, when none fired and a name before had been stopped.
COUNTED = "pair-signs"


class FollowUp(Discreet, frozen=True, kw_only=True):
    """It has the id of the decision it goes with, and is kept until what it asks for is done.

    `concern` asks for a case, `measure` for a statement of reasons, both of the guest who wrote `body`. `message_id` is
    what the text was kept under, if it was; `shown` says whether others were to read it.
    `until_ms` is when the measure ends.
    """

    id: str = ""
    at_ms: int
    session_id: str
    room_id: int
    locale: Locale
    body: str
    shown: bool
    concern: Concern | None = None
    measure: AutomaticMeasure | None = None
    until_ms: int | None = None
    message_id: str | None = None
    nickname: str = ""
    tag: str | None = None


class Foreseen(Struct, frozen=True):
    """What a verdict will restrict, and the moment that is known by."""

    at_ms: int
    measure: AutomaticMeasure | None = None


def ends_of(foreseen: Foreseen, session: Session) -> int | None:
    """When what it restricts ends: with the session, at the latest; a pair is forgotten after as long."""
    if foreseen.measure is None:
        return None
    return (session.created_ms if foreseen.measure == "writing_closed" else foreseen.at_ms) + MAX_AGE_MS


def concern_in(verdict: Verdict, measure: AutomaticMeasure | None = None) -> Concern | None:
    """Whether a person has to look at who wrote it: a life, or a child, may be in danger.

    Whoever may be unwell is never sanctioned for saying so: `care`. A minor is told of to nobody by a case of theirs.
    """
    pressing = fired_for(verdict, "child_in_danger") or fired_for(verdict, "urgent")
    if pressing is not None or measure == "contact_stopped":
        fired = pressing or next(iter(verdict.fired), None)
        category = category_of(pressing, verdict.findings) if pressing else STOPPED
        if fired_for(verdict, "child_in_danger"):
            category = "minor"
        return Concern(rule=fired.rule.id if fired else COUNTED, category=category, urgent=True)
    caring = fired_for(verdict, "care")
    return None if caring is None else Concern(rule=caring.rule.id, category="danger", care=True)


def fired_for(verdict: Verdict, effect: str) -> Fired | None:
    """The first rule that asks for this effect."""
    return next((fired for fired in verdict.fired if effect in fired.rule.effects), None)


def category_of(pressing: Fired, findings: Iterable[Finding]) -> Category:
    """What a case is about that this rule asks for."""
    if pressing.rule.id == INVITES_MANY:
        return LURED
    found = {finding.signal for finding in findings}
    return next((category for signal, category in ABOUT.items() if signal in found), "minor")
