"""The relay: takes each passing fact to those on this node whom it concerns."""

from collections.abc import Sequence

from palabre.domain.passing import GuestMentioned, HidingChanged, Passing, ReactionsChanged, TypingStarted
from palabre.gateway.hub import Hub
from palabre.gateway.shelf import Shelf
from palabre.services.writing import Writers


class Relay:
    """Listens to the Bus."""

    def __init__(self, shelf: Shelf, hub: Hub, writers: Writers) -> None:
        self._shelf = shelf
        self._hub = hub
        self._writers = writers

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
