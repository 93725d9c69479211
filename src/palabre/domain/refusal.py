"""The one exception of the domain: a request understood and declined, with a stable code."""

from typing import Literal

from palabre.domain.moderation.sanction import ToldSanction

RefusalCode = Literal[
    "appeal_made",
    "appeal_too_late",
    "attempt_over",
    "banned",
    "body_empty",
    "body_too_long",
    "body_unprintable",
    "challenge_failed",
    "challenge_required",
    "code_wrong",
    "conflict",
    "conversation_frozen",
    "conversation_paused",
    "edit_too_late",
    "invitation_ended",
    "kicked",
    "muted",
    "needs_settled",
    "nickname_age",
    "nickname_changed_too_often",
    "nickname_invalid",
    "nickname_reserved",
    "nickname_taken",
    "not_entered",
    "not_found",
    "not_open_yet",
    "not_yours",
    "notice_incomplete",
    "proof_required",
    "proof_unbound",
    "read_only_now",
    "room_closed",
    "room_full",
    "room_paused",
    "screened",
    "session_required",
    "slowed",
    "too_many_hidden",
    "too_many_invitations",
    "too_many_requests",
    "too_many_rooms",
    "unattended",
    "unavailable",
    "writing_closed",
]
# Why one must wait: too fast, the room's slow mode, the same text again, too many from one address prefix, or too many
# messages that wait for a person of the team, of this guest or in this room.
SlowReason = Literal["rate", "slow_mode", "repetition", "prefix", "held", "held_in_room"]


class Refusal(Exception):
    """A command that was understood and declined.

    `code` is API and never changes meaning; the text shown to a person is chosen by the client
    from the code. `retry_after` is in seconds, `limit` in the unit the code implies; `reason` says why `slowed`,
    `explanation` what the rule says to its author, in their language, `sanction` the one that stands in the way,
    `challenge` what the browser's key has to sign.
    """

    def __init__(
        self,
        code: RefusalCode,
        *,
        retry_after: float | None = None,
        limit: int | None = None,
        rule: str | None = None,
        words: tuple[str, ...] = (),
        reason: SlowReason | None = None,
        explanation: str | None = None,
        sanction: ToldSanction | None = None,
        challenge: str | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after
        self.limit = limit
        self.rule = rule
        self.words = words
        self.reason = reason
        self.explanation = explanation
        self.sanction = sanction
        self.challenge = challenge
