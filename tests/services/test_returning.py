"""Guests of a server that stopped come back, and ask the store for nothing."""

import pytest

from palabre.adapters.memory import MemoryStore
from tests.cast import Stage, restarted, set_stage

ASKED = ("find_session", "held_name", "hold_name", "hides", "standing", "rooms_written_in")


def refuse_reads(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the store answers none of what a guest who enters may ask for."""

    async def unexpected(*_: object) -> None:
        raise AssertionError("the store was asked")

    for name in ASKED:
        monkeypatch.setattr(MemoryStore, name, unexpected)


async def test_a_guest_who_comes_back_is_known_listed_and_hides_whom_they_hid(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = await set_stage()
    token, session = await stage.session("Ana")
    ana, bilal = stage.tab(session), await stage.guest("Bilal", "agora")
    await ana.enter()
    await ana.post("Bonsoir")
    await bilal.post("Bonsoir Ana")
    (posted,) = [event for event in ana.received("message.posted") if event["message"]["author"]["nickname"] == "Bilal"]
    tag = posted["message"]["author"]["tag"]
    await ana.ask("guest.hide", room="agora", tag=tag)
    stage = await restarted(stage)
    refuse_reads(stage, monkeypatch)
    found = await stage.house.welcome.book.find(token)
    assert found is not None
    state = await stage.tab(found).enter()
    assert state["you"]["nickname"] == "Ana"
    assert [person["tag"] for person in state["you"]["hidden"]] == [tag]
    assert [person["nickname"] for person in state["roster"]["people"]] == ["Ana"]


async def test_a_name_held_before_the_stop_is_taken_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = await set_stage()
    ana = await stage.guest("Ana", "agora")
    await ana.post("Bonsoir")
    stage = await restarted(stage)
    bilal = await stage.guest("Bilal", "agora")
    refused = await bilal.ask("nickname.change", room="agora", nickname="Ana")
    assert refused["code"] == "nickname_taken"


async def test_who_was_a_stranger_before_is_one_after() -> None:
    stage = await restarted(await set_stage())
    assert await stage.house.welcome.book.find("unknown") is None
