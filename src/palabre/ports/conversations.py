"""Store of conversations: the requests for them, who wants none, and what is known of each."""

from collections.abc import Sequence
from typing import Protocol

from palabre.domain.conversation import Conversation, Request
from palabre.domain.member import Member, Place
from palabre.domain.room import Room


class ConversationStore(Protocol):
    """Every write raises StoreUnavailable when it did not happen, and is whole or not at all.

    A session's requests, and that it wants none, do not outlive it. Those made to it stay as their requester sees
    them, in nobody's inbox.
    """

    async def solicit(self, request: Request, *, most: int) -> Request:
        """Keep a request. The one that stands already, when its requester asked for the same tag in the same room.

        It lies in nobody's inbox when whom it is for is protected, wants none, hides the requester, declined one of
        theirs, or when what they may say to them was stopped; the same is read and written for everyone.
        Raises Refusal `too_many_requests` when `most` of the requester's stand.
        """
        ...

    async def withdraw(self, id: str, requester: str, now_ms: int) -> Request | None:
        """Take one's own back; the request as it was, None when none stands."""
        ...

    async def decline(self, id: str, target: str, now_ms: int) -> Request | None:
        """The same of one made to oneself: it stays as its requester sees it."""
        ...

    async def accept(
        self, id: str, target: str, place: Place, members: Sequence[Member], conversation: Conversation
    ) -> Room | None:
        """Make the conversation a request is for; `opened_ms` is now, `room_id` is not looked at. None when the request
        does not wait for this guest any more. Raises Refusal `conflict` when the slug is taken."""
        ...

    async def request(self, id: str) -> Request | None: ...

    async def requests_of(self, session_id: str, now_ms: int) -> list[Request]:
        """Those that stand of theirs, and those that wait for them, oldest first."""
        ...

    async def forget_requests_to(self, session_id: str) -> None:
        """Those that wait for them lie in nobody's inbox any more; as their requester sees them nothing changes."""
        ...

    async def lapsed(self, now_ms: int, rows: int) -> list[Request]:
        """Destroy at most `rows` requests whose time is over; return them."""
        ...

    async def set_quiet(self, session_id: str, *, on: bool) -> None:
        """Whether this guest wants to be sent no requests."""
        ...

    async def is_quiet(self, session_id: str) -> bool: ...

    async def conversations(self) -> list[Conversation]: ...

    async def freeze(self, room_id: int, at_ms: int, answerable: str = "") -> bool:
        """Nobody writes in it any more, for what this session said; False when that was so."""
        ...
