"""The cast: guests Ana, Bilal and Chloé, rooms agora, cuisine and minuit, a whole instance in memory to play in."""

import asyncio
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import msgspec
from websockets.client import ClientProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State
from websockets.uri import parse_uri

from palabre.adapters.chance import SeededChance
from palabre.adapters.clock import AcceleratedClock
from palabre.adapters.day_keys import MemoryDayKeys
from palabre.adapters.local_bus import LocalBus
from palabre.adapters.memory import MemoryStore
from palabre.adapters.sealing import AesGcmSealer
from palabre.bootstrap import House, build
from palabre.domain.age import KeptProof, Method
from palabre.domain.age_found import AgeFound
from palabre.domain.desk_refusal import DeskCode, DeskRefusal
from palabre.domain.refusal import Refusal
from palabre.domain.room import RoomSettings
from palabre.domain.session import Session
from palabre.domain.staff import Role, Staff
from palabre.gateway.connection import Close, Connection, Perform, Send
from palabre.gateway.framing import text_frame
from palabre.gateway.outbound import Outbound
from palabre.gateway.visitor import Visitor
from palabre.ports.vault import Origin
from palabre.protocol.close_codes import CloseCode
from palabre.protocol.replies import FailureCode
from palabre.services.upholding import Presented
from palabre.settings import ConfiguredRoom, Settings
from palabre.settings.shape import Retention
from palabre.settings.traffic import Allowances, Live
from tests.tools.browser_key import PAGE, Browser

Json = dict[str, Any]
NOON = 1_795_348_800_000
SECOND, MINUTE, HOUR = 1.0, 60.0, 3_600.0
PREFIX = "203.0.113.0/24"
ORIGIN = Origin("203.0.113.7", 50_123)
ROOMS = (
    ConfiguredRoom(slug="agora", name="Agora"),
    ConfiguredRoom(slug="cuisine", name="Cuisine", readers="guests"),
    ConfiguredRoom(slug="minuit", name="Minuit", capacity=2),
)
# Enough for a feed that gives the loop back between its writes.
LOOP_TURNS = 8
# The library would log every frame it reads, and drown what the server itself lets slip.
UNHEARD = logging.Logger("unheard", logging.CRITICAL)
_keys = count(1)


def key() -> str:
    """A `client_message_id` nobody has used yet."""
    return f"client-message-{next(_keys):08}"


class FakePipe:
    """A transport that takes everything, until it is made slow."""

    def __init__(self) -> None:
        self.written = bytearray()
        self.unsent = 0
        self.aborted = False

    def write(self, data: bytes) -> None:
        self.written += data

    def get_write_buffer_size(self) -> int:
        return self.unsent

    def abort(self) -> None:
        self.aborted = True


def frames_in(data: bytes) -> list[Frame]:
    """The frames of a stream from a server, read by the websockets library's own parser."""
    parser = ClientProtocol(parse_uri("ws://localhost/"), state=State.OPEN, max_size=None, logger=UNHEARD)
    parser.receive_data(data)
    assert parser.parser_exc is None, parser.parser_exc
    return [event for event in parser.events_received() if isinstance(event, Frame)]


def texts_in(data: bytes) -> list[bytes]:
    """The text messages of a stream from a server."""
    return [bytes(frame.data) for frame in frames_in(data) if frame.opcode is Opcode.TEXT]


