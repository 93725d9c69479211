"""Steps of an order: how it is to stand next, what is done with it at once, and what is recorded of that."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from palabre.domain.moderation.event import Deed, told
from palabre.domain.moderation.evidence import Piece, seal_digest
from palabre.domain.moderation.judgement import Ruled
from palabre.domain.order import Began, Order


class OrderStep(Struct, frozen=True, kw_only=True):
    """An order as it is to stand, and what happens with it, all or nothing.

    `pieces` are sealed for it, `removing` taken down: what is theirs whom it is about, in its room. `ruled` is what
    they are told, kept when something was taken down. `frees`: what was sealed for it is destroyed.
    """

    order: Order
    at_ms: int
    deeds: tuple[Deed, ...] = ()
    pieces: tuple[Piece, ...] = ()
    removing: tuple[str, ...] = ()
    ruled: Ruled | None = None
    frees: bool = False

    def __repr__(self) -> str:
        return "<OrderStep>"


class Taken(Struct, frozen=True, kw_only=True):
    """The order as it stands then, what is recorded of it in this order, and what is told."""

    order: Order
    deeds: tuple[Deed, ...]
    ruled: Ruled | None

    def __repr__(self) -> str:
        return "<Taken>"


def taken(step: OrderStep, removed: Sequence[str], digests: Sequence[bytes]) -> Taken:
    """What a step comes to, when these messages were still there to be taken down, and so many texts were sealed."""
    order = replace(step.order, removed=(*step.order.removed, *removed), pieces=step.order.pieces + len(digests))
    ruled = about(step.ruled, order) if step.ruled and order.removed else None
    if ruled is not None:
        order = replace(order, author_ms=step.at_ms, decision_id=ruled.judgement.id)
    deeds = [*step.deeds, *(taking_down(step, message_id) for message_id in removed)]
    if digests:
        deeds.append(beginning(step, order, digests))
    return Taken(order=order, deeds=(*deeds, *(ruled.deeds if ruled else ())), ruled=ruled)


def about(ruled: Ruled, order: Order) -> Ruled:
    """The same, of what was taken down for this order."""
    judgement = replace(ruled.judgement, removed=order.removed)
    statement = ruled.statement and replace(ruled.statement, removed=len(order.removed))
    return replace(ruled, judgement=judgement, statement=statement)


def taking_down(step: OrderStep, message_id: str) -> Deed:
    return Deed(at_ms=step.at_ms, who=step.order.carried_out_by, what="message_taken_down", subject=message_id)


def beginning(step: OrderStep, order: Order, digests: Sequence[bytes]) -> Deed:
    """The record that binds what was sealed: what is altered later no longer has these digests."""
    began = Began(pieces=len(digests), digest=seal_digest(digests), until_ms=order.preserved_until_ms or step.at_ms)
    who = order.notes[-1].by if order.notes else order.by
    return Deed(
        at_ms=step.at_ms, who=who, what="preservation.began", subject=order.id, case_id=order.id, data=told(began)
    )
