"""Age: what proofs hold, which browsers they are of, and how one is given, composed."""

from collections.abc import Iterable
from dataclasses import dataclass

from palabre.adapters.age import KeptProofs, P256Signatures
from palabre.bootstrap.court import Standing
from palabre.bootstrap.ground import Ground, Job
from palabre.bootstrap.stores import proof_key_of
from palabre.bootstrap.ways import ways_of
from palabre.domain.age import PairwiseMark, ProofLife
from palabre.gateway.live import LiveEdge
from palabre.http.parts import Age, People
from palabre.ports.proofs import Proofs
from palabre.services.allowances import Allowances
from palabre.services.asking import Asking
from palabre.services.bindings import Bindings
from palabre.services.persons import Persons
from palabre.services.proving import Proving
from palabre.services.sessions import SessionBook
from palabre.services.trusting import StandingsAtHand
from palabre.services.upholding import Upholding
from palabre.services.vouching import Vouching
from palabre.services.ways import Ways
from palabre.settings import Settings


@dataclass(frozen=True, slots=True)
class Adulthood:
    """What was proved, and what is asked of a browser for it."""

    ways: Ways
    proofs: Proofs
    upholding: Upholding
    bindings: Bindings
    persons: Persons

    def listen(self, live: LiveEdge, standings: StandingsAtHand) -> None:
        """Whom to tell, what a proof changes, and whose connections are over."""
        self.upholding.listen(live, self.bindings.unbind, standings.grown_up)
        live.on_farewell = self.bindings.forget_connection


def adulthood_of(settings: Settings, ground: Ground, book: SessionBook, standing: Standing) -> Adulthood:
    """Raises AgeUnusable, KeyUnusable."""
    clock, ways = ground.clock, ways_of(settings, ground.clock)
    life = ProofLife(idle_ms=settings.age.idle_minutes * 60_000, most_ms=settings.age.proof_minutes * 60_000)

    def last_seen(session_id: str) -> int | None:
        session = book.live(session_id)
        return session.seen_ms if session else None

    at_hand = KeptProofs(clock, last_seen, given=ways.can_be_given, idle_ms=life.idle_ms)
    key = proof_key_of(settings, ground.chance)
    persons = Persons(standing.neighbours, standing.restraints, at_hand)
    upholding = Upholding(ground.store, at_hand, persons, clock, life=life, key=key, has_ended=book.has_ended)

    def person_of(session_id: str) -> PairwiseMark | None:
        kept = at_hand.of(session_id)
        return kept.mark if kept else None

    def marks() -> Iterable[PairwiseMark]:
        return (kept.mark for kept in at_hand.all() if kept.mark is not None)

    standing.neighbours.know(person_of, marks)
    bindings = Bindings(at_hand, upholding, P256Signatures(), clock, ground.chance)
    return Adulthood(ways, at_hand, upholding, bindings, persons)


def age_of(
    settings: Settings, ground: Ground, adulthood: Adulthood, people: People, allowances: Allowances
) -> tuple[Age, tuple[Job, ...]]:
    """The part of the HTTP side, and what has to be done now and then."""
    clock, chance, ways = ground.clock, ground.chance, adulthood.ways
    vouching = Vouching(
        ground.store,
        adulthood.upholding,
        people.confirming,
        people.conflicts,
        clock,
        chance,
        instance_name=settings.instance.name,
        strict=settings.mode == "public",
    )
    proving = Proving(ways.infos, adulthood.upholding, vouching, allowances, clock, chance)
    asking = Asking(proving, ways, chance, clock)
    jobs = ((0.25, "proofs", adulthood.upholding.step), (60.0, "attempts", proving.step))
    return Age(proving, vouching, asking, ways, allowances), jobs
