"""Always a reason and a time; what is refused or fails is not held against its author."""

import pytest

from palabre.adapters.clock import AcceleratedClock
from palabre.domain.allowance import NO_LIMITS, Rates
from palabre.domain.room import Room, RoomSettings
from palabre.services import allowances as allowances_module
from palabre.services.allowances import Allowances
from palabre.settings import ConfiguredRoom
from palabre.settings.traffic import Allowances as Configured
from tests.cast import Json, Stage, Tab, assert_done, assert_refused, key, refused, set_stage, settings_of

AGORA = Room(id=1, slug="agora", settings=RoomSettings(name="Agora"), epoch="epoch")


async def measured(burst: int = 5) -> tuple[Stage, Tab]:
    """An instance with the usual allowances, and Ana in agora and cuisine."""
    stage = await set_stage(settings_of(allowances=Configured(burst=burst)))
    return stage, await stage.guest("Ana", "agora", "cuisine")


def assert_slowed(reply: Json, reason: str, at_most: float = 60) -> float:
    assert_refused(reply, "slowed")
    assert reply["reason"] == reason
    assert 0 < reply["retry_after"] <= at_most
    return float(reply["retry_after"])


async def test_the_same_text_a_third_time_waits_across_rooms_and_in_any_dress() -> None:
    stage, ana = await measured()
    assert_done(await ana.post("Bonsoir à tous"))
    stage.clock.step(4)
    assert_done(await ana.post("BONSOIR, à tous !", room="cuisine"))
    stage.clock.step(4)
    wait = assert_slowed(await ana.post("bonsoir a touuus"), "repetition")
    assert wait == 22
    assert_done(await ana.post("Autre chose"))
    stage.clock.step(wait)
    assert_done(await ana.post("bonsoir a touuus"))


async def test_another_guest_may_say_the_same() -> None:
    stage, ana = await measured()
    bilal = await stage.guest("Bilal", "agora")
    for tab in (ana, ana, bilal, bilal):
        assert_done(await tab.post("Bonsoir"))


async def test_retries_and_edits_do_not_count_as_saying_it_again() -> None:
    _, ana = await measured()
    mine = key()
    first = await ana.post("Bonsoir", client_message_id=mine)
    for _ in range(3):
        assert (await ana.post("Bonsoir", client_message_id=mine))["offset"] == first["offset"]
    assert_done(await ana.ask("message.edit", room="agora", message_id=first["message_id"], body="Bonsoir"))
    assert_done(await ana.ask("message.edit", room="agora", message_id=first["message_id"], body="Bonsoir"))
    assert_done(await ana.post("Bonsoir"))


async def test_what_failed_or_was_screened_was_not_said() -> None:
    stage, ana = await measured(burst=20)
    stage.store.tables.writable = False
    for _ in range(3):
        assert_refused(await ana.post("Bonsoir"), "unavailable")
    stage.store.tables.writable = True
    for _ in range(2):
        assert_done(await ana.post("Bonsoir"))
    assert_slowed(await ana.post("Bonsoir"), "repetition", 30)


async def test_a_refusal_for_repetition_takes_nothing_from_the_rate() -> None:
    _, ana = await measured()
    for _ in range(2):
        assert_done(await ana.post("Bonsoir"))
    for _ in range(10):
        assert_slowed(await ana.post("Bonsoir"), "repetition", 30)
    for number in range(3):
        assert_done(await ana.post(f"Autre {number}"))
    assert_slowed(await ana.post("Encore autre"), "rate", 1.1)


async def test_a_bench_may_repeat_itself() -> None:
    stage = await set_stage(settings_of(allowances=Configured(factor=0)))
    ana = await stage.guest("Ana", "agora")
    for _ in range(20):
        assert_done(await ana.post("Bonsoir"))
        assert_done(await ana.ask("typing.start", room="agora"))
        assert_done(await ana.ask("read.mark", room="agora", offset=1))


@pytest.mark.parametrize(
    ("kind", "fields", "burst"),
    [
        ("typing.start", {}, 5),
        ("read.mark", {"offset": 1}, 10),
        ("reaction.set", {"message_id": "m404", "reaction": "thanks"}, 10),
        ("guest.hide", {"tag": "personne"}, 20),
    ],
)
async def test_each_thing_has_its_own_rate_and_says_so(kind: str, fields: dict[str, object], burst: int) -> None:
    stage, ana = await measured()
    replies = [await ana.ask(kind, room="agora", **fields) for _ in range(burst)]
    assert not [reply for reply in replies if reply.get("code") == "slowed"]
    wait = assert_slowed(await ana.ask(kind, room="agora", **fields), "rate", 1.1)
    assert_done(await ana.post("Écrire reste possible"))
    stage.clock.step(wait)
    assert (await ana.ask(kind, room="agora", **fields)).get("code") != "slowed"


async def test_a_slow_room_names_its_slow_mode_and_a_minute_at_most() -> None:
    rooms = (ConfiguredRoom(slug="agora", name="Agora", slow_mode=600),)
    stage = await set_stage(settings_of(rooms=rooms, allowances=Configured()))
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.post("Un"))
    assert assert_slowed(await ana.post("Deux"), "slow_mode") == 60


def test_a_crowd_behind_one_address_is_told_that_it_is_the_address() -> None:
    crowded = Allowances(Rates(), AcceleratedClock(0, start_ms=0))
    for _ in range(30):
        crowded.open_session("203.0.113.0/24")
    with refused("slowed") as caught:
        crowded.open_session("203.0.113.0/24")
    assert caught.refusal.reason == "prefix" and caught.refusal.retry_after


def test_a_nickname_changed_too_often_has_its_own_code_and_no_reason() -> None:
    named = Allowances(Rates(), AcceleratedClock(0, start_ms=0))
    for _ in range(3):
        named.rename("ana")
    with refused("nickname_changed_too_often") as caught:
        named.rename("ana")
    assert caught.refusal.reason is None


def test_what_is_remembered_of_sessions_is_let_go_when_it_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowances_module, "FORGET_ABOVE", 100)
    clock = AcceleratedClock(0, start_ms=0)
    allowances = Allowances(Rates(), clock)
    for number in range(1_000):
        allowances.post(f"session-{number}", AGORA, "Bonsoir")
        clock.step(1)
    assert len(allowances._buckets) <= 101 and len(allowances._sayings) <= 101


def test_no_limits_limit_nothing() -> None:
    free = Allowances(NO_LIMITS, AcceleratedClock(0, start_ms=0))
    for _ in range(1_000):
        assert free.post("ana", AGORA, "Bonsoir") is None
        free.react("ana")
        free.hide("ana")
