"""The staff on call are told of an order before its time is over, once for each part of it, later if that failed."""

from palabre.domain.order import Order
from palabre.ports.notifier import AnyCall, NotTold, OrderCall
from palabre.services.order_keeping import RETRY_MS, OrderKeeping
from tests.cast import MINUTE
from tests.services.test_orders import Scene, scene


class Told:
    """A notifier that can be out of reach."""

    def __init__(self) -> None:
        self.calls: list[AnyCall] = []
        self.fails = False

    async def tell(self, call: AnyCall) -> None:
        if self.fails:
            raise NotTold("nobody could be told")
        self.calls.append(call)


def keeping_of(play: Scene, notifier: Told) -> OrderKeeping:
    stage = play.stage
    informing = stage.house.http.orders.desk._informing
    return OrderKeeping(stage.store, informing, notifier, stage.clock, desk="https://palabre.example/desk")


async def hour(play: Scene) -> Order:
    return await play.receive(kind="terrorist")


async def test_when_a_half_a_quarter_and_nothing_is_left() -> None:
    play, told = await scene(), Told()
    order, keeping = await hour(play), keeping_of(play, told)
    counts = []
    for _ in range(13):
        await keeping.look()
        await keeping.look()
        counts.append(len(told.calls))
        play.stage.clock.step(5 * MINUTE)
    assert counts == [0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3]
    first = told.calls[0]
    assert isinstance(first, OrderCall)
    assert (first.order_id, first.order, first.desk) == (order.id, "terrorist", "https://palabre.example/desk")
    assert play.whats().count("order.alarmed") == 3


async def test_nobody_is_told_of_what_is_settled() -> None:
    play, told = await scene(), Told()
    await play.act(await hour(play))
    play.stage.clock.step(120 * MINUTE)
    await keeping_of(play, told).look()
    assert told.calls == []


async def test_who_could_not_be_told_is_told_later_and_it_counts_once() -> None:
    play, told = await scene(), Told()
    keeping, _ = keeping_of(play, told), await hour(play)
    play.stage.clock.step(31 * MINUTE)
    told.fails = True
    await keeping.look()
    told.fails = False
    await keeping.look()
    assert told.calls == []
    play.stage.clock.step(RETRY_MS / 1_000)
    await keeping.look()
    await keeping.look()
    assert len(told.calls) == 1
