"""A captured disk and a stolen backup of a public place: in them is no address of anyone, nor the key to guess one."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec.structs import replace
from websockets.asyncio.client import connect
from websockets.typing import Origin, Subprotocol

from palabre import bootstrap
from palabre.adapters.chance import SystemChance
from palabre.adapters.local_bus import LocalBus
from palabre.adapters.mark_keys import FileMarkKeys
from palabre.adapters.sql.sqlite.connection import FILE_NAME
from palabre.cli import main
from palabre.domain.credential import Passkey
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.judgement import BanMark
from palabre.domain.prefix import prefix_of
from palabre.services.neighbours import digest_of
from palabre.settings import load_settings
from tests.contract.reporting import about, file
from tests.contract.ruling import ruling
from tests.contract.scene import ANA, BILAL, open_room, say
from tests.custody import CUSTODIANS, IDENTITIES
from tests.settings.test_checks import PUBLIC
from tests.tools.addresses import guessed_with, spelt_in, values_in
from tests.tools.live_client import SUBPROTOCOL, WITHIN_S
from tests.tools.sealed_for import Keeper, keeper
from tests.tools.server import PalabreServer
from tests.tools.traces import files_of

HOST = "palabre.example"
BANNED = "198.51.100.77"
GUESTS = ("203.0.113.141", "192.0.2.219", "2001:db8:77aa:42ff::1:9c3d")
REFERENCE = "PR Lyon 26/481"


class Place:
    """A public place behind a proxy; `keys` is where its keys lie, `keeper` who opens its backups."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.data, self.keys = folder, folder / "data", folder / "keys"
        self.keeper: Keeper = keeper(folder)
        self.config = folder / "palabre.toml"
        self.config.write_text(self._written())
        self.server = PalabreServer(self.data, options=["--config", self.config])

    def _written(self) -> str:
        people = "".join(f'[[vault.custodians]]\nname = "{each.name}"\nkey = "{each.key}"\n' for each in CUSTODIANS)
        before, _, _ = PUBLIC.replace("/srv/keys", str(self.keys)).partition("[[vault.custodians]]")
        # The tests ask this machine's own address whether it is well.
        reached = before.replace('hosts = ["palabre.example"]', 'hosts = ["palabre.example", "127.0.0.1"]')
        return f'{reached}{people}[[rooms]]\nslug = "agora"\nname = "Agora"\n'

    async def furnish(self) -> None:
        """The team a public place needs; and a ban, whose mark is of an address."""
        store = await bootstrap.open_store(load_settings(self.config), self.data, bus=LocalBus())
        now = int(datetime.now(UTC).timestamp() * 1_000)
        for name in ("Mo", "Nour"):
            member = await store.add_staff(name, "moderator", None)
            await store.add_passkey(passkey(member.number, now), Deed(at_ms=now, who=member.id, what="passkey_added"))
        room = await open_room(store, "cour")
        await say(store, room, by=BILAL)
        ruled = ruling((await file(store, about(room, ANA), by=BILAL)).case.id, room, "ban", at_ms=now)
        assert ruled.sanction is not None
        day = datetime.now(UTC).date().isoformat()
        key = FileMarkKeys(self.keys / "marks.key", SystemChance()).key_of(day)
        mark = BanMark(
            sanction_id=ruled.sanction.id,
            day=day,
            digest=digest_of(key, prefix_of(BANNED)),
            room_id=None,
            from_ms=now,
            expires_ms=now + 3_600_000,
        )
        await store.decide(replace(ruled, marks=(mark,)))
        await store.close()

    def image(self) -> list[bytes]:
        """Every file of the data, the write-ahead log and whatever else lies there, and all that was printed."""
        printed = [self.server.stdout.encode(), self.server.stderr.encode()]
        return [*(each.read_bytes() for each in files_of(self.data)), *printed]

    def backup(self) -> Path:
        """Made beside the running server."""
        out = self.folder / "place.backup"
        assert self.run("backup", "--out", out, "--recipient", self.keeper.recipient) == 0
        return out

    def run(self, *arguments: str | Path) -> int:
        return main([*map(str, arguments), "--config", str(self.config), "--data", str(self.data)])


def passkey(number: int, at_ms: int) -> Passkey:
    return Passkey(
        id=f"key-{number}".encode(),
        number=number,
        name="clé",
        rp_id=HOST,
        public_key=b"",
        sign_count=0,
        transports=(),
        added_ms=at_ms,
    )


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Place]:
    place = Place(tmp_path)
    await place.furnish()
    try:
        await place.server.start()
        yield place
    finally:
        await place.server.kill9()


