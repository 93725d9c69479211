"""What the desk declines, with stable codes of its own: no guest ever meets them."""

from typing import Literal

DeskCode = Literal[
    "link_stale",
    "needs_another_person",
    "not_for_you",
    "rule_refused",
    "rule_unknown",
    "staff_required",
    "status_refused",
    "too_many_rooms_watched",
    "too_many_rules",
]


class DeskRefusal(Exception):
    """A request of the staff that was understood and declined.

    `words` complete the code for a person. A rule that is refused says where: the field, and the line and column in
    it, from 1.
    """

    def __init__(
        self,
        code: DeskCode,
        words: str = "",
        *,
        field: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.words = words
        self.field = field
        self.line = line
        self.column = column
