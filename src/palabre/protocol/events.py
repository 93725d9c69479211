"""Events: what happened, in the past tense. Log events have an offset and are replayed; passing ones are not."""

from msgspec import Struct

from palabre.domain.age import EndOfProof
from palabre.domain.care import CareKind
from palabre.domain.held import RefusedBy
from palabre.domain.message import Removal
from palabre.domain.moderation.circumstances import Cover
from palabre.domain.passing import EndOfMembership
from palabre.domain.presence import Person
from palabre.domain.reaction import ReactionKind
from palabre.protocol.conversations import ConversationInfo, ConversationState, ReceivedRequest
from palabre.protocol.resources import (
    CoverInfo,
    HeldMessage,
    HelpLine,
    Mode,
    Reactions,
    RefusedMessage,
    RoomInfo,
    Roster,
    SanctionInfo,
    WireMessage,
    You,
)


class Event(Struct, frozen=True, kw_only=True, tag_field="type"):
    """Base of all events."""

    room: str

    def __repr__(self) -> str:
        return f"<{type(self).__name__} in {self.room}>"


class StreamEvent(Event, frozen=True, kw_only=True):
    """Base of the events that hold a place in a room's stream: dense from 1 within an epoch."""

    epoch: str
    offset: int


class MessagePostedEvent(StreamEvent, tag="message.posted", frozen=True, kw_only=True):
    """A message was posted."""

    message: WireMessage


class MessageEditedEvent(StreamEvent, tag="message.edited", frozen=True, kw_only=True):
    """An author changed a message; `body` is its text now."""

    message_id: str
    body: str
    edited_at: str


class MessageRemovedEvent(StreamEvent, tag="message.removed", frozen=True, kw_only=True):
    """A message lost its text."""

    message_id: str
    by: Removal


class GuestErasedEvent(StreamEvent, tag="guest.erased", frozen=True, kw_only=True):
    """A guest erased everything they wrote here: every message under these tags."""

    tags: tuple[str, ...]


class RoomChangedEvent(StreamEvent, tag="room.changed", frozen=True, kw_only=True):
    """The operator changed the room, or closed it."""

    info: RoomInfo


class MessageHiddenEvent(StreamEvent, tag="message.hidden", frozen=True, kw_only=True):
    """Holds the place of an event with nothing left to show to this reader."""


class PresenceChangedEvent(Event, tag="presence.changed", frozen=True, kw_only=True, omit_defaults=True):
    """The net change of who is here. Spectators get the counts only, and so does everyone above 200 present.

    `people`, when it is there, is the whole roster and replaces what was known. Above 200 present a client forgets
    the names it had; it is told all of them again once there are fewer.
    """

    present: int
    spectators: int
    joined: tuple[Person, ...] = ()
    left: tuple[str, ...] = ()
    people: tuple[Person, ...] | None = None


class TypingEvent(Event, tag="typing", frozen=True, kw_only=True):
    """Who is writing now: everyone, not a difference. Told to guests, in rooms of 50 at most."""

    people: tuple[Person, ...]


class ReactionsChangedEvent(Event, tag="reactions.changed", frozen=True, kw_only=True):
    """The reactions under a message: absolute counts. One with a smaller `version` than is known changes nothing."""

    message_id: str
    version: int
    counts: dict[ReactionKind, int]


class MentionNoticedEvent(Event, tag="mention.noticed", frozen=True, kw_only=True):
    """A message names the reader; told to nobody else."""

    message_id: str


class HidingChangedEvent(Event, tag="hiding.changed", frozen=True, kw_only=True):
    """Whom the reader hides in this room from now on, whichever of their tabs asked.

    What a guest who is shown again had written comes with a fresh snapshot: enter again without `since`.
    """

    people: tuple[Person, ...]


class MessageHeldEvent(Event, tag="message.held", frozen=True, kw_only=True, omit_defaults=True):
    """One's own message waits for a person of the team; told to its author's connections only."""

    message_id: str
    client_message_id: str
    body: str
    held_at: str
    reply_to: str | None = None


class MessageRefusedEvent(Event, tag="message.refused", frozen=True, kw_only=True):
    """One's own held message will not be shown; told to its author only. `by` says who decided.

    `rule` names a rule of the rules page, `words` are what it found, `explanation` is told in the session's language.
    """

    message_id: str
    client_message_id: str
    rule: str
    words: tuple[str, ...]
    explanation: str
    by: RefusedBy


class CareOfferedEvent(Event, tag="care.offered", frozen=True, kw_only=True):
    """Help lines, offered to the reader and told to nobody else. `text` is in the session's language."""

    kind: CareKind
    text: str
    lines: tuple[HelpLine, ...]


class CoverChangedEvent(Event, tag="cover.changed", frozen=True, kw_only=True):
    """Who watches over the room from now on, as in `room.entered.cover`."""

    cover: Cover
    moderators: int
    slow_mode_seconds: int


