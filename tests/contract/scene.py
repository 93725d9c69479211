"""What the store's suite talks about: guests Ana, Bilal and Chloé writing in agora and cuisine."""

from itertools import count

from msgspec.structs import replace

from palabre.domain.log import LogEvent, MessageEdited, MessagePosted
from palabre.domain.message import Author, Draft, Message
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


async def say(store: Store, room: Room, body: str = "Bonsoir", *, by: str = ANA, at_ms: int = NOON) -> Recorded:
    return await store.post(draft(room, body, by=by, at_ms=at_ms))


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
