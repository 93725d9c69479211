"""Ties: what a set of frames would let somebody join: a handle met in two places, or on two days."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.cast import Json

ROOT = Path(__file__).resolve().parents[2]
RECORDED, EXAMPLES = ROOT / "client/tests/recorded", ROOT / "docs/reference/examples"
PARIS = ZoneInfo("Europe/Paris")
# Of whoever wrote something, or is there: of one place, and of one day.
HANDLES = frozenset({"tag", "tags", "left"})
# Drawn for one thing of one place.
DRAWN = frozenset({"id", "message_id", "client_message_id", "reply_to", "epoch"})


def recorded() -> Mapping[str, list[Json]]:
    """What one reader was told in each recording."""
    found = {}
    for path in sorted(RECORDED.glob("*.json")):
        scene = json.loads(path.read_text("utf-8"))
        found[path.stem] = [scene["old"], *scene["events"], scene["fresh"]]
    return found


def examples() -> Mapping[str, Json]:
    """Every frame of the reference, by its name."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(EXAMPLES.glob("*.json"))}


@dataclass
class Ties:
    """Each handle and drawn text, with the places and the days it was met in."""

    places: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    days: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, frames: Iterable[Json]) -> "Ties":
        for frame in frames:
            self._walk(frame, "", "")
        return self

    def across_places(self) -> set[tuple[str, str]]:
        """Those met in more than one."""
        return {key for key, places in self.places.items() if len(places) > 1}

    def across_days(self) -> set[str]:
        """The tags under which messages of more than one day stand."""
        return {tag for tag, days in self.days.items() if len(days) > 1}

    def _walk(self, value: object, name: str, place: str) -> None:
        if isinstance(value, dict):
            place = str(value.get("conversation") or value.get("room") or place)
            self._date(value)
            for key, inner in value.items():
                self._walk(inner, key, place)
        elif isinstance(value, list):
            for inner in value:
                self._walk(inner, name, place)
        # A reply says of no place what it is about.
        elif isinstance(value, str) and place and name in HANDLES | DRAWN:
            # Names of a kind share a namespace: a `message_id` is the `id` of a message.
            self.places["tag" if name in HANDLES else "drawn", value].add(place)

    def _date(self, message: Json) -> None:
        author, at = message.get("author"), message.get("posted_at") or message.get("sent_at")
        if isinstance(author, dict) and at:
            day = datetime.fromisoformat(str(at)).astimezone(PARIS).date().isoformat()
            self.days[str(author["tag"])].add(day)


def fields_of(value: object, name: str = "") -> Iterator[str]:
    """The name of each field that holds a text somewhere in a frame; keys of maps by message are none."""
    match value:
        case dict() if name in ("counts", "reacted", "texts"):
            yield name
        case dict():
            for key, inner in value.items():
                yield from fields_of(inner, key)
        case list():
            for inner in value:
                yield from fields_of(inner, name)
        case str():
            yield name
