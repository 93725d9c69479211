"""Commands: what a client asks over the WebSocket. Each carries a `ref`, echoed by its reply."""

from typing import Annotated

from msgspec import Meta, Struct

from palabre.domain.binding import BrowserKey
from palabre.domain.reaction import ReactionKind
from palabre.protocol.limits import CLIENT_MESSAGE_ID, MAX_EPOCH, MAX_NUMBER

Ref = Annotated[int, Meta(ge=0, le=MAX_NUMBER, description="Chosen by the client, echoed by the reply.")]
RoomSlug = Annotated[str, Meta(min_length=1, max_length=40, description="The room's slug.")]
MessageId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
# Generous in bytes: the true limit (2,000 code points after NFC) is the domain's to explain.
RawBody = Annotated[str, Meta(max_length=32_768)]
RawNickname = Annotated[str, Meta(max_length=256)]
Tag = Annotated[str, Meta(min_length=1, max_length=64)]
RequestId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{22}$", description="128 random bits, base64url.")]


class Command(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    """Base of all commands."""

    ref: Ref

    def __repr__(self) -> str:
        return f"<{type(self).__name__} ref={self.ref}>"


class Since(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The last position a client has seen in a room, and the greatest version of reactions it holds."""

    epoch: Annotated[str, Meta(max_length=MAX_EPOCH)]
    offset: Annotated[int, Meta(ge=0, le=MAX_NUMBER)]
    reactions: Annotated[int, Meta(ge=0, le=MAX_NUMBER)] | None = None


class RoomEnter(Command, tag="room.enter", frozen=True, kw_only=True):
    """Read a room from now on. Answered by `ok`, then by one `room.entered`."""

    room: RoomSlug
    since: Since | None = None


class RoomLeave(Command, tag="room.leave", frozen=True, kw_only=True):
    """Stop reading a room."""

    room: RoomSlug


class MessagePost(Command, tag="message.post", frozen=True, kw_only=True):
    """Post a message in a room one has entered. Retrying with the same `client_message_id` is safe."""

    room: RoomSlug
    body: RawBody
    client_message_id: Annotated[
        str, Meta(pattern=CLIENT_MESSAGE_ID, description="128 random bits, unique per session.")
    ]
    reply_to: MessageId | None = None


class MessageEdit(Command, tag="message.edit", frozen=True, kw_only=True):
    """Change the text of one's own message, within five minutes."""

    room: RoomSlug
    message_id: MessageId
    body: RawBody


class MessageRemove(Command, tag="message.remove", frozen=True, kw_only=True):
    """Remove one's own message."""

    room: RoomSlug
    message_id: MessageId


class NicknameChange(Command, tag="nickname.change", frozen=True, kw_only=True):
    """Take another nickname in one room, from now on."""

    room: RoomSlug
    nickname: RawNickname


class ReactionSet(Command, tag="reaction.set", frozen=True, kw_only=True):
    """Put one of the six reactions under a message, or take one's own away. Asking twice changes nothing."""

    room: RoomSlug
    message_id: MessageId
    reaction: ReactionKind
    on: bool = True


class TypingStart(Command, tag="typing.start", frozen=True, kw_only=True):
    """Say that one is writing; repeated every few seconds while it lasts. A message posted ends it."""

    room: RoomSlug


class ReadMark(Command, tag="read.mark", frozen=True, kw_only=True):
    """Remember how far one has read, for one's other tabs and the next visit."""

    room: RoomSlug
    offset: Annotated[int, Meta(ge=0, le=MAX_NUMBER)]


class GuestHide(Command, tag="guest.hide", frozen=True, kw_only=True):
    """No longer see what is written under a tag in this room, or see it again. Nobody else can tell."""

    room: RoomSlug
    tag: Tag
    hidden: bool = True


class AgeBind(Command, tag="age.bind", frozen=True, kw_only=True):
    """Show that this browser is the one an age proof was given in: its key signed the challenge of `proof_unbound`.

    What is signed (ES256, the 64 bytes of r and s) is `palabre-age-bind:`, the challenge, `:` and the page's origin.
    With another key than that of the proof, the proof is over.
    """

    challenge: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{43}$")]
    signature: Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{86}$", description="64 bytes, base64url.")]
    key: BrowserKey


class ConversationRequest(Command, tag="conversation.request", frozen=True, kw_only=True):
    """Ask whoever writes under a tag in a room for a private conversation. Answered alike whoever that is."""

    room: RoomSlug
    tag: Tag


class ConversationWithdraw(Command, tag="conversation.withdraw", frozen=True, kw_only=True):
    """Take a request back."""

    request: RequestId


class ConversationAccept(Command, tag="conversation.accept", frozen=True, kw_only=True):
    """Accept a request: both are told `conversation.opened`."""

    request: RequestId


class ConversationDecline(Command, tag="conversation.decline", frozen=True, kw_only=True):
    """Decline a request. Who made it is not told, and cannot tell."""

    request: RequestId


class ConversationQuiet(Command, tag="conversation.quiet", frozen=True, kw_only=True):
    """Be sent no more requests, or some again. Nobody else can tell."""

    on: bool


class ConversationEnd(Command, tag="conversation.end", frozen=True, kw_only=True):
    """Be in a conversation no more. The other is not told; they find it over when they next write or enter."""

    conversation: RoomSlug


class ConversationList(Command, tag="conversation.list", frozen=True, kw_only=True):
    """One's requests and conversations."""


ConversationCommand = (
    ConversationRequest
    | ConversationWithdraw
    | ConversationAccept
    | ConversationDecline
    | ConversationQuiet
    | ConversationEnd
    | ConversationList
)
# What is asked in a room, or of one.
RoomCommand = (
    RoomEnter
    | RoomLeave
    | MessagePost
    | MessageEdit
    | MessageRemove
    | NicknameChange
    | ReactionSet
    | TypingStart
    | ReadMark
    | GuestHide
    | ConversationRequest
)
AnyCommand = (
    RoomEnter
    | RoomLeave
    | MessagePost
    | MessageEdit
    | MessageRemove
    | NicknameChange
    | ReactionSet
    | TypingStart
    | ReadMark
    | GuestHide
    | AgeBind
    | ConversationRequest
    | ConversationWithdraw
    | ConversationAccept
    | ConversationDecline
    | ConversationQuiet
    | ConversationEnd
    | ConversationList
)
