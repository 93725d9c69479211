"""A place open to the public, as a process: a complete configuration, and a team whose keys are known."""

import time
from pathlib import Path

import httpx

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.sqlite import SqliteStore
from palabre.domain.credential import Passkey
from palabre.domain.moderation.event import Deed
from tests.settings.test_checks import PUBLIC
from tests.tools.server import PalabreServer

HOST = "palabre.example"
ROOM = '[[rooms]]\nslug = "agora"\nname = "Agora"\n'


class PublicPlace(PalabreServer):
    """It answers to its name only, and lets guests in once two who moderate have a passkey."""

    async def _is_healthy(self, client: httpx.AsyncClient) -> bool:
        return (await client.get(f"{self.url}/healthz", headers={"Host": HOST})).is_success


async def public_place(folder: Path) -> PublicPlace:
    """A place in `folder`, with its team, its data and its keys apart; to be started."""
    config, data = folder / "palabre.toml", folder / "data"
    config.write_text(PUBLIC.replace("/srv/keys", str(folder / "keys")) + ROOM)
    await keyed_team(data)
    return PublicPlace(data, options=["--config", config])


async def keyed_team(data: Path) -> None:
    """What two who moderate leave behind when they add their passkeys."""
    store = await SqliteStore.open(data, bus=LocalBus(), sealer=AesGcmSealer())
    now = time.time_ns() // 1_000_000
    for name in ("Mo", "Nour"):
        member = await store.add_staff(name, "owner" if name == "Nour" else "moderator", None)
        passkey = Passkey(
            id=f"key of {member.id}".encode(),
            number=member.number,
            name="Clé",
            rp_id=HOST,
            public_key=b"",
            sign_count=0,
            transports=(),
            added_ms=now,
        )
        await store.add_passkey(passkey, Deed(at_ms=now, who=member.id, what="passkey_added"))
    await store.close()
