"""What is kept under one session, and the destruction of what nothing holds, in memory."""

from collections.abc import Iterator
from typing import get_args

import msgspec

from palabre.adapters.memory.tables import Post, Tables
from palabre.domain.age import EndOfProof
from palabre.domain.moderation.decision import Decision
from palabre.domain.own import Own, OwnName, OwnReaction, OwnVerdict
from palabre.ports.age_proofs import PROOFS_CHANGED, ProofsChanged
from palabre.ports.bus import Bus
from palabre.ports.rights import Erasure
from palabre.ports.sealer import Sealer

NO_DIGEST = b""


class MemoryRights:
    """Like the log, nothing awaits inside a write."""

    def __init__(self, tables: Tables, bus: Bus, sealer: Sealer) -> None:
        self._tables = tables
        self._bus = bus
        self._sealer = sealer

    async def own(self, session_id: str) -> Own:
        tables = self._tables
        members = [member for member in tables.members.values() if member.session_id == session_id]
        proof = tables.proofs.get(session_id)
        return Own(
            names=tuple(sorted(names_of(tables, session_id), key=lambda name: name.room_id)),
            reactions=tuple(sorted(reactions_of(tables, session_id), key=lambda r: (r.room_id, r.offset, r.reaction))),
            hides=tuple(
                sorted(
                    (hide for hide in tables.hides.values() if hide.session_id == session_id),
                    key=lambda hide: (hide.at_ms, hide.room_id, hide.tag),
                )
            ),
            members=tuple(sorted(members, key=lambda member: (member.since_ms, member.room_id))),
            verdicts=tuple(map(self._told, stopped(tables, session_id))),
            reports=reports_of(tables, session_id),
            rooms=tuple(sorted({post.room_id for post, _ in delivered(tables, session_id)})),
            standing=tables.standings.get(session_id),
            proof=proof.proof if proof else None,
            is_quiet=tables.quiet.get(session_id, False),
        )

    async def delivered_until(self, session_id: str, keep_ms: int) -> int | None:
        shown = [*delivered(self._tables, session_id)]
        ids = {post.message.id for post, _ in shown}
        ends = [post.message.shown_ms() + keep_ms if end is None else end for post, end in shown]
        sealed = [each.expires_ms for each in self._tables.sealed if each.message_id in ids]
        return max((*ends, *sealed), default=None)

    async def erase_traces(self, erasure: Erasure) -> None:
        self._tables.require_writable()
        session_id = erasure.session_id
        self._forget_unshown(session_id)
        self._untie_verdicts(session_id)
        self._forget_names(session_id)
        self._untie_places(session_id)
        self._forget_signs(session_id)
        ends = [msgspec.json.encode(ProofsChanged(session_id, why)) for why in (None, *get_args(EndOfProof))]
        news = (each for each in self._tables.control if not (each.kind == PROOFS_CHANGED and each.data in ends))
        self._tables.control = [*news]
        if erasure.receipt is not None:
            digest, about = erasure.receipt
            self._tables.receipts[digest] = about
        self._tables.record(erasure.deed)

    def _told(self, decision: Decision) -> OwnVerdict:
        sealed = next((each.sealed for each in self._tables.sealed if each.message_id == decision.id), None)
        text = None if sealed is None else self._sealer.open(sealed, f"{decision.id}:1".encode()).decode()
        return OwnVerdict(decision.at_ms, decision.room_id, decision.outcome, text)

    def _forget_unshown(self, session_id: str) -> None:
        held = {id: entry for id, entry in self._tables.held.items() if entry.held.draft.session_id == session_id}
        for id, entry in held.items():
            del self._tables.held[id]
            del self._tables.held_by_client_id[session_id, entry.held.draft.client_message_id]
        shown = {id for id, entry in held.items() if entry.settlement and entry.settlement.state == "released"}
        judged = {decision.id for decision in self._tables.decisions if decision.session_id == session_id}
        unshown = (held.keys() - shown) | judged
        self._tables.sealed = [each for each in self._tables.sealed if each.message_id not in unshown]

    def _untie_verdicts(self, session_id: str) -> None:
        for place, decision in enumerate(self._tables.decisions):
            if decision.session_id == session_id:
                self._tables.decisions[place] = msgspec.structs.replace(decision, session_id=None, message_id=None)
        for post in self._tables.posts.values():
            if post.session_id == session_id:
                post.body_digest = NO_DIGEST

    def _forget_names(self, session_id: str) -> None:
        tables = self._tables
        for key in [key for key, hold in tables.holds.items() if hold.session_id == session_id]:
            del tables.holds[key]
        for hide_key in [k for k, hide in tables.hides.items() if session_id in (k[0], hide.hidden_session_id)]:
            del tables.hides[hide_key]
        tags = {(post.room_id, post.message.author.tag) for post, _ in delivered(tables, session_id)}
        for id, request in [*tables.requests.items()]:
            if request.requester == session_id or (request.room_id, request.tag) in tags:
                del tables.requests[id]

    def _untie_places(self, session_id: str) -> None:
        for log in self._tables.logs.values():
            if log.room.owner == session_id:
                log.room = msgspec.structs.replace(log.room, owner=None)
        for digest, invitation in self._tables.invitations.items():
            if invitation.created_by == session_id:
                self._tables.invitations[digest] = msgspec.structs.replace(invitation, created_by="")
        for id, vouch in self._tables.vouches.items():
            if vouch.session_id == session_id:
                self._tables.vouches[id] = msgspec.structs.replace(vouch, session_id=None)

    def _forget_signs(self, session_id: str) -> None:
        for key in [*self._tables.pair_signs]:
            sender, target, _ = key
            if target == session_id or (sender == session_id and target not in self._tables.sessions):
                del self._tables.pair_signs[key]


def delivered(tables: Tables, session_id: str) -> Iterator[tuple[Post, int | None]]:
    """What others were shown: of what is past its hours, when it is destroyed."""
    yield from ((post, None) for post in tables.posts.values() if post.session_id == session_id)
    yield from ((each.post, each.expires_ms) for each in tables.faded if each.post.session_id == session_id)


def names_of(tables: Tables, session_id: str) -> Iterator[OwnName]:
    for (room_id, _), hold in tables.holds.items():
        if hold.session_id == session_id:
            yield OwnName(room_id, hold.nickname, hold.until_ms)


def reactions_of(tables: Tables, session_id: str) -> Iterator[OwnReaction]:
    for post in tables.posts.values():
        for reaction, who in post.reactions:
            if who == session_id:
                yield OwnReaction(post.room_id, post.message.offset, reaction)


def stopped(tables: Tables, session_id: str) -> list[Decision]:
    found = [each for each in tables.decisions if each.session_id == session_id and each.outcome != "allow"]
    return sorted(found, key=lambda decision: (decision.at_ms, decision.id))


def reports_of(tables: Tables, session_id: str) -> tuple[str, ...]:
    reports = [report for entry in tables.cases.values() for report in entry.reports.values()]
    own = [report for report in reports if report.reporter == session_id]
    return tuple(report.id for report in sorted(own, key=lambda report: (report.at_ms, report.id)))
