"""What the place publishes about itself as JSON, under `/.well-known/`: its rules, and who answers for it."""

from msgspec import Struct

from palabre.domain.discretion import Discreet
from palabre.domain.session import Locale


class PublishedRule(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One rule; its number is its place. `language` is told where it is not that of the text around it."""

    title: str
    text: str
    language: Locale | None = None


class PublishedSection(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is said beside the rules: procedures, who decides, how to contest."""

    title: str
    paragraphs: list[str]
    anchor: str | None = None


class RulesText(Struct, frozen=True, kw_only=True):
    """The rules in one language."""

    title: str
    lead: str
    rules: list[PublishedRule]
    sections: list[PublishedSection]


class RulesDocument(Struct, frozen=True, kw_only=True):
    """A version of the rules, whole: the bytes of its JSON are what its digest is of. `format` is 1."""

    format: int
    place: str
    languages: dict[Locale, RulesText]


class RulesInForce(Struct, frozen=True, kw_only=True):
    """The version of the rules in force: since when, the SHA-256 of its document, and where both forms are."""

    number: int
    digest: str
    since: str
    page: str
    document: str


class PublisherInfo(Discreet, frozen=True, kw_only=True):
    """Who publishes the place; `country` is where it is established (ISO 3166)."""

    name: str
    address: str
    email: str
    phone: str
    director: str
    registration: str
    country: str


class PartyInfo(Discreet, frozen=True, kw_only=True):
    """Somebody to turn to."""

    name: str
    address: str
    phone: str
    email: str = ""


class ContactInfo(Struct, frozen=True, kw_only=True):
    """A point of contact, and the languages one may write in (ISO 639)."""

    email: str
    languages: tuple[str, ...]


class SoftwareInfo(Struct, frozen=True, kw_only=True):
    """What the place runs on; `source` is where a changed program is found, empty for an unchanged one."""

    name: str
    licence: str
    source: str


class LegalInfo(Discreet, frozen=True, kw_only=True):
    """Who answers for the place. `representative` is there for a publisher outside the Union; `address` is its own.

    `authorities` and `guests` are the points of contact of Regulation (EU) 2022/2065, articles 11 and 12.
    """

    format: int
    place: str
    mode: str
    address: str
    publisher: PublisherInfo
    host: PartyInfo
    representative: PartyInfo | None
    authorities: ContactInfo
    guests: ContactInfo
    data_protection: ContactInfo
    rules: RulesInForce
    pages: dict[str, str]
    software: SoftwareInfo