async def contribute(place: Place, address: str, nickname: str) -> str:
    """What a guest of that address does: comes in, writes, changes what they wrote and their name; the message's id."""
    headers = {
        "Host": HOST,
        "Origin": f"https://{HOST}",
        "X-Forwarded-For": address,
        "X-Forwarded-Proto": "https",
        "X-Real-Port": "50123",
    }
    async with httpx.AsyncClient(base_url=place.server.url, headers=headers, trust_env=False, verify=False) as client:
        answer = await client.post("/api/sessions", json={"nickname": nickname, "locale": "fr"})
        assert answer.status_code == 201, answer.text
        cookie = answer.headers["set-cookie"].partition(";")[0]
    headers["Cookie"] = cookie
    async with connect(
        f"ws://{headers.pop('Host')}/ws",
        host="127.0.0.1",
        port=place.server.port,
        origin=Origin(headers.pop("Origin")),
        subprotocols=[Subprotocol(SUBPROTOCOL)],
        additional_headers=headers,
        compression=None,
        proxy=None,
        open_timeout=WITHIN_S,
    ) as socket:
        asked = 0

        async def ask(kind: str, **fields: object) -> dict[str, Any]:
            nonlocal asked
            asked += 1
            await socket.send(json.dumps({"type": kind, "ref": asked, "room": "agora", **fields}))
            async with asyncio.timeout(WITHIN_S):
                while True:
                    frame: dict[str, Any] = json.loads(await socket.recv())
                    if frame.get("ref") == asked:
                        assert frame["type"] == "ok", frame
                        return frame

        await ask("room.enter")
        posted = await ask("message.post", body="Bonsoir à tous", client_message_id=f"c-{nickname}-0123456789")
        await ask("message.edit", message_id=posted["message_id"], body="Bonsoir à toutes et tous")
        await ask("nickname.change", nickname=f"{nickname}-du-soir")
        return str(posted["message_id"])


async def test_no_address_is_in_a_captured_disk_nor_in_a_backup_and_two_custodians_find_them(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = [await contribute(place, address, f"Guest{number}") for number, address in enumerate(GUESTS)]
    backup = await asyncio.to_thread(place.backup)
    async with httpx.AsyncClient(base_url=place.server.url, trust_env=False, verify=False) as machine:
        figures = (await machine.get("/metrics")).content
    assert b"palabre_rooms" in figures
    await place.server.kill9()

    image = [figures, *place.image(), backup.read_bytes(), place.keeper.opened(backup)]
    assert spelt_in([*GUESTS, BANNED], image) == set()
    # The log of changes is not gone through by its rows in a capture: SQLite itself reads it, from a copy.
    copy = shutil.copytree(place.data, place.folder / "copy") / FILE_NAME
    values = values_in(image, [copy])
    assert len(values) > 100
    assert guessed_with(values, values, [*GUESTS, BANNED]) == set()
    # With the keys that lie elsewhere the same search finds whom the ban is of: it does not pass by blindness.
    marks = (place.keys / "marks.key").read_text().split()[1]
    assert guessed_with([bytes.fromhex(marks)], values, [*GUESTS, BANNED]) == {BANNED}

    found = await asyncio.to_thread(opened, place, ids, capsys)
    assert [{(each["address"], each["port"]) for each in of_message} for of_message in found] == [
        {(address, 50_123)} for address in GUESTS
    ]
    # Written, and given another text.
    assert [len(of_message) for of_message in found] == [2, 2, 2]


def opened(place: Place, messages: list[str], capsys: pytest.CaptureFixture[str]) -> list[list[dict[str, Any]]]:
    """What two custodians read of these messages."""
    export, keys = place.folder / "export", [place.folder / f"{number}.key" for number in range(2)]
    for key, identity in zip(keys, IDENTITIES, strict=False):
        key.write_text(f"{identity}\n")
    for_it = ["--reference", REFERENCE]
    assert place.run("vault", "export", "--from", "2020-01-01", "--to", "2099-01-01", "--out", export, *for_it) == 0
    assert spelt_in(GUESTS, [export.read_bytes()]) == set()
    found = []
    for message in messages:
        identities = [word for key in keys for word in ("--identity", key)]
        capsys.readouterr()
        assert place.run("vault", "open", export, *identities, *for_it, "--message", message) == 0
        found.append([json.loads(line) for line in capsys.readouterr().out.splitlines()])
    return found
