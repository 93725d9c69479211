"""`palabre moderator …` and `palabre audit …`: beside a running server, and before any server ran."""

import asyncio
import json
import sqlite3
from pathlib import Path

import msgspec
import pytest

from palabre.adapters.clock import AcceleratedClock
from palabre.adapters.sql.sqlite.connection import FILE_NAME
from palabre.cli.check import team
from palabre.cli.serve import problem_with_team
from palabre.domain.staff import Staff
from palabre.settings import load_settings
from tests.cast import HOUR, PREFIX
from tests.cli.conftest import Palabre, Said
from tests.cli.test_rooms import running


def token_in(said: str) -> str:
    return said.strip().partition("#")[2]


async def test_who_is_invited_beside_a_running_server_comes_in_at_once(palabre: Palabre, data: Path) -> None:
    async with running(data) as house:
        said = await asyncio.to_thread(palabre, "moderator", "invite", "Nour", "--role", "owner", "--room", "agora")
        assert said.code == 0 and said.out.startswith("http://localhost:8000/desk#")
        staffing = house.http.team.staffing
        nour = await staffing.find(await staffing.sign_in(token_in(said.out), PREFIX))
        assert nour == Staff(number=1, name="Nour", role="owner", rooms=frozenset({1}))
        token = await staffing.sign_in(await staffing.invite(nour), PREFIX)
        assert (await asyncio.to_thread(palabre, "moderator", "remove", "M-1")).out == "M-1\n"
        assert await staffing.known(token, "") is None


def test_the_address_is_that_of_the_place(palabre: Palabre) -> None:
    said = palabre("moderator", "invite", "Mo", "--address", "https://palabre.example/")
    assert said.out.startswith("https://palabre.example/desk#")


def test_one_name_is_one_person_until_they_are_invited_again(palabre: Palabre) -> None:
    first = palabre("moderator", "invite", "Mo")
    said = palabre("moderator", "invite", "Mo")
    assert said.code == 1 and "there is a Mo already, M-1" in said.err
    again = palabre("moderator", "invite", "Mo", "--again")
    assert again.code == 0 and token_in(again.out) != token_in(first.out)
    assert palabre("moderator", "invite", "Nour", "--again").code == 1
    (mo,) = json.loads(palabre("moderator", "list", "--json").out)
    assert mo == {"id": "M-1", "name": "Mo", "role": "moderator", "rooms": None, "passkeys": 0}
    assert "M-1   moderator  0 passkeys  every room  Mo" in palabre("moderator", "list").out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("invite", " "), "the name must have 1 to 60 characters"),
        (("invite", "Mo", "--room", "nowhere"), "there is no room `nowhere` yet"),
        (("remove", "M-7"), "there is nobody called `M-7`"),
    ],
)
def test_what_cannot_be_is_said(palabre: Palabre, arguments: tuple[str, ...], told: str) -> None:
    said = palabre("moderator", *arguments)
    assert said.code in (1, 2) and told in said.err


def test_check_tells_who_moderates(palabre: Palabre) -> None:
    palabre("moderator", "invite", "Mo")
    assert "ok    team: 1 who moderate, 0 with a passkey" in palabre("check").out


async def run(palabre: Palabre, *arguments: str) -> Said:
    """A command beside the running loop: it has one of its own."""
    return await asyncio.to_thread(palabre, *arguments)


