"""`palabre orders list`: the clocks of orders for the night, and no word of them."""

import asyncio
import json
import time
from pathlib import Path

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.sqlite import SqliteStore
from palabre.domain.order import Order
from tests.cli.conftest import Palabre
from tests.contract.test_orders import PREFECTURE, order, step

HOUR_MS = 3_600_000


def keep(data: Path, *orders: Order) -> None:
    async def kept() -> None:
        store = await SqliteStore.open(data, bus=LocalBus(), sealer=AesGcmSealer())
        for each in orders:
            await store.keep_order(step(each))
        await store.close()

    asyncio.run(kept())


def test_those_that_wait_are_listed_the_soonest_due_first(palabre: Palabre, data: Path) -> None:
    now = time.time_ns() // 1_000_000
    settled = order("settled", at_ms=now - HOUR_MS, state="acted", settled_ms=now - 1)
    keep(data, order("late", at_ms=now - 2 * HOUR_MS), order("soon", at_ms=now), settled)
    said = palabre("orders", "list")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines()] == ["late", "soon"]
    assert "overdue by 1 h 00 min" in said.out
    assert "left: 0 h 59 min" in said.out
    everything = palabre("orders", "list", "--all", "--json").out
    assert [row["id"] for row in json.loads(everything)] == ["late", "soon", "settled"]
    assert PREFECTURE not in everything + said.out


def test_where_no_order_waits_it_says_so(palabre: Palabre) -> None:
    assert palabre("orders", "list").out == "no order waits\n"
