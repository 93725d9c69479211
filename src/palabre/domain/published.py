"""The rules of the place as they were published: every version has a number, a date and a digest of its text."""

import hashlib

from msgspec import Struct


class RulesVersion(Struct, frozen=True):
    """A version of the rules: in force from `at_ms` until the next one; `digest` is SHA-256 of its document, in hex."""

    number: int
    digest: str
    at_ms: int


def digest_of_rules(document: bytes) -> str:
    """SHA-256 of a document of rules, as 64 hexadecimal digits."""
    return hashlib.sha256(document).hexdigest()
