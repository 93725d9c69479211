"""What the HTTP side is made of: the services behind its routes, grouped by noun."""

from dataclasses import dataclass

from palabre.gateway.edge import EdgePolicy
from palabre.http.site import Site
from palabre.services.board import Board
from palabre.services.challenging import Challenging
from palabre.services.covering import Covering
from palabre.services.deeds import Deeds
from palabre.services.desk import Desk, Rounds
from palabre.services.directory import RoomDirectory
from palabre.services.health import Health
from palabre.services.hiding import Hidden
from palabre.services.holding import Holding
from palabre.services.leaving import Leaving
from palabre.services.opening import Opening
from palabre.services.reading import Reading
from palabre.services.rehearsing import Rehearsing
from palabre.services.ruling import Ruling
from palabre.services.sessions import SessionBook
from palabre.services.shielding import Shielding
from palabre.services.staffing import Staffing


@dataclass(frozen=True, slots=True)
class Guests:
    """Coming, going, whom one hides, and what is asked of newcomers."""

    opening: Opening
    book: SessionBook
    leaving: Leaving
    hidden: Hidden
    challenging: Challenging


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms, and what is read of them."""

    directory: RoomDirectory
    reading: Reading


@dataclass(frozen=True, slots=True)
class Team:
    """The staff, and what they see and decide."""

    staffing: Staffing
    board: Board
    desk: Desk
    rounds: Rounds
    covering: Covering
    shielding: Shielding
    holding: Holding
    ruling: Ruling
    rehearsing: Rehearsing
    deeds: Deeds


@dataclass(frozen=True, slots=True)
class HttpParts:
    """Everything `make_app` needs."""

    site: Site
    edge: EdgePolicy
    guests: Guests
    rooms: Rooms
    team: Team
    health: Health
