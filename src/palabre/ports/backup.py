"""Backup: the rows of a store as they were at one instant, and an empty store to put them into."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from palabre.domain.backup import Column, Row
from palabre.domain.moderation.event import Deed


class PartSigner(Protocol):
    """Signs with the key of the audit, which never lies beside the data."""

    @property
    def public_key(self) -> bytes: ...

    def sign_part(self, part: bytes) -> bytes: ...

    def is_part_signed(self, part: bytes, public_key: bytes, signature: bytes) -> bool: ...


class Snapshot(Protocol):
    """What goes into a backup, all of one instant, beside a server that writes on. Used in one thread, which it blocks.

    Every method raises StoreUnavailable.
    """

    @property
    def revision(self) -> str: ...

    @property
    def last_room(self) -> int:
        """The highest number of a room, of those too that do not go into it."""
        ...

    def tables(self) -> Sequence[str]:
        """Those of the store that go into it."""
        ...

    def columns(self, table: str) -> tuple[Column, ...]: ...

    def pages(self, table: str) -> Iterator[Sequence[Row]]:
        """Every row that goes into it, some hundreds at a time."""
        ...


class Refill(Protocol):
    """An empty store being filled. Nothing of it is there before `finish` returns. Used in one thread, which it blocks.

    Every method raises BackupBroken for what this version cannot take, and StoreUnavailable, also for a store that is
    not empty.
    """

    def begin(self, revision: str) -> None:
        """Make the tables as they were at this revision."""
        ...

    def add(self, table: str, columns: Sequence[Column], rows: Sequence[Row]) -> None: ...

    def finish(self, last_room: int, new_epoch: Callable[[], str], deed: Deed) -> None:
        """Give every room a new epoch, record the deed, and have everything there, at this version, at once."""
        ...


Snapshots = Callable[[], AbstractContextManager[Snapshot]]
