"""Who may open a backup: age recipients of a configuration, age identities of a file."""

from collections.abc import Sequence
from pathlib import Path

import pyrage


class KeyFileUnusable(Exception):
    """A recipient or a file of identities is not what age writes; the text is one sentence for the operator."""


def recipients_of(texts: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    """Raises KeyFileUnusable, which names the one that is none."""
    return [recipient_of(text) for text in texts]


def recipient_of(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise KeyFileUnusable(f"`{text}` is no age recipient: expected age1…, as a key maker prints it") from None


def identities_in(path: Path) -> list[pyrage.x25519.Identity]:
    """Those of a file as age writes it: one a line, lines with `#` are comments. Raises KeyFileUnusable."""
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except OSError as error:
        raise KeyFileUnusable(f"{path}: {(error.strerror or 'cannot be read').lower()}") from None
    except (UnicodeDecodeError, pyrage.IdentityError):
        raise KeyFileUnusable(f"{path}: expected lines with AGE-SECRET-KEY-1…, as a key maker writes them") from None
    if not found:
        raise KeyFileUnusable(f"{path}: there is no key in it")
    return found
