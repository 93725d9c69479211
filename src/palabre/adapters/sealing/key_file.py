"""The file of a sealing key: read, or made readable by its owner only."""

import os
import secrets
from pathlib import Path

from palabre.adapters.sealing.aes_gcm import KEY_BYTES


class KeyUnusable(Exception):
    """The key file cannot be read or made, or does not hold a key."""


def read_or_make_key(path: Path) -> bytes:
    """Return the 32-byte key kept at `path`, made (mode 0600) when missing; raises KeyUnusable."""
    try:
        if not path.exists():
            make_key(path)
        key = path.read_bytes()
    except OSError as error:
        raise KeyUnusable(f"{path}: {error.strerror}") from error
    if len(key) != KEY_BYTES:
        raise KeyUnusable(f"{path}: a key of {KEY_BYTES} bytes was expected, {len(key)} found")
    return key


def make_key(path: Path) -> None:
    """Write a new key whole or not at all; when another process wins the race, its key stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
