"""Sanctions: what a person of the team decided about a guest, where, until when; undone by a reversal."""

from collections.abc import Iterable
from typing import Literal, get_args

from msgspec import Struct

from palabre.domain.discretion import Discreet

SanctionKind = Literal["warning", "mute", "kick", "room_ban", "ban"]
# Taking a message away is told to its author like a sanction, and keeps them from nothing.
Measure = Literal["warning", "mute", "kick", "room_ban", "ban", "removal", "contact_stopped", "writing_closed"]
# What a rule restricts by itself: nothing more is passed on to somebody, or writing is closed. A person may undo it.
AutomaticMeasure = Literal["contact_stopped", "writing_closed"]
AUTOMATIC: tuple[AutomaticMeasure, ...] = get_args(AutomaticMeasure)

MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS
KICK_MS = MINUTE_MS
# A suspension longer than this comes after a warning (Digital Services Act, article 23(1)), except for danger.
LONG_MS = DAY_MS
# How long one may be imposed at most, in minutes.
MOST_MINUTES: dict[SanctionKind, int] = {"mute": 7 * 1_440, "room_ban": 90 * 1_440, "ban": 365 * 1_440}
# What keeps its guest from nothing is told them for as long.
TOLD_MS = 60 * MINUTE_MS
# Within this one's own decision is taken back without a word.
UNDO_MS = 10_000
# A mark of an address prefix lasts as long as its ban, and no longer than this.
MARK_MS = 30 * DAY_MS
MAX_PUBLIC_REASON = 1_000
MAX_NOTE = 1_000


class Sanction(Discreet, frozen=True, kw_only=True):
    """What is imposed on a session. `room_id` is None for the whole place, `until_ms` for what restricts nothing."""

    id: str
    decision_id: str
    kind: Measure
    session_id: str
    room_id: int | None
    from_ms: int
    until_ms: int | None = None

    def restricts(self, now_ms: int) -> bool:
        """Whether it keeps its guest from something now."""
        return self.until_ms is not None and self.from_ms <= now_ms < self.until_ms

    def is_told(self, now_ms: int) -> bool:
        """Whether its guest is told of it where they enter."""
        return self.restricts(now_ms) or (self.until_ms is None and now_ms < self.from_ms + TOLD_MS)

    def reaches(self, room_id: int) -> bool:
        return self.room_id is None or self.room_id == room_id


class SanctionImposed(Struct, frozen=True, kw_only=True, tag_field="type", tag="imposed"):
    """As it stands in the record of what was done: of whom it is, is not said there."""

    sanction_id: str
    decision_id: str
    kind: Measure
    room_id: int | None
    from_ms: int
    until_ms: int | None


class SanctionUndone(Struct, frozen=True, kw_only=True, tag_field="type", tag="undone"):
    """A reversal: it ends this sanction and no other."""

    sanction_id: str


SanctionEvent = SanctionImposed | SanctionUndone


def imposed(sanction: Sanction) -> SanctionImposed:
    """The event that imposes it."""
    return SanctionImposed(
        sanction_id=sanction.id,
        decision_id=sanction.decision_id,
        kind=sanction.kind,
        room_id=sanction.room_id,
        from_ms=sanction.from_ms,
        until_ms=sanction.until_ms,
    )


def in_force(events: Iterable[SanctionEvent], now_ms: int) -> frozenset[str]:
    """The ids of the sanctions that restrict somebody now: what these events add up to."""
    standing: dict[str, SanctionImposed] = {}
    for event in events:
        if isinstance(event, SanctionImposed):
            standing[event.sanction_id] = event
        else:
            standing.pop(event.sanction_id, None)
    return frozenset(
        each.sanction_id
        for each in standing.values()
        if each.until_ms is not None and each.from_ms <= now_ms < each.until_ms
    )


def end_of(kind: SanctionKind | Literal["none"], minutes: int | None, from_ms: int) -> int | None:
    """When it ends; raises ValueError when it must last and for how long is not said, or too long, or need not be."""
    if kind == "kick" and minutes is None:
        return from_ms + KICK_MS
    most = MOST_MINUTES.get(kind) if kind != "none" else None
    if most is None:
        if minutes is not None:
            raise ValueError(f"{kind} has no length")
        return None
    if minutes is None or not 1 <= minutes <= most:
        raise ValueError(f"{kind} lasts 1 to {most} minutes")
    return from_ms + minutes * MINUTE_MS


class ToldSanction(Discreet, frozen=True, kw_only=True):
    """A sanction as its guest is told it, in the language of their session. Times are Unix milliseconds.

    `room` is a slug, None for the whole place. `quoted` are the guest's own words, and nobody else's. `receipt` opens
    the decision until `appeal_until_ms`. `automated`: a rule decided by itself; `detected`: a rule had found it.
    """

    id: str
    kind: Measure
    room_id: int | None
    room: str | None
    from_ms: int
    until_ms: int | None
    ground: str
    facts: str
    reason: str
    quoted: str | None
    decided_by: str
    automated: bool
    detected: bool
    receipt: str
    appeal_until_ms: int
