"""Hand-written cases: what a person of the team would want screening to answer, by language and kind."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, cast, get_args

from palabre.domain.moderation.circumstances import Circumstances, Trust
from palabre.domain.room import RoomKind

Wanted = Literal["allow", "hold", "block"]
FOLDER = Path(__file__).parent
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
# What nobody may have seen published, of the kinds DESIGN calls severe. `out of reach` is what is known to be missed.
SEVERE = ("slur", "threat", "incitement", "sextortion", "doxxing", "minors sexual", "adult room severe", "stated age")


class Case(NamedTuple):
    """A text, its kind, and what is wanted; `hold` means held or stricter."""

    text: str
    kind: str
    wanted: Wanted
    room: RoomKind
    trust: Trust

    def circumstances(self) -> Circumstances:
        return Circumstances(room=self.room, trust=self.trust)

    def is_severe(self) -> bool:
        return self.kind.startswith(SEVERE)

    def is_held_out(self) -> bool:
        """A third, chosen by its hash, that packs are not tuned on."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 3 == 0


def cases(language: Literal["fr", "en"]) -> Iterator[Case]:
    """Every case of a language: the first set, then those written later, each before anything was tuned on it."""
    for file in sorted(FOLDER.glob(f"{language}*.cases")):
        yield from cases_of(file)


def cases_of(file: Path) -> Iterator[Case]:
    """The cases of one file, in its order."""
    kind, wanted, room, trust = "", "allow", "general", "new"
    for line in file.read_text("utf-8").splitlines():
        if line.startswith("== "):
            kind, wanted, room, trust = (part.strip() for part in line[3:].split("|"))
        elif line and not line.startswith("#"):
            text = ESCAPE.sub(lambda found: chr(int(found[1], 16)), line)
            assert wanted in get_args(Wanted) and room in get_args(RoomKind) and trust in get_args(Trust), line
            yield Case(text, kind, cast(Wanted, wanted), cast(RoomKind, room), cast(Trust, trust))
