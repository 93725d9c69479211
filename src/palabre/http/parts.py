"""What the HTTP side is made of: the services behind its routes, grouped by noun."""

from dataclasses import dataclass

from palabre.gateway.edge import EdgePolicy
from palabre.http.site import Site
from palabre.services.directory import RoomDirectory
from palabre.services.health import Health
from palabre.services.hiding import Hidden
from palabre.services.leaving import Leaving
from palabre.services.opening import Opening
from palabre.services.reading import Reading
from palabre.services.sessions import SessionBook


@dataclass(frozen=True, slots=True)
class Guests:
    """Coming, going, and whom one hides."""

    opening: Opening
    book: SessionBook
    leaving: Leaving
    hidden: Hidden


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms, and what is read of them."""

    directory: RoomDirectory
    reading: Reading


@dataclass(frozen=True, slots=True)
class HttpParts:
    """Everything `make_app` needs."""

    site: Site
    edge: EdgePolicy
    guests: Guests
    rooms: Rooms
    health: Health
