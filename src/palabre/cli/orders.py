"""`palabre orders list`: which orders of authorities wait, and how long still; for the night, beside the server."""

import argparse

import msgspec

from palabre.cli.moderators import now_ms, with_store
from palabre.domain.order import SETTLED
from palabre.ports.orders import OrderClock
from palabre.ports.store import ControlStore
from palabre.protocol.conversion import rfc3339

MINUTE_MS = 60_000
NOTHING = "no order waits"


def show(arguments: argparse.Namespace) -> int:
    """`orders list`: those that wait, or with `--all` every one. What an order says is told at the desk only."""

    async def step(store: ControlStore) -> list[OrderClock]:
        return await store.order_clocks()

    clocks = [clock for clock in with_store(arguments, step) if arguments.all or clock.state not in SETTLED]
    if arguments.json:
        print(msgspec.json.encode([row_of(clock) for clock in clocks]).decode())
        return 0
    now = now_ms()
    for clock in clocks:
        print(f"{clock.id}  {clock.kind:<12}  {clock.state:<8}  {left(clock, now):<22}  {rfc3339(clock.due_ms)}")
    if not clocks:
        print(NOTHING)
    return 0


def row_of(clock: OrderClock) -> dict[str, object]:
    return {
        "id": clock.id,
        "kind": clock.kind,
        "state": clock.state,
        "received_at": rfc3339(clock.received_ms),
        "due_at": rfc3339(clock.due_ms),
        "settled_at": moment(clock.settled_ms),
        "preserved_until": moment(clock.preserved_until_ms),
    }


def left(clock: OrderClock, now: int) -> str:
    """What is left of its time, in words."""
    if clock.settled_ms is not None:
        return "late" if clock.settled_ms > clock.due_ms else "in time"
    minutes, is_late = divmod(abs(clock.due_ms - now) // MINUTE_MS, 60), clock.due_ms < now
    return f"{'overdue by' if is_late else 'left:'} {minutes[0]} h {minutes[1]:02} min"


def moment(at_ms: int | None) -> str | None:
    return None if at_ms is None else rfc3339(at_ms)
