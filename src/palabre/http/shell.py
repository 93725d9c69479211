"""The data a page hands to the client, so that the first screen needs no further request."""

from msgspec import Struct

from palabre.domain.kept import lastings
from palabre.domain.retention import Retention
from palabre.domain.session import Locale
from palabre.http.site import MIN_AGE, Mode, Site
from palabre.protocol.conversion import rfc3339
from palabre.protocol.resources import RoomCard, RoomInfo, SessionInfo

TEXT_PAGES = ("rules", "privacy", "legal")


class BootInstance(Struct, frozen=True, kw_only=True):
    """Whose place this is. `language` is its own, `welcome` the operator's words by language, `logo` an address."""

    name: str
    publisher: str
    language: Locale
    welcome: dict[Locale, str]
    logo: str | None


class BootRetention(Struct, frozen=True):
    """Hours a message stays, and hours the sealed copy of a removed one does."""

    messages_h: int
    sealed_h: int


class Boot(Struct, frozen=True, kw_only=True):
    """`data-boot` of `<div id="app">`.

    `room` is that of the page, null in the lobby; `names` are nicknames to suggest; `now` is the server's time.
    """

    mode: Mode
    instance: BootInstance
    locale: Locale
    room: RoomInfo | None
    rooms: list[RoomCard]
    session: SessionInfo | None
    names: tuple[str, ...]
    retention: BootRetention
    min_age: int = MIN_AGE
    pages: tuple[str, ...] = TEXT_PAGES
    now: str


def boot(
    site: Site,
    locale: Locale,
    rooms: list[RoomCard],
    *,
    logo: str | None,
    names: tuple[str, ...],
    now_ms: int,
    room: RoomInfo | None = None,
    session: SessionInfo | None = None,
) -> Boot:
    """What the client starts from."""
    return Boot(
        mode=site.mode,
        instance=instance_of(site, logo),
        locale=locale,
        room=room,
        rooms=rooms,
        session=session,
        names=names,
        now=rfc3339(now_ms),
        retention=retention_of(site.retention),
    )


def retention_of(retention: Retention) -> BootRetention:
    """What the composer's line says, from the table of what is kept."""
    lasting = lastings(retention)
    return BootRetention(lasting["messages"].amount, lasting["sealed"].amount)


def instance_of(site: Site, logo: str | None) -> BootInstance:
    return BootInstance(
        name=site.instance.name,
        publisher=site.publisher.name,
        language=site.instance.language,
        welcome=site.instance.welcomes(),
        logo=logo,
    )
