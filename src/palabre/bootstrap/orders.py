"""Orders of authorities, composed."""

from dataclasses import dataclass

from palabre.adapters.papers import DangerPdf
from palabre.bootstrap.calling import notifier_of
from palabre.bootstrap.ground import Ground, Job
from palabre.domain.danger import Sender
from palabre.http.parts import OrderParts
from palabre.jobs.orders import OrdersJob
from palabre.services.case_view import CaseRows, Whereabouts
from palabre.services.casework import Casework
from palabre.services.confirming import Confirming
from palabre.services.conflicts import Conflicting
from palabre.services.danger import Danger, DangerPapers
from palabre.services.directory import RoomDirectory
from palabre.services.informing import Informing
from palabre.services.order_keeping import OrderKeeping
from palabre.services.order_papers import OrderPapers
from palabre.services.order_rights import OrderRights
from palabre.services.orders import Orders
from palabre.services.pointing import Pointing
from palabre.services.receipts import Receipts
from palabre.services.recognising import Recognising
from palabre.services.restraining import Restraints
from palabre.services.sessions import SessionBook
from palabre.settings import Settings


@dataclass(frozen=True, slots=True)
class Around:
    """Who an order is about, what they may be told, and who of the team may see it."""

    directory: RoomDirectory
    recognising: Recognising
    receipts: Receipts
    restraints: Restraints
    book: SessionBook
    confirming: Confirming
    conflicts: Conflicting
    casework: Casework
    rows: CaseRows
    whereabouts: Whereabouts


def orders_of(settings: Settings, ground: Ground, around: Around) -> tuple[OrderParts, tuple[Job, ...]]:
    store, clock, chance = ground.store, ground.clock, ground.chance
    informing = Informing(around.receipts, around.restraints, around.directory, around.book, chance)
    rights = OrderRights(around.confirming, around.conflicts, strict=settings.mode == "public")
    pointing = Pointing(store, around.directory, around.recognising)
    keeping = OrderKeeping(store, informing, notifier_of(settings), clock, desk=settings.desk_address())
    desk = Orders(store, pointing, informing, rights, clock, chance)
    danger = Danger(store, around.casework, papers_of(settings, around), DangerPdf(), clock)
    papers = OrderPapers(store, rights, around.directory, sender_of(settings), clock)
    return OrderParts(desk, papers, danger, clock), ((5.0, "orders", OrdersJob(keeping).step),)


def papers_of(settings: Settings, around: Around) -> DangerPapers:
    """What every danger file says of the place; records of connections are kept where custodians are named."""
    are_kept = bool(settings.vault.custodians)
    return DangerPapers(around.rows, around.whereabouts, sender_of(settings), are_kept=are_kept)


def sender_of(settings: Settings) -> Sender:
    """Who answers for the place."""
    publisher = settings.publisher
    return Sender(
        place=settings.instance.name,
        publisher=publisher.name,
        address=publisher.address,
        phone=publisher.phone,
        director=publisher.director,
        contact=settings.contact.authorities,
    )
