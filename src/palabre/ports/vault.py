"""Vault: where the connection record of a post goes (LCEN art. 6-V, décret 2021-1362 art. 5)."""

from typing import Protocol

from msgspec import Struct


class Origin(Struct, frozen=True):
    """Where a command came from: the source address and port, as the operator's own edge saw them."""

    address: str
    port: int

    def __repr__(self) -> str:
        return "<Origin>"


class Vault(Protocol):
    """Takes records in; nobody but a custodian can read them back."""

    def record(self, *, message_id: str, at_ms: int, origin: Origin) -> None:
        """Keep who posted `message_id` from where, at a Unix time in milliseconds."""
        ...
