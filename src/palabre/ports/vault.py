"""Vault: where the connection record of a contribution goes (LCEN art. 6-V, décret 2021-1362 art. 5)."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

from msgspec import Struct

from palabre.domain.connection_record import Record
from palabre.domain.prefix import prefix_of


class Origin(Struct, frozen=True, dict=True):
    """Where a command came from: the source address and port, as the operator's own edge saw them, and whether by TLS.

    The port is None where a proxy did not tell it.
    """

    address: str
    port: int | None
    secure: bool = False

    @cached_property
    def prefix(self) -> str:
        """The part of the address that many share: worked out once a connection, not once a post."""
        return prefix_of(self.address)

    def __repr__(self) -> str:
        return "<Origin>"


class SealedRecords(Struct, frozen=True, kw_only=True):
    """Records of a day under seal: `count` of them, for the day's key whose public part is `recipient`."""

    day: str
    recipient: str
    count: int
    sealed: bytes

    def __repr__(self) -> str:
        return "<SealedRecords>"


class KeptRecords(Struct, frozen=True):
    """Sealed records as the store keeps them, under a random id."""

    id: str
    records: SealedRecords


class Vault(Protocol):
    """Takes records in; nobody but two custodians together can read them back."""

    def seal(self, records: Sequence[Record]) -> list[SealedRecords]:
        """Put them under seal, a day at a time; nothing from a vault that keeps nothing.

        Raises StoreUnavailable when a day's key cannot be made.
        """
        ...

    def forget(self, last: date) -> int:
        """Destroy the keys of every day up to `last`; return how many days. Raises OSError."""
        ...


class VaultStore(Protocol):
    """The sealed records. They come in with what they are records of, in one transaction."""

    async def vault_records(self, day: str, after: str, count: int) -> list[KeptRecords]:
        """At most `count` of a day (an ISO date) whose id is above `after`, by id."""
        ...

    async def vault_days(self) -> list[str]:
        """The days there are records of, in order."""
        ...

    async def forget_vault(self, last: str, rows: int) -> int:
        """Destroy at most `rows` of the days up to `last`; return how many."""
        ...
