"""What guests do in private, composed: requests, conversations, and what is judged in them."""

from dataclasses import dataclass

from palabre.adapters.detectors.links import AnyLink
from palabre.bootstrap.age import Adulthood
from palabre.bootstrap.ground import Ground, Job
from palabre.bootstrap.guard import Guard
from palabre.gateway.conversations import Conversations
from palabre.ports.connections import Connections
from palabre.ports.presence import Presence
from palabre.ports.screening import Screening
from palabre.services.addressing import Addressing
from palabre.services.allowances import Allowances
from palabre.services.apart import Apart
from palabre.services.confiding import Confiding, Contact, Judges
from palabre.services.conversing import Accepting, ConversationsAtHand, Conversing, Meeting, Places
from palabre.services.correspondence import Correspondents
from palabre.services.deciding import DecisionBook
from palabre.services.directory import RoomDirectory
from palabre.services.elsewhere import Elsewhere
from palabre.services.entitling import Entitling
from palabre.services.hiding import Hidden
from palabre.services.judging import Admitting
from palabre.services.membership import Members
from palabre.services.naming import Naming
from palabre.services.posting import Bylines
from palabre.services.restraining import Restraints
from palabre.services.sessions import SessionBook
from palabre.services.sheltering import Sheltering
from palabre.services.soliciting import Asking, Finding, HandingOver, Soliciting
from palabre.services.tagging import Tagging
from palabre.services.unread import UnreadTold


@dataclass(frozen=True, slots=True)
class Indoors:
    """What everything in private rests on: who is who, where, and what they may."""

    directory: RoomDirectory
    presence: Presence
    members: Members
    book: SessionBook
    naming: Naming
    tagging: Tagging
    hidden: Hidden
    unread: UnreadTold


@dataclass(frozen=True, slots=True)
class Private:
    """Conversations, composed."""

    apart: Apart
    at_hand: ConversationsAtHand
    correspondents: Correspondents
    sheltering: Sheltering
    indoors: Indoors
    ground: Ground

    def judges(
        self, guard: Guard, addressing: Addressing, admitting: Admitting, screening: Screening, decisions: DecisionBook
    ) -> Judges:
        judging = guard.judging(addressing, admitting, decisions)
        contact = Contact(self.at_hand, guard.pressing, screening, decisions, self.ground.clock)
        return Judges(judging, Confiding(admitting, self.apart, self.at_hand, contact, AnyLink(), guard.pressing))

    def commands(
        self, entitling: Entitling, allowances: Allowances, bylines: Bylines, connections: Connections
    ) -> tuple[Conversations, Elsewhere, tuple[Job, ...]]:
        """What connections can ask for, what other processes did, and the beats behind it."""
        ground, indoors = self.ground, self.indoors
        soliciting = Soliciting(
            Asking(self.apart, entitling, allowances, bylines),
            Finding(indoors.presence, ground.store, self.apart),
            ground.store,
            ground.clock,
            ground.chance,
        )
        accepting = Accepting(
            ground.store,
            indoors.members,
            indoors.naming,
            Meeting(indoors.directory, indoors.book, indoors.hidden, self.apart),
            Places(ground.clock, ground.chance),
        )
        handing = HandingOver(soliciting, ground.store, self.correspondents, connections, ground.clock)
        self.at_hand.listen(connections)
        conversing = Conversing(self.apart, self.at_hand, accepting, self.correspondents)
        jobs = (
            (1.0, "requests", handing.step),
            (1.0, "conversations", self.at_hand.step),
            (1.0, "unread", indoors.unread.step),
            (30.0, "shelter", self.sheltering.step),
        )
        elsewhere = Elsewhere(ground.store, indoors.members, self.at_hand, conversing, indoors.book)
        return Conversations(entitling, soliciting, conversing), elsewhere, jobs


def private_of(ground: Ground, indoors: Indoors, adulthood: Adulthood, guard: Guard, restraints: Restraints) -> Private:
    at_hand = ConversationsAtHand(ground.store, indoors.members, indoors.directory, ground.clock)
    sheltering = Sheltering(ground.store, indoors.members, at_hand, guard.at_hand, indoors.book, ground.clock)
    guard.protecting.listen(sheltering.shelter)
    return Private(
        Apart(indoors.book, adulthood.proofs, adulthood.bindings, restraints, guard.at_hand),
        at_hand,
        Correspondents(ground.store, indoors.directory, indoors.tagging, indoors.unread, ground.clock),
        sheltering,
        indoors,
        ground,
    )
