"""What one client was told of one room's log, checked as it comes."""

from typing import Any

# The wire as a foreign client sees it: JSON, not our structs, so that a mistake in them cannot hide here.
WireFrame = dict[str, Any]


class History:
    """Dense offsets, no doubles, order, no loss; every method raises AssertionError for a broken promise."""

    def __init__(self, room: str) -> None:
        self.room = room
        self.epoch = ""
        self.offset = 0
        self.messages: dict[int, WireFrame] = {}
        self.jumps = 0

    @property
    def since(self) -> WireFrame | None:
        """The position to resume from; None before the first `room.entered`."""
        return {"epoch": self.epoch, "offset": self.offset} if self.epoch else None

    def bodies(self) -> list[str]:
        """The texts told so far, in the room's order."""
        return [self.messages[offset]["body"] for offset in sorted(self.messages)]

    def take(self, frame: WireFrame) -> None:
        """Take in a frame about this room; passing events hold no place and change nothing."""
        if frame["type"] == "room.entered":
            self._enter(frame)
        elif "offset" in frame:
            self._append(frame)

    def take_page(self, messages: list[WireFrame]) -> None:
        """Take in older messages, read page by page; they may not contradict what was told live."""
        offsets = [message["offset"] for message in messages]
        assert offsets == sorted(set(offsets)), f"a page of {self.room} is out of order: {offsets}"
        for message in messages:
            self._remember(message)

    def assert_dense(self) -> None:
        """Every offset from 1 to the head holds one message (rooms where nothing but messages happened)."""
        assert sorted(self.messages) == list(range(1, self.offset + 1)), f"{self.room} is not dense"
        ids = [message["client_message_id"] for message in self.messages.values()]
        assert len(ids) == len(set(ids)), f"a message of {self.room} is there twice"

    def _enter(self, frame: WireFrame) -> None:
        if frame["mode"] == "resumed":
            assert frame["epoch"] == self.epoch, f"{self.room} resumed in another epoch"
            for event in frame.get("events", []):
                self._append(event)
            assert self.offset == frame["offset"], f"{self.room} resumed short of its own offset"
            return
        if frame["epoch"] == self.epoch:
            assert frame["offset"] >= self.offset, f"{self.room} went back"
            self.jumps += frame["offset"] > self.offset
        else:
            self.messages.clear()
        self.epoch, self.offset = frame["epoch"], frame["offset"]
        self.take_page(frame.get("messages", []))

    def _append(self, event: WireFrame) -> None:
        assert event["epoch"] == self.epoch, f"an event of {self.room} is of another epoch"
        assert event["offset"] == self.offset + 1, f"{self.room}: {event['offset']} came after {self.offset}"
        self.offset = event["offset"]
        if event["type"] == "message.posted":
            self._remember(event["message"])

    def _remember(self, message: WireFrame) -> None:
        offset = message["offset"]
        assert 1 <= offset <= self.offset, f"{self.room} shows a message beyond its head"
        known = self.messages.setdefault(offset, message)
        same = (known["id"], known["client_message_id"]) == (message["id"], message["client_message_id"])
        assert same, f"{self.room} holds two messages at {offset}"
