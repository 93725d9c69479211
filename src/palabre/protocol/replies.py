"""Replies: what a command is answered with, once, carrying its `ref`."""

from typing import Literal

from msgspec import Struct

from palabre.domain.discretion import Discreet
from palabre.domain.reaction import ReactionKind
from palabre.domain.refusal import RefusalCode, SlowReason
from palabre.protocol.conversations import Correspondence
from palabre.protocol.resources import SanctionInfo

WireCode = Literal["malformed", "unknown_command", "invalid", "flooding"]
FailureCode = RefusalCode | WireCode


class Ok(Struct, frozen=True, kw_only=True, tag_field="type", tag="ok"):
    """The command was carried out."""

    ref: int


class OkPosted(Struct, frozen=True, kw_only=True, tag_field="type", tag="ok"):
    """`message.post`: the message is on disk, at this offset."""

    ref: int
    message_id: str
    offset: int


class OkHeld(Struct, frozen=True, kw_only=True, tag_field="type", tag="ok"):
    """`message.post`: the message is kept, and waits for a person of the team; nobody else sees it."""

    ref: int
    message_id: str
    status: Literal["held"] = "held"


class OkNamed(Discreet, frozen=True, kw_only=True, tag_field="type", tag="ok"):
    """`nickname.change`: the nickname as it is shown from now on."""

    ref: int
    nickname: str


class OkReacted(Struct, frozen=True, kw_only=True, tag_field="type", tag="ok"):
    """`reaction.set`: the reactions under the message from now on, as in `reactions.changed`."""

    ref: int
    version: int
    counts: dict[ReactionKind, int]


class OkBound(Discreet, frozen=True, kw_only=True, tag_field="type", tag="ok"):
    """`age.bind`: rooms for adults are open to this connection.

    `page_key` goes with what this page reads of them over HTTP, as header `Palabre-Page-Key`; it dies with the
    connection.
    """

    ref: int
    page_key: str


class OkRequested(Discreet, frozen=True, kw_only=True, tag_field="type", tag="ok"):
    """`conversation.request`: it was made. Nothing more is ever known of it, unless it is accepted."""

    ref: int
    request: str


class OkConversing(Discreet, frozen=True, kw_only=True, tag_field="type", tag="ok"):
    """`conversation.accept`: both are in this conversation."""

    ref: int
    conversation: str


class OkCorrespondence(Correspondence, frozen=True, kw_only=True, tag_field="type", tag="ok"):
    """`conversation.list`: one's requests and conversations, oldest first."""

    ref: int


class Failed(Discreet, frozen=True, kw_only=True, omit_defaults=True, tag_field="type", tag="failed"):
    """The command was not carried out.

    `code` is stable; `message` is for developers. `retry_after` is in seconds, `reason` why one must wait, `limit` in
    the unit of the code, `rule` names a rule of the rules page, `words` the words found, `explanation` is what the rule
    says to its author, in the session's language, `field` what was malformed, `sanction` the decision that stands in
    the way, `challenge` what `age.bind` has to sign, good once and for a minute.
    """

    ref: int | None
    code: FailureCode
    message: str
    retry_after: float | None = None
    limit: int | None = None
    rule: str | None = None
    words: tuple[str, ...] = ()
    field: str | None = None
    reason: SlowReason | None = None
    explanation: str | None = None
    sanction: SanctionInfo | None = None
    challenge: str | None = None


Reply = Ok | OkPosted | OkHeld | OkNamed | OkReacted | OkBound | OkRequested | OkConversing | OkCorrespondence | Failed
