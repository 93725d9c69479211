"""The relay: takes each passing fact to those on this node whom it concerns."""

from collections.abc import Sequence

from palabre.domain.passing import (
    CareOffered,
    GuestMentioned,
    HeldSettled,
    HidingChanged,
    MessageHeld,
    Passing,
    ReactionsChanged,
    TypingStarted,
)
from palabre.gateway.hub import Hub
from palabre.gateway.shelf import Shelf
from palabre.services.waiting import Waiting
from palabre.services.writing import Writers


class Relay:
    """Listens to the Bus."""

    def __init__(self, shelf: Shelf, hub: Hub, writers: Writers, waiting: Waiting) -> None:
        self._shelf = shelf
        self._hub = hub
        self._writers = writers
        self._waiting = waiting

    def take(self, facts: Sequence[Passing]) -> None:
        """Take in facts (the Bus calls this)."""
        for fact in facts:
            match fact:
                case ReactionsChanged():
                    self._shelf.react(fact)
                case TypingStarted():
                    self._writers.take(fact)
                case GuestMentioned():
                    self._hub.mention(fact.room_id, fact.session_id, fact.message_id)
                case HidingChanged():
                    self._hub.hide(fact.room_id, fact.session_id)
                case MessageHeld():
                    self._waiting.take(fact)
                    self._writers.stop(fact.held.draft.room_id, fact.held.draft.session_id)
                    self._hub.hold(fact.held)
                case HeldSettled():
                    self._settle(fact)
                case CareOffered():
                    self._hub.care(fact)

    def _settle(self, fact: HeldSettled) -> None:
        self._waiting.take(fact)
        if fact.refused is not None:
            self._hub.refuse(fact.session_id, fact.refused)
