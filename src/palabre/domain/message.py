"""Messages: what a guest posts, as the room's log keeps it."""

from typing import Literal

from msgspec import Struct

from palabre.domain.discretion import Discreet

EDIT_WITHIN_MS = 5 * 60_000
Removal = Literal["author", "moderation", "erased"]
# Whose announcements are: no session has this id, no guest this tag (theirs are twelve letters long).
OPERATOR_SESSION = "operator"
OPERATOR_TAG = "operator"


class Author(Discreet, frozen=True):
    """Who wrote it, as others see them: a nickname and the tag of that room and day."""

    nickname: str
    tag: str


class Draft(Struct, frozen=True, kw_only=True):
    """A message judged fit to be appended; it has no offset until the log writer commits it.

    `posted_ms` is when it was released, if it was held first.
    """

    id: str
    room_id: int
    session_id: str
    client_message_id: str
    body: str
    author: Author
    sent_ms: int
    posted_ms: int | None = None
    reply_to: str | None = None

    def shown_ms(self) -> int:
        """As of the message it becomes."""
        return self.sent_ms if self.posted_ms is None else self.posted_ms

    def __repr__(self) -> str:
        return f"<Draft {self.id}>"


class Message(Struct, frozen=True, kw_only=True):
    """A message of a room's log as it stands now: a removed or erased one keeps its place, without text.

    `posted_ms` is set when it was held first: nobody but its author and the team saw it before.
    """

    id: str
    offset: int
    client_message_id: str
    body: str
    author: Author
    sent_ms: int
    posted_ms: int | None = None
    reply_to: str | None = None
    edited_ms: int | None = None
    removed: Removal | None = None

    def shown_ms(self) -> int:
        """Since when others may read it, Unix ms: retention and the time to edit it count from then."""
        return self.sent_ms if self.posted_ms is None else self.posted_ms

    def is_announcement(self) -> bool:
        """Whether the operator wrote it to the whole room."""
        return self.author.tag == OPERATOR_TAG

    def __repr__(self) -> str:
        return f"<Message {self.id} at {self.offset}>"
