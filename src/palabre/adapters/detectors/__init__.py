"""Detectors: what finds words in a text."""

from palabre.adapters.detectors.literal import LiteralScreening, read_pack

__all__ = ["LiteralScreening", "read_pack"]
