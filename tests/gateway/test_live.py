"""Every open connection is pinged, bounded and ended."""

import pytest

from palabre.gateway import laggards
from palabre.gateway.framing import PING
from palabre.gateway.laggards import RETRY_MOST_MS, RETRY_MS
from palabre.gateway.live import PING_EVERY_S, STOP_SPREAD_MS, TURN_PARTS
from palabre.gateway.outbound import DRAIN_WITHIN_S
from palabre.protocol.close_codes import CloseCode
from tests.cast import Stage, Tab, assert_done, set_stage


def pings(tab: Tab) -> int:
    return bytes(tab.pipe.written).count(PING)


def turn(stage: Stage, times: int = 1) -> None:
    for _ in range(times):
        stage.clock.step(1)
        stage.house.live.turn()


def make_lag(tab: Tab, unsent: int = 100_000) -> None:
    tab.pipe.unsent = unsent
    tab.stage.house.live.lags(tab.visitor)


async def test_every_connection_is_pinged_once_a_round_each_at_its_own_second() -> None:
    stage = await set_stage()
    tabs = [stage.tab() for _ in range(PING_EVERY_S * 2)]
    most = 0
    for _ in range(PING_EVERY_S):
        before = sum(map(pings, tabs))
        turn(stage)
        most = max(most, sum(map(pings, tabs)) - before)
    assert [pings(tab) for tab in tabs] == [1] * len(tabs)
    assert most == 2


async def test_the_pings_of_a_second_go_out_in_even_parts() -> None:
    stage = await set_stage()
    tabs = [stage.tab() for _ in range(PING_EVERY_S * TURN_PARTS * 2)]
    sent = [0]
    for _ in stage.house.live.turning():
        sent.append(sum(map(pings, tabs)))
    assert sent == list(range(0, 2 * TURN_PARTS + 1, 2))


async def test_turns_taken_in_parts_ping_everyone_once_a_round() -> None:
    stage = await set_stage()
    tabs = [stage.tab() for _ in range(PING_EVERY_S * 3)]
    for _ in range(PING_EVERY_S * TURN_PARTS):
        stage.house.live.go_on()
    assert [pings(tab) for tab in tabs] == [1] * len(tabs)


async def test_who_leaves_between_two_parts_of_a_turn_is_not_pinged() -> None:
    stage = await set_stage()
    tabs = [stage.tab() for _ in range(PING_EVERY_S * TURN_PARTS)]
    turning = stage.house.live.turning()
    next(turning)
    for tab in tabs:
        stage.house.live.bid_farewell(tab.visitor, lost=True)
    assert [*turning] == [None] * (TURN_PARTS - 1)
    assert sum(map(pings, tabs)) == 1


async def test_a_silent_connection_is_closed_and_one_that_is_heard_is_not() -> None:
    stage = await set_stage()
    silent, alive = stage.tab(), stage.tab()
    for _ in range(4):
        turn(stage, PING_EVERY_S)
        stage.house.live.heard(alive.visitor.id)
    assert (silent.closed, silent.retry_after_ms) == (CloseCode.TOO_SLOW, RETRY_MS)
    assert pings(silent) == 2
    assert alive.closed is None
    assert stage.house.live.count() == 1


async def test_a_lagging_connection_is_not_pinged() -> None:
    stage = await set_stage()
    tab = stage.tab()
    make_lag(tab)
    turn(stage, PING_EVERY_S - 6)
    assert pings(tab) == 0


async def test_a_connection_that_does_not_drain_is_closed_after_twenty_seconds() -> None:
    stage = await set_stage()
    tab = await stage.guest("Ana", "agora")
    make_lag(tab)
    turn(stage, int(DRAIN_WITHIN_S))
    assert tab.closed is None
    turn(stage)
    assert tab.closed is CloseCode.TOO_SLOW


async def test_who_lags_again_and_again_is_asked_to_wait_longer_and_longer() -> None:
    stage = await set_stage()
    waits = []
    for _ in range(8):
        tab = stage.tab()
        make_lag(tab)
        turn(stage, int(DRAIN_WITHIN_S) + 1)
        waits.append(tab.retry_after_ms)
    assert waits == [2_000, 4_000, 8_000, 16_000, 32_000, RETRY_MOST_MS, RETRY_MOST_MS, RETRY_MOST_MS]
    other = stage.tab(prefix="198.51.100.0/24")
    make_lag(other)
    turn(stage, int(DRAIN_WITHIN_S) + 1)
    assert other.retry_after_ms == RETRY_MS


async def test_unsent_bytes_of_the_node_are_capped_and_the_largest_go_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laggards, "UNSENT_BYTES_PER_NODE", 250)
    stage = await set_stage()
    tabs = [stage.tab() for _ in range(4)]
    for tab, unsent in zip(tabs, (100, 300, 90, 200), strict=True):
        make_lag(tab, unsent)
    turn(stage)
    assert [tab.closed is None for tab in tabs] == [True, False, True, False]


