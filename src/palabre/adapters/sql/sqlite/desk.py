"""What the command line does to a data directory, also while a server holds it."""

import sqlite3
from contextlib import ExitStack
from pathlib import Path
from typing import Self, TypeVar

from palabre.adapters.sql.operations import audit, binding, control, credentials, moderation, orders, rooms, vault
from palabre.adapters.sql.operations import staff as staffing
from palabre.adapters.sql.sqlite import schema
from palabre.adapters.sql.sqlite.connection import BUSY_S, connect, roll_back, run
from palabre.adapters.sql.sqlite.directory import DataDirectory
from palabre.adapters.sql.statement import Operation
from palabre.domain.credential import Passkey
from palabre.domain.moderation.audit import Head
from palabre.domain.moderation.binding import Rows
from palabre.domain.moderation.event import Commitment, Deed
from palabre.domain.moderation.revision import Revision
from palabre.domain.room import Room, RoomSettings
from palabre.domain.staff import Staff, StaffLink
from palabre.ports.orders import OrderClock
from palabre.ports.staff import Invitation
from palabre.ports.store import ControlEntry, StoreUnavailable
from palabre.ports.vault import KeptRecords

T = TypeVar("T")


class ControlDesk:
    """The ControlStore port, in transactions of its own; nothing here hides or publishes a text."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, directory: Path, *, busy_s: float = BUSY_S) -> Self:
        """Open the database without holding the directory, unless its tables have still to be made.

        Raises DataDirectoryBusy or DatabaseUnusable.
        """
        with schema.explained(directory), ExitStack() as undo:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            connection = connect(directory, busy_s=busy_s)
            undo.callback(connection.close)
            if not schema.is_ready(connection):
                make_ready(directory, connection)
            undo.pop_all()
            return cls(connection)

    async def rooms(self) -> list[Room]:
        return self._run("BEGIN", rooms.all_rooms())

    async def configured(self, slug: str) -> RoomSettings | None:
        return self._run("BEGIN", rooms.configured(slug))

    async def control_after(self, seq: int) -> list[ControlEntry]:
        return self._run("BEGIN", control.control_after(seq))

    async def control_cursor(self) -> int:
        return self._run("BEGIN", control.control_cursor())

    async def revisions(self) -> list[Revision]:
        return self._run("BEGIN", moderation.revisions())

    async def append_control(self, kind: str, data: bytes, at_ms: int) -> int:
        return self._run("BEGIN IMMEDIATE", control.append_control(kind, data, at_ms))

    async def staff(self) -> list[Staff]:
        return self._run("BEGIN", staffing.all_staff())

    async def passkeys(self, number: int | None = None) -> list[Passkey]:
        return self._run("BEGIN", credentials.passkeys(number))

    async def invite(self, invitation: Invitation, deed: Deed) -> Staff:
        return self._run("BEGIN IMMEDIATE", staffing.invite(invitation, deed))

    async def invite_again(self, link: StaffLink, deed: Deed) -> Staff | None:
        return self._run("BEGIN IMMEDIATE", staffing.invite_again(link, deed))

    async def remove_staff(self, number: int, deed: Deed) -> bool:
        return self._run("BEGIN IMMEDIATE", staffing.remove(number, deed))

    async def commitments(self, after: int, count: int) -> list[Commitment]:
        return self._run("BEGIN", moderation.commitments(after, count))

    async def deeds_done(self) -> int:
        return self._run("BEGIN", audit.deeds_done())

    async def audit_heads(self) -> list[Head]:
        return self._run("BEGIN", audit.heads())

    async def bound_rows(self) -> Rows:
        return self._run("BEGIN", binding.all_rows())

    async def erase_event(self, id: int, deed: Deed) -> bool:
        return self._run("BEGIN IMMEDIATE", audit.erase(id, deed))

    async def order_clocks(self) -> list[OrderClock]:
        return self._run("BEGIN", orders.clocks())

    async def record_deed(self, deed: Deed) -> None:
        self._run("BEGIN IMMEDIATE", moderation.record(deed))

    async def vault_days(self) -> list[str]:
        return self._run("BEGIN", vault.days())

    async def vault_records(self, day: str, after: str, count: int) -> list[KeptRecords]:
        return self._run("BEGIN", vault.records(day, after, count))

    async def close(self) -> None:
        self._connection.close()

    def _run(self, begin: str, operation: Operation[T]) -> T:
        try:
            self._connection.execute(begin)
            result = run(self._connection, operation)
            self._connection.execute("COMMIT")
        except sqlite3.Error:
            roll_back(self._connection)
            raise StoreUnavailable from None
        return result


def make_ready(directory: Path, connection: sqlite3.Connection) -> None:
    """Make the tables as a server would, so that no server does the same meanwhile."""
    held = DataDirectory.take(directory)
    try:
        schema.ensure(connection)
    finally:
        held.release()
