"""`palabre room …`: beside a running server, and before any server ran."""

import asyncio
import io
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from palabre import bootstrap
from palabre.adapters.chance import SeededChance
from palabre.adapters.clock import AcceleratedClock
from palabre.adapters.day_keys import MemoryDayKeys
from palabre.adapters.local_bus import LocalBus
from palabre.bootstrap import House
from palabre.domain.room import Room
from palabre.settings import load_settings
from tests.cli.conftest import Palabre


@asynccontextmanager
async def running(data: Path, clock: AcceleratedClock | None = None) -> AsyncIterator[House]:
    """A server's house on the data directory, its lock held, without its loops."""
    settings, bus, chance = load_settings(None), LocalBus(), SeededChance(0)
    store = await bootstrap.open_store(settings, data, bus=bus)
    clock, keys = clock or AcceleratedClock(0), MemoryDayKeys(chance)
    house = bootstrap.build(settings, store=store, bus=bus, keys=keys, clock=clock, chance=chance)
    await house.open()
    try:
        yield house
    finally:
        await store.close()


async def room_of(house: House, slug: str) -> Room | None:
    """The room as the running server knows it after its next look at the control log."""
    await house.steering.follow()
    return house.http.rooms.directory.by_slug(slug)


async def test_a_running_server_opens_the_room_that_was_added(palabre: Palabre, data: Path) -> None:
    async with running(data) as house:
        fields = ("--topic", "Semis", "--language", "en", "--capacity", "12", "--slow-mode", "5", "--readers", "guests")
        said = await asyncio.to_thread(palabre, "room", "add", "minuit", "--name", "Minuit", *fields)
        assert (said.code, said.out) == (0, "/r/minuit\n")
        room = await room_of(house, "minuit")
    assert room is not None
    settings = room.settings
    assert (settings.name, settings.topic, settings.language) == ("Minuit", "Semis", "en")
    assert (settings.capacity, settings.slow_mode, settings.readers) == (12, 5, "guests")


async def test_a_running_server_changes_what_was_edited_and_nothing_else(palabre: Palabre, data: Path) -> None:
    async with running(data) as house:
        before = await room_of(house, "agora")
        assert (await asyncio.to_thread(palabre, "room", "edit", "agora", "--slow-mode", "30")).code == 0
        after = await room_of(house, "agora")
    assert before is not None
    assert after is not None
    assert (before.settings.slow_mode, after.settings.slow_mode) == (0, 30)
    assert before.settings.topic == after.settings.topic


async def test_a_running_server_keeps_the_line_that_was_pinned(palabre: Palabre, data: Path) -> None:
    async with running(data) as house:

        async def pinned() -> str:
            room = await room_of(house, "agora")
            assert room is not None
            return room.settings.pinned

        assert (await asyncio.to_thread(palabre, "room", "pin", "agora", " Ce soir, conte à 20\u00a0h. ")).code == 0
        assert await pinned() == "Ce soir, conte à 20\u00a0h."
        assert (await asyncio.to_thread(palabre, "room", "unpin", "agora")).code == 0
        assert await pinned() == ""
        assert (await asyncio.to_thread(palabre, "room", "edit", "agora", "--pinned", "Demain.")).code == 0
        assert await pinned() == "Demain."


async def test_a_running_server_says_once_what_was_announced(palabre: Palabre, data: Path) -> None:
    async with running(data) as house:
        said = await asyncio.to_thread(palabre, "room", "announce", "agora", "On ferme à minuit.")
        assert (said.code, said.out) == (0, "/r/agora\n")
        for _ in range(2):
            await house.steering.follow()
        (message,) = (await house.http.rooms.reading.page("agora", 100)).messages
    assert message.is_announcement()
    assert (message.body, message.author.nickname) == ("On ferme à minuit.", "Palabre")


async def test_a_text_is_read_from_standard_input(
    palabre: Palabre, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(data) as house:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Première ligne\nSeconde\n".encode())))
        assert (await asyncio.to_thread(palabre, "room", "announce", "cuisine", "-")).code == 0
        await house.steering.follow()
        (message,) = (await house.http.rooms.reading.page("cuisine", 100)).messages
    assert message.body == "Première ligne\nSeconde"


def test_what_is_no_text_on_standard_input_is_refused(palabre: Palabre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"\xff\xfe")))
    said = palabre("room", "announce", "agora", "-")
    assert (said.code, said.err) == (2, "palabre: the text on standard input is not UTF-8.\n")


def test_nothing_is_said_in_a_closed_room(palabre: Palabre) -> None:
    palabre("room", "close", "agora")
    said = palabre("room", "announce", "agora", "Bonsoir")
    assert (said.code, said.out) == (1, "")
    assert "the room `agora` is closed" in said.err


async def test_a_running_server_closes_and_reopens_a_room(palabre: Palabre, data: Path) -> None:
    async with running(data) as house:
        await asyncio.to_thread(palabre, "room", "close", "cuisine")
        closed = await room_of(house, "cuisine")
        assert closed is not None
        assert closed.closed
        await asyncio.to_thread(palabre, "room", "add", "cuisine", "--name", "Cuisine du soir")
        reopened = await room_of(house, "cuisine")
        assert reopened is not None
        assert not reopened.closed
        assert reopened.settings.name == "Cuisine du soir"


