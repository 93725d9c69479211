"""The calendar is set, forward or back: nothing breaks, nothing is told out of order, and waits stay what they were."""

import random
from pathlib import Path
from zoneinfo import ZoneInfo

from palabre.adapters.chance import SeededChance
from palabre.adapters.clock import AcceleratedClock
from palabre.adapters.day_keys import MemoryDayKeys
from palabre.adapters.local_bus import LocalBus
from palabre.adapters.memory import MemoryStore
from palabre.adapters.sealing import AesGcmSealer
from palabre.protocol.close_codes import CloseCode
from palabre.services.tagging import Tagging
from palabre.settings import ConfiguredRoom
from palabre.settings.traffic import Allowances
from tests.cast import NOON, Stage, assert_done, opened, settings_of
from tests.faults.ledger import Ledger
from tests.faults.quiet import assert_log_is_quiet
from tests.faults.writing import NICKNAMES, crowd_of_writers
from tests.tools.server import running_server

LAUNCHER = Path(__file__).with_name("stepped.py")
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
SLOW_MODE_S = 50


class Calendar:
    """The server's calendar."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.set(0)

    def set(self, shift_ms: int) -> None:
        """So much later than the machine's, from now on; earlier when negative."""
        new = self._file.with_suffix(".new")
        new.write_text(str(shift_ms))
        new.replace(self._file)


async def test_messages_go_on_through_every_step_of_the_calendar(
    tmp_path: Path, configuration: Path, ledger: Ledger
) -> None:
    steps, calendar = (HOUR_MS, 0, -HOUR_MS, 2 * HOUR_MS, 0), Calendar(tmp_path / "shift")
    with ledger.fault("clock set forward 1 h, back 2 h, forward 3 h, back 2 h") as entry:
        entry.times = len(steps)
        async with (
            running_server(
                tmp_path / "data", options=["--config", configuration], program=(LAUNCHER, tmp_path / "shift")
            ) as server,
            crowd_of_writers(server, random.Random(0)) as crowd,
        ):
            async with crowd.at_work() as account:
                for shift_ms in steps:
                    await account.more(acknowledged=50)
                    calendar.set(shift_ms)
            assert not account.seen, "someone was refused or turned out"
            await crowd.settle(entry)
            assert_log_is_quiet(server, crowd.guests, (*NICKNAMES, "Zoé"))


async def test_a_wait_is_as_long_as_it_was_whatever_the_calendar_says() -> None:
    stage, calendar = await stage_under_a_calendar(allowances=Allowances())
    ana = await stage.guest("Ana", "lente")
    assert_done(await ana.post("un", "lente"))
    for shift_ms, passed in ((0, 0), (HOUR_MS, 10), (-HOUR_MS, 20)):
        calendar.shift_ms = shift_ms
        calendar.step(passed - calendar.monotonic())
        refused = await ana.post("deux", "lente")
        assert (refused["code"], refused["reason"]) == ("slowed", "slow_mode")
        assert refused["retry_after"] == SLOW_MODE_S - passed


async def test_a_day_too_far_ends_what_a_day_ends_and_the_way_back_breaks_nothing(ledger: Ledger) -> None:
    with ledger.fault("clock set forward 25 h, then back: sessions and messages end as their rules say") as entry:
        entry.times = 2
        stage, calendar = await stage_under_a_calendar()
        ana = await stage.guest("Ana", "agora")
        kept = [await ana.post(f"avant {number}") for number in range(5)]
        calendar.shift_ms = DAY_MS + HOUR_MS
        await stage.step(5)
        assert ana.closed is CloseCode.SESSION_ENDED
        entry.seen = {str(int(ana.closed)): 1}
        bilal = await stage.guest("Bilal")
        entered = await bilal.enter()
        assert (entered["offset"], entered["messages"]) == (5, [])
        kept.append(await bilal.post("demain"))
        calendar.shift_ms = 0
        await stage.step(90)
        assert bilal.closed is None
        kept.append(await bilal.post("aujourd’hui"))
        chloe = await stage.guest("Chloé")
        assert [message["body"] for message in (await chloe.enter())["messages"]] == ["demain", "aujourd’hui"]
        entry.acknowledged = len(kept)
        assert [reply["offset"] for reply in kept] == list(range(1, 8))


class SteppedClock(AcceleratedClock):
    """A stopwatch that stands until stepped, and a calendar that can be set."""

    shift_ms = 0

    def now_ms(self) -> int:
        return super().now_ms() + self.shift_ms


async def stage_under_a_calendar(*, allowances: Allowances | None = None) -> tuple[Stage, SteppedClock]:
    """A whole instance in memory, with a room in slow mode."""
    clock, bus = SteppedClock(start_ms=NOON), LocalBus()
    rooms = (
        ConfiguredRoom(slug="agora", name="Agora"),
        ConfiguredRoom(slug="lente", name="Lente", slow_mode=SLOW_MODE_S),
    )
    settings = settings_of(rooms=rooms, allowances=allowances)
    return await opened(settings, MemoryStore(bus, AesGcmSealer()), bus, clock, SeededChance(0)), clock


def test_a_tag_is_of_one_day_also_when_the_calendar_was_a_day_ahead_for_a_while() -> None:
    clock = SteppedClock(start_ms=NOON)
    tagging = Tagging(MemoryDayKeys(SeededChance(0)), clock, ZoneInfo("Europe/Paris"))
    tags = []
    for shift_ms in (0, DAY_MS, 0, DAY_MS, DAY_MS + HOUR_MS, -DAY_MS):
        clock.shift_ms = shift_ms
        tagging.has_turned()
        tags.append(tagging.tag(1, "ana"))
    assert tags[3] == tags[4], "one tag all day"
    assert len(set(tags)) == 5, "another tag each time a day begins"
