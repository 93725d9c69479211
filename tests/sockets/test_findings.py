"""What rules find on a served demo is at the desk; what they restrict is told with a receipt a person answers."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.sockets.test_desk import desk, links
from tests.tools.live_client import WITHIN_S, LiveGuest
from tests.tools.server import running_server

Json = dict[str, Any]
DISTRESS, CHILD, BLACKMAIL = "j'ai envie de mourir", "j'ai 12 ans", "envoie 500 euros ou je publie tes photos nues"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


async def state_when(client: httpx.Client, is_so: Callable[[Json], bool]) -> Json:
    """The desk's state as soon as it is so; each question waits at the server until something is new."""
    async with asyncio.timeout(WITHIN_S):
        state: Json = (await asyncio.to_thread(client.get, "/api/desk/state")).json()
        while not is_so(state):
            asked = f"/api/desk/state?after={state['version']}"
            state = (await asyncio.to_thread(client.get, asked)).json()
    return state


async def post(guest: LiveGuest, body: str, key: str) -> Json:
    return dict(await guest.ask("message.post", room="agora", body=body, client_message_id=key))


async def test_what_a_rule_found_is_at_the_desk_also_when_the_server_is_killed_at_once(folder: Path) -> None:
    async with running_server(folder) as server:
        async with await LiveGuest.arrive(server.url, "Ana") as ana:
            await ana.enter("agora")
            assert (await post(ana, DISTRESS, "one-of-ana-0001"))["type"] == "ok"
            assert (await post(ana, BLACKMAIL, "one-of-ana-0002"))["code"] == "screened"
        used = links(server)
        await server.kill9()
        await server.start()
        link = next(link for link in links(server) if link not in used)
        with desk(server, link) as mo:
            found = ["self-harm", "sextortion"]
            state = await state_when(mo, lambda state: [sorted(row["rules"]) for row in state["cases"]] == [found])
            (row,) = state["cases"]
            assert (row["queue"], row["reports"], row["urgent"]) == ("lives", 0, True)
            case = mo.get(f"/api/desk/cases/{row['id']}").json()
            assert DISTRESS in [piece["body"] for piece in case["evidence"]]
            assert {report["rule"] for report in case["reports"]} == set(row["rules"])


async def test_whose_writing_a_rule_closed_contests_it_and_a_person_opens_it_again(folder: Path) -> None:
    async with running_server(folder) as server, await LiveGuest.arrive(server.url, "Ana") as ana:
        await ana.enter("agora")
        assert (await post(ana, CHILD, "one-of-ana-0003"))["code"] == "screened"
        told = (await ana.event("sanction.applied"))["sanction"]
        assert (told["kind"], told["automated"], told["quoted"]) == ("writing_closed", True, None)
        with desk(server, links(server)[0]) as mo:
            assert mo.get("/api/desk/state").json()["cases"] == []
            async with httpx.AsyncClient(
                base_url=server.url, headers={"Origin": server.url}, trust_env=False
            ) as elsewhere:
                opened = await elsewhere.get(f"/receipt/{told['receipt']}", follow_redirects=False)
                assert opened.status_code == 303
                page = await elsewhere.get("/receipt", headers={"Accept": "text/html", "Accept-Language": "fr"})
                assert "une règle automatique" in page.text and CHILD not in page.text
                plea = {"text": "Je citais mon petit frère, j'ai 30 ans."}
                assert (await elsewhere.post("/api/receipt/appeal", json=plea)).status_code == 201
                state = await state_when(mo, lambda state: len(state["cases"]) == 1)
                (row,) = state["cases"]
                assert (row["queue"], row["state"]) == ("appeals", "appealed")
                answer = {"outcome": "reversed", "reason": "Vous citiez quelqu'un."}
                assert mo.post(f"/api/desk/cases/{row['id']}/appeal", json=answer).status_code == 204
                assert (await elsewhere.get("/api/receipt")).json()["appeal"]["outcome"] == "reversed"
        await ana.event("sanction.lifted")
        assert (await post(ana, "Merci", "one-of-ana-0004"))["type"] == "ok"
