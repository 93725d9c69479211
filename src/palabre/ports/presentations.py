"""Presentations: checking what a wallet answered when it was asked for a proof of age."""

from typing import Literal, Protocol

from palabre.domain.age_found import AgeFound
from palabre.domain.discretion import Discreet

# Why a presentation is not believed. Codes are API; http/words has a sentence for each.
PresentationFault = Literal[
    "too_large",
    "malformed",
    "answer_unopened",
    "unexpected_shape",
    "wrong_version",
    "wallet_declined",
    "no_document",
    "too_many_documents",
    "wrong_doctype",
    "doctype_mismatch",
    "wrong_namespace",
    "nothing_disclosed",
    "too_much_disclosed",
    "wrong_element",
    "not_a_boolean",
    "salt_too_short",
    "critical_header",
    "issuer_algorithm",
    "issuer_certificate_missing",
    "issuer_certificate_malformed",
    "issuer_certificate_expired",
    "issuer_certificate_not_yet_valid",
    "issuer_key",
    "issuer_unknown",
    "issuer_signature",
    "authority_expired",
    "authority_not_yet_valid",
    "statement_malformed",
    "statement_version",
    "digest_algorithm",
    "digest_missing",
    "digest_mismatch",
    "dates_malformed",
    "dates_disordered",
    "valid_too_long",
    "signed_outside_certificate",
    "not_yet_valid",
    "expired",
    "device_key",
    "device_signature_missing",
    "device_mac",
    "device_algorithm",
    "device_payload",
    "device_signature",
    "not_over_18",
]


class PresentationRefused(Exception):
    """A presentation that proves nothing. It carries its code and not a byte of what was presented."""

    def __init__(self, code: PresentationFault) -> None:
        super().__init__(code)
        self.code: PresentationFault = code


class PresentationAsked(Discreet, frozen=True, kw_only=True):
    """The request a presentation must be the answer to, as the wallet saw it (OpenID4VP 1.0, §5)."""

    client_id: str
    nonce: str
    response_uri: str


class BrowserRequest(Discreet, frozen=True, kw_only=True):
    """One of the `requests` that `navigator.credentials.get` takes (W3C Digital Credentials)."""

    protocol: str
    data: dict[str, str]


class BrowserQuestion(Protocol):
    """A question that a page puts to a wallet of the browser's choice: it is good for one answer."""

    def request(self) -> BrowserRequest:
        """What the page asks."""
        ...

    async def verify(self, response: str, origin: str) -> AgeFound:
        """What the answer given on a page of this origin proves, now. Raises PresentationRefused."""
        ...


class Presentations(Protocol):
    """Wallets that speak the EU age verification profile."""

    async def verify(self, device_response: bytes, asked: PresentationAsked) -> AgeFound:
        """What this answer proves, now. Raises PresentationRefused."""
        ...

    def question(self, nonce: bytes) -> BrowserQuestion:
        """A new one; `nonce` has 16 bytes at least."""
        ...

    def can_verify(self) -> bool:
        """Whether any issuer is believed now."""
        ...
