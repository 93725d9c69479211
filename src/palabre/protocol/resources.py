"""Resources: the things that replies, events and JSON routes carry."""

from typing import Literal

from msgspec import Struct, field

from palabre.domain.discretion import Discreet
from palabre.domain.message import Removal
from palabre.domain.presence import Person
from palabre.domain.reaction import ReactionKind
from palabre.domain.refusal import SlowReason
from palabre.domain.room import Readers
from palabre.domain.session import Locale


class WireAuthor(Discreet, frozen=True):
    """Who wrote a message. `tag` is opaque, unique per room and day."""

    nickname: str
    tag: str


class WireMessage(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """A message. Times are RFC 3339 in UTC.

    `removed` says who took the text away: `body` is then empty and `edited_at` absent, and so is the nickname once
    its author erased everything they wrote. An `announcement` is the operator's; its author's tag is nobody's.
    """

    id: str
    offset: int
    client_message_id: str
    body: str
    author: WireAuthor
    sent_at: str
    reply_to: str | None = None
    edited_at: str | None = None
    removed: Removal | None = None
    announcement: bool = False


class Reactions(Struct, frozen=True, kw_only=True):
    """How many put each reaction under a message. `version` grows: of two, the greater is the later."""

    message_id: str
    version: int
    counts: dict[ReactionKind, int]


class RoomInfo(Struct, frozen=True, kw_only=True):
    """A room as its readers see it. `slow_mode` and `keep_seconds` are in seconds; `pinned` may be empty."""

    slug: str
    name: str
    topic: str
    rules: str
    language: Locale
    capacity: int
    slow_mode: int
    readers: Readers
    closed: bool
    keep_seconds: int
    pinned: str = ""


class RoomCard(Struct, frozen=True, kw_only=True):
    """A room as the lobby lists it. `present` posted there and are here; `spectators` only read.

    `offset` is the position of its last event, so that a client sees that something came.
    """

    slug: str
    name: str
    topic: str
    language: Locale
    readers: Readers
    present: int
    spectators: int
    offset: int = 0


class RoomList(Struct, frozen=True):
    """`GET /api/rooms`."""

    rooms: list[RoomCard]


class MessagePage(Struct, frozen=True, kw_only=True):
    """`GET /api/rooms/{slug}/messages`: oldest first; `more` says whether an older page exists.

    `reactions` are those under these messages, `reacted` one's own, by message.
    """

    messages: list[WireMessage]
    more: bool
    reactions: tuple[Reactions, ...] = ()
    reacted: dict[str, tuple[ReactionKind, ...]] = field(default_factory=dict)


class PeopleFound(Struct, frozen=True, kw_only=True):
    """`GET /api/rooms/{slug}/people`: who is listed there under such a name; `more` says whether there are others."""

    people: tuple[Person, ...]
    more: bool


class HiddenGuests(Struct, frozen=True, kw_only=True):
    """Whom one hides in one room."""

    room: str
    people: tuple[Person, ...]


class HiddenList(Struct, frozen=True, kw_only=True):
    """`GET /api/hidden`: whom one hides, room by room."""

    rooms: tuple[HiddenGuests, ...]


class Roster(Struct, frozen=True, kw_only=True):
    """Who is here. `people` is null for a spectator and above 200 present: counts only."""

    present: int
    spectators: int
    people: tuple[Person, ...] | None = None


class You(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """The reader themself. `nickname` is the one they have, or would post under, in this room.

    `named` says that they wrote here already, and need not be asked for a name again. `reacted` are the reactions
    they put, by message; `read` is how far they said they read; `hidden` is whom they hide here.
    """

    nickname: str
    tag: str
    named: bool
    reacted: dict[str, tuple[ReactionKind, ...]] = field(default_factory=dict)
    read: int | None = None
    hidden: tuple[Person, ...] = ()


class SessionRequest(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/sessions`. With `room`, the nickname is checked against who is there before anything is made."""

    nickname: str
    locale: Locale = "fr"
    room: str | None = None


class SessionInfo(Discreet, frozen=True, kw_only=True):
    """One's own session. Times are RFC 3339 in UTC."""

    nickname: str
    locale: Locale
    created_at: str
    ends_at: str


class Problem(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """An error of a JSON route (RFC 9457).

    `code` is stable, `retry_after` is in seconds, `rule`, `words` and `reason` are as in `failed`.
    """

    type: str
    title: str
    status: int
    code: str
    detail: str = ""
    retry_after: float | None = None
    limit: int | None = None
    rule: str | None = None
    words: tuple[str, ...] = ()
    reason: SlowReason | None = None


Mode = Literal["snapshot", "resumed"]
