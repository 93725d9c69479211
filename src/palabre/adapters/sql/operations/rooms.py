"""Rooms, and what the configuration said of them."""

import msgspec

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.statement import Operation, Row, as_json
from palabre.domain.log import RoomChanged
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room, RoomSettings

# A server of the release before, beside this one on the same database, refuses a field it does not know.
NEW_FIELDS = ("pinned", "kind")
PLAIN = {field.name: field.default for field in msgspec.structs.fields(RoomSettings)}
settings_decoder = msgspec.json.Decoder(RoomSettings)


def all_rooms() -> Operation[list[Room]]:
    rows = yield compiled.ALL_ROOMS()
    return [room_in(row) for row in rows]


def one_room(room_id: int) -> Operation[Room | None]:
    rows = yield compiled.ONE_ROOM(room_id=room_id)
    return room_in(rows[0]) if rows else None


def room_in(row: Row) -> Room:
    room_id, slug, settings, epoch, head, closed, privacy, owner, opened, ends_ms = row
    return Room(
        id=room_id,
        slug=slug,
        settings=settings_decoder.decode(settings),
        epoch=epoch,
        head=head,
        closed=bool(closed),
        privacy=privacy,
        owner=owner,
        opened=bool(opened),
        ends_ms=ends_ms,
    )


def create_room(slug: str, settings: RoomSettings, epoch: str) -> Operation[Room]:
    rows = yield compiled.ADD_ROOM(slug=slug, settings=as_json(stored(settings)), epoch=epoch, head=0, closed=False)
    for (room_id,) in rows:
        return Room(id=room_id, slug=slug, settings=settings, epoch=epoch)
    raise Refusal("conflict")


def change_room(batch: Batch, room_id: int, settings: RoomSettings, *, closed: bool) -> Operation[RoomChanged]:
    """The event has no date of its own: it expires with what precedes it."""
    batch.room(room_id).closed = closed
    yield compiled.CHANGE_ROOM(room_id=room_id, settings=as_json(stored(settings)), closed=closed)
    change = {"settings": stored(settings), "closed": closed}
    offset = yield from batch.add_event(room_id, "changed", 0, data=as_json(change))
    event = RoomChanged(room_id=room_id, offset=offset, settings=settings, closed=closed)
    batch.events.append(event)
    return event


def configured(slug: str) -> Operation[RoomSettings | None]:
    rows = yield compiled.CONFIGURED(slug=slug)
    return next((settings_decoder.decode(settings) for (settings,) in rows), None)


def set_configured(slug: str, settings: RoomSettings) -> Operation[None]:
    yield compiled.FORGET_CONFIGURED(slug=slug)
    yield compiled.ADD_CONFIGURED(slug=slug, settings=as_json(stored(settings)))


def stored(settings: RoomSettings) -> dict[str, object]:
    """The settings as they are kept: new fields only where they are used."""
    fields = msgspec.structs.asdict(settings)
    return {name: value for name, value in fields.items() if name not in NEW_FIELDS or value != PLAIN[name]}