@dataclass
class Tab:
    """One open page: a connection without a socket. `frames` is everything it was sent, decoded, in order."""

    stage: "Stage"
    visitor: Visitor
    pipe: FakePipe
    closed: CloseCode | None = None
    retry_after_ms: int | None = None
    _read: int = 0
    _frames: list[Json] = field(default_factory=list)
    _refs: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def frames(self) -> list[Json]:
        fresh = bytes(self.pipe.written[self._read :])
        self._read = len(self.pipe.written)
        self._frames += [json.loads(text) for text in texts_in(fresh)]
        return self._frames

    @property
    def text(self) -> str:
        """Everything it was sent, as text."""
        return b"\n".join(texts_in(bytes(self.pipe.written))).decode()

    @property
    def events(self) -> list[Json]:
        return [frame for frame in self.frames if frame["type"] not in ("ok", "failed")]

    def received(self, kind: str) -> list[Json]:
        """The events of one type, in order."""
        return [event for event in self.events if event["type"] == kind]

    async def ask(self, kind: str, **fields: object) -> Json:
        """Send a command and return its reply."""
        ref = next(self._refs)
        await self.send(json.dumps({"type": kind, "ref": ref, **fields}).encode())
        replies = [frame for frame in self.frames if frame.get("ref") == ref]
        assert len(replies) == 1, (replies, self.closed)
        return replies[0]

    async def send(self, text: bytes) -> None:
        """Send one text message, whatever it holds; afterwards the loop has its turn, as between two frames."""
        match self.visitor.connection.receive(text, self.stage.clock.monotonic()):
            case Perform(command=command):
                await self.stage.house.welcome.dispatch.perform(self.visitor, command)
            case Send(payload=payload):
                self.visitor.outbound.write(text_frame(payload))
            case Close(code=code):
                self.visitor.close(code, None)
        await asyncio.sleep(0)

    async def enter(self, room: str = "agora", since: Json | None = None) -> Json:
        """Enter a room and return its `room.entered`."""
        entered = len(self.received("room.entered"))
        assert_done(await self.ask("room.enter", room=room, **({"since": since} if since else {})))
        (state,) = self.received("room.entered")[entered:]
        return state

    async def post(self, body: str = "Bonsoir", room: str = "agora", **fields: object) -> Json:
        return await self.ask("message.post", room=room, body=body, **({"client_message_id": key()} | fields))

    async def bind(self, browser: Browser, room: str = "minuit", *, origin: str = PAGE) -> Json:
        """Show to be in this browser, as asked at the door of a room for adults; return the answer."""
        asked = await self.ask("room.enter", room=room)
        assert_refused(asked, "proof_unbound")
        return await self.ask("age.bind", **browser.answer(asked["challenge"], origin))

    def lose(self) -> None:
        """The network goes away."""
        self.stage.house.live.bid_farewell(self.visitor, lost=True)


@dataclass
class Stage:
    """A whole instance, composed as in production, over memory and a clock that moves only when stepped."""

    house: House
    store: MemoryStore
    bus: LocalBus
    clock: AcceleratedClock
    chance: SeededChance
    tabs: list[Tab] = field(default_factory=list)

    async def session(self, nickname: str, *, room: str | None = None, prefix: str = PREFIX) -> tuple[str, Session]:
        """Open a session as `POST /api/sessions` does; returns (token, session)."""
        opening = self.house.http.guests.opening
        return await opening.open(nickname=nickname, locale="fr", room=room, prefix=prefix)

    def tab(self, session: Session | None = None, *, prefix: str = PREFIX) -> Tab:
        """A connection of this session, or of a spectator."""
        live = self.house.live
        session_id = session.id if session else None
        connection = Connection(
            connection_id=live.next_id(),
            session_id=session_id,
            now=self.clock.monotonic(),
            unlimited=self.house.welcome.unlimited,
        )
        pipe = FakePipe()

        def closer(code: CloseCode, retry_after_ms: int | None) -> None:
            tab.closed, tab.retry_after_ms = code, retry_after_ms
            live.bid_farewell(visitor, lost=code is not CloseCode.SESSION_ENDED)

        visitor = Visitor(connection, Outbound(pipe, lambda: live.drained(visitor)), ORIGIN, prefix, closer)
        visitor.page = PAGE
        tab = Tab(self, visitor, pipe)
        live.welcome(visitor)
        self.tabs.append(tab)
        return tab

    async def guest(self, nickname: str, *rooms: str) -> Tab:
        """A new guest with one tab, in these rooms."""
        tab = self.tab((await self.session(nickname))[1])
        for room in rooms:
            await tab.enter(room)
        return tab

    async def prove(self, session: Session, browser: Browser, method: Method = "demo") -> KeptProof:
        """What an answered and completed attempt comes to."""
        found = AgeFound(threshold=18, is_over=True, issuer_sha256=bytes(32))
        presented = Presented(found=found, method=method, key_thumbprint=browser.key.thumbprint())
        kept = await self.house.adulthood.upholding.keep(session.id, presented)
        assert kept is not None
        return kept

    async def adult(self, nickname: str, *rooms: str) -> Tab:
        """A new guest who proved to be an adult, with one tab of their browser, in these rooms."""
        _, session = await self.session(nickname)
        browser = Browser()
        await self.prove(session, browser)
        tab = self.tab(session)
        assert_done(await tab.bind(browser))
        for room in rooms:
            await tab.enter(room)
        return tab

    async def spectator(self, *rooms: str) -> Tab:
        tab = self.tab()
        for room in rooms:
            await tab.enter(room)
        return tab

    async def moderator(
        self, name: str = "Mo", *, role: Role = "moderator", rooms: frozenset[int] | None = None
    ) -> Staff:
        """A new member of the staff."""
        return await self.store.add_staff(name, role, rooms)

    async def signed_in(self, member: Staff) -> str:
        """The token of their cookie."""
        staffing = self.house.http.team.staffing
        return await staffing.sign_in(await staffing.invite(member), PREFIX)

    async def step(self, seconds: float) -> None:
        """Let time pass, then every job does its work once. Browsers answered every ping meanwhile."""
        self.clock.step(seconds)
        for tab in self.tabs:
            if tab.visitor.is_open:
                self.house.live.heard(tab.visitor.id)
        for _, _, work in self.house.jobs:
            await work()
        for _ in range(LOOP_TURNS):
            await asyncio.sleep(0)


