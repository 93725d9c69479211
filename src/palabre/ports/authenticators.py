"""Authenticators: reading what a member's passkey answers."""

from typing import Protocol

from msgspec import Struct


class KeyPlaceAsked(Struct, frozen=True):
    """Where a key is asked: the host it is for, and the origin of the page."""

    rp_id: str
    origin: str


class NewKeyRead(Struct, frozen=True, kw_only=True):
    """A new key: its credential id, its public key (COSE), and what its authenticator counts."""

    id: bytes
    public_key: bytes
    sign_count: int

    def __repr__(self) -> str:
        return "<NewKeyRead>"


class Authenticators(Protocol):
    """Both raise DeskRefusal: `challenge_foreign` for the answer to another question, `origin_foreign` for one given
    to another page, `passkey_refused` for every other that cannot be believed. A person must have been verified."""

    async def read_new(self, answer: bytes, challenge: bytes, place: KeyPlaceAsked) -> NewKeyRead:
        """The new key in `answer`, WebAuthn's JSON."""
        ...

    async def check(self, answer: bytes, challenge: bytes, place: KeyPlaceAsked, public_key: bytes) -> int:
        """What the authenticator counts, when the key of `public_key` signed the answer. Whether it goes on from the
        last count is for the store to say, in one transaction."""
        ...
