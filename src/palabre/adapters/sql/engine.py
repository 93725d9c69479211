"""What the store asks of a database: to run a write, once and durably, and to run a read."""

from typing import Protocol, TypeVar

from palabre.adapters.sql.statement import Operation
from palabre.adapters.sql.writes import Write
from palabre.ports.sealer import Sealer

T = TypeVar("T")


class Engine(Protocol):
    """Runs operations. What a batch committed is published in commit order, whoever still waits for it.

    `sealer` opens what they read sealed.
    """

    sealer: Sealer

    async def write(self, write: Write[T]) -> T:
        """The result of a committed write. Raises its Refusal, or StoreUnavailable when it did not happen."""
        ...

    async def write_after_all(self, write: Write[T]) -> list[T]:
        """Run a write after every write accepted so far: once for each writer there is."""
        ...

    async def read(self, operation: Operation[T]) -> T:
        """The result of an operation run in one read transaction. Raises StoreUnavailable."""
        ...

    async def is_sound(self) -> bool:
        """Whether the database can be relied on: undamaged as far as is known, and nobody else's meanwhile."""
        ...

    async def close(self) -> None:
        """Flush what was accepted; what is asked later raises StoreUnavailable."""
        ...
