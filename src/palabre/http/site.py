"""What an instance says of itself on its pages: its name and look, who answers for it, how to reach them, its rules."""

from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta, Struct

from palabre.domain.retention import Retention
from palabre.domain.session import Locale

Mode = Literal["demo", "public"]
# Writing is for people of 15 and over: rule 6, told by the composer's line and the rules page.
MIN_AGE = 15

MAX_WELCOME = 300
Line = Annotated[str, Meta(max_length=200)]
Email = Annotated[str, Meta(max_length=254)]
# As `<a href>` takes it: nothing else is ever linked to from the configuration.
Address = Annotated[str, Meta(pattern=r"^(https://[^\s]+)?$", max_length=500)]


class Instance(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The place itself."""

    name: Annotated[str, Meta(min_length=1, max_length=60, description="Name of the place, shown on every page.")] = (
        "Palabre"
    )
    timezone: Annotated[
        str, Meta(max_length=64, description="IANA time zone; the guests' tags change at its midnight.")
    ] = "Europe/Paris"
    language: Annotated[Locale, Meta(description="Language of the pages for a browser that asks for neither.")] = "fr"
    welcome: Annotated[
        str,
        Meta(max_length=MAX_WELCOME, description="A few words under the lobby's headline, in that language; one line."),
    ] = ""
    welcome_en: Annotated[
        str, Meta(max_length=MAX_WELCOME, description="The same for the English pages; empty: `welcome` as it is.")
    ] = ""

    source: Annotated[
        Address,
        Meta(description="Where the source of a changed Palabre is, as its licence asks; https. Empty: unchanged."),
    ] = ""

    def welcomes(self) -> dict[Locale, str]:
        """The welcome, by the language it is written in."""
        told: dict[Locale, str] = {self.language: self.welcome}
        if self.welcome_en:
            told["en"] = self.welcome_en
        return {locale: text for locale, text in told.items() if text}


class Appearance(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the place looks; nothing set, it wears Palabre's own terracotta, green and tree."""

    accent: Annotated[
        str,
        Meta(max_length=40, description="Colour of links and of the send button, as #rrggbb; 4.5:1 on every surface."),
    ] = ""
    accent_dark: Annotated[
        str, Meta(max_length=40, description="The same in the dark theme; empty: drawn from `accent`.")
    ] = ""
    green: Annotated[
        str, Meta(max_length=40, description="Colour of presence and of the focus ring, as #rrggbb; 4.5:1 as well.")
    ] = ""
    green_dark: Annotated[
        str, Meta(max_length=40, description="The same in the dark theme; empty: drawn from `green`.")
    ] = ""
    logo: Annotated[
        str,
        Meta(
            max_length=4_096, description="An SVG or PNG of at most 64 KiB, its path counted from this file's folder."
        ),
    ] = ""


class Publisher(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who answers for the place (LCEN, art. 1-1 III: the mentions `/legal` shows)."""

    name: Annotated[Line, Meta(description="Name or company name of the publisher.")] = ""
    address: Annotated[Line, Meta(description="Postal address of the publisher.")] = ""
    email: Annotated[Email, Meta(description="E-mail address of the publisher.")] = ""
    phone: Annotated[Line, Meta(description="Telephone number of the publisher.")] = ""
    director: Annotated[Line, Meta(description="Director of publication: a person's name.")] = ""
    registration: Annotated[
        Line,
        Meta(description="Its number among companies or associations (RCS, SIREN, RNA), if it has one."),
    ] = ""
    country: Annotated[
        str,
        Meta(
            pattern=r"^[A-Z]{2}$",
            description="Where it is established, as ISO 3166; outside the Union, `[representative]` is needed.",
        ),
    ] = "FR"


class HostingProvider(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who runs the machine (LCEN, art. 1-1 III)."""

    name: Annotated[Line, Meta(description="Name or company name of the hosting provider.")] = ""
    address: Annotated[Line, Meta(description="Postal address of the hosting provider.")] = ""
    phone: Annotated[Line, Meta(description="Telephone number of the hosting provider.")] = ""


class Contact(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The contact points (Regulation (EU) 2022/2065, art. 11 for authorities, art. 12 for guests)."""

    guests: Annotated[Email, Meta(description="E-mail address read by a person, for guests.")] = ""
    authorities: Annotated[Email, Meta(description="E-mail address for the authorities.")] = ""
    languages: Annotated[
        tuple[str, ...],
        Meta(
            min_length=1,
            max_length=24,
            description="Languages one may write in, as ISO 639 codes; in public one of the country's and `en`.",
        ),
    ] = ("fr",)
    data_protection: Annotated[
        Email, Meta(description="E-mail address for questions on personal data; empty: that for guests.")
    ] = ""
    security: Annotated[
        Email, Meta(description="E-mail address for who found a weakness (security.txt); empty: that for guests.")
    ] = ""


class Representative(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who answers in the Union for a publisher established elsewhere (Regulation (EU) 2022/2065, art. 13)."""

    name: Annotated[Line, Meta(description="Name of the legal representative.")] = ""
    address: Annotated[Line, Meta(description="Postal address of the representative, in the Union.")] = ""
    email: Annotated[Email, Meta(description="E-mail address of the representative.")] = ""
    phone: Annotated[Line, Meta(description="Telephone number of the representative.")] = ""


class DisputeBody(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A certified out-of-court dispute settlement body (Regulation (EU) 2022/2065, art. 21)."""

    name: Annotated[str, Meta(min_length=1, max_length=200, description="Its name.")]
    url: Annotated[Address, Meta(min_length=1, description="Its own page, beginning with https://.")]


class Redress(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who settles a dispute outside the place and the courts."""

    mediator: Annotated[
        Line, Meta(description="Consumer mediator, name and postal address; due from who sells something to consumers.")
    ] = ""
    mediator_url: Annotated[Address, Meta(description="The mediator's own page, beginning with https://.")] = ""
    bodies: Annotated[
        tuple[DisputeBody, ...],
        Meta(max_length=20, description="Certified bodies you engage with, each as `[[redress.bodies]]` below."),
    ] = ()


class HouseRule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule of this place, added to those that hold everywhere; `title` and `text` are in its own language."""

    title: Annotated[str, Meta(min_length=1, max_length=100, description="Its title, in `instance.language`.")]
    text: Annotated[str, Meta(min_length=1, max_length=1_000, description="What it asks, in `instance.language`.")]
    title_en: Annotated[
        str, Meta(max_length=100, description="The same for the English pages; empty: `title` as it is.")
    ] = ""
    text_en: Annotated[
        str, Meta(max_length=1_000, description="The same for the English pages; empty: `text` as it is.")
    ] = ""


@dataclass(frozen=True, slots=True)
class Site:
    """Everything the pages say of the instance."""

    mode: Mode
    instance: Instance
    appearance: Appearance
    publisher: Publisher
    host: HostingProvider
    contact: Contact
    retention: Retention
    representative: Representative
    redress: Redress
    house_rules: tuple[HouseRule, ...]
    hosts: tuple[str, ...]

    @property
    def address(self) -> str:
        """Where the place is, scheme and name, as far as the configuration says it; or nothing."""
        return f"https://{self.hosts[0]}" if self.hosts else ""
