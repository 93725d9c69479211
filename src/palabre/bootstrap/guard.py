"""The guard: what stands between guests and the log, composed."""

from dataclasses import dataclass

from palabre.adapters.challenges import AltchaChallenges
from palabre.bootstrap.court import Standing
from palabre.bootstrap.ground import Ground, Job
from palabre.bootstrap.oversight import Oversight
from palabre.ports.connections import Connections
from palabre.services.addressing import Addressing
from palabre.services.allowances import Allowances
from palabre.services.caring import Caring
from palabre.services.challenging import Challenging, Pressure, Solving, Work
from palabre.services.covering import Covering
from palabre.services.deciding import DecisionBook, Timed
from palabre.services.entitling import Entitling
from palabre.services.gating import Gate
from palabre.services.judging import Admitting, Judging, Recalling
from palabre.services.leaving import Memory
from palabre.services.newcomers import Newcomers
from palabre.services.patience import Patience, Tickets
from palabre.services.pressing import Pressing
from palabre.services.protecting import Protecting
from palabre.services.sessions import SessionBook
from palabre.services.tagging import Tagging
from palabre.services.trusting import StandingsAtHand, Trusting
from palabre.services.weighing import Weighing
from palabre.settings import Settings


@dataclass(frozen=True, slots=True)
class Guard:
    """What stands between guests and the log."""

    at_hand: StandingsAtHand
    trusting: Trusting
    pressing: Pressing
    pressure: Pressure
    patience: Patience
    challenging: Challenging
    newcomers: Newcomers
    caring: Caring
    weighing: Weighing
    gate: Gate
    protecting: Protecting
    covering: Covering

    def judging(self, addressing: Addressing, admitting: Admitting, decisions: DecisionBook) -> Judging:
        recalling = Recalling(addressing, self.trusting, self.pressing)
        return Judging(recalling, admitting, self.weighing, self.protecting, decisions)

    def admitting(self, book: SessionBook, entitling: Entitling, allowances: Allowances) -> Admitting:
        return Admitting(book, entitling, self.covering, self.gate, allowances)

    def held(self) -> tuple[Memory, ...]:
        """What holds something of a session."""
        return (
            self.at_hand,
            self.trusting,
            self.pressing,
            self.challenging,
            self.newcomers,
            self.caring,
            self.weighing,
        )

    def jobs(self) -> tuple[Job, ...]:
        return (
            (10.0, "trust", self.trusting.step),
            (30.0, "pairs", self.pressing.step),
            (30.0, "challenges", self.challenging.step),
        )


def guard_of(
    settings: Settings,
    ground: Ground,
    over: Oversight,
    book: SessionBook,
    tagging: Tagging,
    allowances: Allowances,
    connections: Connections,
    standing: Standing,
) -> Guard:
    store, clock, at_hand = ground.store, ground.clock, standing.at_hand
    trusting, pressing = Trusting(at_hand, over.shielding, connections, clock), Pressing(store, at_hand, tagging, clock)
    caring = Caring(ground.bus, clock, lines=settings.lines(), contact=settings.contact.guests)
    pressure = Pressure(store, clock, wave=settings.join_wave(), prefix=settings.sessions_per_prefix())
    solving = Solving(AltchaChallenges(settings.challenge.cost), store, tagging, ground.chance, work_of(settings))
    challenging = Challenging(pressure, solving, at_hand, allowances, clock)
    newcomers = Newcomers(challenging, standing.neighbours)
    return Guard(
        at_hand=at_hand,
        trusting=trusting,
        pressing=pressing,
        pressure=pressure,
        patience=Patience(pressure, Tickets(store, tagging, ground.chance, clock), solving, clock),
        challenging=challenging,
        newcomers=newcomers,
        caring=caring,
        weighing=Weighing(Timed(over.screens, clock), trusting, over.covering, pressing, clock),
        gate=Gate(trusting, over.covering, newcomers, pressing, caring),
        protecting=Protecting(at_hand, pressing, caring, store, clock),
        covering=over.covering,
    )


def work_of(settings: Settings) -> Work:
    """So that nobody waits much longer than others."""
    return Work(settings.challenge.tries // 2, settings.challenge.tries * 3 // 2)
