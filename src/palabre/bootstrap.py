"""The composition root: the only file that names adapters."""

import asyncio
import contextlib
import resource
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from zoneinfo import ZoneInfo

import uvloop

from palabre.adapters.chance import SystemChance
from palabre.adapters.clock import SystemClock
from palabre.adapters.day_keys import FileDayKeys, MemoryDayKeys
from palabre.adapters.detectors import Engine, PackFault, read_pack, shipped_engine, shipped_packs
from palabre.adapters.local_bus import LocalBus
from palabre.adapters.presence import MemoryPresence
from palabre.adapters.sealing import AesGcmSealer, KeyUnusable, read_or_make_key
from palabre.adapters.sql.compiled import REVISION
from palabre.adapters.sql.sqlite import ControlDesk, DatabaseUnusable, DataDirectory, DataDirectoryBusy, SqliteStore
from palabre.adapters.sql.sqlite.usage import usage as sqlite_usage
from palabre.adapters.vault import EmptyVault
from palabre.domain.allowance import HIDES, MARKS, NO_LIMITS, REACTIONS, TYPING, Rate, Rates
from palabre.gateway.dispatch import Dispatch, UseCases
from palabre.gateway.edge import EdgePolicy, Network
from palabre.gateway.hub import Hub
from palabre.gateway.live import LiveEdge
from palabre.gateway.relay import Relay
from palabre.gateway.requests import Doorway
from palabre.gateway.server import Server, listening_socket
from palabre.gateway.shelf import Shelf
from palabre.gateway.socket import Welcome
from palabre.http.app import make_app
from palabre.http.parts import Guests, HttpParts
from palabre.http.parts import Rooms as HttpRooms
from palabre.jobs import collecting
from palabre.jobs.collecting import CollectingJob
from palabre.jobs.day import DayJob, Retelling
from palabre.jobs.loop import every
from palabre.jobs.passing import PassingJob
from palabre.jobs.presence import PresenceJob
from palabre.jobs.retention import RetentionJob, SessionsJob
from palabre.ports.bus import Bus
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.day_keys import DayKeys
from palabre.ports.screening import Screening
from palabre.ports.sealer import Sealer
from palabre.ports.store import ControlStore, Store, StoreUnavailable
from palabre.ports.usage import Usage
from palabre.services.allowances import Allowances
from palabre.services.amending import Amending
from palabre.services.announcing import Announcing
from palabre.services.directory import RoomDirectory
from palabre.services.entering import Entering, Past
from palabre.services.health import Health
from palabre.services.hiding import Hidden, HidesAtHand, Hiding
from palabre.services.leaving import Leaving, Memories
from palabre.services.marking import Marking, ReadMarks
from palabre.services.mentioning import Mentioning
from palabre.services.naming import Naming
from palabre.services.oneself import Oneself
from palabre.services.opening import Doorkeeping, Opening
from palabre.services.outcomes import Outcomes
from palabre.services.posting import Bylines, Judging, Posting, Records
from palabre.services.reacting import Reacting
from palabre.services.reading import Pages, Reading
from palabre.services.recognising import Recognising
from palabre.services.sessions import SessionBook
from palabre.services.steering import Steering
from palabre.services.tagging import Tagging
from palabre.services.writing import Writers, Writing
from palabre.settings import Settings

