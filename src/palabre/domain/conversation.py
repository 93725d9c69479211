"""Conversations: two guests in private, after one asked and the other said yes."""

from typing import Literal

from palabre.domain.discretion import Discreet

REQUEST_MS = 24 * 3_600_000
CONVERSATION_MS = 24 * 3_600_000
OPEN_REQUESTS = 5
ID_BYTES = 16

# As its requester knows it: that it was declined shows nowhere.
RequestState = Literal["open", "accepted", "withdrawn"]


class Request(Discreet, frozen=True, kw_only=True):
    """A guest asked for a conversation with whoever wrote under `tag` in a room.

    `target` is whose inbox it lies in: nobody's where it was not to be shown, and nothing told to the requester
    depends on that. Nicknames and tags are those of that room, as both were shown then.
    """

    id: str
    room_id: int
    requester: str
    requester_nickname: str
    requester_tag: str
    target: str | None
    nickname: str
    tag: str
    at_ms: int
    state: RequestState = "open"
    declined: bool = False

    def expires_ms(self) -> int:
        """When it lapses."""
        return self.at_ms + REQUEST_MS

    def stands(self, now_ms: int) -> bool:
        """Whether it is one of those its requester has waiting: a declined one is, like any other."""
        return self.state == "open" and now_ms < self.expires_ms()

    def waits_for(self, session_id: str, now_ms: int) -> bool:
        """Whether this guest may answer it."""
        return self.target == session_id and not self.declined and self.stands(now_ms)


class Conversation(Discreet, frozen=True, kw_only=True):
    """What is known of a stream with two members besides: where they met, `met_name` being what it was called."""

    room_id: int
    met: str
    met_name: str
    opened_ms: int
    frozen_ms: int | None = None

    def expires_ms(self) -> int:
        """When it is over, whatever happens."""
        return self.opened_ms + CONVERSATION_MS

    def is_over(self, now_ms: int) -> bool:
        return now_ms >= self.expires_ms()
