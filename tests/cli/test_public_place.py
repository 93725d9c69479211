"""A public place with everything it owes: `check` finds nothing missing, it starts, and guests come in."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from palabre import bootstrap
from palabre.adapters.local_bus import LocalBus
from palabre.domain.credential import Passkey
from palabre.domain.moderation.event import Deed
from palabre.settings import DUTIES, load_settings
from tests.cli.conftest import Palabre
from tests.settings.test_checks import PUBLIC, ROOM
from tests.tools.server import running_server

HOST = {"Host": "palabre.example"}
THROUGH = {**HOST, "X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https", "Origin": "https://palabre.example"}


@pytest.fixture
def public(config: Callable[[str], Path], tmp_path: Path) -> Path:
    return config(PUBLIC.replace("/srv/keys", str(tmp_path / "keys")) + ROOM)


async def team_with_keys(file: Path, data: Path) -> None:
    """Two who moderate, as inviting them and adding their passkeys in a browser leaves them behind."""
    store = await bootstrap.open_store(load_settings(file), data, bus=LocalBus())
    for name in ("Mo", "Nour"):
        member = await store.add_staff(name, "moderator", None)
        passkey = Passkey(
            id=name.encode(),
            number=member.number,
            name=name,
            rp_id="palabre.example",
            public_key=b"",
            sign_count=0,
            transports=(),
            added_ms=1,
        )
        await store.add_passkey(passkey, Deed(at_ms=1, who=member.id, what="passkey_added"))
    await store.close()


async def test_a_complete_public_place_passes_its_check_starts_and_serves(
    palabre: Palabre, public: Path, data: Path
) -> None:
    before = await asyncio.to_thread(palabre, "check", "--config", public)
    assert (before.code, [line for line in before.out.splitlines() if line.startswith("FAIL")]) == (
        1,
        ["FAIL  team: 0 who moderate, 0 with a passkey, 2 needed: `palabre moderator invite`"],
    )
    await team_with_keys(public, data)
    said = await asyncio.to_thread(palabre, "check", "--config", public)
    assert said.code == 0, said.out
    assert said.out.count("ok    duty ") == len(DUTIES)
    async with (
        running_server(data, options=["--config", public]) as server,
        httpx.AsyncClient(base_url=server.url, headers=THROUGH, trust_env=False) as client,
    ):
        assert (await client.get("/")).status_code == 200
        opened = await client.post("/api/sessions", json={"nickname": "Ana", "locale": "fr"})
        assert opened.status_code == 201, opened.text
        assert "Secure" in opened.headers["set-cookie"]
        told = (await client.get("/.well-known/palabre-legal.json")).json()
        assert (told["mode"], told["publisher"]["director"]) == ("public", "Nour")
        assert server.stdout.splitlines() == [server.url]
        # Figures are for this machine, and a proxy on it brings strangers.
        assert (await client.get("/metrics")).status_code == 404
