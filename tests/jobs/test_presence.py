"""Rooms are told who came and went; names of who left are let go."""

import pytest

from palabre.ports.store import StoreUnavailable
from tests.cast import MINUTE, assert_done, assert_refused, set_stage


async def test_a_second_of_comings_and_goings_is_told_at_once() -> None:
    stage = await set_stage()
    reader = await stage.guest("Chloé", "agora")
    await stage.step(1)
    told = len(reader.received("presence.changed"))
    for name in ("Ana", "Bilal"):
        assert_done(await (await stage.guest(name, "agora")).post())
    await stage.step(1)
    (change,) = reader.received("presence.changed")[told:]
    assert sorted(person["nickname"] for person in change["joined"]) == ["Ana", "Bilal"]
    await stage.step(1)
    assert len(reader.received("presence.changed")) == told + 1


async def test_a_name_the_store_could_not_let_go_is_let_go_later() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.ask("room.leave", room="agora"))
    stage.store.tables.writable = False
    (presence,) = [work for _, name, work in stage.house.jobs if name == "presence"]
    with pytest.raises(StoreUnavailable):
        await presence()
    stage.store.tables.writable = True
    await stage.step(1)
    other = await stage.guest("Ana", "agora")
    assert_refused(await other.post(), "nickname_taken")
    await stage.step(31 * MINUTE)
    assert_done(await other.post())


async def test_the_roster_is_named_up_to_two_hundred_and_counted_above() -> None:
    stage = await set_stage()
    reader = await stage.guest("Chloé", "agora")
    assert_done(await reader.post())
    crowd = []
    for number in range(200):
        guest = await stage.guest(f"G{number:03}", "agora")
        assert_done(await guest.post())
        crowd.append(guest)
        if number == 198:
            assert len((await reader.enter())["roster"]["people"]) == 200
    assert (await reader.enter())["roster"] == {"present": 201, "spectators": 0, "people": None}
    await stage.step(6)
    change = reader.received("presence.changed")[-1]
    assert change["present"] == 201 and "joined" not in change and "people" not in change
    assert_done(await crowd[0].ask("room.leave", room="agora"))
    await stage.step(6)
    assert len(reader.received("presence.changed")[-1]["people"]) == 200
