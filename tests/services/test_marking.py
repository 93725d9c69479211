"""How far one read is remembered for one's other tabs, and for nobody else."""

from tests.cast import Tab, assert_done, assert_refused, set_stage


async def read(tab: Tab, room: str = "agora") -> int | None:
    found = (await tab.enter(room))["you"].get("read")
    return None if found is None else int(found)


async def mark(tab: Tab, offset: int, room: str = "agora") -> None:
    assert_done(await tab.ask("read.mark", room=room, offset=offset))


async def test_a_mark_is_told_back_in_that_room_and_never_goes_back() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora", "cuisine")
    for number in range(5):
        assert_done(await ana.post(f"n° {number}"))
    assert await read(ana) is None
    await mark(ana, 3)
    await mark(ana, 2)
    other = stage.tab(stage.house.http.guests.book.live(ana.visitor.session_id or ""))
    assert (await read(other), await read(other, "cuisine")) == (3, None)
    assert await read(await stage.guest("Bilal")) is None


async def test_nobody_has_read_what_was_not_written_yet() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    assert_done(await ana.post())
    await mark(ana, 2**53 - 1)
    assert await read(ana) == 1


async def test_marks_go_with_the_session() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    await mark(ana, 0)
    session = stage.house.http.guests.book.live(ana.visitor.session_id or "")
    assert session is not None
    await stage.house.http.guests.leaving.leave(session)
    assert stage.house.welcome.dispatch._do.marking._marks._marks == {}


async def test_a_room_one_is_not_in_cannot_be_marked() -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    assert_refused(await ana.ask("read.mark", room="cuisine", offset=0), "not_entered")
