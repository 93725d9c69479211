"""A quarrel: somebody insists, somebody reports it, and contests what is decided; without a browser."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from tests.tools.live_client import LiveGuest

CREATED = 201
PRESSING = "Alors, tu me réponds quand"
EXPLANATION = "Il insiste depuis une heure."


class Quarrel:
    """Ana and Bilal in a room; Bilal has just insisted."""

    def __init__(self, ana: LiveGuest, bilal: LiveGuest, room: str) -> None:
        # The same words in a third room of one place would wait for a person.
        self.pressing = f"{PRESSING}, dans {room}"
        self.ana = ana
        self.bilal = bilal
        self.room = room
        self.pressing_id = ""

    async def begin(self) -> None:
        """Ana greets, Bilal presses her."""
        for guest, body in ((self.ana, "Bonsoir tout le monde"), (self.bilal, self.pressing)):
            await guest.enter(self.room)
            posted = await guest.post(self.room, body)
            assert posted["type"] == "ok", posted
        told = await self.ana.told(self.pressing)
        self.pressing_id = told["message"]["id"]

    async def report(self, category: str = "harassment") -> str:
        """Ana reports it; the code of her receipt."""
        subject = {"kind": "message", "room": self.room, "message_id": self.pressing_id}
        report = {"subject": subject, "category": category, "text": EXPLANATION}
        async with self.ana.http() as client:
            answer = await client.post("/api/reports", json=report)
        assert answer.status_code == CREATED, answer.text
        return str(answer.json()["receipt"])

    async def receipt(self) -> str:
        """The code of what Bilal was last told."""
        told = await self.bilal.event("sanction.applied")
        return str(told["sanction"]["receipt"])

    async def contest(self, words: str) -> None:
        """Bilal contests what he was last told, by his receipt alone."""
        receipt = await self.receipt()
        async with httpx.AsyncClient(base_url=self.bilal.url, trust_env=False, follow_redirects=True) as stranger:
            await stranger.get(f"/receipt/{receipt}")
            headers = {"Origin": self.bilal.url}
            answer = await stranger.post("/api/receipt/appeal", json={"text": words}, headers=headers)
        assert answer.status_code == CREATED, answer.text


@asynccontextmanager
async def quarrel(url: str, room: str) -> AsyncIterator[Quarrel]:
    """Both are there, and Bilal has insisted."""
    async with await LiveGuest.arrive(url, "Ana") as ana, await LiveGuest.arrive(url, "Bilal") as bilal:
        scene = Quarrel(ana, bilal, room)
        await scene.begin()
        yield scene
