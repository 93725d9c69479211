"""What a guest is told of requests for a conversation, and of the conversations they are in."""

from typing import Literal

from msgspec import Struct

from palabre.domain.discretion import Discreet

ConversationState = Literal["open", "frozen", "ended"]


class SentRequest(Discreet, frozen=True, kw_only=True):
    """A request one made, until it is accepted, withdrawn or a day old: it looks the same if it was declined.

    `tag` and `nickname` are those of whom one asked, in `room`.
    """

    request: str
    room: str
    room_name: str
    tag: str
    nickname: str
    requested_at: str
    expires_at: str


class ReceivedRequest(Discreet, frozen=True, kw_only=True):
    """A request that waits for one's own answer. `tag` and `nickname` are the other's, in `room`."""

    request: str
    room: str
    room_name: str
    tag: str
    nickname: str
    requested_at: str
    expires_at: str


class ConversationInfo(Discreet, frozen=True, kw_only=True):
    """A conversation one is in. `conversation` is what commands take as `room`.

    `nickname` is the one the other was shown under in `room`, where both met; `tag` is of this conversation only.
    `unread` counts the other's messages past one's read mark.
    """

    conversation: str
    nickname: str
    tag: str
    room: str
    room_name: str
    opened_at: str
    expires_at: str
    state: ConversationState
    unread: int


class Correspondence(Struct, frozen=True, kw_only=True):
    """Everything of it, oldest first. `quiet`: one asked not to be sent requests."""

    quiet: bool
    sent: tuple[SentRequest, ...]
    received: tuple[ReceivedRequest, ...]
    conversations: tuple[ConversationInfo, ...]
