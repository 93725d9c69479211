"""The composition root: the only file that names adapters."""

import asyncio
import contextlib
import resource
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from ipaddress import ip_network
from pathlib import Path
from zoneinfo import ZoneInfo

import uvloop

from palabre.adapters.challenges import AltchaChallenges
from palabre.adapters.chance import SystemChance
from palabre.adapters.clock import SystemClock
from palabre.adapters.day_keys import FileDayKeys, MemoryDayKeys
from palabre.adapters.detectors import Engine, PackFault, PackWorkshop, read_pack, shipped_engine, shipped_packs
from palabre.adapters.local_bus import LocalBus
from palabre.adapters.presence import MemoryPresence
from palabre.adapters.sealing import AesGcmSealer, KeyUnusable, read_or_make_key
from palabre.adapters.sql.compiled import REVISION
from palabre.adapters.sql.sqlite import ControlDesk, DatabaseUnusable, DataDirectory, DataDirectoryBusy, SqliteStore
from palabre.adapters.sql.sqlite.usage import usage as sqlite_usage
from palabre.adapters.vault import EmptyVault
from palabre.adapters.watching import MemoryWatching
from palabre.domain.allowance import CHALLENGES, HIDES, MARKS, NO_LIMITS, REACTIONS, TYPING, Rate, Rates
from palabre.gateway.dispatch import Dispatch, UseCases
from palabre.gateway.edge import EdgePolicy, Network
from palabre.gateway.hub import Hub
from palabre.gateway.live import TURN_PARTS, LiveEdge
from palabre.gateway.relay import Relay
from palabre.gateway.requests import Doorway
from palabre.gateway.server import Server, listening_socket
from palabre.gateway.shelf import Shelf
from palabre.gateway.socket import Welcome
from palabre.http.app import make_app
from palabre.http.parts import Guests, HttpParts, Team
from palabre.http.parts import Rooms as HttpRooms
from palabre.jobs import collecting
from palabre.jobs.collecting import CollectingJob
from palabre.jobs.cover import CoverJob
from palabre.jobs.day import DayJob, Retelling
from palabre.jobs.held import HeldJob
from palabre.jobs.loop import every
from palabre.jobs.passing import PassingJob
from palabre.jobs.presence import PresenceJob
from palabre.jobs.retention import RetentionJob, SessionsJob
from palabre.jobs.staff import StaffJob
from palabre.ports.bus import Bus
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.connections import Connections
from palabre.ports.day_keys import DayKeys
from palabre.ports.screening import Screening
from palabre.ports.sealer import Sealer
from palabre.ports.staff import RULES_CHANGED
from palabre.ports.store import ControlStore, Store, StoreUnavailable
from palabre.ports.usage import Usage
from palabre.services.addressing import Addressing
from palabre.services.allowances import Allowances
from palabre.services.amending import Amending
from palabre.services.announcing import Announcing
from palabre.services.board import Board
from palabre.services.caring import Caring
from palabre.services.challenging import Challenging, Pressure, Solving, Work
from palabre.services.covering import Covering, CoverTold
from palabre.services.deciding import DecisionBook, Noted, Timed
from palabre.services.deeds import Deeds
from palabre.services.desk import Desk, Rounds
from palabre.services.directory import RoomDirectory
from palabre.services.entering import Entering, Past
from palabre.services.gating import Gate
from palabre.services.health import Health
from palabre.services.hiding import Hidden, HidesAtHand, Hiding
from palabre.services.holding import Holding
from palabre.services.judging import Admitting, Judging, Recalling
from palabre.services.leaving import Leaving, Memories, Memory
from palabre.services.lettering import letters_of, problem_with_letters
from palabre.services.marking import Marking, ReadMarks
from palabre.services.mentioning import Mentioning
from palabre.services.naming import Naming
from palabre.services.oneself import Oneself
from palabre.services.opening import Doorkeeping, Opening
from palabre.services.outcomes import Outcomes
from palabre.services.posting import Bylines, Posting, Records
from palabre.services.pressing import Pressing
from palabre.services.protecting import Protecting
from palabre.services.reacting import Reacting
from palabre.services.reading import Pages, Reading
from palabre.services.recognising import Recognising
from palabre.services.rehearsing import Rehearsing
from palabre.services.returning import Returnables, Returners
from palabre.services.rules_in_force import RulesInForce
from palabre.services.ruling import PROMOTED, Ruling
from palabre.services.sessions import SessionBook
from palabre.services.shielding import SHIELD, Shielding
from palabre.services.staffing import Staffing
from palabre.services.steering import Followers, Steering
from palabre.services.tagging import Tagging
from palabre.services.trusting import StandingsAtHand, Trusting
from palabre.services.waiting import Waiting
from palabre.services.weighing import Weighing
from palabre.services.writing import Writers, Writing
from palabre.settings import Settings

