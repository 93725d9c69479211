"""Waking: what all packs together wake their patterns by, kept as what is worked out of each is.

From one start to the next nothing of it changes; to put it together takes half of a start.
"""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

from palabre.adapters.detectors.expansion import DOUBLED
from palabre.adapters.detectors.needs import Part
from palabre.adapters.detectors.tables import Table, table_of
from palabre.adapters.detectors.worked_out import FOLDER, WorkedOut, keep

# Of a few versions of the packs; those not asked for any more go.
MOST_KEPT = 16
Needs = Sequence[tuple[Part, ...]]


class Waking(Struct, frozen=True, array_like=True):
    """The tables for texts as they are and for squeezed ones, and every word that patterns hold."""

    plain: Table
    squeezed: Table
    vocabulary: list[str]


def waking(
    digests: Sequence[str], order: Sequence[int], read: Callable[[], Iterable[WorkedOut]], folder: Path | None = None
) -> Waking:
    """Of the patterns of packs with these digests, in this order; `read` is asked when it was not kept."""
    asked = msgspec.json.encode((digests, order))
    folder = folder or FOLDER
    place = folder / f"waking-{hashlib.sha256(package() + asked).hexdigest()[:32]}.msgpack"
    if (known := kept_at(place)) is not None:
        return known
    with one_at_a_time(folder):
        return kept_at(place) or made_at(place, order, read)


def kept_at(place: Path) -> Waking | None:
    with contextlib.suppress(OSError, msgspec.DecodeError):
        kept = msgspec.msgpack.decode(place.read_bytes(), type=Waking)
        with contextlib.suppress(OSError):
            os.utime(place)
        return kept
    return None


def made_at(place: Path, order: Sequence[int], read: Callable[[], Iterable[WorkedOut]]) -> Waking:
    made = put_together(order, [*read()])
    with contextlib.suppress(OSError):
        keep(place, msgspec.msgpack.encode(made), MOST_KEPT)
    return made


@contextlib.contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Of several processes that begin at once one does the work, and the others find it; without a lock, each does."""
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):
            folder.mkdir(exist_ok=True)
            lock = stack.enter_context((folder / "waking.lock").open("ab"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@cache
def package() -> bytes:
    """The digest of this package: nearly all of it reads patterns, or says which are woken by what."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).digest()


def put_together(order: Sequence[int], found: Sequence[WorkedOut]) -> Waking:
    each = [needs for one in found for needs in one.needs]
    needs = [each[place] for place in order]
    words = frozenset().union(*(one.vocabulary for one in found))
    return Waking(table_of(needs), table_of(squeezed(needs)), sorted(words))


def squeezed(needs: Needs) -> Needs:
    """For views in which no letter is doubled; parts and words that many share are squeezed once."""
    own = {part for parts in needs for part in parts}
    words = {need: DOUBLED.sub(r"\1", need) for need in frozenset().union(*own)}
    known = {part: frozenset(words[need] for need in part) for part in own}
    return [tuple(known[part] for part in parts) for parts in needs]
