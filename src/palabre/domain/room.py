"""Rooms: their settings, the limits on them, and what a command may change."""

import base64
import re
from typing import Literal

import msgspec
from msgspec import Struct

from palabre.domain.session import Locale

Readers = Literal["everyone", "guests"]
# Who may be there: everyone, or who proved to be an adult.
RoomKind = Literal["general", "adult"]
# A public room is there for everyone; the others are there for their members, and for nobody else at all.
Privacy = Literal["public", "private", "conversation"]
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
# After what says which kind of place it is: 128 random bits in base32 (RFC 4648 §6), small letters.
PLACE_SLUG = re.compile(r"[pc]-[a-z2-7]{26}|(?:private|conversation)-[0-9]+")
PLACE_BYTES = 16
MAX_NAME = 60
MAX_TOPIC = 200
MAX_RULES = 300
MAX_PINNED = 300
MIN_CAPACITY = 2
MAX_CAPACITY = 20_000
MAX_SLOW_MODE = 3_600


class RoomSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an operator decides of a room.

    `slow_mode` is in seconds between two messages of a guest; `pinned` is one line kept above the messages.
    """

    name: str
    topic: str = ""
    rules: str = ""
    language: Locale = "fr"
    capacity: int = 1_000
    slow_mode: int = 0
    readers: Readers = "everyone"
    kind: RoomKind = "general"
    pinned: str = ""


class Room(Struct, frozen=True, kw_only=True):
    """A room as stored. `head` is the offset of its last log event, `epoch` names its stream.

    `owner` is the session that may change a private room; `opened` says that a moderator let others than proven adults
    into it; `ends_ms` when nothing of one that has closed can be reported any more (Unix ms).
    """

    id: int
    slug: str
    settings: RoomSettings
    epoch: str
    head: int = 0
    closed: bool = False
    privacy: Privacy = "public"
    owner: str | None = None
    opened: bool = False
    ends_ms: int | None = None

    @property
    def is_public(self) -> bool:
        return self.privacy == "public"

    @property
    def handle(self) -> str:
        """What the team calls it, in addresses too: a place with members by its number."""
        return self.slug if self.is_public else f"{self.privacy}-{self.id}"

    @property
    def asks_proof(self) -> bool:
        """Whether only proven adults may be there."""
        return self.settings.kind == "adult" or not (self.is_public or self.opened)

    @property
    def asks_cover(self) -> bool:
        """Whether guests write there only while a moderator watches over it."""
        return self.opened or (self.is_public and self.settings.kind == "adult")


def place_slug(privacy: Privacy, random_bytes: bytes) -> str:
    """The slug of a private room or a conversation, of 16 random bytes."""
    letter = "c" if privacy == "conversation" else "p"
    return f"{letter}-{base64.b32encode(random_bytes).decode().rstrip('=').lower()}"


def problem_with_slug(slug: str) -> str | None:
    """One sentence saying what is wrong with a room's slug, or None."""
    if PLACE_SLUG.fullmatch(slug):
        return "a slug like this one is a private room's"
    if SLUG.fullmatch(slug):
        return None
    return "a slug is 1 to 40 characters: a-z, 0-9 and hyphens, not at the ends"


def problem_with_settings(settings: RoomSettings) -> str | None:
    """One sentence saying what is wrong with a room's settings, or None."""
    checks = (
        (len(settings.name.strip()) >= 1 and len(settings.name) <= MAX_NAME, f"name: 1 to {MAX_NAME} characters"),
        (len(settings.topic) <= MAX_TOPIC, f"topic: {MAX_TOPIC} characters at most"),
        (len(settings.rules) <= MAX_RULES, f"rules: {MAX_RULES} characters at most"),
        (len(settings.pinned) <= MAX_PINNED, f"pinned: {MAX_PINNED} characters at most"),
        ("\n" not in settings.pinned, "pinned: one line"),
        (MIN_CAPACITY <= settings.capacity <= MAX_CAPACITY, f"capacity: {MIN_CAPACITY} to {MAX_CAPACITY}"),
        (0 <= settings.slow_mode <= MAX_SLOW_MODE, f"slow_mode: 0 to {MAX_SLOW_MODE} seconds"),
    )
    return next((sentence for holds, sentence in checks if not holds), None)


def problem_with_change(before: RoomSettings, after: RoomSettings) -> str | None:
    """One sentence saying why a room's settings cannot follow those it had, or None."""
    if before.kind == "adult" and after.kind != "adult":
        return "kind: a room for adults stays one, or all could read what was said there; add another room"
    return None


def changed(settings: RoomSettings, changes: dict[str, object]) -> RoomSettings:
    """Return `settings` with `changes` applied; raises msgspec.ValidationError for a wrong field or type."""
    return msgspec.convert({**msgspec.structs.asdict(settings), **changes}, RoomSettings)
