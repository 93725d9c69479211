"""Sessions: found by their token, at hand while they live, over when their time has come."""

import asyncio

import pytest

from palabre.domain.session import Session
from palabre.ports.store import StoreUnavailable
from palabre.protocol.close_codes import CloseCode
from palabre.settings.traffic import Allowances
from tests.cast import HOUR, MINUTE, assert_done, assert_refused, refused, restarted, set_stage, settings_of


async def test_a_session_is_found_by_its_token_and_by_nothing_else() -> None:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    book = stage.house.http.guests.book
    assert await book.find(token) == session
    for wrong in (None, "", token[:-1], token + "=", session.id, session.token_hash.hex(), "é"):
        assert await book.find(wrong) is None


async def test_a_token_is_kept_nowhere() -> None:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    kept = stage.store.tables.sessions[session.id]
    assert token not in f"{kept.id} {kept.token_hash.hex()} {kept.nickname}"
    assert len(kept.token_hash) == 32


async def test_a_session_ends_after_four_idle_hours_and_its_connections_with_it() -> None:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    await stage.step(4 * HOUR - 1)
    assert [ana.closed] == [None]
    await stage.step(1)
    assert ana.closed is CloseCode.SESSION_ENDED
    assert await stage.house.http.guests.book.find(token) is None
    assert await stage.store.find_session(session.token_hash) is None
    assert (await (await stage.spectator()).enter())["roster"]["spectators"] == 1


async def test_a_session_lives_a_day_at_most() -> None:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    for _ in range(23):
        await stage.step(HOUR)
        assert_done(await ana.post())
    await stage.step(HOUR - 1)
    assert [ana.closed] == [None]
    await stage.step(1)
    assert ana.closed is CloseCode.SESSION_ENDED
    assert await stage.house.http.guests.book.find(token) is None


async def test_a_session_survives_a_restart_with_its_last_use() -> None:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    await stage.step(3 * HOUR)
    assert_done(await ana.post())
    stage = await restarted(stage)
    await stage.step(3 * HOUR)
    found = await stage.house.http.guests.book.find(token)
    assert found is not None and found.id == session.id


async def test_reading_a_room_writes_the_last_use_once_a_minute() -> None:
    stage = await set_stage()
    _, session = await stage.session("Ana")
    ana = stage.tab(session)
    for seconds in (30, 29, 1, 30, 31):
        stage.clock.step(seconds)
        await ana.enter()
    assert stage.store.tables.sessions[session.id].seen_ms == session.seen_ms + 121_000


async def test_leaving_ends_every_connection_of_the_session_and_no_other() -> None:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    tabs = [stage.tab(session), stage.tab(session)]
    other = await stage.guest("Bilal", "agora")
    for tab in tabs:
        await tab.enter()
    assert_done(await tabs[0].post("je pars"))
    await stage.house.http.guests.leaving.leave(session)
    assert [tab.closed for tab in (*tabs, other)] == [CloseCode.SESSION_ENDED] * 2 + [None]
    assert await stage.house.http.guests.book.find(token) is None
    await stage.step(1)
    state = await other.enter()
    assert (state["roster"]["present"], state["messages"][0]["body"]) == (0, "je pars")


async def test_erasing_takes_back_every_message_and_name_in_every_room() -> None:
    stage = await set_stage()
    _, session = await stage.session("Ana")
    ana = stage.tab(session)
    other = await stage.guest("Bilal", "agora", "cuisine")
    for room in ("agora", "cuisine"):
        await ana.enter(room)
        assert_done(await ana.post("à oublier", room=room))
        assert_done(await other.post("à garder", room=room))
    await stage.house.http.guests.leaving.erase(session)
    assert len(other.received("guest.erased")) == 2
    for room in ("agora", "cuisine"):
        erased, kept = (await other.enter(room))["messages"]
        assert (erased["body"], erased["author"]["nickname"], erased["removed"]) == ("", "", "erased")
        assert kept["body"] == "à garder"


async def test_an_erasure_the_store_refuses_can_be_asked_again() -> None:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    assert_done(await ana.post("à oublier"))
    stage.store.tables.writable = False
    with pytest.raises(StoreUnavailable):
        await stage.house.http.guests.leaving.erase(session)
    stage.store.tables.writable = True
    found = await stage.house.http.guests.book.find(token)
    assert found is not None
    await stage.house.http.guests.leaving.erase(found)
    page = await stage.house.http.rooms.reading.page("agora", 99)
    assert [message.body for message in page.messages] == [""]


async def test_an_address_prefix_opens_thirty_sessions_a_minute_in_demo_a_hundred_times_more() -> None:
    stage = await set_stage(settings_of(allowances=Allowances(sessions_per_minute=0.05)))
    for _ in range(5):
        await stage.session("Ana")
    with refused("slowed") as declined:
        await stage.session("Ana")
    assert declined.refusal.retry_after is not None and 0 < declined.refusal.retry_after <= 60
    await stage.session("Ana", prefix="198.51.100.0/24")
    stage.clock.step(declined.refusal.retry_after)
    await stage.session("Ana")


async def test_a_name_that_cannot_be_costs_no_allowance() -> None:
    stage = await set_stage(settings_of(allowances=Allowances(sessions_per_minute=0.01)))
    for _ in range(3):
        with refused("nickname_invalid"):
            await stage.session("?")
    await stage.session("Ana")


async def test_entering_is_charged_to_the_prefix_and_resuming_a_session_is_not() -> None:
    stage = await set_stage(settings_of(allowances=Allowances(enters_per_minute=0.03)))
    ana = await stage.guest("Ana", "agora", "cuisine", "minuit")
    state = await ana.ask("room.enter", room="agora")
    assert_refused(state, "slowed")
    epoch = ana.received("room.entered")[0]["epoch"]
    for _ in range(5):
        assert_done(await ana.ask("room.enter", room="agora", since={"epoch": epoch, "offset": 0}))
    spectator = stage.tab()
    assert_refused(await spectator.ask("room.enter", room="agora", since={"epoch": epoch, "offset": 0}), "slowed")
    stage.clock.step(20 * MINUTE)
    assert_done(await spectator.ask("room.enter", room="agora"))


async def test_a_session_that_ends_while_it_is_looked_up_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    first = await set_stage()
    token, session = await first.session("Ana")
    stage = await restarted(first)
    book, leaving = stage.house.http.guests.book, stage.house.http.guests.leaving
    book.forget(session.id)
    find, read, gone = stage.store.find_session, asyncio.Event(), asyncio.Event()

    async def slow(token_hash: bytes) -> Session | None:
        found = await find(token_hash)
        read.set()
        await gone.wait()
        return found

    monkeypatch.setattr(stage.store, "find_session", slow)
    looking_up = asyncio.create_task(book.find(token))
    await read.wait()
    await leaving.leave(session)
    gone.set()
    assert await looking_up is None
    assert book.live(session.id) is None
