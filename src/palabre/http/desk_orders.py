"""Routes of `/api/desk/orders`: what authorities ordered, and what was done about it."""

from typing import Annotated

from litestar import Response, get, post
from litestar.params import JSONBody, PathParameter

from palabre.domain.order import Order
from palabre.http.documented import staff_needed, told
from palabre.http.sessions import json_only
from palabre.http.staff import staff_of
from palabre.http.visit import AnyRequest, parts_of
from palabre.protocol.conversion import rfc3339
from palabre.protocol.desk_orders import (
    OrderAboutInfo,
    OrderDone,
    OrderExportRequest,
    OrderInfo,
    OrderReason,
    OrderRequest,
    Orders,
    SilenceRequest,
)
from palabre.services.orders import Orders as OrderDesk

OrderId = Annotated[str, PathParameter(max_length=64, description="The order's id.")]
CHANGING = told(400, 401, 403, 404, 409, 413, 415, 422, 503)


def orders_of(request: AnyRequest) -> OrderDesk:
    return parts_of(request).orders.desk


@get(
    "/api/desk/orders",
    summary="What authorities ordered",
    operation_id="listOrders",
    security=staff_needed(),
    responses=told(401, 403, 503),
)
async def list_orders(request: AnyRequest) -> Orders:
    """For owners, and custodians, who answer none of them."""
    member = await staff_of(request, using=False)
    found = await orders_of(request).all(member)
    now = parts_of(request).orders.clock.now_ms()
    return Orders(
        tuple(info_of(request, order, now) for order in found), now=rfc3339(now), may_answer=member.may("answer")
    )


@post(
    "/api/desk/orders",
    guards=[json_only],
    summary="Take an order in",
    operation_id="receiveOrder",
    security=staff_needed(),
    responses=CHANGING,
)
async def receive_order(request: AnyRequest, data: JSONBody[OrderRequest]) -> OrderInfo:
    """Its clock runs from when it came. What it points to is sealed at once, where it asks for that."""
    return answer_of(request, await orders_of(request).receive(await staff_of(request), data))


@post(
    "/api/desk/orders/{order_id:str}/act",
    guards=[json_only],
    status_code=200,
    summary="Carry an order out",
    operation_id="actOnOrder",
    security=staff_needed(),
    responses=CHANGING,
)
async def act_on_order(request: AnyRequest, order_id: OrderId, data: JSONBody[OrderReason]) -> OrderInfo:
    """What is to be taken down is, and whom it is about is told, unless it forbids that."""
    return answer_of(request, await orders_of(request).act(await staff_of(request), order_id, data.reason))


@post(
    "/api/desk/orders/{order_id:str}/answer",
    guards=[json_only],
    status_code=200,
    summary="Say that an authority was answered",
    operation_id="answerOrder",
    security=staff_needed(),
    responses=CHANGING,
)
async def answer_order(request: AnyRequest, order_id: OrderId, data: JSONBody[OrderReason]) -> OrderInfo:
    """Whatever is sent to them, a person sends it."""
    return answer_of(request, await orders_of(request).answer(await staff_of(request), order_id, data.reason))


@post(
    "/api/desk/orders/{order_id:str}/refuse",
    guards=[json_only],
    status_code=200,
    summary="Refuse an order",
    operation_id="refuseOrder",
    security=staff_needed(),
    responses=CHANGING,
)
async def refuse_order(request: AnyRequest, order_id: OrderId, data: JSONBody[OrderReason]) -> OrderInfo:
    """It cannot be carried out; the authority is told why."""
    return answer_of(request, await orders_of(request).refuse(await staff_of(request), order_id, data.reason))


@post(
    "/api/desk/orders/{order_id:str}/silence",
    guards=[json_only],
    status_code=200,
    summary="Say until when an order forbids to tell",
    operation_id="silenceOrder",
    security=staff_needed(),
    responses=CHANGING,
)
async def silence_order(request: AnyRequest, order_id: OrderId, data: JSONBody[SilenceRequest]) -> OrderInfo:
    """Six weeks at most of terrorist content, and then six more (Regulation (EU) 2021/784, article 11(3))."""
    member = await staff_of(request)
    return answer_of(request, await orders_of(request).silence(member, order_id, data.until, data.reason))


