"""Danger files: what is known of a threat to somebody's life or safety, for a person to send to an authority.

Regulation (EU) 2022/2065, article 18: all relevant information available.
"""

from msgspec import Struct

from palabre.domain.discretion import Discreet
from palabre.domain.moderation.evidence import Witness
from palabre.domain.moderation.report import Category
from palabre.domain.session import Locale

FORMAT = "palabre.danger.1"


class Sender(Discreet, frozen=True, kw_only=True):
    """Who answers for the place, and how an authority reaches them."""

    place: str
    publisher: str = ""
    address: str = ""
    phone: str = ""
    director: str = ""
    contact: str = ""


class DangerText(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """A version of a message, word for word. `who`: the subject, `staff`, or a letter for each other guest."""

    who: Witness
    at: str
    body: str
    message_id: str
    version: int = 1
    nickname: str | None = None
    tag: str | None = None
    reported: bool = False
    removed: bool = False


class DangerDecision(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """What the team decided about them; people are `M-3`."""

    at: str
    by: str
    measure: str
    ground: str
    until: str | None = None
    reason: str = ""


class DangerReport(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """What was said of it, by whom is not told; a notice's sender who gave a name may be reached by the place."""

    at: str
    category: Category
    text: str = ""


class ConnectionRecords(Struct, frozen=True, kw_only=True):
    """Where the records of connections are: this file has none, and the place alone cannot open them.

    `days` are those on which something of it was written, in UTC; `message_ids` what to name when they are asked for.
    """

    are_kept: bool
    days: tuple[str, ...]
    message_ids: tuple[str, ...]


class DangerFile(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """All of it. `reference` is to be quoted by whoever answers; times are RFC 3339 in UTC.

    `nickname` and `tag` are those of whom it is about, in `room`; `language` is the one they read.
    """

    format: str
    reference: str
    made_at: str
    made_by: str
    sender: Sender
    categories: tuple[Category, ...]
    opened_at: str
    room: str
    texts: tuple[DangerText, ...]
    connections: ConnectionRecords
    nickname: str | None = None
    tag: str | None = None
    is_present: bool = False
    language: Locale = "fr"
    reports: tuple[DangerReport, ...] = ()
    decisions: tuple[DangerDecision, ...] = ()


class Made(Struct, frozen=True):
    """What is recorded of a file that was made: its SHA-256, in hexadecimal, and as what."""

    sha256: str
    format: str
