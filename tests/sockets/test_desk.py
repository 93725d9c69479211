"""A served demo and its two moderators, from the addresses it prints to what a guest is told."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.tools.live_client import LiveGuest
from tests.tools.server import PalabreServer, running_server

RULE = {
    "id": "no-soup",
    "when": "matches",
    "verdict": "block",
    "policy": "rule-4",
    "explanation": {"fr": "Pas de soupe.", "en": "No soup."},
    "patterns": ["soup*"],
}


def links(server: PalabreServer) -> list[str]:
    """What follows the `#` of each desk address it printed."""
    return re.findall(rf"^{re.escape(server.url)}/desk#(\S+)$", server.stdout, re.MULTILINE)


@contextmanager
def desk(server: PalabreServer, link: str) -> Iterator[httpx.Client]:
    """The browser of the moderator who was given this address."""
    with httpx.Client(base_url=server.url, headers={"Origin": server.url}, trust_env=False, timeout=30) as client:
        assert client.post("/api/sign-in/link", json={"token": link}).status_code == 204
        yield client


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


async def test_a_demo_prints_two_addresses_that_work_once_and_survive_no_second_use(folder: Path) -> None:
    async with running_server(folder) as server:
        first, second = links(server)
        assert server.stdout.splitlines()[0] == server.url
        assert first not in server.stderr
        with desk(server, first) as mo, desk(server, second) as nour:
            numbers = [client.get("/api/desk/state").json()["me"]["number"] for client in (mo, nour)]
            assert numbers == [1, 2]
            again = mo.post("/api/sign-in/link", json={"token": first})
            assert (again.status_code, again.json()["code"]) == (404, "link_stale")


async def test_two_moderators_put_a_rule_in_force_and_it_is_so_after_a_kill(folder: Path) -> None:
    async with running_server(folder) as server:
        first, second = links(server)
        with desk(server, first) as mo, desk(server, second) as nour:
            assert mo.post("/api/desk/rules", json=RULE).status_code == 201
            for client, status in ((mo, "shadow"), (nour, "live")):
                answer = client.post("/api/desk/rules/no-soup/status", json={"status": status})
                assert answer.status_code == 204, answer.text
            nour.post("/api/desk/shield", json={"on": True, "confirm": True})
        await server.kill9()
        await server.start()
        third, _ = [link for link in links(server) if link not in (first, second)]
        with desk(server, third) as mo:
            (rule,) = [rule for rule in mo.get("/api/desk/rules").json()["rules"] if rule["id"] == "no-soup"]
            assert (rule["status"], rule["author"], rule["approver"]) == ("live", "M-1", "M-2")
            assert mo.get("/api/desk/state").json()["shield"] is True
            mo.post("/api/desk/shield", json={"on": False, "confirm": True})
        async with await LiveGuest.arrive(server.url, "Ana") as ana:
            await ana.enter("agora")
            post = {"room": "agora", "body": "Une soupe ce soir ?", "client_message_id": "soup"}
            refused = await ana.ask("message.post", **post)
            assert (refused["code"], refused["words"]) == ("screened", ["soupe"])
