"""The shape of the configuration: every section, with the meaning, unit and bounds of every setting."""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from palabre.domain.care import FRANCE, HelpLine
from palabre.domain.retention import MAX_MESSAGES_H, MIN_MESSAGES_H
from palabre.domain.retention import Retention as RetentionRule
from palabre.domain.room import RoomSettings
from palabre.http.site import (
    Appearance,
    Contact,
    HostingProvider,
    HouseRule,
    Instance,
    Mode,
    Publisher,
    Redress,
    Representative,
    Site,
)
from palabre.settings.age import AgeSettings
from palabre.settings.backup import BackupSettings
from palabre.settings.moderation import (
    ConfiguredLine,
    CoverSettings,
    DeskSettings,
    NotifySettings,
    ReportSettings,
    Screening,
)
from palabre.settings.traffic import Allowances, ChallengeSettings, Live, Network
from palabre.settings.vault import VaultSettings

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


class Retention(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long things are kept; what is not here is fixed by the program."""

    messages_h: Annotated[
        int, Meta(ge=MIN_MESSAGES_H, le=MAX_MESSAGES_H, description="Hours a message stays readable, 1 to 72.")
    ] = 6


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
        Mode,
        Meta(description="`demo` is for this machine, with demo texts; `public` starts once its duties are met."),
    ] = "demo"
    rooms: Annotated[tuple[ConfiguredRoom, ...], Meta(max_length=1_000)] = ()
    instance: Instance = Instance()
    appearance: Appearance = Appearance()
    publisher: Publisher = Publisher()
    host: HostingProvider = HostingProvider()
    contact: Contact = Contact()
    representative: Representative = Representative()
    redress: Redress = Redress()
    house_rules: Annotated[tuple[HouseRule, ...], Meta(max_length=20)] = ()
    network: Network = Network()
    retention: Retention = Retention()
    live: Live = Live()
    allowance: Allowances = Allowances()
    screening: Screening = Screening()
    cover: CoverSettings = CoverSettings()
    reports: ReportSettings = ReportSettings()
    notify: NotifySettings = NotifySettings()
    desk: DeskSettings = DeskSettings()
    age: AgeSettings = AgeSettings()
    backup: BackupSettings = BackupSettings()
    challenge: ChallengeSettings = ChallengeSettings()
    help_lines: Annotated[tuple[ConfiguredLine, ...], Meta(max_length=20)] = ()
    store: StoreSettings = StoreSettings()
    keys: Keys = Keys()
    vault: VaultSettings = VaultSettings()

    def site(self) -> Site:
        """What the pages say of this instance."""
        return Site(
            self.mode,
            self.instance,
            self.appearance,
            self.publisher,
            self.host,
            self.contact,
            self.kept(),
            self.representative,
            self.redress,
            self.house_rules,
            self.network.hosts,
        )

    def kept(self) -> RetentionRule:
        """The retention as the domain knows it."""
        return RetentionRule(self.retention.messages_h, self.reports.evidence_days, self.backup.keep_days)

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
