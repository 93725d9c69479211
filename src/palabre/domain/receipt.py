"""Receipts: a code of 128 bits that opens a decision, or a report, without a session; only its digest is kept."""

import hashlib
import hmac
import re
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

CODE_BYTES = 16
# Crockford's base 32: no I, L, O, U; what is read as one of those means a digit.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
GROUPS = (5, 10, 15, 20)
BETWEEN = " "
ReceiptKind = Literal["decision", "report", "erasure"]
readings = str.maketrans("ILO", "110")
spaces = re.compile(r"[\s\-‐‑–—]+")


class ReceiptAbout(Struct, frozen=True):
    """What a receipt opens: a decision, for whom it is about, or a report, for who made it.

    Of an `erasure`, the session it was asked under: as it is kept nobody reads it without the code (`closed_with`).
    """

    kind: ReceiptKind
    about_id: str
    expires_ms: int

    def ids(self) -> list[str]:
        """What it opens: of a notice that led to several cases, the report in each."""
        return self.about_id.split(BETWEEN)

    def item(self, number: int) -> "ReceiptAbout":
        """One of them, from 1; raises IndexError."""
        return replace(self, about_id=self.ids()[number - 1])


class NewReceipt(Struct, frozen=True, kw_only=True):
    """A code just made, to be kept as its digest with what it opens."""

    code: str
    digest: bytes
    until_ms: int

    def __repr__(self) -> str:
        return "<NewReceipt>"


def code_of(random_bytes: bytes) -> str:
    """16 bytes as `XXXXX-XXXXX-XXXXX-XXXXX-XXXXXX`."""
    number = int.from_bytes(random_bytes[:CODE_BYTES], "big")
    letters = "".join(ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(LENGTH)))
    starts, ends = (0, *GROUPS), (*GROUPS, LENGTH)
    return "-".join(letters[start:end] for start, end in zip(starts, ends, strict=True))


def derived_code(key: bytes, about_id: str) -> str:
    """The code of a decision: told again as often as need be, and kept nowhere."""
    return code_of(hmac.digest(key, b"receipt " + about_id.encode(), "sha256"))


def read_code(text: str) -> str | None:
    """A code as one typed it, without case, spaces and dashes; None when it cannot be one."""
    letters = spaces.sub("", text.strip()).upper().translate(readings)
    return letters if len(letters) == LENGTH and all(letter in ALPHABET for letter in letters) else None


def hash_code(text: str) -> bytes | None:
    """SHA-256 of a code however it is written; None when it cannot be one."""
    letters = read_code(text)
    return None if letters is None else hashlib.sha256(letters.encode()).digest()


def closed_with(code: str, session_id: str) -> str:
    """A session as the receipt of its erasure keeps it: the code opens it, once, and is kept nowhere.

    The key stream is as long as the text and serves for it alone; that it is whole is shown by finding the receipt.
    """
    plain = session_id.encode()
    return bytes(a ^ b for a, b in zip(plain, stream_of(code, len(plain)), strict=True)).hex()


def opened_with(code: str, closed: str) -> str:
    """The session again."""
    sealed = bytes.fromhex(closed)
    return bytes(a ^ b for a, b in zip(sealed, stream_of(code, len(sealed)), strict=True)).decode()


def stream_of(code: str, length: int) -> bytes:
    """SHAKE-256 (FIPS 202) of a code however it is written."""
    return hashlib.shake_256(b"palabre erasure 1 " + (read_code(code) or "").encode()).digest(length)
