"""Traces: whether anything of some secret bytes is in a file or a text, in whichever spelling."""

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick

# A run of this many bytes of something random is no coincidence; whatever is twice as long holds a whole one.
RUN = 12


def spellings(secret: bytes) -> Iterator[bytes]:
    """Every run of the secret, as bytes, in hex and in both alphabets of base 64, whatever stood before it."""
    yield from runs(secret)
    yield from runs(secret.hex().encode())
    for shift in range(3):
        aligned = secret[shift : len(secret) - (len(secret) - shift) % 3]
        yield from runs(base64.b64encode(aligned))
        yield from runs(base64.urlsafe_b64encode(aligned))


def runs(text: bytes) -> Iterator[bytes]:
    if len(text) < RUN:
        yield text
    yield from (text[at : at + RUN] for at in range(0, len(text) - RUN + 1, RUN))


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def found(secrets: Iterable[bytes], texts: Iterable[bytes]) -> list[bytes]:
    """The secrets of which a run is in one of the texts."""
    kept = list(secrets)
    sought = [(run, place) for place, secret in enumerate(kept) for run in set(spellings(secret))]
    searcher = BytesAhoCorasick([run for run, _ in sought])
    hits = (hit for text in texts for hit, *_ in searcher.find_matches_as_indexes(text, overlapping=True))
    places = {sought[hit][1] for hit in hits}
    return [secret for place, secret in enumerate(kept) if place in places]