def settings_of(
    *, rooms: tuple[ConfiguredRoom, ...] = ROOMS, allowances: Allowances | None = None, messages_h: int = 6
) -> Settings:
    return Settings(
        rooms=rooms,
        live=Live(coalesce_ms=0),
        retention=Retention(messages_h=messages_h),
        allowance=allowances or Allowances(factor=0),
    )


def with_settings(settings: Settings, **changes: Any) -> Settings:
    """The same but for some sections."""
    return msgspec.structs.replace(settings, **changes)


async def set_stage(settings: Settings | None = None, *, seed: int = 0, now_ms: int = NOON) -> Stage:
    """Raise the curtain on an empty instance. Allowances are off unless the settings say otherwise."""
    bus = LocalBus()
    clock = AcceleratedClock(0, start_ms=now_ms)
    store, chance = MemoryStore(bus, AesGcmSealer()), SeededChance(seed)
    return await opened(settings or settings_of(), store, bus, clock, chance)


async def restarted(stage: Stage, settings: Settings | None = None) -> Stage:
    """The same store under a process that remembers nothing."""
    chance = SeededChance(len(stage.store.tables.logs) + 1_000)
    return await opened(settings or stage.house.settings, stage.store, stage.bus, stage.clock, chance)


async def opened(
    settings: Settings,
    store: MemoryStore,
    bus: LocalBus,
    clock: AcceleratedClock,
    chance: SeededChance,
) -> Stage:
    keys = MemoryDayKeys(chance)
    house = build(settings, store=store, bus=bus, keys=keys, clock=clock, chance=chance)
    await house.open()
    return Stage(house, store, bus, clock, chance)


def room_settings(**changes: Any) -> RoomSettings:
    return RoomSettings(**{"name": "Agora", **changes})


def assert_done(reply: Json) -> None:
    """The command was carried out."""
    assert reply["type"] == "ok", reply


def assert_refused(reply: Json, code: FailureCode) -> None:
    """The command was declined with this code, and with the sentence that explains it."""
    assert (reply["type"], reply.get("code")) == ("failed", code), reply
    assert reply["message"]


class refused:
    """Asserts that the block is refused with `code`; the Refusal is kept in `refusal`."""

    refusal: Refusal

    def __init__(self, code: FailureCode) -> None:
        self.code = code

    def __enter__(self) -> "refused":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        assert isinstance(error, Refusal), f"expected to be refused with {self.code}, got {error!r}"
        assert error.code == self.code
        self.refusal = error
        return True


class declined:
    """Asserts that the block is declined to a member of the staff with `code`; kept in `refusal`."""

    refusal: DeskRefusal

    def __init__(self, code: DeskCode) -> None:
        self.code = code

    def __enter__(self) -> "declined":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        assert isinstance(error, DeskRefusal), f"expected to be declined with {self.code}, got {error!r}"
        assert error.code == self.code
        self.refusal = error
        return True
