"""Reports: what somebody says is wrong, about whom, and how heavily it weighs."""

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec
from msgspec import Struct

from palabre.domain.discretion import Discreet

Category = Literal[
    "danger",
    "minor",
    "blackmail",
    "privacy",
    "harassment",
    "hate",
    "sexual_or_violent",
    "illicit_trade",
    "other",
]
SubjectKind = Literal["message", "guest", "room", "conversation"]
Severity = Literal[1, 2, 3]

MAX_REPORT_TEXT = 2_000
# Of one reporter on one subject, however often they come back.
MOST_SAID = 8_000
# Of one case these many reports are kept with their words; what comes after is counted only.
REPORTS_KEPT = 500
# Few enough present that whoever is reported may guess by whom.
GUESSABLE_UP_TO = 3
URGENT: frozenset[Category] = frozenset({"danger", "minor"})
SEVERITY: Mapping[Category, Severity] = {
    "danger": 3,
    "minor": 3,
    "blackmail": 3,
    "privacy": 2,
    "harassment": 2,
    "hate": 2,
    "sexual_or_violent": 2,
    "illicit_trade": 1,
    "other": 1,
}
ORDER: tuple[Category, ...] = tuple(SEVERITY)
# The source of what a rule found: all that one rule finds weighs as one.
RULE = "rule:"
# Reports from one address prefix, or of guests who came in one wave, weigh as one: all of a wave have this source.
WAVE = "wave"


class Subject(Discreet, frozen=True, kw_only=True):
    """What a report is about: a message, a guest in a room, a room, or the other of a conversation. `room_id` 0: a
    place that nobody could name.

    `session_id` is whose message it is, or who the guest is, and stays inside; `tag` is how others know them there.
    """

    kind: SubjectKind
    room_id: int
    session_id: str | None = None
    tag: str | None = None
    message_id: str | None = None

    def key(self, report_id: str) -> str:
        """What reports on the same guest or room have in common; a place nobody could name is each time another."""
        if self.session_id is not None:
            return f"{self.room_id}:{self.session_id}"
        return f"{self.room_id}:" if self.room_id else report_id

    def of_case(self) -> "Subject":
        """The guest whose message it is, or the room."""
        kind: SubjectKind = "room" if self.session_id is None else "guest"
        return msgspec.structs.replace(self, kind=kind, message_id=None)


class Notice(Discreet, frozen=True, kw_only=True):
    """What somebody without an account adds (Digital Services Act, article 16(2)): where it is, and who they are.

    Who reports what concerns a child need not say who they are: `name` and `email` are then empty.
    """

    locations: tuple[str, ...]
    name: str = ""
    email: str = ""
    good_faith: bool = False


class Concern(Struct, frozen=True, kw_only=True):
    """Why a rule, and nobody else, asks a person to look. `care`: its author may be unwell, and is not to be sanctioned
    for saying so."""

    rule: str
    category: Category
    urgent: bool = False
    care: bool = False


class Report(Discreet, frozen=True, kw_only=True):
    """One report. `reporter` is a guest's session, empty for a notice and for a rule; it is shown to nobody.

    `source` is equal for reports that weigh as one: it says neither from which address nor by whom. `concern` is there
    while what a rule found is filed.
    """

    id: str
    at_ms: int
    subject: Subject
    category: Category
    text: str = ""
    reporter: str = ""
    source: str = ""
    notice: Notice | None = None
    concern: Concern | None = None

    @property
    def rule(self) -> str:
        """The id of the rule that found it; empty when somebody told."""
        return self.source.removeprefix(RULE) if self.source.startswith(RULE) else ""

    def with_more(self, later: "Report") -> "Report":
        """The same with what its reporter adds; the graver category stands."""
        text = "\n".join(said for said in (self.text, later.text) if said)[:MOST_SAID]
        return msgspec.structs.replace(self, text=text, category=worst((self.category, later.category)))

    def without_words(self) -> "Report":
        """What is kept of it when a case has too many."""
        return msgspec.structs.replace(self, text="", notice=None)


def worst(categories: Iterable[Category]) -> Category:
    """The one a case is known by: the first in the order guests are offered them."""
    return min(categories, key=ORDER.index)


def weight(sources: Iterable[str]) -> int:
    """How many reports these weigh as."""
    return len(frozenset(sources))
