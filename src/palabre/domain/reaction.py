"""Reactions: six words one may put under a message, and how many put each."""

from collections.abc import Mapping
from typing import Literal, get_args

from msgspec import Struct

ReactionKind = Literal["thanks", "like", "agree", "funny", "support", "informative"]
KINDS: tuple[ReactionKind, ...] = get_args(ReactionKind)


class Reacted(Struct, frozen=True, kw_only=True):
    """The reactions under one message as they stand: which sessions put which.

    `version` comes from one counter a room, which never goes back: of two, the greater is the later.
    `offset` is the message's own. A kind nobody put is absent.
    """

    message_id: str
    offset: int
    version: int
    by: Mapping[ReactionKind, frozenset[str]]

    def counts(self) -> dict[ReactionKind, int]:
        """How many put each kind, in the order of the six."""
        return {kind: len(self.by[kind]) for kind in KINDS if self.by.get(kind)}

    def of(self, session_id: str) -> tuple[ReactionKind, ...]:
        """What this session put."""
        return tuple(kind for kind in KINDS if session_id in self.by.get(kind, ()))

    def __repr__(self) -> str:
        return f"<Reacted {self.message_id} version {self.version}>"
