"""Marking: how far a guest said they read in each room, for their other tabs and their next visit."""

from collections.abc import Callable

from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.services.allowances import Allowances
from palabre.services.directory import RoomDirectory


class ReadMarks:
    """In memory, one number a session and room; gone with the session."""

    def __init__(self) -> None:
        self._marks: dict[str, dict[int, int]] = {}

    def put(self, session_id: str, room_id: int, offset: int) -> None:
        """Read up to here; a mark never goes back."""
        marks = self._marks.setdefault(session_id, {})
        marks[room_id] = max(offset, marks.get(room_id, 0))

    def read(self, room_id: int, session_id: str) -> int | None:
        """How far this guest read, if they ever said."""
        return self._marks.get(session_id, {}).get(room_id)

    def forget(self, session_id: str) -> None:
        """The session is over."""
        self._marks.pop(session_id, None)


class Marking:
    """Carries out `read.mark`."""

    def __init__(
        self,
        marks: ReadMarks,
        allowances: Allowances,
        directory: RoomDirectory,
        marked: Callable[[Room, str], None] = lambda _, __: None,
    ) -> None:
        self._marks = marks
        self._marked = marked
        self._allowances = allowances
        self._directory = directory

    def mark(self, room: Room, session: Session, offset: int) -> None:
        """Remember it, up to what there is to read; raises Refusal `slowed`."""
        self._allowances.mark(session.id)
        self._marks.put(session.id, room.id, min(offset, self._directory.head(room.id)))
        self._marked(room, session.id)
