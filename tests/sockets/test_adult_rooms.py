"""A served room for adults: shut to guests on the wire, open to the team with the cookie of its sign-in."""

from pathlib import Path

from tests.sockets.test_desk import desk, links
from tests.tools.live_client import LiveGuest
from tests.tools.server import running_server

CONFIGURATION = (
    '[[rooms]]\nslug = "agora"\nname = "Agora"\n[[rooms]]\nslug = "minuit"\nname = "Minuit"\nkind = "adult"\n'
)


async def test_the_team_comes_in_and_nobody_else(tmp_path: Path) -> None:
    (tmp_path / "palabre.toml").write_text(CONFIGURATION)
    async with running_server(tmp_path / "data", options=["--config", tmp_path / "palabre.toml"]) as server:
        async with await LiveGuest.arrive(server.url, "Ana") as ana:
            refused = await ana.ask("room.enter", room="minuit")
            assert (refused["type"], refused["code"]) == ("failed", "proof_required")
            async with ana.http() as client:
                page = await client.get("/api/rooms/minuit/messages")
                assert (page.status_code, page.json()["code"]) == (403, "proof_required")
        with desk(server, links(server)[0]) as mo:
            staff = mo.cookies["palabre_staff"]
        async with LiveGuest(server.url) as moderator:
            moderator.token = f"none; palabre_staff={staff}"
            await moderator.connect()
            entered = await moderator.enter("minuit")
            assert entered["info"]["kind"] == "adult"
            assert "you" not in entered
        async with LiveGuest(server.url) as forger:
            forger.token = "none; palabre_staff=forged"
            await forger.connect()
            assert (await forger.ask("room.enter", room="minuit"))["code"] == "proof_required"