# Two people, so that one may approve what the other wrote.
DEMO_TEAM = ("Modération 1", "Modération 2")
Job = tuple[float, str, Callable[[], Awaitable[None]]]
__all__ = [
    "DataDirectoryBusy",
    "House",
    "KeyUnusable",
    "PackFault",
    "build",
    "is_served",
    "migrate",
    "problem_with_rooms",
    "screening",
    "serve",
    "store_beside",
    "usage",
    "workshop",
]


@dataclass(frozen=True, slots=True)
class House:
    """A composed instance, before or while it serves."""

    settings: Settings
    store: Store
    bus: Bus
    hub: Hub
    steering: Steering
    live: LiveEdge
    health: Health
    welcome: Welcome
    http: HttpParts
    holding: Holding
    pressing: Pressing
    decisions: DecisionBook
    returners: Returners
    jobs: tuple[Job, ...]

    async def open(self) -> None:
        """Load rooms and apply the configuration; afterwards guests can enter."""
        await self.returners.expect()
        await self.http.team.shielding.start()
        await self.http.team.ruling.start()
        await self.pressing.start()
        rooms = {room.slug: room.settings() for room in self.settings.rooms}
        await self.steering.start(rooms)

    async def close(self) -> None:
        """Write what is still to be kept, and let go of the store."""
        with contextlib.suppress(StoreUnavailable):
            await self.decisions.flush()
        await self.store.close()

    def start_jobs(self) -> list[asyncio.Task[None]]:
        """Start the loops; cancel the tasks to end them."""
        return [asyncio.create_task(every(*job), name=job[1]) for job in self.jobs]


@dataclass(frozen=True, slots=True)
class Oversight:
    """What watches over the place: people at their desks, and the rules texts are judged by."""

    health: Health
    board: Board
    shielding: Shielding
    covering: Covering
    screens: RulesInForce
    ruling: Ruling

    def followers(self) -> Followers:
        """Who takes in which control entries."""
        return {SHIELD: self.shielding.follow, RULES_CHANGED: self.ruling.follow, PROMOTED: self.ruling.follow}


def oversight_of(settings: Settings, store: Store, directory: RoomDirectory, clock: Clock) -> Oversight:
    health, screens, shielding = (
        Health(store, directory, clock),
        RulesInForce(shipped_screening()),
        Shielding(store, clock),
    )
    board = Board(clock, health)
    return Oversight(
        health=health,
        board=board,
        shielding=shielding,
        covering=Covering(MemoryWatching(), shielding, clock, unattended_slow_mode=settings.unattended_slow_mode()),
        screens=screens,
        ruling=Ruling(store, workshop(), screens, clock, board),
    )


def team_of(over: Oversight, store: Store, rounds: Rounds, holding: Holding, staffing: Staffing) -> Team:
    """The staff's part of the HTTP side."""
    return Team(
        staffing=staffing,
        board=over.board,
        desk=Desk(store, over.board, rounds, over.shielding, over.ruling),
        rounds=rounds,
        covering=over.covering,
        shielding=over.shielding,
        holding=holding,
        ruling=over.ruling,
        rehearsing=Rehearsing(store, rounds.directory, workshop(), over.screens),
        deeds=Deeds(store),
    )


