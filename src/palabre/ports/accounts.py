"""Accounts: asking an OpenID provider where somebody has an account whether they are of age."""

from typing import Literal, Protocol

from palabre.domain.age_found import AgeFound
from palabre.domain.discretion import Discreet

# Why a provider's answer proves nothing. Codes are API; http/words has a sentence for each.
AccountFault = Literal["declined", "no_birthdate", "not_over_18", "provider_refused", "provider_unreachable"]


class AccountRefused(Exception):
    """An account that proves nothing. It carries its code, and nothing the provider said."""

    def __init__(self, code: AccountFault) -> None:
        super().__init__(code)
        self.code: AccountFault = code


class AccountAsked(Discreet, frozen=True, kw_only=True):
    """What binds a provider's answer to one attempt: secrets of 128 bits and more, and where it comes back to."""

    state: str
    nonce: str
    verifier: str
    redirect_uri: str


class AccountAnswer(Discreet, frozen=True, kw_only=True):
    """What the browser brings back (RFC 6749 §4.1.2, RFC 9207); `code` is None when the person declined."""

    code: str | None
    issuer: str | None
    error: str | None = None


class Account(Protocol):
    """One provider."""

    @property
    def label(self) -> str:
        """What it is called on the screens."""
        ...

    async def link(self, asked: AccountAsked) -> str:
        """Where the browser goes. Raises AccountRefused `provider_unreachable`, `provider_refused`."""
        ...

    async def verify(self, asked: AccountAsked, answer: AccountAnswer) -> AgeFound:
        """What this answer proves, now. Raises AccountRefused."""
        ...
