"""An independent fold: what a reader knows of a room from the frames alone, as docs/reference/protocol.md tells it."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from palabre.protocol.limits import CROWDED

Json = dict[str, Any]


@dataclass
class Reader:
    """A reader's memory of one room. `offsets` are those of the log events it was given, in order.

    `reactions` are (version, counts) by message; `version` is the greatest that frames told; `hidden` are the tags it
    does not see, `held` its own messages that wait. It `misses` something once someone hidden is seen again, until it
    enters afresh.
    """

    epoch: str = ""
    offset: int = -1
    keep_seconds: int = 0
    more: bool = False
    messages: dict[str, Json] = field(default_factory=dict)
    info: Json = field(default_factory=dict)
    counts: tuple[int, int] = (0, 0)
    people: dict[str, Json] | None = None
    offsets: list[int] = field(default_factory=list)
    reactions: dict[str, tuple[int, Json]] = field(default_factory=dict)
    version: int = 0
    hidden: set[str] = field(default_factory=set)
    misses: bool = False
    typing: list[Json] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    held: dict[str, Json] = field(default_factory=dict)

    def read(self, frame: Json) -> None:
        """Take in one frame; fails when a log event is missing, repeated or out of order."""
        match frame["type"]:
            case "room.entered":
                self._enter(frame)
            case "presence.changed":
                self._count(frame)
            case "reactions.changed":
                self._react(frame)
            case "typing":
                self.typing = frame["people"]
            case "mention.noticed":
                self.mentions.append(frame["message_id"])
            case "hiding.changed":
                self._hide(frame["people"])
            case "message.held":
                self.held[frame["message_id"]] = {name: frame[name] for name in frame if name not in ("type", "room")}
            case "message.refused":
                self.held.pop(frame["message_id"], None)
            case _:
                assert (frame["epoch"], frame["offset"]) == (self.epoch, self.offset + 1), (frame, self.offset)
                self.offset = frame["offset"]
                self.offsets.append(self.offset)
                self._log(deepcopy(frame))

    def shown(self, now_ms: int) -> list[Json]:
        """The messages a reader may still show, oldest first."""
        oldest = now_ms - self.keep_seconds * 1_000
        return [
            message
            for message in self.messages.values()
            if shown_ms(message) >= oldest and message["author"]["tag"] not in self.hidden
        ]

    def reacted(self, messages: list[Json]) -> Json:
        """The reactions under these messages, where there are any."""
        known = ((message["id"], self.reactions.get(message["id"])) for message in messages)
        return {message_id: found[1] for message_id, found in known if found and found[1]}

    def _enter(self, frame: Json) -> None:
        roster = frame["roster"]
        self.counts = (roster["present"], roster["spectators"])
        self.people = None if roster["people"] is None else {person["tag"]: person for person in roster["people"]}
        self.keep_seconds = frame["keep_seconds"]
        self.typing = []
        self.held = {held["message_id"]: held for held in frame.get("held", ())}
        self._hide(frame.get("you", {}).get("hidden", []))
        if frame["mode"] == "snapshot":
            self.epoch, self.offset, self.more = frame["epoch"], frame["offset"], frame.get("more", False)
            self.messages = {message["id"]: deepcopy(message) for message in frame["messages"]}
            assert not {message["author"]["tag"] for message in frame["messages"]} & self.hidden
            self.reactions, self.misses = {}, False
        else:
            assert "messages" not in frame
            for event in frame["events"]:
                self.read(event)
        assert (self.epoch, self.offset) == (frame["epoch"], frame["offset"])
        self.info = frame["info"]
        for reactions in frame.get("reactions", ()):
            self._react(reactions)

    def _count(self, frame: Json) -> None:
        self.counts = (frame["present"], frame["spectators"])
        if "people" in frame:
            self.people = {person["tag"]: person for person in frame["people"]}
        elif frame["present"] > CROWDED:
            self.people = None
        elif self.people is not None:
            for tag in frame.get("left", ()):
                self.people.pop(tag, None)
            self.people |= {person["tag"]: person for person in frame.get("joined", ())}

    def _react(self, told: Json) -> None:
        known = self.reactions.get(told["message_id"])
        if known is None or told["version"] > known[0]:
            self.reactions[told["message_id"]] = (told["version"], told["counts"])
        self.version = max(self.version, told["version"])

    def _hide(self, people: list[Json]) -> None:
        hidden = {person["tag"] for person in people}
        self.misses = self.misses or bool(self.hidden - hidden)
        self.hidden = hidden

    def _log(self, frame: Json) -> None:
        match frame["type"]:
            case "message.posted":
                self.messages[frame["message"]["id"]] = frame["message"]
                self.held.pop(frame["message"]["id"], None)
            case "message.edited" if (message := self.messages.get(frame["message_id"])) and "removed" not in message:
                message |= {"body": frame["body"], "edited_at": frame["edited_at"]}
            case "message.removed" if message := self.messages.get(frame["message_id"]):
                take_text(message, frame["by"])
                self.reactions.pop(message["id"], None)
            case "guest.erased":
                for message in self.messages.values():
                    if message["author"]["tag"] in frame["tags"]:
                        take_text(message, "erased")
                        message["author"]["nickname"] = ""
                        self.reactions.pop(message["id"], None)
            case "room.changed":
                self.info = frame["info"]


def take_text(message: Json, by: str) -> None:
    message |= {"body": "", "removed": by}
    message.pop("edited_at", None)


def shown_ms(message: Json) -> int:
    """Since when others may read it."""
    return milliseconds(message.get("posted_at") or message["sent_at"])


def milliseconds(rfc3339: str) -> int:
    return round(datetime.fromisoformat(rfc3339).timestamp() * 1_000)


def assert_same(known: Reader, fresh: Json, now_ms: int) -> None:
    """What a reader kept up to date knows is what a newcomer is told at the same instant."""
    newcomer = Reader()
    newcomer.read(fresh)
    assert (known.epoch, known.offset, known.info) == (newcomer.epoch, newcomer.offset, newcomer.info)
    told, kept = newcomer.shown(now_ms), known.shown(now_ms)
    assert told == list(newcomer.messages.values()), "a snapshot held a message past its time"
    assert len(told) <= len(kept) or known.more
    assert kept[len(kept) - min(len(told), len(kept)) :] == told[len(told) - min(len(told), len(kept)) :]
    if not newcomer.more:
        assert kept == told
    assert known.hidden == newcomer.hidden
    assert known.reacted(told) == newcomer.reacted(told)


def assert_same_presence(known: Reader, fresh: Json) -> None:
    """The roster kept by differences is the roster told at once."""
    newcomer = Reader()
    newcomer.read(fresh)
    assert (known.counts, known.people) == (newcomer.counts, newcomer.people)
