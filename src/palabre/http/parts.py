"""What the HTTP side is made of: the services behind its routes, grouped by noun."""

from dataclasses import dataclass

from palabre.domain.moderation.grounds import Grounds
from palabre.gateway.edge import EdgePolicy
from palabre.http.site import Site
from palabre.ports.clock import Clock
from palabre.services.accessing import Accessing
from palabre.services.allowances import Allowances
from palabre.services.appealing import Answering, Appealing
from palabre.services.appointing import Appointing
from palabre.services.asking import Asking
from palabre.services.belonging import Belonging
from palabre.services.board import Board
from palabre.services.case_view import CaseViews
from palabre.services.casework import Casework
from palabre.services.challenging import Challenging
from palabre.services.confirming import Confirming
from palabre.services.conflicts import Conflicts
from palabre.services.continuing import Continuing
from palabre.services.covering import Covering
from palabre.services.danger import Danger
from palabre.services.decided import Decided, Opened
from palabre.services.deeds import Deeds
from palabre.services.desk import Desk, Rounds
from palabre.services.directory import RoomDirectory
from palabre.services.erasing import Erasing
from palabre.services.health import Health
from palabre.services.hiding import Hidden
from palabre.services.holding import Holding
from palabre.services.hosting import Founding, Hosting, Roll
from palabre.services.inviting import Accepting, Inviting
from palabre.services.keyring import Doors, Keyring
from palabre.services.leaving import Leaving
from palabre.services.noticing import Noticing
from palabre.services.opening import Opening
from palabre.services.order_papers import OrderPapers
from palabre.services.orders import Orders
from palabre.services.own_data import Telling
from palabre.services.proving import Proving
from palabre.services.publishing import Publishing
from palabre.services.reading import Reading
from palabre.services.reasons import Reasons
from palabre.services.receipts import Receipts
from palabre.services.rehearsing import Rehearsing
from palabre.services.reporting import Reporting
from palabre.services.reversing import Reversing
from palabre.services.ruling import Ruling
from palabre.services.sanctioning import Sanctioning
from palabre.services.sessions import SessionBook
from palabre.services.shielding import Shielding
from palabre.services.staffing import Staffing
from palabre.services.transcribing import Transcribing
from palabre.services.urgency import Urgency
from palabre.services.visiting import PrivateRounds, Visiting
from palabre.services.vouching import Vouching
from palabre.services.watchfulness import GuestCards, RoomReading, Watchfulness
from palabre.services.ways import Ways


@dataclass(frozen=True, slots=True)
class Guests:
    """Coming, going, whom one hides, and what is asked of newcomers."""

    opening: Opening
    continuing: Continuing
    book: SessionBook
    leaving: Leaving
    hidden: Hidden
    challenging: Challenging
    reporting: Reporting
    noticing: Noticing


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms, and what is read of them."""

    directory: RoomDirectory
    reading: Reading
    transcribing: Transcribing


@dataclass(frozen=True, slots=True)
class People:
    """How the staff come in, what they show of themselves, and say of one another."""

    staffing: Staffing
    keyring: Keyring
    doors: Doors
    confirming: Confirming
    appointing: Appointing
    conflicts: Conflicts


@dataclass(frozen=True, slots=True)
class Court:
    """What the team does with a case, and what may be said against it."""

    grounds: Grounds
    sanctioning: Sanctioning
    reversing: Reversing
    answering: Answering
    appealing: Appealing
    receipts: Receipts
    opened: Opened
    decided: Decided
    reasons: Reasons


@dataclass(frozen=True, slots=True)
class Team:
    """The staff, and what they see and decide."""

    staffing: Staffing
    people: People
    board: Board
    desk: Desk
    rounds: Rounds
    covering: Covering
    shielding: Shielding
    holding: Holding
    ruling: Ruling
    rehearsing: Rehearsing
    deeds: Deeds
    casework: Casework
    court: Court
    views: CaseViews
    reading: RoomReading
    watchfulness: Watchfulness
    cards: GuestCards
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Age:
    """How guests prove their age, and how the team vouches for one."""

    proving: Proving
    vouching: Vouching
    asking: Asking
    ways: Ways
    allowances: Allowances


@dataclass(frozen=True, slots=True)
class PrivateRoomParts:
    """Private rooms: what guests do with them, and the team."""

    founding: Founding
    hosting: Hosting
    belonging: Belonging
    roll: Roll
    inviting: Inviting
    accepting: Accepting
    allowances: Allowances
    visiting: Visiting
    rounds: PrivateRounds


@dataclass(frozen=True, slots=True)
class OwnDataParts:
    """What guests may ask of their own data."""

    accessing: Accessing
    telling: Telling
    erasing: Erasing


@dataclass(frozen=True, slots=True)
class OrderParts:
    """What authorities ordered."""

    desk: Orders
    papers: OrderPapers
    danger: Danger
    clock: Clock


@dataclass(frozen=True, slots=True)
class HttpParts:
    """Everything `make_app` needs."""

    site: Site
    edge: EdgePolicy
    guests: Guests
    rooms: Rooms
    team: Team
    health: Health
    age: Age
    private: PrivateRoomParts
    publishing: Publishing
    own_data: OwnDataParts
    orders: OrderParts
