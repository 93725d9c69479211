"""A backup under load, and what was decided before it after the disk is lost."""

import asyncio
import itertools
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from palabre import bootstrap
from palabre.services.auditing import audit
from palabre.settings import Settings, load_settings
from tests.tools.history import WireFrame
from tests.tools.live_client import LiveGuest
from tests.tools.sealed_for import Keeper, keeper
from tests.tools.server import PalabreServer, running_server
from tests.tools.team import REASON, Member, member

NAMES = ("Ana", "Bilal", "Chloé", "Diane")
# In every message: it must not be in a backup.
MARK = "marque-4711"


class Place(NamedTuple):
    """Where the server runs, and what of it outlives the disk: keys, configuration, backups."""

    data: Path
    config: Path
    settings: Settings
    mo: Keeper
    file: Path


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgres_url").replace("+asyncpg", "", 1)
    return place_in(tmp_path, "first", url)


def place_in(folder: Path, name: str, url: str) -> Place:
    config = folder / f"{name}.toml"
    config.write_text(
        f'[allowance]\nfactor = 0\n[keys]\npath = "{folder / "keys"}"\n[store]\nurl = "{url}"\n'
        '[[rooms]]\nslug = "agora"\nname = "Agora"\n'
    )
    return Place(folder / name, config, load_settings(config), keeper(folder, name), folder / f"{name}.backup")


async def back_up(place: Place, now_ms: int = 1_795_348_800_000) -> None:
    await asyncio.to_thread(bootstrap.make_backup, place.settings, place.data, place.file, [place.mo.recipient], now_ms)


@asynccontextmanager
async def talking(guests: Sequence[LiveGuest]) -> AsyncIterator[list[str]]:
    """Everyone writes and reports, again and again, until the block is over; the receipts so far."""
    receipts: list[str] = []
    tasks = [asyncio.create_task(talk(guest, number, receipts)) for number, guest in enumerate(guests)]
    try:
        yield receipts
    finally:
        for task in tasks:
            task.cancel()
        for ended in await asyncio.gather(*tasks, return_exceptions=True):
            assert isinstance(ended, asyncio.CancelledError), ended


async def talk(guest: LiveGuest, number: int, receipts: list[str]) -> None:
    own = f"{MARK} de {number}, "
    for count in itertools.count():
        posted = await guest.post("agora", f"{own}{count}")
        assert posted["type"] == "ok", posted
        if count % 5 == 0:
            others = [frame["message"] for frame in guest.frames if frame["type"] == "message.posted"]
            last = [message["id"] for message in others if not message["body"].startswith(own)][-1]
            receipts.append(await report(guest, last))


async def deeds_done(place: Place) -> int:
    async with bootstrap.store_beside(place.settings, place.data) as store:
        return await store.deeds_done()


async def report(guest: LiveGuest, message_id: str) -> str:
    """The receipt."""
    subject = {"kind": "message", "room": "agora", "message_id": message_id}
    async with guest.http() as client:
        answer = await client.post("/api/reports", json={"subject": subject, "category": "harassment"})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["receipt"])


async def banned(mo: Member, guest: LiveGuest, by: LiveGuest) -> list[str]:
    """What somebody wrote, and who did is banned for it: the receipts of both."""
    posted = await guest.post("agora", f"{MARK} insistant")
    receipt = await report(by, posted["message_id"])
    (case,) = [case for case in await mo.cases() if case["state"] == "open"][:1]
    await mo.ban(case["id"])
    return [receipt, (await guest.event("sanction.applied"))["sanction"]["receipt"]]


async def opened(url: str, receipt: str) -> dict[str, Any]:
    """What a receipt tells who has no session."""
    async with httpx.AsyncClient(base_url=url, trust_env=False, verify=False) as client:
        assert (await client.get(f"/receipt/{receipt}", headers={"Accept": "text/html"})).is_redirect
        answer = await client.get("/api/receipt")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_what_was_decided_before_it_is_there_after_the_disk_is_lost(place: Place, tmp_path: Path) -> None:
    async with running_server(place.data, options=["--config", place.config]) as server, member(server) as mo:
        guests = [await LiveGuest.arrive(server.url, name) for name in NAMES]
        for guest in guests:
            await guest.enter("agora")
        before = await banned(mo, guests[0], guests[1])
        async with talking(guests[1:]) as receipts:
            await guests[1].event("message.posted", lambda frame: frame["offset"] >= 30)
            before, done = [*before, *receipts], await deeds_done(place)
            await back_up(place)
            head = guests[1].histories["agora"].offset
            await guests[1].event("message.posted", lambda frame: frame["offset"] >= head + 5)
        since = guests[2].histories["agora"].since
        await server.kill9()
        for guest in guests:
            await guest.disconnect()
    assert MARK.encode() not in place.mo.opened(place.file)
    # Restored on another machine: nothing of the first is left but keys and configuration.
    other = place_in(tmp_path, "second", "")
    gone = await asyncio.to_thread(bootstrap.restore_backup, other.settings, other.data, place.file, place.mo.file)
    assert gone.rows["moderation_events"] >= done and gone.rows["receipts"] >= len(before) >= 4
    assert gone.rows["sessions"] == gone.rows["judgements"] == 1
    signer = bootstrap.head_signer_of(other.settings)
    async with bootstrap.store_beside(other.settings, other.data) as store:
        assert (await audit(store, signer, known_key=signer.public_key)).findings == ()
    async with running_server(other.data, port=server.port, options=["--config", other.config]) as again:
        told = [await opened(again.url, receipt) for receipt in before]
        assert [each["about"] for each in told] == ["report", "decision", *["report"] * (len(before) - 2)]
        assert told[1]["sanction"]["reason"] == REASON
        await assert_still_banned(guests[0])
        await assert_told_by_snapshot(again, since)


async def assert_still_banned(guest: LiveGuest) -> None:
    """Their browser is known again by the session that was restricted."""
    await guest.connect()
    reply = await guest.ask("room.enter", room="agora")
    assert (reply["type"], reply["code"]) == ("failed", "banned"), reply
    await guest.disconnect()


async def assert_told_by_snapshot(server: PalabreServer, since: WireFrame | None) -> None:
    """A client of before has a position in a stream that is no more."""
    async with await LiveGuest.arrive(server.url, "Elias") as elias:
        entered = await elias.enter("agora", since=since)
        assert (entered["mode"], entered["messages"]) == ("snapshot", [])
        assert since is not None and entered["epoch"] != since["epoch"]
        assert re.fullmatch(r"\S{8,64}", entered["epoch"])
        # From the prefix of who is banned: the mark and its key are there too.
        assert (await elias.post("agora", "Bonsoir"))["code"] == "challenge_required"
