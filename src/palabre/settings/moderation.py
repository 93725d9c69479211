"""What the configuration says of moderation: cover, screening, the desk, reports, calls for help."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from palabre.domain.care import HelpLine, LineKind
from palabre.domain.session import Locale


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
