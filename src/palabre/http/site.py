"""What an instance says of itself on its pages: its name and look, its publisher and host, how to reach them."""

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
        Meta(min_length=1, max_length=24, description="Languages one may write in, as ISO 639 codes."),
    ] = ("fr",)


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
