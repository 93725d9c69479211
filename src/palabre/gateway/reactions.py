"""The reactions under the messages of a ring, as far as this node was told."""

from collections.abc import Iterable
from typing import NamedTuple

from palabre.domain.reaction import Reacted
from palabre.protocol.conversion import wire_reactions
from palabre.protocol.resources import Reactions


class RingReactions:
    """By message; of two states of the same, the greater version stays. `version` is the greatest seen."""

    def __init__(self) -> None:
        self.version = 0
        self._by_message: dict[str, Reacted] = {}

    def put(self, reacted: Reacted) -> bool:
        """Take in a state; return whether it is later than what was known."""
        known = self._by_message.get(reacted.message_id)
        if known is not None and known.version >= reacted.version:
            return False
        self._by_message[reacted.message_id] = reacted
        self.version = max(self.version, reacted.version)
        return True

    def drop(self, message_id: str) -> None:
        """The message has no text any more, or is told no more."""
        self._by_message.pop(message_id, None)

    def has(self, message_id: str) -> bool:
        """Whether anything is known of this message's reactions."""
        return message_id in self._by_message

    def under(self, message_ids: Iterable[str]) -> "Told":
        """What a newcomer is told of these messages: those with a reaction."""
        found = (self._by_message.get(message_id) for message_id in message_ids)
        return Told.of(reacted for reacted in found if reacted is not None and any(reacted.by.values()))

    def after(self, version: int) -> "Told":
        """What changed since a version, the latest last; reactions all taken away are told too."""
        later = (reacted for reacted in self._by_message.values() if reacted.version > version)
        return Told.of(sorted(later, key=lambda reacted: reacted.version))


class Told(NamedTuple):
    """Reactions as they stand and as they are sent, in the same order."""

    reacted: tuple[Reacted, ...]
    wire: tuple[Reactions, ...]

    @classmethod
    def of(cls, found: Iterable[Reacted]) -> "Told":
        reacted = tuple(found)
        return cls(reacted, tuple(map(wire_reactions, reacted)))
