"""What the desk is told of private rooms."""

from msgspec import Struct


class DeskPrivateRoom(Struct, frozen=True, kw_only=True):
    """A private room as the desk lists it: `handle` is what its other routes call it by."""

    id: int
    handle: str
    name: str
    adult: bool
    opened: bool
    members: int
    present: int


class DeskPrivateRooms(Struct, frozen=True, kw_only=True):
    """In the order they were made."""

    rooms: tuple[DeskPrivateRoom, ...]
