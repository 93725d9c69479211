"""Binding: what is done in a case says which rows the case has then, so that rows changed without a deed are found."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec
from msgspec import Struct

from palabre.domain.moderation.audit import Finding
from palabre.domain.moderation.event import Commitment, Deed

Value = str | int | bytes | None
Digest = str
Digests = dict[str, Digest]


class Several(Struct, frozen=True, array_like=True):
    """So many rows, and the SHA-256 over the digests of all, in hexadecimal."""

    count: int
    digest: Digest


class Bound(Struct, frozen=True, kw_only=True):
    """The rows of a case. Of `judgements` and `appeals` the digest of each by its id; what happened is in its order."""

    case_events: Several
    reports: Several
    pieces: Several
    judgements: Digests
    appeals: Digests


class Binding(Struct, frozen=True):
    """Of a deed's data, what binds it to rows; None in those recorded before rows were bound."""

    rows: Bound | None = None


decode_binding = msgspec.json.Decoder(Binding).decode
decode_fields = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


@dataclass(slots=True)
class CaseRows:
    """The digests of the rows of one case as they are, in order. `is_there`: it has a row of its own, `is_folded`:
    which is what its events add up to."""

    is_there: bool = False
    is_folded: bool = True
    case_events: list[Digest] = field(default_factory=list)
    reports: Digests = field(default_factory=dict)
    pieces: Digests = field(default_factory=dict)
    judgements: Digests = field(default_factory=dict)
    appeals: Digests = field(default_factory=dict)

    def bound(self) -> Bound:
        return Bound(
            case_events=several(self.case_events),
            reports=several(in_order(self.reports)),
            pieces=several(in_order(self.pieces)),
            judgements=self.judgements,
            appeals=self.appeals,
        )


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of every case, read at one instant, when `done` events were recorded."""

    done: int
    cases: Mapping[str, CaseRows]


def digest_of_row(values: Iterable[Value]) -> Digest:
    """SHA-256 over the values, each after its length in four bytes, in hexadecimal; nothing is not an empty text."""
    return hashlib.sha256(b"".join(map(measured, values))).hexdigest()


def measured(value: Value) -> bytes:
    if value is None:
        return b"\xff\xff\xff\xff"
    as_bytes = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
    return len(as_bytes).to_bytes(4, "big") + as_bytes


def several(digests: Iterable[Digest]) -> Several:
    each = [*digests]
    return Several(len(each), hashlib.sha256("".join(each).encode()).hexdigest())


def in_order(digests: Digests) -> list[Digest]:
    return [digests[id] for id in sorted(digests)]


def bind(deed: Deed, rows: CaseRows) -> Deed:
    """The same deed, bound to these rows."""
    fields = decode_fields(deed.data or b"{}")
    fields["rows"] = msgspec.Raw(msgspec.json.encode(rows.bound()))
    return msgspec.structs.replace(deed, data=msgspec.json.encode(fields))


class Holding:
    """Goes through the events, then holds the rows of each case against the last deed done in it."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._last: dict[str, tuple[int, Bound | None]] = {}

    def take(self, commitments: Iterable[Commitment]) -> None:
        for each in commitments:
            event = each.event
            if event.deed.case_id and event.id <= self._rows.done:
                self._last[event.deed.case_id] = (event.id, bound_in(event.deed))

    @property
    def unbound(self) -> int:
        """How many cases nothing was done in since deeds are bound to rows: those rows are only held to their fold."""
        return sum(bound is None for _, bound in self._last.values())

    def end(self) -> Iterator[Finding]:
        for case_id, rows in self._rows.cases.items():
            if not rows.is_folded:
                yield Finding("row", self._number(case_id), f"cases {case_id}")
            if case_id not in self._last:
                yield Finding("unknown", 0, f"cases {case_id}")
        for case_id, (number, bound) in self._last.items():
            if bound is not None:
                rows = self._rows.cases.get(case_id, CaseRows())
                yield from (Finding("row", number, row) for row in apart(case_id, bound, rows))

    def _number(self, case_id: str) -> int:
        return self._last[case_id][0] if case_id in self._last else 0


def bound_in(deed: Deed) -> Bound | None:
    try:
        return decode_binding(deed.data).rows if deed.data else None
    except msgspec.DecodeError:
        return None


def apart(case_id: str, bound: Bound, rows: CaseRows) -> Iterator[str]:
    """The tables and rows that are not what they were. What happened since without a deed follows what is bound."""
    if bound.case_events.count and not rows.is_there:
        yield f"cases {case_id}"
    if several(rows.case_events[: bound.case_events.count]) != bound.case_events:
        yield f"case_events {case_id}"
    if several(in_order(rows.reports)) != bound.reports:
        yield f"reports {case_id}"
    if several(in_order(rows.pieces)) != bound.pieces:
        yield f"pieces {case_id}"
    yield from (f"judgements {id}" for id in different(bound.judgements, rows.judgements))
    yield from (f"appeals {id}" for id in different(bound.appeals, rows.appeals))


def different(before: Digests, now: Digests) -> list[str]:
    return [id for id in sorted({*before, *now}) if before.get(id) != now.get(id)]
