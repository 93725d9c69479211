"""Reports, cases and evidence, in memory: the evidence is sealed here too."""

from collections.abc import Collection, Iterable, Sequence

import msgspec

from palabre.adapters.memory.tables import CaseEntry, Post, PostedEntry, Tables
from palabre.adapters.sealing.evidence import SealedPiece, opened_piece, opened_version, seal_piece
from palabre.domain.message import OPERATOR_TAG
from palabre.domain.moderation.case import (
    AnyCaseEvent,
    Case,
    CaseClaimed,
    CaseClosed,
    CaseReleased,
    CaseState,
    after,
    opened,
)
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.evidence import MOST_PIECES, Piece, Text, in_order, versions_of
from palabre.domain.moderation.filing import (
    deeds_of,
    erasing,
    is_known,
    joined,
    opening,
    require_claimable,
    require_closable,
    sealing,
)
from palabre.domain.moderation.report import REPORTS_KEPT, Report
from palabre.domain.receipt import BETWEEN, ReceiptAbout
from palabre.domain.refusal import Refusal
from palabre.domain.retention import SEALED_MS
from palabre.ports.cases import CASES_CHANGED, Author, CasesChanged, Filed, Filing, Wanted
from palabre.ports.sealer import Sealer


class MemoryCases:
    """Like the log, nothing awaits inside a write."""

    def __init__(self, tables: Tables, sealer: Sealer) -> None:
        self._tables = tables
        self._sealer = sealer

    async def texts(self, room_id: int, wanted: Wanted) -> list[Text]:
        faded = {faded.post.message.id: faded for faded in self._tables.faded if faded.post.room_id == room_id}
        is_of_one = wanted.message_id is not None or wanted.session_id is not None
        posts = [*(each.post for each in faded.values() if is_of_one), *posts_in(self._tables, room_id)]
        chosen = {id(post): post for post in chosen_of(posts, wanted)}
        ordered = sorted(chosen.values(), key=lambda post: post.message.offset)
        hidden = {id: each.hidden_ms for id, each in faded.items()}
        return [
            text
            for post in ordered
            for text in versions_in(self._tables, self._sealer, post, hidden.get(post.message.id))
        ]

    async def author_of(self, room_id: int, tag: str) -> Author | None:
        if tag == OPERATOR_TAG:
            return None
        faded = [each.post for each in self._tables.faded if each.post.room_id == room_id]
        posts = [post for post in (*faded, *posts_in(self._tables, room_id)) if post.message.author.tag == tag]
        return Author(session_id=posts[-1].session_id, at_ms=posts[-1].message.shown_ms()) if posts else None

    async def file(self, filing: Filing) -> Filed:
        return self._file(filing, None)

    async def open_case(self, filing: Filing, by: str) -> Filed:
        return self._file(filing, by)

    def _file(self, filing: Filing, by: str | None) -> Filed:
        self._tables.require_writable()
        report = filing.report
        entry = self._undecided(report)
        is_new = entry is None
        if entry is None:
            event = opening(report, by)
            entry = CaseEntry(opened(filing.case_id, event), [event])
            self._tables.cases[filing.case_id] = entry
        elif by is not None:
            require_claimable(entry.case, by)
        known = is_known(entry.case, report)
        report_id, again = (report.id, True) if known else keep_report(entry, report)
        if filing.receipt is not None:
            self._extend_receipt(filing.receipt, report_id, filing.receipt_until_ms)
        case = happen_in(self._tables, entry.case, *joined(entry.case, report, report_id, by, again=again))
        digests = self._take(entry, filing.pieces)
        self._tables.record(*deeds_of(case, report, digests, by, opened=is_new, known=known))
        return Filed(case=case, report_id=report_id, fresh=not again, opened=is_new)

    def _extend_receipt(self, receipt: bytes, report_id: str, until_ms: int) -> None:
        kept = self._tables.receipts.get(receipt)
        ids = report_id if kept is None else f"{kept.about_id}{BETWEEN}{report_id}"
        self._tables.receipts[receipt] = ReceiptAbout("report", ids, until_ms)

    def _undecided(self, report: Report) -> CaseEntry | None:
        key = report.subject.key(report.id)
        found = (entry for entry in self._tables.cases.values() if entry.case.takes_reports())
        return next((entry for entry in found if entry.case.subject.key(entry.case.id) == key), None)

    def _take(self, entry: CaseEntry, pieces: Sequence[Piece]) -> list[bytes]:
        digests: list[bytes] = []
        for piece in pieces:
            if piece.key() in entry.pieces:
                entry.pieces[piece.key()] = seen_again(entry.pieces[piece.key()], piece)
            elif len(entry.pieces) < MOST_PIECES:
                kept = seal_piece(self._sealer, entry.case.id, piece)
                bare = msgspec.structs.replace(piece.text, nickname="", body="")
                entry.pieces[piece.key()] = (msgspec.structs.replace(piece, text=bare), kept)
                digests.append(kept.digest)
        reported = {piece.text.message_id for piece in pieces if piece.reported}
        for key, (piece, kept) in entry.pieces.items():
            if piece.text.message_id in reported:
                entry.pieces[key] = (msgspec.structs.replace(piece, reported=True), kept)
        return digests

    async def cases(self, room_ids: Collection[int] | None, states: Collection[CaseState], count: int) -> list[Case]:
        found = [entry.case for entry in self._tables.cases.values() if entry.case.state in states]
        wanted = [case for case in found if room_ids is None or case.subject.room_id in room_ids]
        return sorted(wanted, key=lambda case: (case.opened_ms, case.id))[:count]

    async def case(self, case_id: str) -> Case | None:
        return case_in(self._tables, case_id)

    async def case_events(self, case_id: str) -> list[AnyCaseEvent]:
        entry = self._tables.cases.get(case_id)
        return [*entry.events] if entry else []

    async def cases_on(self, session_id: str) -> list[Case]:
        found = [entry.case for entry in self._tables.cases.values() if entry.case.subject.session_id == session_id]
        return sorted(found, key=lambda case: (-case.opened_ms, case.id))

    async def cases_with(self, session_ids: Collection[str]) -> frozenset[str]:
        return frozenset(id for id, entry in self._tables.cases.items() if not entry.people().isdisjoint(session_ids))

    async def reports(self, case_id: str) -> list[Report]:
        entry = self._tables.cases.get(case_id)
        return sorted(entry.reports.values(), key=lambda report: (report.at_ms, report.id)) if entry else []

    async def report(self, report_id: str) -> tuple[Report, str] | None:
        found = ((e.reports[report_id], id) for id, e in self._tables.cases.items() if report_id in e.reports)
        return next(found, None)

    async def pieces(self, case_id: str) -> list[Piece]:
        entry = self._tables.cases.get(case_id)
        kept = entry.pieces.values() if entry else ()
        return in_order(opened_piece(self._sealer, case_id, piece, sealed) for piece, sealed in kept)

    async def last_piece(self, case_id: str, session_id: str) -> Piece | None:
        found = [piece for piece in await self.pieces(case_id) if piece.text.session_id == session_id]
        return found[-1] if found else None

    async def add_pieces(self, case_id: str, pieces: Sequence[Piece]) -> int:
        entry = self._entry(case_id)
        if not entry.case.is_undecided() or not pieces:
            return 0
        digests = self._take(entry, pieces)
        if digests:
            self._tables.record(sealing(entry.case, pieces[0].taken_ms, digests))
        return len(digests)

    async def claim(self, case_id: str, deed: Deed) -> Case:
        case = self._entry(case_id).case
        require_claimable(case, deed.who)
        if case.claimed_by == deed.who:
            return case
        return self._done(case, CaseClaimed(at_ms=deed.at_ms, by=deed.who), deed)

    async def release_case(self, case_id: str, deed: Deed) -> Case:
        case = self._entry(case_id).case
        if case.claimed_by is None:
            return case
        require_claimable(case, deed.who)
        return self._done(case, CaseReleased(at_ms=deed.at_ms, by=deed.who), deed)

    async def happened(self, case_id: str, event: AnyCaseEvent, deed: Deed | None) -> Case:
        return self._done(self._entry(case_id).case, event, deed)

    async def close_case(self, case_id: str, deed: Deed) -> Case:
        case = self._entry(case_id).case
        require_closable(case)
        return self._done(case, CaseClosed(at_ms=deed.at_ms, by=deed.who), deed)

    async def erase_cases(self, closed_before_ms: int, rows: int, at_ms: int) -> int:
        self._tables.require_writable()
        closed = ((entry.case.closed_ms, id) for id, entry in self._tables.cases.items())
        due = sorted((at, id) for at, id in closed if at is not None and at < closed_before_ms)[:rows]
        for _, case_id in due:
            del self._tables.cases[case_id]
            self._tables.record(erasing(case_id, at_ms))
        return len(due)

    def _done(self, case: Case, event: AnyCaseEvent, deed: Deed | None) -> Case:
        if deed is not None:
            self._tables.record(deed)
        return happen_in(self._tables, case, event)

    def _entry(self, case_id: str) -> CaseEntry:
        self._tables.require_writable()
        if case_id not in self._tables.cases:
            raise Refusal("not_found")
        return self._tables.cases[case_id]


