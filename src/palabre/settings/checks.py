"""What types cannot say: the relations between settings, and between them and the machine."""

import ipaddress
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from palabre.domain.room import MAX_SLOW_MODE, problem_with_settings, problem_with_slug
from palabre.http.logo import LogoUnusable, read_logo
from palabre.http.theme import problem_with_colours
from palabre.settings.backup import problems_with_backup
from palabre.settings.shape import Settings
from palabre.settings.vault import problems_with_vault

HOST_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*")

EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")
LANGUAGE = re.compile(r"[a-z]{2,3}")


def problem_with(settings: Settings) -> str | None:
    """`key: what was expected` of the first setting that cannot be, or None."""
    return next(problems(settings), None)


def problems(settings: Settings) -> Iterator[str]:
    yield from problems_with_rooms(settings)
    if not is_timezone(settings.instance.timezone):
        yield f"instance.timezone: expected an IANA time zone such as Europe/Paris, got `{settings.instance.timezone}`"
    for key in ("name", "welcome", "welcome_en"):
        if len(getattr(settings.instance, key).splitlines()) > 1:
            yield f"instance.{key}: expected one line"
    yield from problem_with_colours(settings.appearance)
    yield from problems_with_addresses(settings)
    yield from problems_with_network(settings)
    yield from problems_with_notify(settings)
    yield from problems_with_age(settings)
    yield from problems_with_backup(settings.backup)
    yield from problems_with_vault(settings.vault, settings.keys.path)
    yield from problems_with_mode(settings)
    if not 0 <= (settings.cover.slow_mode or 0) <= MAX_SLOW_MODE:
        yield f"cover.slow_mode: expected 0 to {MAX_SLOW_MODE} seconds"
    if settings.store.url and not is_postgresql(settings.store.url):
        yield "store.url: expected an empty text (SQLite) or postgresql://user@host/database"


def problems_with_rooms(settings: Settings) -> Iterator[str]:
    times = Counter(room.slug for room in settings.rooms)
    for number, room in enumerate(settings.rooms):
        if problem := problem_with_slug(room.slug):
            yield f"rooms[{number}].slug: {problem}"
        if problem := problem_with_settings(room.settings()):
            yield f"rooms[{number}].{problem}"
        if times[room.slug] > 1:
            yield f"rooms[{number}].slug: expected a slug of its own, `{room.slug}` is there {times[room.slug]} times"


def problems_with_addresses(settings: Settings) -> Iterator[str]:
    emails = (
        ("publisher.email", settings.publisher.email),
        ("contact.guests", settings.contact.guests),
        ("contact.authorities", settings.contact.authorities),
        ("contact.data_protection", settings.contact.data_protection),
        ("contact.security", settings.contact.security),
        ("representative.email", settings.representative.email),
    )
    for key, email in emails:
        if email and not EMAIL.fullmatch(email):
            yield f"{key}: expected an e-mail address such as contact@example.org"
    for number, language in enumerate(settings.contact.languages):
        if not LANGUAGE.fullmatch(language):
            yield f"contact.languages[{number}]: expected a language code such as fr, got `{language}`"


def problems_with_network(settings: Settings) -> Iterator[str]:
    for number, host in enumerate(settings.network.hosts):
        if not HOST_NAME.fullmatch(host):
            yield f"network.hosts[{number}]: expected a lower-case host name without scheme or port, got `{host}`"
    for number, proxy in enumerate(settings.network.trusted_proxies):
        try:
            ipaddress.ip_network(proxy)
        except ValueError:
            yield f"network.trusted_proxies[{number}]: expected a network such as 10.0.0.0/8 or ::1/128, got `{proxy}`"


def problems_with_notify(settings: Settings) -> Iterator[str]:
    notify = settings.notify
    for number, email in enumerate(notify.emails):
        if not EMAIL.fullmatch(email):
            yield f"notify.emails[{number}]: expected an e-mail address such as astreinte@example.org"
    if notify.emails and not notify.smtp_host:
        yield "notify.smtp_host: expected a mail server, since there are notify.emails"
    if notify.emails and not EMAIL.fullmatch(notify.sender):
        yield "notify.sender: expected an e-mail address such as palabre@example.org"
    if notify.smtp_user and not notify.smtp_password_file:
        yield "notify.smtp_password_file: expected a file, since there is a notify.smtp_user"


def problems_with_age(settings: Settings) -> Iterator[str]:
    age, is_demo = settings.age, settings.mode == "demo"
    asked = age.methods or ()
    if "demo" in asked and not is_demo:
        yield "age.methods: expected no `demo` in public mode: anybody makes its proofs themselves"
    if "eu" in asked and not age.trusted_list:
        yield "age.trusted_list: expected a file, since `eu` is among age.methods"
    if "oidc" in asked and not age.oidc:
        yield "age.oidc: expected a provider, since `oidc` is among age.methods"
    times = Counter(account.issuer for account in age.oidc)
    for number, account in enumerate(age.oidc):
        if not is_issuer(account.issuer, is_demo=is_demo):
            yield f"age.oidc[{number}].issuer: expected an address beginning with https://"
        if times[account.issuer] > 1:
            yield f"age.oidc[{number}].issuer: expected one of its own, it is there {times[account.issuer]} times"


def is_issuer(address: str, *, is_demo: bool) -> bool:
    try:
        parts = urlsplit(address)
        is_plain = parts.username is None and parts.port != 0 and bool(parts.hostname)
    except ValueError:
        return False
    return is_plain and (parts.scheme == "https" or (is_demo and is_loopback(parts.hostname or "")))


def problems_with_mode(settings: Settings) -> Iterator[str]:
    if settings.mode == "demo":
        if settings.network.trusted_proxies:
            yield "network.trusted_proxies: expected none in demo mode, which is reached from this machine only"
        return
    if settings.allowance.factor == 0:
        yield "allowance.factor: expected more than 0 in public mode"


def is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def is_postgresql(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme == "postgresql" and bool(parts.hostname) and len(parts.path) > 1 and parts.port != 0
    except ValueError:
        return False


def problem_with_keys(settings: Settings, data: Path) -> str | None:
    """What is wrong with where the keys lie beside the data directory `data`, or None."""
    if not settings.keys.path:
        return None
    keys, data = Path(settings.keys.path).resolve(), data.resolve()
    if keys.is_relative_to(data) or data.is_relative_to(keys):
        return f"keys.path: expected a directory apart from the data directory {data}, got {keys}"
    return None


def problem_with_backups(settings: Settings, data: Path) -> str | None:
    """What is wrong with where the backups lie, or None: a lost disk would take both, keys beside them open all."""
    if not settings.backup.path:
        return None
    place = Path(settings.backup.path).resolve()
    for what, other in (("data", data), ("keys", Path(settings.keys.path) if settings.keys.path else None)):
        if other and (place.is_relative_to(other.resolve()) or other.resolve().is_relative_to(place)):
            return f"backup.path: expected a directory apart from the {what} directory {other}, got {place}"
    return None


def problem_with_logo(settings: Settings) -> str | None:
    """What is wrong with the file of the logo, or None."""
    if not settings.appearance.logo:
        return None
    try:
        read_logo(settings.appearance.logo)
    except LogoUnusable as unusable:
        return f"appearance.logo: {unusable}"
    return None


def problem_with_bind(settings: Settings, host: str) -> str | None:
    """What is wrong with listening on `host`, or None: the demo is for this machine only."""
    if settings.mode == "demo" and not is_loopback(host):
        return f'expected a loopback address (127.0.0.1, ::1, localhost) because mode is "demo", got `{host}`'
    return None


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
