"""Worked out: what is read from the patterns of a pack, kept beside the compiled modules as Python keeps those.

It takes seconds to work out and depends on nothing but the pack and this program. Where it cannot be kept, it is
worked out each time.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from palabre.adapters.detectors import expansion, folding
from palabre.adapters.detectors import needs as choosing
from palabre.adapters.detectors import strings as reading
from palabre.adapters.detectors.needs import Part, likelihood, needs, vocabulary
from palabre.adapters.detectors.packs import Pack, Patterns
from palabre.adapters.detectors.strings import Sets

# More than the packs of a few versions; the oldest go.
MOST_KEPT = 64
FOLDER = Path(__file__).parent / "__pycache__"
T = TypeVar("T")
Parts = tuple[Part, ...]


class Kept(Struct, frozen=True, array_like=True):
    """Words and parts are told once; `parts` are places in `words`, `patterns` places in `parts`."""

    words: list[str]
    parts: list[list[int]]
    patterns: list[list[int]]
    likelihood: list[float]
    vocabulary: list[str]


class WorkedOut(Struct, frozen=True):
    """For each pattern of a pack the parts a text must hold, how likely one does, and every word of them all."""

    needs: list[Parts]
    likelihood: list[float]
    vocabulary: frozenset[str]


def patterns_of(pack: Pack) -> Iterator[tuple[int, Patterns, str, bool]]:
    """Every pattern: the number of its group, the group, the short form, whether its words are glued."""
    for number, group in enumerate(pack.patterns):
        for source in group.match:
            for glued in (False, True) if group.glued else (False,):
                yield number, group, source, glued


def worked_out(
    pack: Pack, sets: Mapping[str, list[str]], common: frozenset[str], folder: Path | None = None
) -> WorkedOut:
    """From what was kept in `folder` (beside the compiled modules when None), or anew."""
    place = (folder or FOLDER) / f"needs-{digest(pack, sets, common)}.json"
    with contextlib.suppress(OSError, msgspec.DecodeError, IndexError):
        return unpacked(msgspec.json.decode(place.read_bytes(), type=Kept))
    found = anew(pack, sets, common)
    with contextlib.suppress(OSError):
        keep(place, msgspec.json.encode(packed(found)), MOST_KEPT)
    return found


def digest(pack: Pack, sets: Mapping[str, list[str]], common: frozenset[str]) -> str:
    """Of everything it depends on, this program's way of reading included."""
    asked = (
        pack.language,
        [(source, glued) for _, _, source, glued in patterns_of(pack)],
        sorted(sets.items()),
        sorted(common),
    )
    return hashlib.sha256(program() + msgspec.json.encode(asked)).hexdigest()[:32]


@cache
def program() -> bytes:
    """The digest of the modules that read patterns."""
    sources = (Path(module.__file__ or "").read_bytes() for module in (choosing, reading, expansion, folding))
    return hashlib.sha256(b"\0".join(sources)).digest()


def anew(pack: Pack, sets: Mapping[str, list[str]], common: frozenset[str]) -> WorkedOut:
    known = Sets(sets)
    found = [needs(source, known, common, glued=glued) for _, _, source, glued in patterns_of(pack)]
    words = frozenset(word for group in pack.patterns for source in group.match for word in vocabulary(source, known))
    return WorkedOut(found, [likelihood(parts, common) for parts in found], words)


def packed(found: WorkedOut) -> Kept:
    words = numbered(need for parts in found.needs for part in parts for need in sorted(part))
    parts = numbered(part for each in found.needs for part in each)
    return Kept(
        words=[*words],
        parts=[[words[need] for need in sorted(part)] for part in parts],
        patterns=[[parts[part] for part in each] for each in found.needs],
        likelihood=found.likelihood,
        vocabulary=sorted(found.vocabulary),
    )


def unpacked(kept: Kept) -> WorkedOut:
    parts = [frozenset(kept.words[place] for place in part) for part in kept.parts]
    needed = [tuple(parts[place] for place in each) for each in kept.patterns]
    return WorkedOut(needed, kept.likelihood, frozenset(kept.vocabulary))


def numbered(each: Iterable[T]) -> dict[T, int]:
    """Each once, with its place."""
    return {one: place for place, one in enumerate(dict.fromkeys(each))}


def keep(place: Path, data: bytes, most: int) -> None:
    """Whole or not at all: another process may read it now. Of its kind so many are left."""
    place.parent.mkdir(exist_ok=True)
    new = place.with_suffix(f".{os.getpid()}")
    new.write_bytes(data)
    new.replace(place)
    alike = place.parent.glob(f"{place.stem.partition('-')[0]}-*{place.suffix}")
    kept = sorted(alike, key=lambda each: each.stat().st_mtime)
    for old in kept[:-most]:
        old.unlink(missing_ok=True)