@post(
    "/api/desk/orders/{order_id:str}/preserve",
    guards=[json_only],
    status_code=200,
    summary="Preserve what an order is about, for six months more",
    operation_id="preserveForOrder",
    security=staff_needed(),
    responses=CHANGING,
)
async def preserve_for_order(request: AnyRequest, order_id: OrderId, data: JSONBody[OrderReason]) -> OrderInfo:
    """A sealed copy of what is there now, or six months more of the one there is."""
    return answer_of(request, await orders_of(request).preserve(await staff_of(request), order_id, data.reason))


@post(
    "/api/desk/orders/{order_id:str}/free",
    guards=[json_only],
    status_code=200,
    summary="End what is preserved for an order",
    operation_id="freeForOrder",
    security=staff_needed(),
    responses=CHANGING,
)
async def free_for_order(request: AnyRequest, order_id: OrderId, data: JSONBody[OrderReason]) -> OrderInfo:
    """The sealed copy is destroyed."""
    return answer_of(request, await orders_of(request).free(await staff_of(request), order_id, data.reason))


@post(
    "/api/desk/orders/{order_id:str}/export",
    guards=[json_only],
    status_code=200,
    summary="What answers an order, as a file",
    operation_id="exportOrder",
    security=staff_needed(),
    responses=CHANGING,
)
async def export_order(request: AnyRequest, order_id: OrderId, data: JSONBody[OrderExportRequest]) -> Response[bytes]:
    """JSON for a person to send: what was asked, what was done, and with `texts` what was sealed for it. Recorded."""
    member = await staff_of(request)
    file = await parts_of(request).orders.papers.export(member, order_id, texts=data.texts)
    return attached(file, "application/json", "ordre.json")


def attached(file: bytes, media_type: str, name: str) -> Response[bytes]:
    """A file for the person who asked, kept nowhere on the way."""
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(file, media_type=media_type, headers=headers)


def answer_of(request: AnyRequest, order: Order) -> OrderInfo:
    return info_of(request, order, parts_of(request).orders.clock.now_ms())


def info_of(request: AnyRequest, order: Order, now: int) -> OrderInfo:
    return OrderInfo(
        id=order.id,
        kind=order.kind,
        state=order.state,
        authority=order.authority,
        reference=order.reference,
        words=order.words,
        by=order.by,
        received_at=rfc3339(order.received_ms),
        due_at=rfc3339(order.due_ms),
        about=about_of(request, order),
        author=order.author(now),
        late=(order.settled_ms or now) > order.due_ms,
        settled_at=moment(order.settled_ms),
        answered_at=moment(order.answered_ms),
        removed=len(order.removed),
        silent_until=moment(order.silent_until_ms) if order.is_silent(now) else None,
        preserved_until=moment(order.preserved_until_ms),
        pieces=order.pieces,
        readable=bool(order.by),
        done=tuple(
            OrderDone(at=rfc3339(note.at_ms), by=note.by, what=note.what, words=note.words) for note in order.notes
        ),
    )


def about_of(request: AnyRequest, order: Order) -> OrderAboutInfo:
    """A place with members is told by its number."""
    subject = order.subject
    room = parts_of(request).rooms.directory.by_id(subject.room_id) if subject.room_id is not None else None
    return OrderAboutInfo(
        kind=subject.kind,
        found=subject.session_id is not None,
        room=room.handle if room else None,
        tag=subject.tag,
        message_id=subject.message_id,
        decision_id=subject.decision_id,
        words=subject.words,
    )


def moment(at_ms: int | None) -> str | None:
    return None if at_ms is None else rfc3339(at_ms)


ROUTES = (
    list_orders,
    receive_order,
    act_on_order,
    answer_order,
    refuse_order,
    silence_order,
    preserve_for_order,
    free_for_order,
    export_order,
)
