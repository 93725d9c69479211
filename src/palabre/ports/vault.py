"""Vault: where the connection record of a post goes (LCEN art. 6-V, décret 2021-1362 art. 5)."""

from functools import cached_property
from typing import Protocol

from msgspec import Struct

from palabre.domain.prefix import prefix_of


class Origin(Struct, frozen=True, dict=True):
    """Where a command came from: the source address and port, as the operator's own edge saw them."""

    address: str
    port: int

    @cached_property
    def prefix(self) -> str:
        """The part of the address that many share: worked out once a connection, not once a post."""
        return prefix_of(self.address)

    def __repr__(self) -> str:
        return "<Origin>"


class Vault(Protocol):
    """Takes records in; nobody but a custodian can read them back."""

    def record(self, *, message_id: str, at_ms: int, origin: Origin) -> None:
        """Keep who posted `message_id` from where, at a Unix time in milliseconds."""
        ...
