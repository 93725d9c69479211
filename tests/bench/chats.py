"""Chats that do the whole job, as a guest's program meets them: Palabre, and multi-user chat over XMPP."""

import itertools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import httpx

from tests.bench.listener import Step
from tests.sockets.raw import upgrade_request
from tests.tools.live_client import COOKIE

ROOM = "agora"
MUC_ROOM = f"{ROOM}@rooms.localhost"
FRAMING = 'xmlns="urn:ietf:params:xml:ns:xmpp-framing"'
OPEN = f'<open {FRAMING} to="localhost" version="1.0"/>'
ANONYMOUS = '<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="ANONYMOUS"/>'
CLIENT = 'xmlns="jabber:client"'
BIND = f'<iq {CLIENT} type="set" id="bind"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/></iq>'


class Chat(Protocol):
    """A room of a running server, and how one speaks to it."""

    port: int
    pid: int

    async def request(self, number: int) -> bytes:
        """The upgrade request of the guest of this number, made known to the server first where it wants that."""
        ...

    def steps(self, number: int) -> Sequence[Step]:
        """What the guest says to get into the room."""
        ...

    def post(self, body: str) -> str:
        """What posts a message."""
        ...


@dataclass
class PalabreChat:
    """Guests with a session each, named, listed when they write."""

    port: int
    pid: int

    def __post_init__(self) -> None:
        self._url = f"http://127.0.0.1:{self.port}"
        self._numbers = itertools.count()

    async def request(self, number: int) -> bytes:
        async with httpx.AsyncClient(base_url=self._url, trust_env=False, verify=False) as client:
            answer = await client.post("/api/sessions", json={"nickname": f"Ana {number}", "locale": "fr"})
            answer.raise_for_status()
            return upgrade_request(self._url, cookie=f"{COOKIE}={answer.cookies[COOKIE]}")

    def steps(self, number: int) -> Sequence[Step]:
        enter = {"type": "room.enter", "ref": 0, "room": ROOM}
        return [Step(json.dumps(enter), b'"type":"room.entered"')]

    def post(self, body: str) -> str:
        number = next(self._numbers)
        fields = {"ref": number, "room": ROOM, "body": body, "client_message_id": f"{number:022}"}
        return json.dumps({"type": "message.post", **fields}, ensure_ascii=False)


@dataclass
class MucChat:
    """Anonymous guests of XEP-0045, over RFC 7395; `path` is where the server speaks WebSocket."""

    port: int
    pid: int
    path: str

    def __post_init__(self) -> None:
        self._numbers = itertools.count()

    async def request(self, number: int) -> bytes:
        return upgrade_request(f"http://127.0.0.1:{self.port}", self.path, sec_websocket_protocol="xmpp")

    def steps(self, number: int) -> Sequence[Step]:
        muc = '<x xmlns="http://jabber.org/protocol/muc"/>'
        join = f'<presence {CLIENT} to="{MUC_ROOM}/Ana{number}">{muc}</presence>'
        return [
            Step(OPEN, b"ANONYMOUS"),
            Step(ANONYMOUS, b"<success"),
            Step(OPEN, b"xmpp-bind"),
            Step(BIND, b"<jid>"),
            # The room's subject is the last thing a newcomer is told.
            Step(join, b"<subject"),
        ]

    def post(self, body: str) -> str:
        number = next(self._numbers)
        return f'<message {CLIENT} to="{MUC_ROOM}" type="groupchat" id="{number}"><body>{body}</body></message>'