async def test_what_was_ordered_before_the_first_start_is_done_at_it(palabre: Palabre, data: Path) -> None:
    assert (await asyncio.to_thread(palabre, "room", "add", "minuit", "--name", "Minuit")).code == 0
    assert (await asyncio.to_thread(palabre, "room", "close", "english")).code == 0
    async with running(data) as house:
        rooms = {room.slug: room.closed for room in house.http.rooms.directory.all()}
    assert rooms == {"agora": False, "cuisine": False, "jardin": False, "english": True, "minuit": False}


def test_orders_not_yet_followed_count(palabre: Palabre) -> None:
    assert palabre("room", "add", "minuit", "--name", "Minuit").code == 0
    twice = palabre("room", "add", "minuit", "--name", "Minuit")
    assert (twice.code, twice.out) == (1, "")
    assert "there is already a room `minuit`" in twice.err
    assert palabre("room", "edit", "minuit", "--topic", "La nuit").code == 0
    assert palabre("room", "close", "minuit").code == 0
    assert "closed already" in palabre("room", "close", "minuit").err


def test_rooms_are_listed_for_people_and_for_programs(palabre: Palabre) -> None:
    palabre("room", "close", "jardin")
    listed = palabre("room", "list")
    assert listed.out.splitlines()[:3] == [
        "agora    open    Agora",
        "cuisine  open    Cuisine",
        "jardin   closed  Jardin et balcon",
    ]
    assert listed.err == ""
    rows = json.loads(palabre("room", "list", "--json").out)
    assert [(row["slug"], row["closed"]) for row in rows[:3]] == [
        ("agora", False),
        ("cuisine", False),
        ("jardin", True),
    ]
    assert rows[0]["slow_mode"] == 0


def test_the_list_tells_what_is_particular_to_a_room(palabre: Palabre) -> None:
    palabre("room", "edit", "agora", "--slow-mode", "30", "--readers", "guests")
    palabre("room", "pin", "agora", "Ce soir, conte.")
    first = palabre("room", "list").out.splitlines()[0]
    assert first == (
        "agora    open    Agora  [one message every 30 s]  [read by guests only]  [pinned: Ce soir, conte.]"
    )


def test_a_reader_who_goes_away_is_no_failure_to_explain(data: Path) -> None:
    command = f"{sys.executable} -m palabre room list --json --data {data} | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == "["
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("edit", "nulle-part", "--name", "x"), 1, "there is no room `nulle-part`; there are: agora, cuisine"),
        (("close", "nulle-part"), 1, "there is no room `nulle-part`"),
        (("edit", "agora"), 2, "nothing to change"),
        (("add", "Ago ra", "--name", "x"), 2, "a slug is 1 to 40 characters"),
        (("add", "minuit", "--name", ""), 2, "name: 1 to 60 characters"),
        (("edit", "agora", "--capacity", "1"), 2, "capacity: 2 to 20000"),
        (("edit", "agora", "--slow-mode", "-1"), 2, "slow_mode: 0 to 3600 seconds"),
        (("announce", "nulle-part", "Bonsoir"), 1, "there is no room `nulle-part`"),
        (("announce", "agora", " \u3164 "), 2, "there is nothing to say"),
        (("announce", "agora", "x" * 2_001), 2, "an announcement has at most 2000 characters"),
        (("announce", "agora", "a\x07b"), 2, "an announcement has no control characters"),
        (("pin", "agora", "  "), 2, "there is nothing to pin"),
        (("pin", "agora", "une\nligne"), 2, "pinned: one line"),
        (("pin", "agora", "x" * 301), 2, "pinned: 300 characters at most"),
        (("unpin", "nulle-part"), 1, "there is no room `nulle-part`"),
    ],
)
def test_an_order_that_cannot_be_is_refused(palabre: Palabre, arguments: tuple[str, ...], code: int, told: str) -> None:
    said = palabre("room", *arguments)
    assert (said.code, said.out) == (code, "")
    assert told in said.err
    assert "closed" not in palabre("room", "list").out


async def test_a_room_for_adults_is_added_and_stays_one(palabre: Palabre, data: Path) -> None:
    async with running(data) as house:
        added = await asyncio.to_thread(palabre, "room", "add", "minuit", "--name", "Minuit", "--kind", "adult")
        room = await room_of(house, "minuit")
        edited = await asyncio.to_thread(palabre, "room", "edit", "minuit", "--kind", "general")
        assert "[for adults]" in (await asyncio.to_thread(palabre, "room", "list")).out
        assert (await asyncio.to_thread(palabre, "room", "close", "minuit")).code == 0
        again = await asyncio.to_thread(palabre, "room", "add", "minuit", "--name", "Minuit")
    assert added.code == 0
    assert room is not None
    assert room.settings.kind == "adult"
    for refused in (edited, again):
        assert (refused.code, refused.out) == (2, "")
        assert "kind: a room for adults stays one" in refused.err


async def test_a_general_room_becomes_one_for_adults(palabre: Palabre, data: Path) -> None:
    async with running(data) as house:
        assert (await asyncio.to_thread(palabre, "room", "edit", "agora", "--kind", "adult")).code == 0
        room = await room_of(house, "agora")
    assert room is not None
    assert room.settings.kind == "adult"
