"""Oversight: who watches over the place and by which rules, composed."""

from dataclasses import dataclass

from palabre.adapters.watching import MemoryWatching
from palabre.bootstrap.bureau import Bureau
from palabre.bootstrap.screening import shipped_screening, workshop
from palabre.http.parts import Court, People, Team
from palabre.ports.cases import CASES_CHANGED
from palabre.ports.clock import Clock
from palabre.ports.staff import RULES_CHANGED
from palabre.ports.store import Store
from palabre.protocol.desk import DeskBreak
from palabre.services.board import Board
from palabre.services.confirming import Confirming
from palabre.services.covering import Covering
from palabre.services.deeds import Deeds
from palabre.services.desk import Desk, Queue, Rounds
from palabre.services.directory import RoomDirectory
from palabre.services.health import Health
from palabre.services.holding import Holding
from palabre.services.rehearsing import Rehearsing
from palabre.services.rules_in_force import RulesInForce
from palabre.services.ruling import PROMOTED, Ruling
from palabre.services.shielding import SHIELD, Shielding
from palabre.services.steering import Followers
from palabre.services.tallying import Tallying
from palabre.services.tending import Tending
from palabre.settings import Settings


@dataclass(frozen=True, slots=True)
class Oversight:
    """What watches over the place: people at their desks, and the rules texts are judged by."""

    tending: Tending
    health: Health
    board: Board
    confirming: Confirming
    shielding: Shielding
    covering: Covering
    screens: RulesInForce
    ruling: Ruling
    tallying: Tallying
    next_break: DeskBreak

    def followers(self) -> Followers:
        """Who takes in which control entries."""
        return {
            SHIELD: self.shielding.follow,
            RULES_CHANGED: self.ruling.follow,
            PROMOTED: self.ruling.follow,
            CASES_CHANGED: self.board.follow_control,
        }


def oversight_of(settings: Settings, store: Store, directory: RoomDirectory, clock: Clock) -> Oversight:
    tending = Tending(store, required=settings.mode == "public")
    health, screens = Health(store, directory, tending, clock), RulesInForce(shipped_screening())
    confirming = Confirming(store, clock, keys_required=settings.mode == "public")
    shielding = Shielding(store, confirming, clock)
    board = Board(clock, health)
    return Oversight(
        tending=tending,
        health=health,
        board=board,
        confirming=confirming,
        shielding=shielding,
        covering=Covering(MemoryWatching(), shielding, clock, unattended_slow_mode=settings.unattended_slow_mode()),
        screens=screens,
        ruling=Ruling(store, workshop(), screens, clock, board, sample=settings.screening.brake_sample),
        tallying=Tallying(store, screens),
        next_break=DeskBreak(
            after_minutes=settings.desk.break_after_minutes, after_texts=settings.desk.break_after_texts
        ),
    )


def team_of(
    over: Oversight,
    store: Store,
    rounds: Rounds,
    holding: Holding,
    people: People,
    bureau: Bureau,
    court: Court,
) -> Team:
    """The staff's part of the HTTP side."""
    return Team(
        staffing=people.staffing,
        people=people,
        board=over.board,
        desk=Desk(
            store,
            over.board,
            rounds,
            over.shielding,
            over.ruling,
            holding,
            Queue(bureau.casework, bureau.rows),
            next_break=over.next_break,
        ),
        rounds=rounds,
        covering=over.covering,
        shielding=over.shielding,
        holding=holding,
        ruling=over.ruling,
        rehearsing=Rehearsing(store, rounds.directory, workshop(), over.screens),
        deeds=Deeds(store),
        casework=bureau.casework,
        court=court,
        views=bureau.views,
        reading=bureau.reading,
        watchfulness=bureau.watchfulness,
        cards=bureau.cards,
        urgency=bureau.urgency,
    )
