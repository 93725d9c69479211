"""What the desk says of orders of authorities. Times are RFC 3339."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from palabre.domain.discretion import Discreet
from palabre.domain.moderation.event import What
from palabre.domain.order import (
    MAX_AUTHORITY,
    MAX_REFERENCE,
    MAX_WORDS,
    AboutKind,
    AuthorTold,
    OrderKind,
    OrderState,
)

Reason = Annotated[str, Meta(min_length=1, max_length=MAX_WORDS)]
Moment = Annotated[datetime, Meta(tz=True)]


class OrderAbout(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an order points to: `message` is an id or a link, `room` a slug, `code` a receipt; `words` say anything
    else."""

    kind: AboutKind
    room: Annotated[str, Meta(max_length=60)] = ""
    message: Annotated[str, Meta(max_length=300)] = ""
    tag: Annotated[str, Meta(max_length=64)] = ""
    code: Annotated[str, Meta(max_length=64)] = ""
    words: Annotated[str, Meta(max_length=MAX_WORDS)] = ""


class OrderRequest(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/desk/orders`. `received_at` is when it came, now unless said; `due_at` what it says itself.

    `silent_until` is there when it forbids to tell whom it is about. `preserve`: what it points to is sealed at once;
    of terrorist content and preservation always.
    """

    kind: OrderKind
    authority: Annotated[str, Meta(min_length=1, max_length=MAX_AUTHORITY)]
    reference: Annotated[str, Meta(min_length=1, max_length=MAX_REFERENCE)]
    about: OrderAbout
    words: Annotated[str, Meta(max_length=MAX_WORDS)] = ""
    received_at: Moment | None = None
    due_at: Moment | None = None
    silent_until: Moment | None = None
    preserve: bool = False


class OrderReason(Discreet, frozen=True, forbid_unknown_fields=True):
    """What the authority is answered, or why."""

    reason: Reason


class SilenceRequest(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/desk/orders/{id}/silence`: until when it forbids to tell; null: it does no more."""

    until: Moment | None
    reason: Reason


class OrderExportRequest(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/desk/orders/{id}/export`: `texts` when what was sealed for it is to be in it."""

    texts: bool = False


class OrderAboutInfo(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """What it is about. `found`: it is known here whose it is."""

    kind: AboutKind
    found: bool
    room: str | None = None
    tag: str | None = None
    message_id: str | None = None
    decision_id: str | None = None
    words: str = ""


class OrderDone(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """What was done with an order, by whom of the team, or by the program; `words` are theirs."""

    at: str
    by: str
    what: What
    words: str = ""


class OrderInfo(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """An order as it stands. `removed` and `pieces` count what was taken down and sealed; `late`: its time passed
    before anything was done. `readable` is false when its seal cannot be opened any more."""

    id: str
    kind: OrderKind
    state: OrderState
    authority: str
    reference: str
    words: str
    by: str
    received_at: str
    due_at: str
    about: OrderAboutInfo
    author: AuthorTold
    late: bool = False
    settled_at: str | None = None
    answered_at: str | None = None
    removed: int = 0
    silent_until: str | None = None
    preserved_until: str | None = None
    pieces: int = 0
    readable: bool = True
    done: tuple[OrderDone, ...] = ()


class Orders(Struct, frozen=True):
    """`GET /api/desk/orders`: those whose clock runs first, the soonest due before the others; `now` for the clocks."""

    orders: tuple[OrderInfo, ...]
    now: str
    may_answer: bool


class DangerRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/desk/cases/{id}/danger`: as which kind of file."""

    format: Literal["pdf", "json"]
    locale: Literal["fr", "en"] = "fr"


class DangerSent(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/desk/cases/{id}/danger/sent`: to whom a person sent it, under which reference of theirs."""

    recipient: Annotated[str, Meta(min_length=1, max_length=MAX_AUTHORITY)]
    reference: Annotated[str, Meta(max_length=MAX_REFERENCE)] = ""
