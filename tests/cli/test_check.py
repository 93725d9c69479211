"""`palabre check` and `palabre migrate`."""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from palabre import bootstrap
from palabre.adapters.local_bus import LocalBus
from palabre.cli import disk
from palabre.cli.check import look
from palabre.settings import DUTIES, load_settings, read_settings, standings
from palabre.settings.shape import StoreSettings
from tests.cli.conftest import Palabre
from tests.settings.test_checks import PUBLIC

ACCOUNT = '[[age.oidc]]\nissuer = "https://poste.example"\nclient_id = "palabre"\nlabel = "La Poste"\n'
OTHER_ACCOUNT = ACCOUNT.replace("poste", "banque")
SUBJECTS = ["configuration", "duties", "keys", "vault", "age", "rooms"]
SUBJECTS += ["data directory", "free space", "lock", "store", "team"]


def test_a_fresh_machine_can_serve_and_checking_makes_nothing(palabre: Palabre, data: Path) -> None:
    said = palabre("check")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert [line[6:].partition(":")[0] for line in lines] == SUBJECTS
    assert all(line.startswith("ok    ") for line in lines)
    assert not data.exists()


def test_migrating_makes_the_store_and_says_its_revision(palabre: Palabre) -> None:
    first, second = palabre("migrate"), palabre("migrate")
    assert (first.code, first.out) == (0, second.out)
    assert first.out.strip()
    assert "store: SQLite, 0 rooms" in palabre("check").out


def test_every_duty_is_told_and_who_must_act_for_those_not_met(palabre: Palabre, config: Callable[[str], Path]) -> None:
    said = palabre("check", "--config", config('mode = "public"'))
    assert said.code == 1
    told = {line[6:].partition(":")[0]: line for line in said.out.splitlines()}
    assert [subject for subject in told if subject.startswith("duty ")] == [f"duty {duty.code}" for duty in DUTIES]
    for standing in standings(read_settings('mode = "public"', Path("palabre.toml"))):
        line = told[f"duty {standing.duty.code}"]
        assert line.startswith("FAIL" if standing.duty.is_required and not standing.is_met else "ok  ")
        assert standing.duty.basis in line
        assert all(f"{problem};" in line for problem in standing.lacking)
        assert standing.is_met or "must act" in line or "cannot do it" in line


def test_duties_are_told_in_french_when_asked(palabre: Palabre, config: Callable[[str], Path]) -> None:
    said = palabre("check", "--language", "fr", "--config", config('mode = "public"'))
    assert "FAIL  duty publisher: dire qui publie ce lieu (LCEN, art. 1-1 III): not met: publisher.name:" in said.out


def test_a_demo_owes_nothing(palabre: Palabre) -> None:
    assert "ok    duties: a demo owes none; not met for a public place: " in palabre("check").out


def test_a_configuration_that_cannot_be_read_ends_the_check(palabre: Palabre, config: Callable[[str], Path]) -> None:
    said = palabre("check", "--config", config("moed = 1"))
    assert (said.code, said.out) == (2, "")
    assert "moed: unknown key; did you mean `mode`?" in said.err


def test_a_store_that_is_none_fails(palabre: Palabre, data: Path) -> None:
    data.mkdir()
    (data / "palabre.sqlite3").write_text("this is no database, whatever its name says" * 100)
    said = palabre("check")
    assert said.code == 1
    assert "FAIL  store: SQLite: the store cannot be used" in said.out


async def test_a_postgresql_store_tells_its_size_and_nothing_of_its_disk(data: Path, postgres_url: str) -> None:
    settings = msgspec.structs.replace(load_settings(None), store=StoreSettings(url=postgres_url))
    findings = await asyncio.to_thread(lambda: list(look(settings, data)))
    assert all(finding.is_met for finding in findings), findings
    assert re.fullmatch(r"PostgreSQL database \d+\.\d MiB, 0 events kept", findings[-1].text)


async def test_a_store_in_use_tells_its_sizes(palabre: Palabre, data: Path) -> None:
    store = await bootstrap.open_store(load_settings(None), data, bus=LocalBus())
    try:
        said = await asyncio.to_thread(palabre, "check")
    finally:
        await store.close()
    last = said.out.splitlines()[-1]
    assert re.fullmatch(
        r"ok    disk use: database \d+\.\d MiB, write-ahead log \d+\.\d MiB, 0 events kept; "
        r"too little was written lately to tell a pace",
        last,
    )


def test_a_logo_that_is_not_there_fails(palabre: Palabre, config: Callable[[str], Path]) -> None:
    said = palabre("check", "--config", config('[appearance]\nlogo = "gone.svg"'))
    assert said.code == 1
    assert "FAIL  logo: appearance.logo: " in said.out


def test_a_full_disk_is_seen_before_it_is_full(palabre: Palabre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "MIN_FREE_BYTES", 2**80)
    said = palabre("check")
    assert said.code == 1
    assert "FAIL  free space: " in said.out


async def test_a_running_server_is_no_failure(data: Path) -> None:
    store = await bootstrap.open_store(load_settings(None), data, bus=LocalBus())
    try:
        finding = next(finding for finding in look(load_settings(None), data) if finding.subject == "lock")
    finally:
        await store.close()
    assert finding.is_met
    assert finding.text == "held: a server runs on this data"


def test_a_room_for_adults_is_said_to_stay_shut(palabre: Palabre, config: Callable[[str], Path]) -> None:
    file = config('[[rooms]]\nslug = "minuit"\nname = "Minuit"\nkind = "adult"\n[age]\nmethods = []')
    said = palabre("check", "--config", file)
    told = "rooms: `minuit` is for adults and stays shut: no age can be proved"
    assert (said.code, said.out.count(told)) == (0, 1)
    palabre("migrate", "--config", file)
    palabre("room", "add", "nuit", "--config", file, "--name", "Nuit", "--kind", "adult")
    assert palabre("check", "--config", file).out.count("stays shut") == 1
    assert palabre("check").out.count("stays shut") == 0


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("", "human; adult rooms stay shut without 2 methods beside it"),
        ("methods = []", "no method; adult rooms stay shut without 2 methods beside it"),
        (f"{ACCOUNT}{OTHER_ACCOUNT}", "ok    age: oidc, human\n"),
        (f'methods = ["oidc"]\n{ACCOUNT}{OTHER_ACCOUNT}', "stay shut without `human` among `age.methods`"),
        ('trusted_list = "nowhere.toml"', "FAIL  age: age.trusted_list: "),
    ],
)
def test_what_adult_rooms_of_a_public_place_wait_for_is_said(
    palabre: Palabre, config: Callable[[str], Path], section: str, told: str
) -> None:
    assert told in palabre("check", "--config", config(f"{PUBLIC}\n[age]\n{section}")).out