Job = tuple[float, str, Callable[[], Awaitable[None]]]
__all__ = [
    "DataDirectoryBusy",
    "House",
    "KeyUnusable",
    "PackFault",
    "build",
    "is_served",
    "migrate",
    "screening",
    "serve",
    "store_beside",
    "usage",
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
    jobs: tuple[Job, ...]

    async def open(self) -> None:
        """Load rooms and apply the configuration; afterwards guests can enter."""
        rooms = {room.slug: room.settings() for room in self.settings.rooms}
        await self.steering.start(rooms)

    def start_jobs(self) -> list[asyncio.Task[None]]:
        """Start the loops; cancel the tasks to end them."""
        return [asyncio.create_task(every(*job), name=job[1]) for job in self.jobs]


def build(settings: Settings, *, store: Store, bus: Bus, keys: DayKeys, clock: Clock, chance: Chance) -> House:
    """Compose an instance on a store that is open already."""
    directory, presence, screens = RoomDirectory(), MemoryPresence(), screening()
    book = SessionBook(store, clock)
    naming = Naming(store, screens, clock, instance_name=settings.instance.name)
    tagging = Tagging(keys, clock, ZoneInfo(settings.instance.timezone))
    allowances = Allowances(rates_of(settings), clock)
    retention = settings.kept()
    past = Past(store, book)
    entering = Entering(directory, allowances, presence, naming, tagging, past)
    hides, marks, writers = HidesAtHand(store, book), ReadMarks(), Writers(presence, clock)
    hidden = Hidden(hides, directory)
    oneself = Oneself(entering, hidden, marks)
    hub = Hub(
        directory,
        presence,
        clock,
        coalesce_ms=settings.live.coalesce_ms,
        keep_seconds=retention.keep_seconds(),
        own=oneself.now,
    )
    shelf = Shelf(store, hub.deliver, hub.react, retention.keep_seconds())
    live = LiveEdge(hub, directory, clock)
    outcomes = Outcomes(store, book)
    health = Health(store, directory, clock)
    judging = Judging(allowances, screens, book)
    bylines = Bylines(naming, tagging, presence)
    memories = Memories(book, (naming, outcomes, hides, marks, writers, past), presence, live)
    leaving = Leaving(store, memories, clock)
    announcing = Announcing(store, clock, chance, instance_name=settings.instance.name)
    steering = Steering(store, directory, chance, announcing)
    mentioning = Mentioning(naming, presence, hidden, bus)
    use_cases = UseCases(
        entering=entering,
        oneself=oneself,
        posting=Posting(Records(store, outcomes, EmptyVault(), clock, chance), judging, bylines, mentioning),
        amending=Amending(store, judging, clock),
        reacting=Reacting(store, book, presence, allowances),
        hiding=Hiding(hides, Recognising(presence, store), allowances, bus, clock),
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
    bus.listen_passing(Relay(shelf, hub, writers).take)
    welcome = Welcome(
        edge,
        book,
        health,
        Dispatch(use_cases, directory, book, shelf, hub),
        live,
        settings.allowance.factor == 0,
    )
    opening = Opening(store, book, Doorkeeping(allowances, naming, directory), clock, chance)
    reading = Reading(directory, presence, Pages(store, hidden, clock, retention))
    retaining = RetentionJob(store, directory, shelf, clock, retention)
    day = DayJob(tagging, Retelling(presence, writers, hub), directory, clock)
    passing = PassingJob(hub, writers, clock)
    presence_job = PresenceJob(presence, hub, naming, clock)

    async def turn_wheel() -> None:
        for _ in live.turning():
            await asyncio.sleep(0)
        shelf.trim(hub.is_served)
        health.figures["palabre_connections"] = float(live.count())

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
            settings.site(), edge, Guests(opening, book, leaving, hidden), HttpRooms(directory, reading), health
        ),
        jobs=(
            (0.25, "presence", presence_job.step),
            (0.25, "day", day.step),
            (0.25, "passing", passing.step),
            (1.0, "wheel", turn_wheel),
            (1.0, "control", follow_control),
            (0.25, "collecting", CollectingJob(live).step),
            (5.0, "sessions", SessionsJob(leaving).step),
            (30.0, "retention", retaining.step),
        ),
    )


def screening(packs: Sequence[Path] = ()) -> Screening:
    """The engine over the packs shipped with Palabre and these; raises PackFault."""
    return Engine([*shipped_packs(), *map(read_pack, packs)]) if packs else shipped_screening()


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
    announce: Callable[[str], None],
    clock: Clock | None = None,
) -> int:
    """Serve until told to stop; `announce` gets the guest address once guests can enter.

    Raises PortInUse, DataDirectoryBusy, StoreUnavailable or KeyUnusable before that.
    """
    shown = f"[{host}]" if ":" in host else host
    raise_limits()
    with (
        listening_socket(host, port) as listener,
        asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner,
    ):
        bound = listener.getsockname()[1]
        runner.run(run(settings, data, listener, clock, lambda: announce(f"http://{shown}:{bound}")))
    return 0


async def run(
    settings: Settings, data: Path, listener: socket.socket, clock: Clock | None, ready: Callable[[], None]
) -> None:
    """One life of the server, on a socket that listens already."""
    house = await opened_house(settings, data, clock)
    await receive(house, listener, ready)


async def opened_house(settings: Settings, data: Path, clock: Clock | None = None) -> House:
    """An instance on the store of its configuration, with its rooms open."""
    bus, clock, chance = LocalBus(), clock or SystemClock(), SystemChance()
    store = await open_store(settings, data, bus=bus)
    house = build(settings, store=store, bus=bus, keys=day_keys_of(settings, chance), clock=clock, chance=chance)
    await house.open()
    return house


async def receive(house: House, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Let guests in until the server is told to stop."""
    tasks = house.start_jobs()

    async def opened() -> None:
        collecting.begin()
        ready()

    async def closed() -> None:
        for task in tasks:
            task.cancel()
        await house.store.close()

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
