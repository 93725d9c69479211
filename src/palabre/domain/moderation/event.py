"""Moderation events: what was done in the name of the place, by whom, to what, and why; never changed afterwards.

Of each a commitment is kept, `SHA-256(salt || payload)`: the tree over the commitments shows that no event was altered,
taken out or moved, also once an event's payload and salt had to be erased.
"""

import hashlib
from typing import Literal, get_args

import msgspec
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
    "report_made",
    "evidence_sealed",
    "evidence_viewed",
    "case_opened",
    "case_claimed",
    "case_released",
    "case_decided",
    "case_closed",
    "case_erased",
    "decision_erased",
    "message_taken_down",
    "sanction_imposed",
    "sanction_undone",
    "appeal_made",
    "appeal_decided",
    "urgent_told",
    "urgent_acknowledged",
    "staff_invited",
    "staff_removed",
    "passkey_added",
    "passkey_revoked",
    "passkey_copied",
    "recovery_made",
    "recovery_used",
    "event_erased",
    "vouch_opened",
    "vouch_seconded",
    "vouch_used",
    "vouch_revoked",
    "private_room_entered",
    "private_room_opened",
    "rules_published",
    "erasure.asked",
    "order.received",
    "order.acted",
    "order.answered",
    "order.refused",
    "order.silenced",
    "order.told",
    "order.exported",
    "order.alarmed",
    "order.erased",
    "preservation.began",
    "preservation.renewed",
    "preservation.ended",
    "danger.made",
    "danger.told",
    "vault.exported",
    "vault.opened",
    "backup.made",
    "backup.restored",
]
# What was done with an order is kept under its id, where other deeds have that of a case.
OF_ORDERS: frozenset[What] = frozenset(what for what in get_args(What) if what.startswith(("order.", "preservation.")))
MAX_REASON = 500
MAX_SUBJECT = 200
SALT_BYTES = 16
# Told apart from every other text that is hashed here; changes when the fields below do.
PAYLOAD_PREFIX = b"palabre deed 1"
NOTHING = b""


class Deed(Struct, frozen=True, kw_only=True):
    """Something to be recorded. `who` is `M-3`, `operator` or `palabre`; `subject` names a message, rule or room.

    `case_id` is the case it belongs to, if any; `data` what more is to be known of it, as JSON, of a struct of its
    writer's (`told`). None of them holds a guest's words, nickname, tag or address.
    """

    at_ms: int
    who: str
    what: What
    subject: str = ""
    reason: str = ""
    case_id: str = ""
    data: bytes = NOTHING

    def __repr__(self) -> str:
        return f"<Deed {self.what}>"


class ModerationEvent(Struct, frozen=True):
    """A deed as recorded; ids are dense from 1. Of an erased one only when and what is left."""

    id: int
    deed: Deed
    is_erased: bool = False


class Commitment(Struct, frozen=True, kw_only=True):
    """An event with what commits to it. `salt` is None once it was erased."""

    event: ModerationEvent
    salt: bytes | None
    digest: bytes

    def is_kept(self) -> bool:
        """Whether the event is the one that was committed to; of an erased one nobody can tell."""
        return self.salt is None or commitment(self.salt, self.event.id, self.event.deed) == self.digest

    def __repr__(self) -> str:
        return f"<Commitment {self.event.id}>"


def told(data: Struct) -> bytes:
    """The JSON of a deed's data."""
    return msgspec.json.encode(data)


def commitment(salt: bytes, id: int, deed: Deed) -> bytes:
    """SHA-256 over the salt and the payload: 32 bytes."""
    return hashlib.sha256(salt + payload(id, deed)).digest()


def payload(id: int, deed: Deed) -> bytes:
    """The event as it is committed to: each field after its length in four bytes."""
    texts = (str(id), str(deed.at_ms), deed.who, deed.what, deed.subject, deed.reason, deed.case_id)
    fields = [PAYLOAD_PREFIX, *(text.encode() for text in texts), deed.data]
    return b"".join(len(field).to_bytes(4, "big") + field for field in fields)


def erased(deed: Deed) -> Deed:
    """What is left of it: when, and what kind of thing was done."""
    return Deed(at_ms=deed.at_ms, who="", what=deed.what)