def case_in(tables: Tables, case_id: str) -> Case | None:
    """One case as it stands."""
    entry = tables.cases.get(case_id)
    return entry.case if entry else None


def happen_in(tables: Tables, case: Case, *events: AnyCaseEvent) -> Case:
    """Append these events to a case; return it as it stands then."""
    entry = tables.cases[case.id]
    for event in events:
        entry.events.append(event)
        entry.case = after(entry.case, event)
    if events:
        data = msgspec.json.encode(CasesChanged(case.id))
        tables.instruct(CASES_CHANGED, data, events[-1].at_ms)
    return entry.case


def keep_report(entry: CaseEntry, report: Report) -> tuple[str, bool]:
    """Its id, and whether it was added to an earlier one of the same reporter."""
    for before in entry.reports.values():
        if report.reporter and before.reporter == report.reporter:
            entry.reports[before.id] = before.with_more(report)
            return before.id, True
    entry.reports[report.id] = report if len(entry.reports) < REPORTS_KEPT else report.without_words()
    return report.id, False


def seen_again(kept: tuple[Piece, SealedPiece], piece: Piece) -> tuple[Piece, SealedPiece]:
    """What is kept, and that it is shown no more."""
    if piece.text.hidden_ms is None:
        return kept
    text = msgspec.structs.replace(kept[0].text, removed=piece.text.removed, hidden_ms=piece.text.hidden_ms)
    return msgspec.structs.replace(kept[0], text=text), kept[1]


