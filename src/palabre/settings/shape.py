"""The shape of the configuration: every section, with the meaning, unit and bounds of every setting."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from palabre.domain.care import FRANCE, HelpLine, LineKind
from palabre.domain.retention import MAX_MESSAGES_H, MIN_MESSAGES_H
from palabre.domain.retention import Retention as RetentionRule
from palabre.domain.room import RoomSettings
from palabre.domain.session import Locale
from palabre.http.site import Appearance, Contact, HostingProvider, Instance, Mode, Publisher, Site

# In demo mode everyone comes from one loopback address, tests and benches included.
DEMO_GENEROSITY = 100.0
UNATTENDED_SLOW_MODE_S = 30
JOIN_WAVE = 60
SESSIONS_PER_PREFIX = 12


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


class CoverSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What holds in a room while nobody of the team watches over it."""

    slow_mode: Annotated[
        int | None,
        Meta(description="Seconds between two messages of a guest there; left out: 30, and 0 in demo mode."),
    ] = None


class Screening(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What becomes of messages the rules do not decide on by themselves."""

    held_minutes: Annotated[
        int,
        Meta(
            ge=1,
            le=60,
            description="Minutes a held message waits for a person of the team; then it is refused, in kind words.",
        ),
    ] = 30
    brake_sample: Annotated[
        int,
        Meta(ge=1, le=100_000, description="Messages judged before a rule less than a day old may be braked."),
    ] = 50


class DeskSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When the desk asks a person of the team to take a break. Nobody else is told."""

    break_after_minutes: Annotated[
        int, Meta(ge=10, le=240, description="Minutes at the desk without ten minutes away from it.")
    ] = 45
    break_after_texts: Annotated[
        int, Meta(ge=5, le=1_000, description="Severe texts read in that time, if that is sooner.")
    ] = 40


class ReportSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What becomes of reports, and of the evidence sealed for them."""

    evidence_days: Annotated[
        int,
        Meta(ge=30, le=730, description="Days that evidence is held after its case was closed, 30 to 730."),
    ] = 183
    pause_minutes: Annotated[
        int,
        Meta(
            ge=5,
            le=120,
            description="Minutes an urgent case waits in a room nobody watches before the room closes to writing.",
        ),
    ] = 15


class NotifySettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the staff on call are told of an urgent case outside the desk; no guest's words go that way."""

    emails: Annotated[tuple[str, ...], Meta(max_length=20, description="Who is written to; empty: nobody is.")] = ()
    sender: Annotated[str, Meta(max_length=200, description="The address it is written from.")] = ""
    smtp_host: Annotated[str, Meta(max_length=253, description="The mail server, reached over TLS only.")] = ""
    smtp_port: Annotated[int, Meta(ge=1, le=65_535, description="Its port.")] = 587
    smtp_security: Annotated[
        Literal["starttls", "tls"],
        Meta(description="`starttls` (port 587 as a rule), or `tls` from the first byte (465)."),
    ] = "starttls"
    smtp_user: Annotated[str, Meta(max_length=200, description="Under which name to sign in there; empty: none.")] = ""
    smtp_password_file: Annotated[str, Meta(max_length=4_096, description="File whose first line is the password.")] = (
        ""
    )
    webhook: Annotated[
        Annotated[str, Meta(pattern=r"^https://[^\s]+$", max_length=500)] | None,
        Meta(description="Address that gets a POST of JSON, beginning with https://; it is never redirected."),
    ] = None
    every_minutes: Annotated[
        int, Meta(ge=1, le=60, description="Minutes until an urgent case nobody looked at is told again.")
    ] = 5

    def __repr__(self) -> str:
        return "<NotifySettings>"


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


class ChallengeSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The proof of work asked of newcomers while there is pressure, and only then."""

    join_wave: Annotated[
        Annotated[int, Meta(ge=0, le=1_000_000)] | None,
        Meta(description="Sessions a minute, usual or not, that are no wave; left out: 60, and 6,000 in demo mode."),
    ] = None
    sessions_per_prefix: Annotated[
        Annotated[int, Meta(ge=0, le=100_000)] | None,
        Meta(description="Sessions in 10 minutes from one prefix that are usual; left out: 12, and 1,200 in demo."),
    ] = None
    cost: Annotated[
        int, Meta(ge=1, le=1_000_000, description="Iterations for each answer that is tried; more is slower for all.")
    ] = 5_000
    tries: Annotated[
        int, Meta(ge=1, le=100_000, description="How many answers are tried before the right one, on the average.")
    ] = 240


class ConfiguredLine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A help line offered to guests who are not well, or who are minors."""

    name: Annotated[str, Meta(min_length=1, max_length=60, description="What it is called.")]
    name_en: Annotated[
        Annotated[str, Meta(min_length=1, max_length=60)] | None,
        Meta(description="The same in English; left out where it is the same."),
    ] = None
    number: Annotated[str, Meta(pattern=r"^[0-9+ ]{2,20}$", description="As one dials it.")]
    about_fr: Annotated[str, Meta(min_length=1, max_length=200, description="One sentence on it, in French.")]
    about_en: Annotated[str, Meta(min_length=1, max_length=200, description="The same in English.")]
    kinds: Annotated[tuple[LineKind, ...], Meta(min_length=1, description="For whom: `self_harm`, `minor`.")] = (
        "self_harm",
        "minor",
    )
    url: Annotated[
        Annotated[str, Meta(pattern=r"^https://[^\s]+$", max_length=200)] | None,
        Meta(description="Its own page, beginning with https://."),
    ] = None

    def line(self) -> HelpLine:
        """The line as the domain knows it."""
        about: dict[Locale, str] = {"fr": self.about_fr, "en": self.about_en}
        return HelpLine(
            name=self.name,
            name_en=self.name_en,
            number=self.number,
            about=about,
            kinds=self.kinds,
            url=self.url,
        )


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
    screening: Screening = Screening()
    cover: CoverSettings = CoverSettings()
    reports: ReportSettings = ReportSettings()
    notify: NotifySettings = NotifySettings()
    desk: DeskSettings = DeskSettings()
    challenge: ChallengeSettings = ChallengeSettings()
    help_lines: Annotated[tuple[ConfiguredLine, ...], Meta(max_length=20)] = ()
    store: StoreSettings = StoreSettings()
    keys: Keys = Keys()

    def site(self) -> Site:
        """What the pages say of this instance."""
        return Site(self.mode, self.instance, self.appearance, self.publisher, self.host, self.contact, self.kept())

    def kept(self) -> RetentionRule:
        """The retention as the domain knows it."""
        return RetentionRule(self.retention.messages_h, self.reports.evidence_days)

    def unattended_slow_mode(self) -> int:
        """Seconds between two messages of a guest while nobody watches over a room."""
        if self.cover.slow_mode is not None:
            return self.cover.slow_mode
        return 0 if self.mode == "demo" else UNATTENDED_SLOW_MODE_S

    def join_wave(self) -> int:
        """Sessions a minute that are no wave; 0 when nobody is ever asked for proof."""
        return self._crowd(self.challenge.join_wave, JOIN_WAVE)

    def sessions_per_prefix(self) -> int:
        """Sessions in ten minutes from one address prefix that are usual; 0 when nobody is ever asked for proof."""
        return self._crowd(self.challenge.sessions_per_prefix, SESSIONS_PER_PREFIX)

    def _crowd(self, asked: int | None, usual: int) -> int:
        most = asked if asked is not None else int(usual * self.generosity())
        return most if self.allowance.factor else 0

    def desk_address(self) -> str:
        """Where the desk is, as far as the configuration says it."""
        return f"https://{self.network.hosts[0]}/desk" if self.network.hosts else "/desk"

    def lines(self) -> tuple[HelpLine, ...]:
        """The help lines to offer: France's unless others are configured."""
        return tuple(line.line() for line in self.help_lines) or FRANCE

    def generosity(self) -> float:
        """What limits per address prefix are multiplied by: 100 in demo mode, 1 otherwise."""
        return DEMO_GENEROSITY if self.mode == "demo" else 1.0
