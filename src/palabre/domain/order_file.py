"""Order files: what a place answers to an order, for a person to send."""

from palabre.domain.danger import Sender
from palabre.domain.discretion import Discreet
from palabre.domain.order import AboutKind, AuthorTold, OrderKind, OrderState

FORMAT = "palabre.order.1"


class OrderedText(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """A version of a message that was sealed for the order, word for word."""

    at: str
    message_id: str
    nickname: str
    tag: str
    body: str
    version: int = 1
    removed: bool = False


class FileNote(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """What was done, when; `words` are what the authority is answered."""

    at: str
    what: str
    words: str = ""


class OrderFile(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """All of it. Times are RFC 3339 in UTC; `found` says whether it is known here whose it is.

    `removed` are the messages taken down, `author` whether whom it is about was told. `connections` says where the
    records of connections are: never in this file.
    """

    format: str
    our_reference: str
    made_at: str
    made_by: str
    sender: Sender
    kind: OrderKind
    authority: str
    reference: str
    received_at: str
    due_at: str
    state: OrderState
    about: AboutKind
    found: bool
    author: AuthorTold
    done: tuple[FileNote, ...]
    connections: str
    settled_at: str | None = None
    room: str | None = None
    message_id: str | None = None
    tag: str | None = None
    removed: tuple[str, ...] = ()
    preserved_until: str | None = None
    preserved: int = 0
    texts: tuple[OrderedText, ...] = ()
