"""The shape of the configuration: every section, with the meaning, unit and bounds of every setting."""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from palabre.domain.retention import MAX_MESSAGES_H, MIN_MESSAGES_H
from palabre.domain.retention import Retention as RetentionRule
from palabre.domain.room import RoomSettings
from palabre.http.site import Appearance, Contact, HostingProvider, Instance, Mode, Publisher, Site

# In demo mode everyone comes from one loopback address, tests and benches included.
DEMO_GENEROSITY = 100.0


class ConfiguredRoom(RoomSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A room of the configuration file: its slug, and what an operator decides of it."""

    slug: str

    def settings(self) -> RoomSettings:
        """The room's settings, without its slug."""
        fields = msgspec.structs.asdict(self)
        del fields["slug"]
        return RoomSettings(**fields)


class Network(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Under which names the place is reached, and through whom."""

    hosts: Annotated[
        tuple[str, ...],
        Meta(description="Host names guests use, without scheme or port; others are turned away. Demo: loopback only."),
    ] = ()
    trusted_proxies: Annotated[
        tuple[str, ...],
        Meta(description="Networks (CIDR) of the proxies whose forwarding headers are believed. Demo: none."),
    ] = ()


class Retention(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long things are kept; what is not here is fixed by the program."""

    messages_h: Annotated[
        int, Meta(ge=MIN_MESSAGES_H, le=MAX_MESSAGES_H, description="Hours a message stays readable, 1 to 72.")
    ] = 6


class Live(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The live connections."""

    coalesce_ms: Annotated[
        int,
        Meta(
            ge=0,
            le=10,
            description="Milliseconds a busy room gathers frames before one write, 0 to 10; 0 writes each at once.",
        ),
    ] = 10
    connections_per_prefix: Annotated[
        int,
        Meta(
            ge=1,
            le=100_000,
            description="Connections one address prefix (/24, /56) may hold at once; × 100 in demo mode.",
        ),
    ] = 200


class Allowances(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often something may be done. A rate is never a sanction: one is told when to retry."""

    factor: Annotated[
        float,
        Meta(
            ge=0,
            le=1_000,
            description="Multiplies every allowance; 0 turns them all off (benches), refused in public mode.",
        ),
    ] = 1.0
    post_per_second: Annotated[float, Meta(gt=0, le=100, description="Messages a session may post a second.")] = 1.0
    burst: Annotated[
        int, Meta(ge=1, le=1_000, description="Messages a session may post in one go before that rate counts.")
    ] = 5
    sessions_per_minute: Annotated[
        float, Meta(gt=0, le=10_000, description="Sessions an address prefix may open a minute; × 100 in demo mode.")
    ] = 30.0
    enters_per_minute: Annotated[
        float, Meta(gt=0, le=10_000, description="Rooms an address prefix may enter a minute; × 100 in demo mode.")
    ] = 120.0


class StoreSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where what must survive is kept."""

    url: Annotated[
        str,
        Meta(
            max_length=500,
            description="Empty: SQLite in the data directory. Otherwise `postgresql://user@host/database`.",
        ),
    ] = ""

    def __repr__(self) -> str:
        return "<StoreSettings>"


class Keys(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the keys lie that must never lie beside the data."""

    path: Annotated[
        str,
        Meta(
            max_length=4_096,
            description="Directory of the keys, outside the data directory; empty: in memory, in demo mode only.",
        ),
    ] = ""


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole configuration."""

    mode: Annotated[
        Mode, Meta(description="`demo` serves this machine only, with demo texts; `public` refuses to start for now.")
    ] = "demo"
    rooms: Annotated[tuple[ConfiguredRoom, ...], Meta(max_length=1_000)] = ()
    instance: Instance = Instance()
    appearance: Appearance = Appearance()
    publisher: Publisher = Publisher()
    host: HostingProvider = HostingProvider()
    contact: Contact = Contact()
    network: Network = Network()
    retention: Retention = Retention()
    live: Live = Live()
    allowance: Allowances = Allowances()
    store: StoreSettings = StoreSettings()
    keys: Keys = Keys()

    def site(self) -> Site:
        """What the pages say of this instance."""
        return Site(self.mode, self.instance, self.appearance, self.publisher, self.host, self.contact, self.kept())

    def kept(self) -> RetentionRule:
        """The retention as the domain knows it."""
        return RetentionRule(self.retention.messages_h)

    def generosity(self) -> float:
        """What limits per address prefix are multiplied by: 100 in demo mode, 1 otherwise."""
        return DEMO_GENEROSITY if self.mode == "demo" else 1.0