class SanctionAppliedEvent(
    Struct, tag="sanction.applied", frozen=True, kw_only=True, omit_defaults=True, tag_field="type"
):
    """A decision of the team about the reader, told to their connections only; without `room`, in the whole place.

    After `kick` and `room_ban` the connection is in that room no more, after `ban` in no room.
    """

    sanction: SanctionInfo
    room: str | None = None


class SanctionLiftedEvent(
    Struct, tag="sanction.lifted", frozen=True, kw_only=True, omit_defaults=True, tag_field="type"
):
    """A decision about the reader holds no more: it was undone, or its time is over."""

    sanction_id: str
    room: str | None = None


class ProofChangedEvent(Struct, tag="proof.changed", frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """What the reader proved of their age holds, until then, or no more; told to their own connections only.

    When it is over the connection is in no room for adults any more: nothing of one comes after this.
    """

    proven: bool
    until: str | None
    why: EndOfProof | None = None


class UnreadChangedEvent(Event, tag="unread.changed", frozen=True, kw_only=True):
    """How many messages the reader has not read of a private room or conversation of theirs that is not entered here.

    Once a second at most, to their own connections; none of whom they hide there is counted.
    """

    unread: int


class MembershipEndedEvent(
    Struct, tag="membership.ended", frozen=True, kw_only=True, omit_defaults=True, tag_field="type"
):
    """The reader is in a private room no more. `reason` is what its owner said when they removed them."""

    room: str
    name: str
    why: EndOfMembership
    reason: str = ""

    def __repr__(self) -> str:
        return "<MembershipEndedEvent>"


class ConversationRequestedEvent(
    ReceivedRequest, tag="conversation.requested", frozen=True, kw_only=True, tag_field="type"
):
    """Somebody met in a room asks the reader for a private conversation."""


class ConversationSettledEvent(Struct, tag="conversation.settled", frozen=True, kw_only=True, tag_field="type"):
    """A request one was told of waits no more: withdrawn, lapsed, or answered in another tab.

    Whoever made a request is told so only of what they did themselves, and when it lapsed.
    """

    request: str


class ConversationOpenedEvent(ConversationInfo, tag="conversation.opened", frozen=True, kw_only=True, tag_field="type"):
    """A request was accepted: the reader is in this conversation. Enter it as a room."""

    request: str


class ConversationChangedEvent(
    Struct, tag="conversation.changed", frozen=True, kw_only=True, omit_defaults=True, tag_field="type"
):
    """A conversation the reader is in goes on, is frozen, or is over for them.

    `statement` tells whoever is answerable for a freeze which rule did it, in the session's language.
    """

    conversation: str
    state: ConversationState
    statement: str | None = None


LogFrame = (
    MessagePostedEvent
    | MessageEditedEvent
    | MessageRemovedEvent
    | GuestErasedEvent
    | RoomChangedEvent
    | MessageHiddenEvent
)


class RoomEntered(Event, tag="room.entered", frozen=True, kw_only=True, omit_defaults=True):
    """The state of a room at `offset`, once per `room.enter`; again, with `gap`, after a connection lagged.

    A `snapshot` carries `messages` (oldest first) and replaces what the client had; `resumed` carries the
    `events` missed since the client's position. `keep_seconds` is how long a message may be kept.
    `reactions` are those under the messages of a snapshot, or those changed since the position of a resumption.
    `you` is absent for a spectator. `held` are the reader's own messages here that wait for a person of the team,
    `refused` those that were refused within the hour and were not told yet on this connection, `sanctions` the
    decisions about the reader that hold here, and warnings.
    """

    mode: Mode
    epoch: str
    offset: int
    keep_seconds: int
    info: RoomInfo
    roster: Roster
    messages: list[WireMessage] | None = None
    events: list[LogFrame] | None = None
    reactions: tuple[Reactions, ...] = ()
    more: bool = False
    you: You | None = None
    held: tuple[HeldMessage, ...] = ()
    refused: tuple[RefusedMessage, ...] = ()
    cover: CoverInfo | None = None
    sanctions: tuple[SanctionInfo, ...] = ()
    gap: bool = False


PassingFrame = (
    PresenceChangedEvent
    | TypingEvent
    | ReactionsChangedEvent
    | MentionNoticedEvent
    | HidingChangedEvent
    | MessageHeldEvent
    | MessageRefusedEvent
    | CareOfferedEvent
    | CoverChangedEvent
    | SanctionAppliedEvent
    | SanctionLiftedEvent
    | ProofChangedEvent
    | MembershipEndedEvent
    | UnreadChangedEvent
    | ConversationRequestedEvent
    | ConversationSettledEvent
    | ConversationOpenedEvent
    | ConversationChangedEvent
    | RoomEntered
)
AnyEvent = LogFrame | PassingFrame
