"""What the store's suite talks about: guests Ana, Bilal and Chloé writing in agora and cuisine."""

from itertools import count
from typing import TypeGuard

from msgspec.structs import replace

from palabre.domain.log import LogEvent, MessageEdited, MessagePosted
from palabre.domain.message import OPERATOR_SESSION, OPERATOR_TAG, Author, Draft, Message
from palabre.domain.passing import Passing, ReactionsChanged
from palabre.domain.reaction import Reacted, ReactionKind
from palabre.domain.refusal import Refusal, RefusalCode
from palabre.domain.room import Room, RoomSettings
from palabre.domain.session import Session, hash_token
from palabre.ports.store import Recorded, Store

NOON = 1_795_348_800_000
SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
ANA, BILAL, CHLOE = "session-ana", "session-bilal", "session-chloe"
NICKNAMES = {ANA: "Ana", BILAL: "Bilal", CHLOE: "Chloé"}
numbers = count(1)


async def open_room(store: Store, slug: str = "agora") -> Room:
    return await store.create_room(slug, RoomSettings(name=slug.title()), f"epoch-of-{slug}")


def draft(room: Room, body: str = "Bonsoir", *, by: str = ANA, at_ms: int = NOON, key: str = "") -> Draft:
    """A message as the posting service hands it over; each has a new id, and a new client id unless `key` is given."""
    number = next(numbers)
    return Draft(
        id=f"m{number}",
        room_id=room.id,
        session_id=by,
        client_message_id=key or f"c{number}",
        body=body,
        author=Author(NICKNAMES[by], f"tag-{by}-{room.id}"),
        sent_ms=at_ms,
    )


async def say(
    store: Store, room: Room, body: str = "Bonsoir", *, by: str = ANA, at_ms: int = NOON, session: str = ""
) -> Recorded:
    """Post a message; `session` is another than the guest's usual one."""
    written = draft(room, body, by=by, at_ms=at_ms)
    return await store.post(replace(written, session_id=session or by))


def announcement(room: Room, body: str = "Fermeture à minuit", *, seq: int = 1) -> Draft:
    """What the operator says to a room, as the control entry `seq` has it."""
    author = Author("L'équipe", OPERATOR_TAG)
    written = replace(draft(room, body, key=f"control-{seq}"), author=author)
    return replace(written, id=f"announcement-{room.id}-{seq}", session_id=OPERATOR_SESSION)


async def like(store: Store, room: Room, to: Recorded, *, by: str = BILAL, reaction: ReactionKind = "like") -> Reacted:
    return await store.react(room.id, to.message_id, by, reaction, on=True)


async def unlike(
    store: Store, room: Room, to: Recorded, *, by: str = BILAL, reaction: ReactionKind = "like"
) -> Reacted:
    return await store.react(room.id, to.message_id, by, reaction, on=False)


def is_reactions(fact: Passing) -> TypeGuard[ReactionsChanged]:
    return isinstance(fact, ReactionsChanged)


async def standing(store: Store, room: Room) -> dict[int, dict[ReactionKind, int]]:
    """How many put each reaction, by offset of the message."""
    found = {reacted.offset: reacted.counts() for reacted in await store.reactions(room.id, 1, 10_000)}
    return {offset: counts for offset, counts in found.items() if counts}


def reply(to: Recorded, written: Draft) -> Draft:
    return replace(written, reply_to=to.message_id)


async def messages_of(store: Store, room: Room) -> list[Message]:
    """Every message still kept, as a fresh snapshot shows it."""
    window = await store.window(room.id, 10_000)
    return [event.message for event in window.events if isinstance(event, MessagePosted)]


def texts_in(events: list[LogEvent]) -> set[str]:
    """Every text that a reader of these events is shown."""
    posted = {event.message.body for event in events if isinstance(event, MessagePosted)}
    return posted | {event.body for event in events if isinstance(event, MessageEdited)}


def session_of(who: str, *, created_ms: int = NOON, seen_ms: int = NOON) -> Session:
    return Session(
        id=who,
        token_hash=hash_token(who),
        nickname=NICKNAMES[who],
        locale="fr",
        created_ms=created_ms,
        seen_ms=seen_ms,
    )


class assert_refused:
    """Asserts that the block is refused with `code`."""

    def __init__(self, code: RefusalCode) -> None:
        self.code = code

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        assert isinstance(error, Refusal), f"expected to be refused with {self.code}, got {error!r}"
        assert error.code == self.code
        return True
