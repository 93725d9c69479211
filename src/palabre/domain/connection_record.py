"""Connection records: which facts of a contribution are kept, each on which basis, and until when.

Basis: LCEN art. 6-V, CPCE art. L34-1 II bis and III, décret n° 2021-1362 du 20 octobre 2021.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct

Operation = Literal["created", "edited"]
WARNED_BEFORE = timedelta(days=60)
LONGEST_INJUNCTION = timedelta(days=366)
# Told apart from every other text that is hashed here.
COMMUNICATION_PREFIX = b"palabre communication 1\0"


class Field(NamedTuple):
    """A field of a record, and the text it is kept under; `is_enjoined`: only while an injunction is in force."""

    name: str
    what: str
    basis: str
    is_enjoined: bool = False


class Injunction(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An order of the Prime minister to keep more (CPCE art. L34-1 III), from one day to another, both included."""

    reference: str
    since: date
    until: date


# The one table: a record never holds anything that is not here.
FIELDS: tuple[Field, ...] = (
    Field("communication", "which communication the connection is at the origin of", "décret 2021-1362, art. 5, 2°, a"),
    Field("address", "address of the connection", "décret 2021-1362, art. 5, 2°, a"),
    Field("port", "source port of the connection", "décret 2021-1362, art. 5, 2°, a"),
    Field("protocols", "protocols of the connection and of the transfer", "décret 2021-1362, art. 5, 2°, b"),
    Field("session", "identifier of the session", "décret 2021-1362, art. 3"),
    Field("nickname", "nickname of the session", "décret 2021-1362, art. 3"),
    Field("content", "identifier of the content", "décret 2021-1362, art. 6, 2°, a", is_enjoined=True),
    Field("operation", "nature of the operation", "décret 2021-1362, art. 6, 2°, b", is_enjoined=True),
    Field("at", "date and time of the operation", "décret 2021-1362, art. 6, 2°, c", is_enjoined=True),
    Field("author", "nickname used for the operation", "décret 2021-1362, art. 6, 2°, d", is_enjoined=True),
)
# What this version knows of; a place adds what came after it (`[[vault.injunctions]]`).
KNOWN_INJUNCTIONS: tuple[Injunction, ...] = (
    Injunction(reference="décret 2025-980", since=date(2025, 10, 21), until=date(2026, 10, 20)),
)


class ConnectionRecord(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One contribution, or one session. `communication` is a digest: who has the message finds its record, and the
    record alone tells no message. `at` is ISO 8601, UTC. What is not kept is absent."""

    communication: str | None = None
    address: str | None = None
    port: int | None = None
    protocols: tuple[str, ...] | None = None
    session: str | None = None
    nickname: str | None = None
    content: str | None = None
    operation: Operation | None = None
    at: str | None = None
    author: str | None = None

    def __repr__(self) -> str:
        return "<ConnectionRecord>"


class Record(Struct, frozen=True, kw_only=True):
    """A record on its way to the vault: the day whose key seals it, and its JSON."""

    day: date
    plain: bytes

    def __repr__(self) -> str:
        return "<Record>"


def kept_fields(day: date, injunctions: Sequence[Injunction]) -> frozenset[str]:
    """The names of the fields whose basis is current on a day."""
    enjoined = any(each.since <= day <= each.until for each in injunctions)
    return frozenset(field.name for field in FIELDS if enjoined or not field.is_enjoined)


def record_of(facts: ConnectionRecord, day: date, kept: frozenset[str]) -> Record:
    """What is kept of these facts on that day: the fields of `kept_fields`."""
    dropped = {field.name: None for field in FIELDS if field.name not in kept}
    return Record(day=day, plain=msgspec.json.encode(msgspec.structs.replace(facts, **dropped)))


def communication_of(message_id: str) -> str:
    """SHA-256, hexadecimal, of a message's id, which is random enough not to be guessed from it."""
    return hashlib.sha256(COMMUNICATION_PREFIX + message_id.encode()).hexdigest()


def forgotten_from(day: date) -> date:
    """The first day on which nothing of `day` is kept any more: a whole year after it ended."""
    try:
        return day.replace(year=day.year + 1) + timedelta(days=1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 2)


def last_forgotten(today: date) -> date:
    """The last day of which nothing may be kept any more."""
    day = today - timedelta(days=366)
    while forgotten_from(day) > today:
        day -= timedelta(days=1)
    return day


def lapses(today: date, injunctions: Sequence[Injunction]) -> Iterator[str]:
    """One sentence for each field whose basis lapsed, or lapses within 60 days."""
    if not injunctions:
        return
    last = max(injunctions, key=lambda each: each.until)
    fields = ", ".join(field.name for field in FIELDS if field.is_enjoined)
    ended = f"{last.reference} ended on {last.until.isoformat()}"
    if last.until < today:
        yield f"no longer recorded, {ended}: {fields}"
    elif last.until - today <= WARNED_BEFORE:
        yield f"{last.reference} ends on {last.until.isoformat()}; unless renewed, not recorded afterwards: {fields}"