async def test_a_drained_connection_lives_on() -> None:
    stage = await set_stage()
    tab = await stage.guest("Ana", "agora")
    make_lag(tab)
    turn(stage, 10)
    tab.visitor.outbound.resume()
    turn(stage, 20)
    assert tab.closed is None


async def test_who_lagged_is_given_what_they_missed_and_nothing_twice() -> None:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    assert_done(await bilal.post("un"))
    make_lag(ana)
    for body in ("deux", "trois"):
        assert_done(await bilal.post(body))
    assert [event["message"]["body"] for event in ana.received("message.posted")] == ["un"]
    ana.visitor.outbound.resume()
    state = ana.received("room.entered")[-1]
    assert (state["mode"], state["gap"]) == ("resumed", True)
    assert [event["message"]["body"] for event in state["events"]] == ["deux", "trois"]
    assert_done(await bilal.post("quatre"))
    assert [event["message"]["body"] for event in ana.received("message.posted")] == ["un", "quatre"]


async def test_who_missed_too_much_is_given_a_snapshot() -> None:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    make_lag(ana)
    for number in range(520):
        assert_done(await bilal.post(f"n° {number}"))
    ana.visitor.outbound.resume()
    state = ana.received("room.entered")[-1]
    assert (state["mode"], state["gap"], state["offset"]) == ("snapshot", True, 520)


async def test_who_lagged_and_missed_nothing_is_told_nothing() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    make_lag(ana)
    ana.visitor.outbound.resume()
    assert len(ana.received("room.entered")) == 1


async def test_stopping_asks_each_to_come_back_at_its_own_time_within_ten_seconds() -> None:
    stage = await set_stage()
    tabs = [stage.tab() for _ in range(100)]
    stage.house.live.stop()
    waits = [tab.retry_after_ms or 0 for tab in tabs]
    assert {tab.closed for tab in tabs} == {CloseCode.STOPPING}
    assert len(set(waits)) == 100
    assert min(waits) >= 100 and 9_000 <= max(waits) <= STOP_SPREAD_MS + 250
    assert stage.house.live.count() == 0


async def test_a_lost_connection_is_waited_for_fifteen_seconds_and_one_that_leaves_is_not() -> None:
    stage = await set_stage()
    reader = await stage.guest("Bilal", "agora")
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.post())
    await stage.step(1)
    ana.lose()
    await stage.step(14)
    assert (await reader.enter())["roster"]["present"] == 1
    await stage.step(1)
    assert (await reader.enter())["roster"]["present"] == 0
    assert reader.received("presence.changed")[-1]["left"]


async def test_an_answer_to_a_connection_that_is_gone_is_dropped() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    ana.lose()
    written = len(ana.pipe.written)
    await ana.send(b'{"type":"room.leave","ref":9,"room":"agora"}')
    assert len(ana.pipe.written) == written


async def test_who_lagged_is_told_the_reactions_that_changed_meanwhile_and_whom_they_hide() -> None:
    stage = await set_stage()
    ana, bilal = await stage.guest("Ana", "agora"), await stage.guest("Bilal", "agora")
    first, second = [(await bilal.post(f"n° {number}"))["message_id"] for number in range(2)]
    await bilal.ask("reaction.set", room="agora", message_id=first, reaction="thanks")
    await stage.step(1)
    await ana.enter()
    make_lag(ana)
    await bilal.ask("reaction.set", room="agora", message_id=second, reaction="funny")
    tag = bilal.received("room.entered")[0]["you"]["tag"]
    assert_done(await ana.ask("guest.hide", room="agora", tag=tag))
    assert_done(await bilal.post("Encore"))
    await stage.step(1)
    ana.visitor.outbound.resume()
    state = ana.received("room.entered")[-1]
    assert (state["mode"], state["gap"]) == ("resumed", True)
    assert [event["type"] for event in state["events"]] == ["message.hidden"]
    assert [(each["message_id"], each["counts"]) for each in state["reactions"]] == [(second, {"funny": 1})]
    assert [person["tag"] for person in state["you"]["hidden"]] == [tag]


async def test_what_is_told_to_another_alone_is_nothing_missed() -> None:
    stage = await set_stage()
    ana, bilal, chloe = [await stage.guest(name, "agora") for name in ("Ana", "Bilal", "Chloé")]
    assert_done(await bilal.post())
    await stage.step(1)
    make_lag(ana)
    tag = bilal.received("room.entered")[0]["you"]["tag"]
    assert_done(await chloe.ask("guest.hide", room="agora", tag=tag))
    ana.visitor.outbound.resume()
    assert len(chloe.received("hiding.changed")) == 1
    assert len(ana.received("room.entered")) == 1
