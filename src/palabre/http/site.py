"""What an instance says of itself on its pages: who publishes it, who hosts it, how to reach them."""

from dataclasses import dataclass
from typing import Annotated, Literal

from msgspec import Meta, Struct

from palabre.domain.retention import Retention
from palabre.domain.session import Locale

Mode = Literal["demo", "public"]
# Writing is for people of 15 and over: rule 6, told by the composer's line and the rules page.
MIN_AGE = 15

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
    publisher: Publisher
    host: HostingProvider
    contact: Contact
    retention: Retention
