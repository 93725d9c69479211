"""Posting is idempotent, and nothing is said in the name of someone who has gone."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.adapters.memory import MemoryStore
from tests.cast import Stage, Tab, assert_done, assert_refused, key, restarted, set_stage

READS = ("known_post", "held_name")
WRITES = ("post", "hold", "hold_name", "erase", "end_session", "touch_session")
few = settings(max_examples=30, deadline=None)


def delay(store: MemoryStore, turns: list[int]) -> None:
    """Have each call of the store take some turns of the loop, as a disk would; writes keep their order."""
    waits = iter(turns * 50)
    writer = asyncio.Lock()

    def delayed(work: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        @wraps(work)
        async def wait(*args: Any, **more: Any) -> Any:
            async with writer if work.__name__ in WRITES else nullcontext():
                for _ in range(next(waits)):
                    await asyncio.sleep(0)
                outcome = await work(*args, **more)
            for _ in range(next(waits)):
                await asyncio.sleep(0)
            return outcome

        return wait

    for name in (*READS, *WRITES):
        setattr(store, name, delayed(getattr(store, name)))


async def two_tabs(stage: Stage) -> tuple[Tab, Tab]:
    """Ana, in agora twice."""
    _, session = await stage.session("Ana")
    first, second = stage.tab(session), stage.tab(session)
    await first.enter()
    await second.enter()
    return first, second


@few
@given(st.lists(st.integers(0, 3), min_size=1, max_size=8), st.integers(2, 6))
async def test_the_same_message_sent_many_times_at_once_is_one_message_with_one_outcome(
    turns: list[int], times: int
) -> None:
    stage = await set_stage()
    tabs = await two_tabs(stage)
    reader = await stage.guest("Bilal", "agora")
    delay(stage.store, turns)
    same = key()
    posts = [tabs[number % 2].post("Bonsoir", client_message_id=same) for number in range(times)]
    replies = await asyncio.gather(*posts)
    replies.append(await tabs[0].post("Bonsoir", client_message_id=same))
    assert {(reply["type"], reply["message_id"], reply["offset"]) for reply in replies} == {
        ("ok", replies[0]["message_id"], 1)
    }
    assert len(reader.received("message.posted")) == 1
    assert (await stage.store.heads())[1] == 1


async def test_an_identifier_used_for_something_else_is_a_conflict() -> None:
    stage = await set_stage()
    ana, _ = await two_tabs(stage)
    await ana.enter("cuisine")
    same = key()
    assert_done(await ana.post("Bonsoir", client_message_id=same))
    assert_refused(await ana.post("Bonne nuit", client_message_id=same), "conflict")
    assert_refused(await ana.post("Bonsoir", room="cuisine", client_message_id=same), "conflict")
    bilal = await stage.guest("Bilal", "agora")
    assert_done(await bilal.post("Bonsoir", client_message_id=same))


async def test_the_same_text_in_another_form_of_unicode_is_the_same_message() -> None:
    stage = await set_stage()
    ana, _ = await two_tabs(stage)
    same = key()
    first = await ana.post("déjà vu\r\n", client_message_id=same)
    assert (await ana.post("de\u0301ja\u0300 vu", client_message_id=same))["offset"] == first["offset"]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=8), st.integers(0, 8), st.integers(0, 8), st.booleans())
async def test_erasing_while_a_message_is_on_its_way_leaves_no_text_behind(
    turns: list[int], post_after: int, erase_after: int, is_restarted: bool
) -> None:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    if is_restarted:
        stage = await restarted(stage)
        assert await stage.house.http.guests.book.find(token) == session
    ana = stage.tab(session)
    await ana.enter()
    delay(stage.store, turns)

    async def post() -> None:
        await pass_turns(post_after)
        await ana.send(post_of("Une chose à oublier"))

    async def erase() -> None:
        await pass_turns(erase_after)
        await stage.house.http.guests.leaving.erase(session)

    await asyncio.gather(post(), erase())
    page = await stage.house.http.rooms.reading.page("agora", 2**53 - 1)
    assert [message.body for message in page.messages if message.body] == []
    assert (await stage.store.find_session(session.token_hash)) is None


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=8), st.integers(0, 8), st.integers(0, 8))
async def test_erasing_while_a_message_is_on_its_way_to_a_person_leaves_nothing_waiting(
    turns: list[int], post_after: int, erase_after: int
) -> None:
    stage = await set_stage()
    _, session = await stage.session("Ana")
    ana = stage.tab(session)
    await ana.enter()
    delay(stage.store, turns)

    async def post() -> None:
        await pass_turns(post_after)
        await ana.send(post_of("Appelle-moi au 06 39 98 12 34"))

    async def erase() -> None:
        await pass_turns(erase_after)
        await stage.house.http.guests.leaving.erase(session)

    await asyncio.gather(post(), erase())
    assert await stage.store.held_messages(None, 10) == []


async def pass_turns(times: int) -> None:
    for _ in range(times):
        await asyncio.sleep(0)


def post_of(body: str) -> bytes:
    return f'{{"type":"message.post","ref":9,"room":"agora","body":"{body}","client_message_id":"{key()}"}}'.encode()
