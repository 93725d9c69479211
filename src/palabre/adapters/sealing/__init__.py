"""Sealing: hides texts with a key that lies apart from the data."""

from palabre.adapters.sealing.aes_gcm import KEY_BYTES, AesGcmSealer
from palabre.adapters.sealing.key_file import KeyUnusable, read_or_make_key

__all__ = ["KEY_BYTES", "AesGcmSealer", "KeyUnusable", "read_or_make_key"]
