"""Screening: the engine over the packs shipped with Palabre, made once a process."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from palabre.adapters.detectors import Engine, PackFile, PackWorkshop, read_pack, shipped_packs
from palabre.ports.screening import Screening
from palabre.services.lettering import letters_of, problem_with_letters
from palabre.settings import Settings


def problem_with_rooms(settings: Settings) -> str | None:
    """`rooms[N].key: …` of the first text over a configured room that a rule refuses, or None."""
    for number, room in enumerate(settings.rooms):
        if problem := problem_with_letters(shipped_screening(), letters_of(room)):
            return f"rooms[{number}].{problem}"
    return None


def screening(packs: Sequence[Path] = ()) -> Screening:
    """The engine over the packs shipped with Palabre and these; raises PackFault."""
    return Engine([*packs_read(), *map(read_pack, packs)]) if packs else shipped_screening()


@cache
def packs_read() -> list[PackFile]:
    """The packs shipped with Palabre, read once a process."""
    return shipped_packs()


@cache
def workshop() -> PackWorkshop:
    """Made once a process, of the packs shipped with Palabre."""
    return PackWorkshop(packs_read(), shipped_screening)


@cache
def shipped_screening() -> Engine:
    """Made once a process: it changes nothing and takes a second."""
    return Engine(packs_read())
