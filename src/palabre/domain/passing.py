"""Passing facts: what nodes tell each other beside the log. Never replayed; a snapshot restores what they changed."""

from typing import Literal

from msgspec import Struct

from palabre.domain.age import EndOfProof
from palabre.domain.care import CareKind
from palabre.domain.held import Held, RefusedMessage, Settlement
from palabre.domain.moderation.sanction import ToldSanction
from palabre.domain.presence import Person
from palabre.domain.reaction import Reacted


class ReactionsChanged(Struct, frozen=True, kw_only=True):
    """The reactions under a message, as committed."""

    room_id: int
    reacted: Reacted


class TypingStarted(Struct, frozen=True, kw_only=True):
    """A guest began, or goes on, to write in a room."""

    room_id: int
    session_id: str
    person: Person

    def __repr__(self) -> str:
        return f"<TypingStarted in {self.room_id}>"


class GuestMentioned(Struct, frozen=True, kw_only=True):
    """A message names a guest, who is to be told."""

    room_id: int
    session_id: str
    message_id: str

    def __repr__(self) -> str:
        return f"<GuestMentioned in {self.room_id}>"


class HidingChanged(Struct, frozen=True, kw_only=True):
    """A guest hid someone in a room, or undid it."""

    room_id: int
    session_id: str

    def __repr__(self) -> str:
        return f"<HidingChanged in {self.room_id}>"


class MessageHeld(Struct, frozen=True, kw_only=True):
    """A message waits for a person of the team: for its author, and for the desk."""

    held: Held

    def __repr__(self) -> str:
        return f"<MessageHeld in {self.held.draft.room_id}>"


class HeldSettled(Struct, frozen=True, kw_only=True):
    """A message waits no more. `refused` is there when it was not released."""

    session_id: str
    settlement: Settlement
    refused: RefusedMessage | None = None

    def __repr__(self) -> str:
        return f"<HeldSettled in {self.settlement.room_id}>"


class SanctionApplied(Struct, frozen=True, kw_only=True):
    """A decision about a guest, who is to be told. Each node reads it from the control log: it is on no bus."""

    session_id: str
    sanction: ToldSanction

    def __repr__(self) -> str:
        return "<SanctionApplied>"


class SanctionLifted(Struct, frozen=True, kw_only=True):
    """A decision about a guest holds no more, in `room` (a slug) or in the whole place."""

    session_id: str
    sanction_id: str
    room: str | None

    def __repr__(self) -> str:
        return "<SanctionLifted>"


class ProofChanged(Struct, frozen=True, kw_only=True):
    """What a guest proved holds until then (Unix ms), or no more. Like sanctions, it is on no bus."""

    session_id: str
    until_ms: int | None
    why: EndOfProof | None = None

    def __repr__(self) -> str:
        return "<ProofChanged>"


EndOfMembership = Literal["closed", "removed", "left"]


class MembershipEnded(Struct, frozen=True, kw_only=True):
    """A guest is in a private room no more: `reason` is its owner's, who removed them, or the
    place's, which lets them in no more. Like sanctions, on no bus."""

    session_id: str
    room: str
    name: str
    why: EndOfMembership
    reason: str = ""

    def __repr__(self) -> str:
        return "<MembershipEnded>"


class Helper(Struct, frozen=True, kw_only=True):
    """A help line in one guest's language."""

    name: str
    number: str
    about: str
    url: str | None = None


class CareOffered(Struct, frozen=True, kw_only=True):
    """Help lines for one guest, who is to be told, and nobody else."""

    room_id: int
    session_id: str
    kind: CareKind
    text: str
    lines: tuple[Helper, ...]

    def __repr__(self) -> str:
        return f"<CareOffered in {self.room_id}>"


Passing = ReactionsChanged | TypingStarted | GuestMentioned | HidingChanged | MessageHeld | HeldSettled | CareOffered
# What a session's own connections are told, whichever rooms they are in.
AboutOneself = SanctionApplied | SanctionLifted | ProofChanged | MembershipEnded
