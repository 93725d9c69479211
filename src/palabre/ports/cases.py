"""Case store: reports, the cases they belong to, and the evidence sealed for them."""

from collections.abc import Collection, Sequence
from typing import Protocol

from msgspec import Struct

from palabre.domain.moderation.case import AnyCaseEvent, Case, CaseState
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.evidence import AFTER, BEFORE, MOST_PIECES, Piece, Text
from palabre.domain.moderation.report import Report

# The control entry that tells every desk of the instance that there is something new.
CASES_CHANGED = "cases.changed"


class CasesChanged(Struct, forbid_unknown_fields=True):
    """Control entry `cases.changed`."""

    case_id: str


class Wanted(Struct, frozen=True, kw_only=True):
    """Which texts of a room to read: a message with those around it, and what a session wrote after an offset.

    Every version of each: those under seal too, for as long as they are.
    """

    message_id: str | None = None
    before: int = BEFORE
    following: int = AFTER
    session_id: str | None = None
    after: int = 0
    most: int = MOST_PIECES


class Author(Struct, frozen=True, kw_only=True):
    """Whose a tag is, also once they erased what they wrote; `at_ms` is when they last wrote under it."""

    session_id: str
    at_ms: int

    def __repr__(self) -> str:
        return "<Author>"


class Filing(Struct, frozen=True, kw_only=True):
    """A report to be kept, with the evidence there is now. `case_id` is for the case it opens, if it opens one.

    `receipt` is the digest of the code that opens it for who made it, beside what that code opens already.
    """

    case_id: str
    report: Report
    pieces: tuple[Piece, ...]
    receipt: bytes | None = None
    receipt_until_ms: int = 0

    def __repr__(self) -> str:
        return "<Filing>"


class Filed(Struct, frozen=True, kw_only=True):
    """What a report became. `fresh` is false when its reporter had reported the same before: it was added to that."""

    case: Case
    report_id: str
    fresh: bool
    opened: bool

    def __repr__(self) -> str:
        return "<Filed>"


class CaseStore(Protocol):
    """Every write raises StoreUnavailable when it did not happen; the row of a case is the fold of its events. Whatever
    happens to a case leaves a control entry `cases.changed` in the same transaction."""

    async def texts(self, room_id: int, wanted: Wanted) -> list[Text]:
        """Texts in the order of the log, all read at one instant; the versions of a message in their order."""
        ...

    async def heads(self) -> dict[int, int]:
        """The head of every room, by room id."""
        ...

    async def author_of(self, room_id: int, tag: str) -> Author | None:
        """Who wrote under a tag there, from what is kept of the log or under seal; None for the operator's."""
        ...

    async def file(self, filing: Filing) -> Filed:
        """Keep a report, its evidence and what was done, all or nothing.

        It joins the case on the same subject that nobody has decided yet, or opens one.
        """
        ...

    async def open_case(self, filing: Filing, by: str) -> Filed:
        """The same on a moderator's own initiative: `by` claims it. Raises DeskRefusal `claimed_already`."""
        ...

    async def cases(self, room_ids: Collection[int] | None, states: Collection[CaseState], count: int) -> list[Case]:
        """At most `count` cases of these rooms, or of anywhere, in these states, the oldest first."""
        ...

    async def case(self, case_id: str) -> Case | None:
        """One case as it stands."""
        ...

    async def case_events(self, case_id: str) -> list[AnyCaseEvent]:
        """What happened to it, in order."""
        ...

    async def cases_on(self, session_id: str) -> list[Case]:
        """Every case on this guest, in any room, the latest first."""
        ...

    async def cases_with(self, session_ids: Collection[str]) -> frozenset[str]:
        """The cases about these sessions, with evidence of theirs, or reported by them: their ids."""
        ...

    async def reports(self, case_id: str) -> list[Report]:
        """What was reported, in order."""
        ...

    async def report(self, report_id: str) -> tuple[Report, str] | None:
        """One report, and the id of its case."""
        ...

    async def pieces(self, case_id: str) -> list[Piece]:
        """The evidence, opened, in the order it was said; what was altered since is told as such."""
        ...

    async def last_piece(self, case_id: str, session_id: str) -> Piece | None:
        """The last piece of evidence that a session wrote."""
        ...

    async def add_pieces(self, case_id: str, pieces: Sequence[Piece]) -> int:
        """Seal more evidence while nobody has decided, and record it; return how many pieces were new."""
        ...

    async def claim(self, case_id: str, deed: Deed) -> Case:
        """Give it to the person of `deed`. Raises DeskRefusal `claimed_already` (of another), `already_decided`,
        `needs_another_person` (an appeal against one's own decision); Refusal `not_found`."""
        ...

    async def release_case(self, case_id: str, deed: Deed) -> Case:
        """Hand it over. Raises DeskRefusal `claimed_already` when it is another's; of nobody's, nothing changes."""
        ...

    async def happened(self, case_id: str, event: AnyCaseEvent, deed: Deed | None) -> Case:
        """Record that a case was told, acknowledged, paused. Raises Refusal `not_found`."""
        ...

    async def close_case(self, case_id: str, deed: Deed) -> Case:
        """Close what was decided. Raises DeskRefusal `not_decided`."""
        ...

    async def erase_cases(self, closed_before_ms: int, rows: int, at_ms: int) -> int:
        """Erase at most `rows` cases closed before this time, with reports and evidence, and record each; return how
        many."""
        ...
