"""The team of a served demo, without a browser: signed in by a printed address, deciding over HTTP."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from tests.tools.live_client import WITHIN_S
from tests.tools.server import PalabreServer

GROUND = "harcelement"
REASON = "Il insiste après trois refus, motif-4711."


class Member:
    """One of the team; `client` carries their sign-in."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def cases(self) -> list[dict[str, Any]]:
        """The cases of their queue."""
        return list((await self._get("/api/desk/state"))["cases"])

    async def ban(self, case_id: str, *, remove: tuple[str, ...] = (), room_only: bool = False) -> None:
        """From the whole place for an hour, or from the room."""
        asked = {
            "sanction": "room_ban" if room_only else "ban",
            "minutes": 60,
            "remove": list(remove),
            "ground": GROUND,
            "reason": REASON,
            "confirm": True,
        }
        answer = await self.client.post(f"/api/desk/cases/{case_id}/decision", json=asked)
        assert answer.status_code == httpx.codes.CREATED, answer.text

    async def held(self) -> list[dict[str, Any]]:
        """The messages that wait."""
        return list((await self._get("/api/desk/state"))["held"])

    async def release(self, message_id: str) -> None:
        answer = await self.client.post(f"/api/desk/held/{message_id}/release")
        assert answer.status_code == httpx.codes.NO_CONTENT, answer.text

    async def _get(self, path: str) -> dict[str, Any]:
        answer = await self.client.get(path)
        assert answer.is_success, answer.text
        return dict(answer.json())


@asynccontextmanager
async def member(server: PalabreServer, nth: int = 0) -> AsyncIterator[Member]:
    """Who was given the nth address the server printed, since its last start the first two."""
    links = re.findall(rf"^{re.escape(server.url)}/desk#(\S+)$", server.stdout, re.MULTILINE)[-2:]
    headers = {"Origin": server.url}
    async with httpx.AsyncClient(
        base_url=server.url, headers=headers, trust_env=False, verify=False, timeout=WITHIN_S
    ) as client:
        answer = await client.post("/api/sign-in/link", json={"token": links[nth]})
        assert answer.status_code == httpx.codes.NO_CONTENT, answer.text
        yield Member(client)
