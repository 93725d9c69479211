"""Orders of authorities: what is asked, by when, what was done about it, and what is kept for it meanwhile."""

from typing import Literal

import msgspec
from msgspec import Struct

from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.discretion import Discreet
from palabre.domain.moderation.case import DAY_MS, HOUR_MS
from palabre.domain.moderation.event import What

# Terrorist content: Regulation (EU) 2021/784, article 3. Removal and information: Regulation (EU) 2022/2065, articles 9
# and 10. Preservation: one's own, or another state's (Convention on Cybercrime, article 16). Requisition: a judge's, or
# an investigator's (Code de procédure pénale).
OrderKind = Literal["terrorist", "removal", "information", "preservation", "requisition"]
OrderState = Literal["received", "acted", "answered", "refused"]
AboutKind = Literal["message", "guest", "receipt", "other"]
# Whether who it is about was told: there is nobody or nothing to tell, they are to be told, the order forbids it for
# now, they were, or they had left before they could be.
AuthorTold = Literal["nobody", "due", "forbidden", "told", "gone"]

# Within how long it is to be carried out, unless it says so itself. One hour: Regulation (EU) 2021/784, article 3(3).
# A day: LCEN, article 6-1, for what is to be taken down; "without undue delay" of the others is read the same way.
DUE_MS: dict[OrderKind, int] = {
    "terrorist": HOUR_MS,
    "removal": DAY_MS,
    "information": DAY_MS,
    "preservation": DAY_MS,
    "requisition": DAY_MS,
}
# An order may give more time, never of the one hour.
MOST_DUE_MS = 90 * DAY_MS
REMOVING: frozenset[OrderKind] = frozenset({"terrorist", "removal"})
# Article 6 of Regulation (EU) 2021/784 asks for it of what was taken down, whatever else is said.
PRESERVING: frozenset[OrderKind] = frozenset({"terrorist", "preservation"})
# Six months, and as often as an authority asks again.
PRESERVED_MS = 183 * DAY_MS
# For how long an order may forbid to tell: six weeks of terrorist content, and six more (article 11(3)); of the others
# what the order says, a year at most before it is to be said again.
MOST_SILENT_MS = {"terrorist": 42 * DAY_MS}
MOST_SILENT_OTHERWISE_MS = 366 * DAY_MS
# The register: so long after the clock stopped and what was kept for it is gone.
ORDERS_KEPT_MS = 366 * DAY_MS
# The staff on call are told when this part of the time is left; the last time when there is none.
ALARMS_LEFT = (1 / 2, 1 / 4, 0)
MAX_AUTHORITY = 200
MAX_REFERENCE = 120
MAX_WORDS = 2_000
SETTLED: frozenset[OrderState] = frozenset({"acted", "answered", "refused"})


class OrderSubject(Discreet, frozen=True, kw_only=True):
    """What it is about, as far as it was found here; `words` say it otherwise. `session_id` stays inside."""

    kind: AboutKind
    room_id: int | None = None
    session_id: str | None = None
    tag: str | None = None
    message_id: str | None = None
    decision_id: str | None = None
    case_id: str | None = None
    words: str = ""


class OrderNote(Discreet, frozen=True, kw_only=True):
    """What somebody of the team did with an order, and in which words."""

    at_ms: int
    by: str
    what: What
    words: str = ""


class Order(Discreet, frozen=True, kw_only=True):
    """An order as it stands. `version` counts its changes from 1; times are Unix ms.

    `by` took it in, `settled_by` stopped its clock, at `settled_ms`. `author_ms` is when who it is about was told,
    `is_gone` that they had left; `decision_id` is what they were told. `alarms` counts the calls; `notes` are what was
    done, the first taking it in.
    """

    id: str
    version: int = 1
    kind: OrderKind
    authority: str
    reference: str
    words: str
    by: str
    received_ms: int
    due_ms: int
    subject: OrderSubject
    state: OrderState = "received"
    settled_ms: int | None = None
    settled_by: str = ""
    answered_ms: int | None = None
    removed: tuple[str, ...] = ()
    silent_until_ms: int | None = None
    author_ms: int | None = None
    is_gone: bool = False
    decision_id: str | None = None
    preserved_until_ms: int | None = None
    pieces: int = 0
    alarms: int = 0
    notes: tuple[OrderNote, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether its clock stopped."""
        return self.state in SETTLED

    def is_silent(self, now_ms: int) -> bool:
        """Whether it forbids to tell who it is about."""
        return self.silent_until_ms is not None and now_ms < self.silent_until_ms

    def author(self, now_ms: int) -> AuthorTold:
        if self.author_ms is not None:
            return "told"
        is_nothing = self.kind not in REMOVING or (self.is_settled and not self.removed)
        if self.subject.session_id is None or is_nothing:
            return "nobody"
        if self.is_gone:
            return "gone"
        return "forbidden" if self.is_silent(now_ms) else "due"

    def is_preserved(self, now_ms: int) -> bool:
        return self.preserved_until_ms is not None and now_ms < self.preserved_until_ms

    def alarms_due(self, now_ms: int) -> int:
        """How many calls there are to have been by now; none once its clock stopped."""
        if self.is_settled:
            return 0
        given, left = self.due_ms - self.received_ms, self.due_ms - now_ms
        return sum(left <= part * given for part in ALARMS_LEFT)

    @property
    def carried_out_by(self) -> str:
        """Who of the team answers for what was done: whoever did it, or took the order in."""
        return self.settled_by or self.by

    def is_over(self, now_ms: int) -> bool:
        """Whether nothing of it need be known any more."""
        return (
            self.settled_ms is not None
            and self.preserved_until_ms is None
            and now_ms >= self.settled_ms + ORDERS_KEPT_MS
        )

    def then(self, note: OrderNote, **fields: object) -> "Order":
        """The order once this was done with it too."""
        return msgspec.structs.replace(self, version=self.version + 1, notes=(*self.notes, note), **fields)


class Began(Struct, frozen=True, kw_only=True):
    """What is recorded of a preservation: so many texts, the SHA-256 over their digests, and until when."""

    pieces: int
    digest: str
    until_ms: int


class Received(Struct, frozen=True, kw_only=True):
    """What is recorded of an order: of whom and what it is about nothing."""

    kind: OrderKind
    due_ms: int


def due_ms(kind: OrderKind, received_ms: int, asked_ms: int | None) -> int:
    """By when it is to be carried out: what it says itself, within bounds. Raises DeskRefusal `order_dates`."""
    usual = received_ms + DUE_MS[kind]
    if asked_ms is None:
        return usual
    latest = usual if kind == "terrorist" else received_ms + MOST_DUE_MS
    if not received_ms < asked_ms <= latest:
        raise DeskRefusal("order_dates")
    return asked_ms


def silent_until_ms(kind: OrderKind, from_ms: int, asked_ms: int | None) -> int | None:
    """Until when it may forbid to tell. Raises DeskRefusal `order_dates`."""
    most = MOST_SILENT_MS.get(kind, MOST_SILENT_OTHERWISE_MS)
    if asked_ms is not None and not from_ms < asked_ms <= from_ms + most:
        raise DeskRefusal("order_dates")
    return asked_ms
