"""Custodians: who, two together, can open the vault."""

from msgspec import Struct

NEEDED_CUSTODIANS = 3


class Custodian(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody trusted with half of an opening: what they are called, and their public key (`age1…`)."""

    name: str
    key: str