def posts_in(tables: Tables, room_id: int) -> list[Post]:
    """The messages kept of a room, in order."""
    entries = tables.logs[room_id].entries if room_id in tables.logs else []
    return [entry.post for entry in entries if isinstance(entry, PostedEntry)]


def chosen_of(posts: Sequence[Post], wanted: Wanted) -> Iterable[Post]:
    """Those a reader wants."""
    if wanted.message_id is not None:
        for place, post in enumerate(posts):
            if post.message.id == wanted.message_id:
                yield from posts[max(0, place - wanted.before) : place + 1 + wanted.following]
    later = [post for post in posts if post.message.offset > wanted.after]
    if wanted.session_id is not None:
        yield from [post for post in later if post.session_id == wanted.session_id][-wanted.most :]
    elif wanted.message_id is None:
        yield from later[: wanted.most]


def versions_in(tables: Tables, sealer: Sealer, post: Post, hidden_ms: int | None) -> list[Text]:
    """Every version of a message, which is past its hours since `hidden_ms`."""
    message = post.message
    now = Text(
        message_id=message.id,
        version=post.version,
        room_id=post.room_id,
        offset=message.offset,
        session_id=post.session_id,
        nickname=message.author.nickname,
        tag=message.author.tag,
        body=message.body,
        at_ms=message.shown_ms(),
        removed=message.removed,
        hidden_ms=hidden_ms,
    )
    sealed = sorted((each for each in tables.sealed if each.message_id == message.id), key=lambda each: each.version)
    hidden = (
        opened_version(
            sealer,
            msgspec.structs.replace(now, version=each.version, hidden_ms=each.expires_ms - SEALED_MS),
            each.sealed,
        )
        for each in sealed
    )
    return versions_of(now, [text for text in hidden if text is not None])
