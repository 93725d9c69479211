"""The court: decisions of people, what they lead to, and how they are contested, composed."""

from dataclasses import dataclass

from palabre.adapters.grounds import shipped_grounds
from palabre.bootstrap.ground import Ground
from palabre.bootstrap.rights import holds_of
from palabre.bootstrap.stores import mark_keys_of, receipt_key_of
from palabre.domain.moderation.grounds import Grounds
from palabre.http.parts import Court
from palabre.ports.connections import Connections
from palabre.services.allowances import Allowances
from palabre.services.appealing import Answering, Appealing
from palabre.services.board import Board
from palabre.services.casework import Casework
from palabre.services.confirming import Confirming
from palabre.services.continuing import Continuing
from palabre.services.decided import Decided, Opened
from palabre.services.deciding import DecisionBook
from palabre.services.directory import RoomDirectory
from palabre.services.drafting import Drafting
from palabre.services.following_up import FindingsFiled, FollowingUp
from palabre.services.gathering import Gathering
from palabre.services.holding import Holding
from palabre.services.holds import Holds
from palabre.services.imposing import Imposing, Lifting
from palabre.services.neighbours import Neighbours
from palabre.services.order_holds import OrderHolds
from palabre.services.permitting import Permitting
from palabre.services.persons import Persons
from palabre.services.reasons import Reasons
from palabre.services.receipts import Receipts
from palabre.services.restraining import Restraints
from palabre.services.reversing import Reversing
from palabre.services.sanctioning import Effects, Keeping, Sanctioning
from palabre.services.sessions import SessionBook
from palabre.services.trusting import StandingsAtHand, Trusting
from palabre.settings import Settings


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds of each guest, at hand wherever they ask for something."""

    grounds: Grounds
    receipts: Receipts
    reasons: Reasons
    restraints: Restraints
    continuing: Continuing
    neighbours: Neighbours
    decided: Decided
    at_hand: StandingsAtHand
    holds: Holds

    async def start(self) -> None:
        """As things stand; raises StoreUnavailable."""
        await self.restraints.start()
        await self.neighbours.start()


def standing_of(
    settings: Settings, ground: Ground, directory: RoomDirectory, book: SessionBook, allowances: Allowances
) -> Standing:
    store, clock, chance, grounds = ground.store, ground.clock, ground.chance, shipped_grounds()
    key = receipt_key_of(settings, chance)
    receipts = Receipts(store, allowances, clock, chance, key=key)
    reasons = Reasons(grounds, directory, receipts)
    restraints = Restraints(store, reasons, receipts, book, clock)
    at_hand = StandingsAtHand(store, book)
    return Standing(
        grounds=grounds,
        receipts=receipts,
        reasons=reasons,
        restraints=restraints,
        continuing=Continuing(restraints, at_hand, clock, key=key),
        neighbours=Neighbours(store, mark_keys_of(settings, chance), clock),
        decided=Decided(store, reasons),
        at_hand=at_hand,
        holds=holds_of(ground, settings.kept(), OrderHolds(store, clock)),
    )


def following_up_of(
    ground: Ground, standing: Standing, gathering: Gathering, decisions: DecisionBook, board: Board
) -> FollowingUp:
    store, clock, chance = ground.store, ground.clock, ground.chance
    filed = FindingsFiled(store, gathering, clock, chance)
    return FollowingUp(store, decisions, filed, Imposing(standing.receipts, standing.restraints, chance), board, clock)


@dataclass(frozen=True, slots=True)
class Bench:
    """Those a decision needs."""

    casework: Casework
    confirming: Confirming
    board: Board
    holding: Holding
    trusting: Trusting
    lifting: Lifting
    connections: Connections
    persons: Persons


def court_of(
    settings: Settings, ground: Ground, standing: Standing, bench: Bench, directory: RoomDirectory, book: SessionBook
) -> Court:
    store, clock, chance = ground.store, ground.clock, ground.chance
    effects = Effects(standing.restraints, bench.holding, bench.trusting, bench.lifting, bench.persons)
    appealing = Appealing(store, bench.board, clock, chance)
    return Court(
        grounds=standing.grounds,
        sanctioning=Sanctioning(
            bench.casework,
            Permitting(store, standing.grounds, bench.confirming),
            Drafting(store, directory, book, chance, language=settings.instance.language),
            Keeping(store, standing.receipts, standing.neighbours, bench.connections, effects),
            clock,
        ),
        reversing=Reversing(store, bench.casework, effects, clock),
        answering=Answering(store, bench.casework, effects, bench.board, clock),
        appealing=appealing,
        receipts=standing.receipts,
        opened=Opened(store, standing.reasons, appealing, standing.holds, clock),
        decided=standing.decided,
        reasons=standing.reasons,
    )
