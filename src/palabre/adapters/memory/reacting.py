"""The reactions under messages, in memory."""

from palabre.adapters.memory.tables import Post, PostedEntry, Tables
from palabre.domain.message import OPERATOR_SESSION
from palabre.domain.passing import ReactionsChanged
from palabre.domain.reaction import Reacted, ReactionKind
from palabre.domain.refusal import Refusal
from palabre.ports.bus import Bus


class MemoryReactions:
    """They are kept with their message, and go with it."""

    def __init__(self, tables: Tables, bus: Bus) -> None:
        self._tables = tables
        self._bus = bus

    async def react(
        self, room_id: int, message_id: str, session_id: str, reaction: ReactionKind, *, on: bool
    ) -> Reacted:
        self._tables.require_writable()
        post = self._tables.posts.get(message_id)
        if post is None or post.room_id != room_id or post.message.removed is not None:
            raise Refusal("not_found")
        if session_id == OPERATOR_SESSION:
            raise Refusal("not_yours")
        wanted = (reaction, session_id)
        if (wanted in post.reactions) != on:
            post.reactions ^= {wanted}
            self._bus.pass_on([changed(self._tables, post)])
        return post.reacted()

    async def reactions(self, room_id: int, first: int, last: int) -> list[Reacted]:
        if room_id not in self._tables.logs:
            return []
        entries = self._tables.logs[room_id].from_to(first, last + 1)
        posts = (entry.post for entry in entries if isinstance(entry, PostedEntry))
        return [post.reacted() for post in posts if post.reactions_version]


def withdraw_all(tables: Tables, session_id: str) -> list[ReactionsChanged]:
    """Take every reaction of a session away; what changed, by room and offset."""
    posts = sorted(tables.posts.values(), key=lambda post: (post.room_id, post.message.offset))
    facts = []
    for post in posts:
        its_own = {reaction for reaction in post.reactions if reaction[1] == session_id}
        if its_own:
            post.reactions -= its_own
            facts.append(changed(tables, post))
    return facts


def changed(tables: Tables, post: Post) -> ReactionsChanged:
    """The fact that the reactions of `post` are no longer what they were, under the room's next version."""
    log = tables.logs[post.room_id]
    log.reactions_version += 1
    post.reactions_version = log.reactions_version
    return ReactionsChanged(room_id=post.room_id, reacted=post.reacted())