async def test_an_audit_finds_what_was_changed_on_disk(palabre: Palabre, data: Path, tmp_path: Path) -> None:
    async with running(data) as house:
        for name in ("Mo", "Nour", "Chloé"):
            await run(palabre, "moderator", "invite", name)
        assert (await run(palabre, "audit", "head")).code == 1
        (signing,) = [work for _, name, work in house.jobs if name == "audit"]
        await signing()
    said = await run(palabre, "audit", "verify")
    assert (said.code, said.out) == (0, "ok: 3 events, 1 signed heads, 0 erased\n")
    kept = tmp_path / "kept"
    kept.write_text((await run(palabre, "audit", "head")).out)
    assert (await run(palabre, "audit", "erase", "2", "--reason", "article 17")).out == "2\n"
    said = await run(palabre, "audit", "verify", "--kept", str(kept))
    assert (said.code, said.out) == (0, "ok: 4 events, 1 signed heads, 1 erased\n")
    change(data, "UPDATE moderation_events SET reason = 'rien' WHERE id = 1")
    said = await run(palabre, "audit", "verify")
    assert said.code == 1
    assert said.out.splitlines()[0] == "event 1 is not the one that was recorded"
    change(data, "DELETE FROM audit_heads")
    change(data, "UPDATE moderation_events SET salt = NULL, commitment = x'00' WHERE id = 1")
    said = await run(palabre, "audit", "verify", "--kept", str(kept), "--json")
    found = {(each["fault"], each["number"]) for each in json.loads(said.out)["findings"]}
    assert found == {("erased", 1), ("kept", 3), ("gone", 3)}
    change(data, "DELETE FROM moderation_events WHERE id = 4")
    assert "the last events up to 4 are missing" in (await run(palabre, "audit", "verify")).out


async def test_a_head_proves_to_a_third_party_that_it_goes_on_from_the_one_they_keep(
    palabre: Palabre, data: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    clock = AcceleratedClock(0)
    async with running(data, clock) as house:
        (signing,) = [work for _, name, work in house.jobs if name == "audit"]
        for size, names in ((3, ("Mo", "Nour", "Chloé")), (5, ("Ana", "Bilal"))):
            for name in names:
                await run(palabre, "moderator", "invite", name)
            await signing()
            clock.step(25 * HOUR)
            since = ("--since", "3") if size > 3 else ()
            said = await run(palabre, "audit", "head", *since)
            kept.write_text(f"{kept.read_text() if kept.exists() else ''}{said.out}")
    assert [json.loads(line)["size"] for line in kept.read_text().splitlines()] == [3, 5]
    said = await run(palabre, "audit", "compare", str(kept))
    assert (said.code, said.out) == (0, "ok: 2 heads, 1 keys\n")
    assert (await run(palabre, "audit", "head", "--since", "6")).code == 2
    first, second = map(json.loads, kept.read_text().splitlines())
    change(data, "UPDATE moderation_events SET reason = 'rien', commitment = zeroblob(32) WHERE id = 1")
    assert "does not go on from" in (await run(palabre, "audit", "verify")).out
    forged = json.loads((await run(palabre, "audit", "head", "--since", "3")).out)
    for wrong in (second | {"proof": []}, second | {"since": 2}, forged, second | {"root": first["root"]}):
        kept.write_text(f"{json.dumps(first)}\n{json.dumps(wrong)}\n")
        assert (await run(palabre, "audit", "compare", str(kept))).code == 1


def change(data: Path, statement: str) -> None:
    """What somebody with the file could do."""
    with sqlite3.connect(data / FILE_NAME) as file:
        file.execute(statement)
    file.close()


def test_a_head_that_is_none_is_refused(palabre: Palabre, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("hello\n")
    said = palabre("audit", "verify", "--kept", str(tmp_path / "kept"))
    assert said.code == 2 and "expected lines as `audit head` prints them" in said.err
    assert palabre("audit", "erase", "9", "--reason", "rien").code == 1


def test_a_public_place_has_two_who_moderate_each_with_a_key(palabre: Palabre, data: Path) -> None:
    demo = load_settings(None)
    public = msgspec.structs.replace(demo, mode="public")
    palabre("moderator", "invite", "Mo")
    palabre("moderator", "invite", "Chloé", "--role", "custodian")
    assert "2 moderators at least" in (problem_with_team(public, data) or "")
    assert problem_with_team(demo, data) is None
    palabre("moderator", "invite", "Nour", "--role", "owner")
    assert problem_with_team(public, data) is None
    assert team(public, [1, 1]).is_met and not team(public, [1, 0, 0]).is_met and team(demo, []).is_met
