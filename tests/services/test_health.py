"""Health is whether guests can enter now."""

from palabre.settings import ConfiguredRoom
from tests.cast import set_stage, settings_of


async def test_guests_can_enter_a_running_instance() -> None:
    stage = await set_stage()
    assert await stage.house.health.can_enter()


async def test_nobody_can_enter_while_it_stops() -> None:
    stage = await set_stage()
    stage.house.health.stopping = True
    assert not await stage.house.health.can_enter()


async def test_nobody_can_enter_when_every_room_is_closed_or_none_exists() -> None:
    assert not await (await set_stage(settings_of(rooms=()))).house.health.can_enter()
    stage = await set_stage(settings_of(rooms=(ConfiguredRoom(slug="agora", name="Agora"),)))
    await stage.store.append_control("room.close", b'{"slug":"agora"}', 0)
    await stage.house.steering.follow()
    assert not await stage.house.health.can_enter()


async def test_a_store_that_cannot_be_written_is_seen_within_a_second_and_so_is_its_return() -> None:
    stage = await set_stage()
    assert await stage.house.health.can_enter()
    stage.store.tables.writable = False
    assert await stage.house.health.can_enter()
    stage.clock.step(1)
    assert not await stage.house.health.can_enter()
    stage.store.tables.writable = True
    stage.clock.step(1)
    assert await stage.house.health.can_enter()


async def test_figures_are_about_the_node() -> None:
    stage = await set_stage()
    await stage.guest("Ana", "agora")
    await stage.step(1)
    figures = stage.house.health.metrics()
    assert (figures["palabre_rooms"], figures["palabre_connections"]) == (3, 1)
