"""What hiding may change, written a second time: the frames of one who hides, from those of one who does not."""

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
WITHHELD = ("message.posted", "message.edited")


@dataclass
class HiddenView:
    """Takes the frames of a reader who hides nobody and says what a reader who hides `tags` in `room` is to get."""

    room: str
    tags: set[str] = field(default_factory=set)
    authors: dict[str, str] = field(default_factory=dict)

    def of(self, frame: Json) -> Json:
        """The same frame, unless it tells what was written under a hidden tag in that room; without `you`."""
        frame = deepcopy(frame)
        frame.pop("you", None)
        if frame.get("room") != self.room:
            return frame
        if frame["type"] != "room.entered":
            return self._logged(frame)
        if "events" in frame:
            frame["events"] = [self._logged(event) for event in frame["events"]]
        if "messages" in frame:
            self._know(*frame["messages"])
            frame["messages"] = [each for each in frame["messages"] if each["author"]["tag"] not in self.tags]
            shown = {each["id"] for each in frame["messages"]}
            frame["reactions"] = [each for each in frame.get("reactions", ()) if each["message_id"] in shown]
            if not frame["reactions"]:
                del frame["reactions"]
        return frame

    def _logged(self, frame: Json) -> Json:
        if frame["type"] == "message.posted":
            self._know(frame["message"])
        if frame["type"] not in WITHHELD:
            return frame
        message_id = frame["message"]["id"] if frame["type"] == "message.posted" else frame["message_id"]
        if self.authors[message_id] not in self.tags:
            return frame
        place = {name: frame[name] for name in ("room", "epoch", "offset")}
        return {"type": "message.hidden", **place}

    def _know(self, *messages: Json) -> None:
        for message in messages:
            self.authors[message["id"]] = message["author"]["tag"]
