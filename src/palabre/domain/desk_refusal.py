"""What the desk declines, with stable codes of its own: no guest ever meets them."""

from typing import Literal

DeskCode = Literal[
    "already_decided",
    "already_reversed",
    "appeal_waits",
    "challenge_foreign",
    "challenge_stale",
    "claimed_already",
    "confirm_identity",
    "confirm_impact",
    "conflict_of_interest",
    "ground_unknown",
    "last_owner",
    "last_passkey",
    "link_stale",
    "minutes_refused",
    "needs_another_person",
    "not_decided",
    "not_for_you",
    "order_changed",
    "order_dates",
    "order_reason",
    "order_settled",
    "origin_foreign",
    "passkey_copied",
    "passkey_impossible",
    "passkey_known",
    "passkey_refused",
    "passkey_required",
    "passkey_unknown",
    "recovery_unknown",
    "rule_refused",
    "rule_unknown",
    "staff_required",
    "staff_unknown",
    "status_refused",
    "too_many_passkeys",
    "too_many_rooms_watched",
    "too_many_rules",
    "undo_too_late",
    "vouch_over",
    "vouch_unknown",
    "reason_required",
    "nobody_to_sanction",
    "warning_first",
]


class DeskRefusal(Exception):
    """A request of the staff that was understood and declined.

    `words` complete the code for a person. A rule that is refused says where: the field, and the line and column in
    it, from 1.
    """

    def __init__(
        self,
        code: DeskCode,
        words: str = "",
        *,
        field: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.words = words
        self.field = field
        self.line = line
        self.column = column
