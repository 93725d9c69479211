"""Private rooms, composed: making and keeping them, coming in by invitation, and the team's visits."""

from palabre.bootstrap.ground import Ground
from palabre.http.parts import PrivateRoomParts
from palabre.ports.presence import Presence
from palabre.ports.screening import Screening
from palabre.services.allowances import Allowances
from palabre.services.belonging import Belonging
from palabre.services.directory import RoomDirectory
from palabre.services.entitling import Entitling
from palabre.services.hosting import Founding, Hosting, Roll, RoomNames
from palabre.services.inviting import Accepting, Admittance, Inviting
from palabre.services.membership import Members
from palabre.services.unread import UnreadTold
from palabre.services.visiting import PrivateRounds, Visiting


def private_rooms_of(
    ground: Ground,
    directory: RoomDirectory,
    members: Members,
    entitling: Entitling,
    screening: Screening,
    roll: Roll,
    admittance: Admittance,
    allowances: Allowances,
    visiting: Visiting,
    presence: Presence,
    unread: UnreadTold,
) -> PrivateRoomParts:
    names = RoomNames(screening)
    hosting = Hosting(members, entitling, names, roll, ground.store)
    return PrivateRoomParts(
        founding=Founding(members, entitling, names, ground.clock, ground.chance),
        hosting=hosting,
        belonging=Belonging(members, roll, unread),
        roll=roll,
        inviting=Inviting(ground.store, hosting, ground.clock, ground.chance),
        accepting=Accepting(ground.store, directory, members, admittance, ground.clock),
        allowances=allowances,
        visiting=visiting,
        rounds=PrivateRounds(directory, members, presence),
    )