def build(settings: Settings, *, store: Store, bus: Bus, keys: DayKeys, clock: Clock, chance: Chance) -> House:
    """Compose an instance on a store that is open already."""
    directory, presence = RoomDirectory(), MemoryPresence()
    over = oversight_of(settings, store, directory, clock)
    health, covering, screens, cover_told = over.health, over.covering, over.screens, CoverTold(over.covering)
    book, decisions = SessionBook(store, clock), DecisionBook(store, clock, chance)
    naming = Naming(store, Noted(Timed(screens, clock), decisions), clock, instance_name=settings.instance.name)
    tagging = Tagging(keys, clock, ZoneInfo(settings.instance.timezone))
    allowances = Allowances(rates_of(settings), clock, covering.slow_mode)
    retention, past = settings.kept(), Past(store, book)
    entering = Entering(directory, allowances, presence, naming, tagging, past)
    hides, marks, writers = HidesAtHand(store, book), ReadMarks(), Writers(presence, clock)
    hidden, waiting = Hidden(hides, directory), Waiting(store, book, clock)
    oneself = Oneself(entering, hidden, marks, waiting)
    hub = Hub(
        directory,
        presence,
        clock,
        coalesce_ms=settings.live.coalesce_ms,
        keep_seconds=retention.keep_seconds(),
        own=oneself.now,
        cover=cover_told.of,
    )
    shelf = Shelf(store, hub.deliver, hub.react, retention.keep_seconds())
    live = LiveEdge(hub, directory, clock)
    mentioning, recognising = Mentioning(naming, presence, hidden, bus), Recognising(presence, store)
    guard = guard_of(settings, Ground(store, bus, clock, chance), over, book, tagging, allowances, live)
    judging = guard.judging(Addressing(mentioning, recognising), book, allowances, decisions)
    bylines, outcomes = Bylines(naming, tagging, presence), Outcomes(store, book)
    memories = Memories(book, (naming, outcomes, hides, marks, writers, past, waiting, *guard.held()), presence, live)
    leaving = Leaving(store, memories, clock)
    announcing = Announcing(store, clock, chance, instance_name=settings.instance.name)
    steering = Steering(store, directory, chance, announcing, over.followers())
    wait_ms = settings.screening.held_minutes * 60_000
    holding = Holding(store, bylines, mentioning, guard.trusting, clock, wait_ms=wait_ms)
    use_cases = UseCases(
        entering=entering,
        oneself=oneself,
        posting=Posting(Records(store, outcomes, EmptyVault(), clock, chance), judging, bylines, mentioning, decisions),
        amending=Amending(store, judging, clock),
        reacting=Reacting(store, book, presence, allowances),
        hiding=Hiding(hides, recognising, allowances, bus, clock),
        marking=Marking(marks, allowances, directory),
        writing=Writing(bylines, presence, allowances, bus),
        writers=writers,
        bylines=bylines,
        allowances=allowances,
    )
    edge = edge_of(settings)
    bus.listen(directory.follow)
    bus.listen(writers.follow)
    bus.listen(shelf.take)
    bus.listen_passing(over.board.follow)
    bus.listen_passing(Relay(shelf, hub, writers, waiting).take)
    welcome = Welcome(
        edge,
        book,
        health,
        Dispatch(use_cases, directory, book, shelf, hub),
        live,
        settings.allowance.factor == 0,
    )
    opening = Opening(store, book, Doorkeeping(allowances, naming, directory, guard.pressure), clock, chance)
    rounds = Rounds(directory, presence, covering)
    team = team_of(over, store, rounds, holding, Staffing(store, allowances, clock, chance))
    reading = Reading(directory, presence, covering, Pages(store, hidden, clock, retention))
    retaining = RetentionJob(store, directory, shelf, clock, retention)
    day = DayJob(tagging, Retelling(presence, writers, hub), directory, clock)
    passing = PassingJob(hub, writers, clock)
    presence_job = PresenceJob(presence, hub, naming, clock)

    async def turn_wheel() -> None:
        live.go_on()

    async def tidy() -> None:
        shelf.trim(hub.is_served)
        health.figures["palabre_connections"] = float(live.count())
        health.figures["palabre_decisions_missed"] = float(decisions.missed)

    async def follow_control() -> None:
        await steering.follow()

    return House(
        settings=settings,
        store=store,
        bus=bus,
        hub=hub,
        steering=steering,
        live=live,
        health=health,
        welcome=welcome,
        http=HttpParts(
            settings.site(),
            edge,
            Guests(opening, book, leaving, hidden, guard.challenging),
            HttpRooms(directory, reading),
            team,
            health,
        ),
        holding=holding,
        pressing=guard.pressing,
        decisions=decisions,
        returners=Returners(store, clock, Returnables(book, naming, hides, guard.at_hand, past, waiting)),
        jobs=(
            (0.25, "presence", presence_job.step),
            (0.25, "day", day.step),
            (0.25, "passing", passing.step),
            (1 / TURN_PARTS, "wheel", turn_wheel),
            (1.0, "tidy", tidy),
            (1.0, "control", follow_control),
            (0.25, "cover", CoverJob(covering, cover_told, directory, hub, over.board, clock).step),
            (1.0, "staff", StaffJob(over.ruling, store, clock).step),
            (0.25, "collecting", CollectingJob(live).step),
            (5.0, "sessions", SessionsJob(leaving).step),
            (30.0, "retention", retaining.step),
            (1.0, "decisions", decisions.flush),
            (10.0, "held", HeldJob(holding).step),
            *guard.jobs(),
        ),
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """What everything stands on."""

    store: Store
    bus: Bus
    clock: Clock
    chance: Chance


@dataclass(frozen=True, slots=True)
class Guard:
    """What stands between guests and the log."""

    at_hand: StandingsAtHand
    trusting: Trusting
    pressing: Pressing
    pressure: Pressure
    challenging: Challenging
    caring: Caring
    weighing: Weighing
    gate: Gate
    protecting: Protecting

    def judging(
        self, addressing: Addressing, book: SessionBook, allowances: Allowances, decisions: DecisionBook
    ) -> Judging:
        recalling = Recalling(addressing, self.trusting, self.pressing)
        return Judging(recalling, Admitting(book, self.gate, allowances), self.weighing, self.protecting, decisions)

    def held(self) -> tuple[Memory, ...]:
        """What holds something of a session."""
        return (self.at_hand, self.trusting, self.pressing, self.challenging, self.caring, self.weighing)

    def jobs(self) -> tuple[Job, ...]:
        return (
            (10.0, "trust", self.trusting.step),
            (30.0, "pairs", self.pressing.step),
            (30.0, "challenges", self.challenging.step),
        )


def guard_of(
    settings: Settings,
    ground: Ground,
    over: Oversight,
    book: SessionBook,
    tagging: Tagging,
    allowances: Allowances,
    connections: Connections,
) -> Guard:
    store, clock = ground.store, ground.clock
    at_hand = StandingsAtHand(store, book)
    trusting, pressing = Trusting(at_hand, over.shielding, connections, clock), Pressing(store, at_hand, clock)
    caring = Caring(ground.bus, clock, lines=settings.lines(), contact=settings.contact.guests)
    pressure = Pressure(store, clock, wave=settings.join_wave(), prefix=settings.sessions_per_prefix())
    solving = Solving(AltchaChallenges(settings.challenge.cost), store, tagging, ground.chance, work_of(settings))
    challenging = Challenging(pressure, solving, at_hand, allowances, clock)
    return Guard(
        at_hand=at_hand,
        trusting=trusting,
        pressing=pressing,
        pressure=pressure,
        challenging=challenging,
        caring=caring,
        weighing=Weighing(Timed(over.screens, clock), trusting, over.covering, pressing, clock),
        gate=Gate(trusting, over.covering, challenging, pressing, caring),
        protecting=Protecting(at_hand, pressing, caring, store, clock),
    )


def work_of(settings: Settings) -> Work:
    """So that nobody waits much longer than others."""
    return Work(settings.challenge.tries // 2, settings.challenge.tries * 3 // 2)


def problem_with_rooms(settings: Settings) -> str | None:
    """`rooms[N].key: …` of the first text over a configured room that a rule refuses, or None."""
    for number, room in enumerate(settings.rooms):
        if problem := problem_with_letters(shipped_screening(), letters_of(room)):
            return f"rooms[{number}].{problem}"
    return None


def screening(packs: Sequence[Path] = ()) -> Screening:
    """The engine over the packs shipped with Palabre and these; raises PackFault."""
    return Engine([*shipped_packs(), *map(read_pack, packs)]) if packs else shipped_screening()


@cache
def workshop() -> PackWorkshop:
    """Made once a process, of the packs shipped with Palabre."""
    return PackWorkshop(shipped_packs(), shipped_screening)


@cache
def shipped_screening() -> Engine:
    """Made once a process: it changes nothing and takes a second."""
    return shipped_engine()


def rates_of(settings: Settings) -> Rates:
    """The allowances of a configuration; none when its factor is 0."""
    asked = settings.allowance
    if asked.factor == 0:
        return NO_LIMITS
    crowd = asked.factor * settings.generosity()
    return Rates(
        posts=Rate(asked.post_per_second, asked.burst).times(asked.factor),
        names=Rate(1 / 10, 3).times(asked.factor),
        sessions=Rate(asked.sessions_per_minute / 60, asked.sessions_per_minute).times(crowd),
        enters=Rate(asked.enters_per_minute / 60, asked.enters_per_minute).times(crowd),
        reactions=REACTIONS.times(asked.factor),
        typing=TYPING.times(asked.factor),
        hides=HIDES.times(asked.factor),
        marks=MARKS.times(asked.factor),
        challenges=CHALLENGES.times(asked.factor),
    )


def edge_of(settings: Settings) -> EdgePolicy:
    """The edge policy of a configuration; the demo serves loopback names only."""
    if settings.mode == "demo":
        return EdgePolicy()
    return EdgePolicy(hosts=frozenset(settings.network.hosts), proxies=edge_proxies(settings))


def edge_proxies(settings: Settings) -> tuple[Network, ...]:
    return tuple(ip_network(proxy) for proxy in settings.network.trusted_proxies)


def day_keys_of(settings: Settings, chance: Chance) -> DayKeys:
    """Day keys where the configuration keeps its keys; in memory in a demo."""
    if not settings.keys.path:
        return MemoryDayKeys(chance)
    return FileDayKeys(Path(settings.keys.path) / "day.key", chance)


def sealer_of(settings: Settings) -> Sealer:
    """The sealer of removed texts; its key is in memory in a demo."""
    if not settings.keys.path:
        return AesGcmSealer()
    return AesGcmSealer(read_or_make_key(Path(settings.keys.path) / "seal.key"))


async def open_store(settings: Settings, data: Path, *, bus: Bus) -> Store:
    """Open the store of a configuration, at this version.

    Raises DataDirectoryBusy, KeyUnusable, or StoreUnavailable with a text for the operator.
    """
    sealer = sealer_of(settings)
    if settings.store.url:
        return await open_postgres(settings, bus, sealer)
    with explained():
        return await SqliteStore.open(data, bus=bus, sealer=sealer)


async def open_postgres(settings: Settings, bus: Bus, sealer: Sealer) -> Store:
    # SQLAlchemy takes longer to load than the rest of a start, and SQLite does without it.
    from palabre.adapters.sql.postgres import PostgresStore  # noqa: PLC0415

    return await PostgresStore.open(settings.store.url, bus=bus, sealer=sealer)


@contextlib.asynccontextmanager
async def store_beside(settings: Settings, data: Path) -> AsyncIterator[ControlStore]:
    """What the command line may do to a store, also while a server runs on it; raises as `open_store`."""
    desk: ControlStore
    if settings.store.url:
        desk = await open_postgres(settings, LocalBus(), AesGcmSealer())
    else:
        with explained():
            desk = ControlDesk.open(data)
    try:
        yield desk
    finally:
        await desk.close()


def is_served(data: Path) -> bool:
    """Whether a server holds this data directory."""
    return DataDirectory.is_held(data)


def usage(settings: Settings, data: Path, since_ms: int) -> Usage:
    """What the store takes on its disk; raises StoreUnavailable with a text for the operator."""
    with explained():
        if settings.store.url:
            from palabre.adapters.sql.postgres.usage import usage as postgres_usage  # noqa: PLC0415 — as open_postgres

            return asyncio.run(postgres_usage(settings.store.url, since_ms))
        return sqlite_usage(data, since_ms)


def migrate(settings: Settings, data: Path) -> str:
    """Bring the store to this version; return its revision. Raises as `open_store`."""
    asyncio.run(open_and_close(settings, data))
    return REVISION


async def open_and_close(settings: Settings, data: Path) -> None:
    store = await open_store(settings, data, bus=LocalBus())
    await store.close()


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """What the adapter says of an unusable database, as the port says it."""
    try:
        yield
    except DatabaseUnusable as error:
        raise StoreUnavailable(str(error)) from None


def serve(
    settings: Settings,
    *,
    host: str,
    port: int,
    data: Path,
    announce: Callable[[str, Sequence[str]], None],
    clock: Clock | None = None,
) -> int:
    """Serve until told to stop; `announce` gets the guest address, and a demo's desk addresses, once guests enter.

    Raises PortInUse, DataDirectoryBusy, StoreUnavailable or KeyUnusable before that.
    """
    shown = f"[{host}]" if ":" in host else host
    raise_limits()
    with (
        listening_socket(host, port) as listener,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        bound = listener.getsockname()[1]
        runner.run(run(settings, data, listener, clock, partial(announced, announce, f"http://{shown}:{bound}")))
    return 0


async def run(
    settings: Settings, data: Path, listener: socket.socket, clock: Clock | None, ready: Callable[[Sequence[str]], None]
) -> None:
    """One life of the server, on a socket that listens already; `ready` gets the tokens of a demo's ways in."""
    house = await opened_house(settings, data, clock)
    tokens = await house.http.team.staffing.demo_team(DEMO_TEAM) if settings.mode == "demo" else []
    await receive(house, listener, partial(ready, tokens))


def announced(announce: Callable[[str, Sequence[str]], None], address: str, tokens: Sequence[str]) -> None:
    """Tell the guest address and those of the desk; what follows a `#` never reaches a log."""
    announce(address, [f"{address}/desk#{token}" for token in tokens])


async def opened_house(settings: Settings, data: Path, clock: Clock | None = None) -> House:
    """An instance on the store of its configuration, with its rooms open."""
    bus, clock, chance = LocalBus(), clock or SystemClock(), SystemChance()
    store = await open_store(settings, data, bus=bus)
    house = build(settings, store=store, bus=bus, keys=day_keys_of(settings, chance), clock=clock, chance=chance)
    await house.open()
    return house


async def warm(health: Health) -> None:
    """Make every pattern of screening, in a thread: two seconds of CPU, and memory that stays."""
    await asyncio.to_thread(shipped_screening().warm)
    health.figures["palabre_patterns_ready"] = 1.0


async def receive(house: House, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Let guests in until the server is told to stop."""
    tasks = house.start_jobs()

    async def opened() -> None:
        collecting.begin()
        ready()
        # A pattern that is first needed by a message makes it wait a millisecond, and the first messages need many.
        tasks.append(asyncio.create_task(warm(house.health)))

    async def closed() -> None:
        for task in tasks:
            task.cancel()
        await house.close()

    server = Server(make_app(house.http), house.welcome, doorway_of(house.settings), opened=opened, closed=closed)
    await server.serve(sockets=[listener])


def doorway_of(settings: Settings) -> Doorway:
    """How many connections one address prefix may hold; the operator's own proxies are not counted."""
    most = int(settings.live.connections_per_prefix * settings.generosity())
    return Doorway(most_per_prefix=most, proxies=edge_proxies(settings))


def raise_limits() -> None:
    """As many open files as the system lets us; no core dump, which would hold what guests wrote."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
