"""Moderation events: what was done in the name of the place, by whom, to what, and why; never changed afterwards."""

from typing import Literal

from msgspec import Struct

What = Literal[
    "signed_in",
    "signed_out",
    "message_released",
    "message_refused",
    "shield_raised",
    "shield_lowered",
    "rule_written",
    "rule_shadowed",
    "rule_approved",
    "rule_retired",
    "rule_braked",
    "care_offered",
    "writing_closed",
    "pair_pressed",
    "join_wave",
]
MAX_REASON = 500
MAX_SUBJECT = 200


class Deed(Struct, frozen=True, kw_only=True):
    """Something to be recorded. `who` is `M-3`, `operator` or `palabre`; `subject` names a message, rule or room.

    Neither `subject` nor `reason` holds a guest's words, nickname, tag or address.
    """

    at_ms: int
    who: str
    what: What
    subject: str = ""
    reason: str = ""

    def __repr__(self) -> str:
        return f"<Deed {self.what}>"


class ModerationEvent(Struct, frozen=True):
    """A deed as recorded; ids grow."""

    id: int
    deed: Deed
