"""Own data: everything kept of a session in the form its guest is given it, on the page and as a file."""

from palabre.domain.age import Proof
from palabre.domain.conversation import Request
from palabre.domain.member import Member
from palabre.domain.moderation.evidence import Text
from palabre.domain.own import ELSEWHERE, UNTOLD
from palabre.domain.session import Locale, Session
from palabre.domain.standing import Standing
from palabre.protocol import own as wire
from palabre.protocol.conversion import held_back, rfc3339
from palabre.services.accessing import Kept
from palabre.services.directory import RoomDirectory


class Telling:
    """Says rooms by their address."""

    def __init__(self, directory: RoomDirectory, *, place: str) -> None:
        self._directory = directory
        self._place = place

    def data(self, kept: Kept, locale: Locale, *, most: int | None = None) -> wire.OwnData:
        """Everything, of the messages the last `most`."""
        own = kept.own
        texts = kept.texts if most is None else kept.texts[-most:]
        return wire.OwnData(
            version=wire.OWN_VERSION,
            place=self._place,
            made_at=rfc3339(kept.at_ms),
            session=session_of(kept.session),
            nicknames=tuple(
                wire.OwnNickname(room=self._slug(n.room_id), nickname=n.nickname, held_until=rfc3339(n.until_ms))
                for n in own.names
            ),
            messages=tuple(map(self._message, texts)),
            messages_kept=len(kept.texts),
            waiting=self._waiting(kept),
            stopped=self._stopped(kept),
            reactions=tuple(
                wire.OwnReaction(room=self._slug(each.room_id), offset=each.offset, reaction=each.reaction)
                for each in own.reactions
            ),
            hidden=tuple(
                wire.OwnHidden(
                    room=self._slug(hide.room_id), nickname=hide.nickname, tag=hide.tag, at=rfc3339(hide.at_ms)
                )
                for hide in own.hides
            ),
            memberships=tuple(map(self._membership, own.members)),
            requests=tuple(self._request(request, kept.session.id) for request in kept.requests),
            no_requests=own.is_quiet,
            standing=standing_of(own.standing),
            proof=proof_of(own.proof),
            decisions=kept.decisions,
            reports=kept.reports,
            holds=tuple(held_back(hold, locale) for hold in kept.holds),
            elsewhere=ELSEWHERE[locale],
            untold=UNTOLD[locale],
        )

    def _slug(self, room_id: int | None) -> str | None:
        room = self._directory.by_id(room_id) if room_id is not None else None
        return room.slug if room else None

    def _message(self, text: Text) -> wire.OwnMessage:
        return wire.OwnMessage(
            room=self._slug(text.room_id),
            id=text.message_id,
            version=text.version,
            nickname=text.nickname,
            tag=text.tag,
            body=text.body,
            at=rfc3339(text.at_ms),
            hidden_at=moment(text.hidden_ms),
            removed=text.removed,
        )

    def _waiting(self, kept: Kept) -> tuple[wire.OwnWaiting, ...]:
        drafts = (held.draft for held in kept.held.waiting)
        return tuple(
            wire.OwnWaiting(room=self._slug(draft.room_id), id=draft.id, body=draft.body, at=rfc3339(draft.sent_ms))
            for draft in drafts
        )

    def _stopped(self, kept: Kept) -> tuple[wire.OwnStopped, ...]:
        return tuple(
            wire.OwnStopped(room=self._slug(each.room_id), outcome=each.outcome, body=each.text, at=rfc3339(each.at_ms))
            for each in kept.own.verdicts
        )

    def _membership(self, member: Member) -> wire.OwnMembership:
        room = self._directory.by_id(member.room_id)
        return wire.OwnMembership(
            room=room.slug if room else None,
            name=room.settings.name if room else "",
            nickname=member.nickname,
            since=rfc3339(member.since_ms),
            owner=room is not None and room.owner == member.session_id,
            left_at=moment(member.left_ms),
            removed_for=member.reason if member.removed else None,
        )

    def _request(self, request: Request, session_id: str) -> wire.OwnRequest:
        """Of one's own: whom one asked. Of another's: who asks."""
        is_own = request.requester == session_id
        return wire.OwnRequest(
            id=request.id,
            room=self._slug(request.room_id),
            side="made" if is_own else "received",
            nickname=request.nickname if is_own else request.requester_nickname,
            tag=request.tag if is_own else request.requester_tag,
            at=rfc3339(request.at_ms),
        )


def session_of(session: Session) -> wire.OwnSession:
    return wire.OwnSession(
        id=session.id,
        nickname=session.nickname,
        locale=session.locale,
        created_at=rfc3339(session.created_ms),
        seen_at=rfc3339(session.seen_ms),
        ends_at=rfc3339(session.ends_ms()),
        continues=session.continues,
    )


def standing_of(standing: Standing | None) -> wire.OwnStanding:
    settled, minor, closed = (
        (standing.settled_ms, standing.protected_ms, standing.closed_ms) if standing else (None, None, None)
    )
    return wire.OwnStanding(settled_at=moment(settled), minor_at=moment(minor), writing_closed_at=moment(closed))


def proof_of(proof: Proof | None) -> wire.OwnProof | None:
    if proof is None:
        return None
    return wire.OwnProof(
        method=proof.method,
        threshold=proof.threshold,
        result=proof.result,
        issuer_sha256=proof.issuer_sha256.hex(),
        verified_at=rfc3339(proof.verified_at_ms),
        expires_at=rfc3339(proof.expires_at_ms),
    )


def moment(at_ms: int | None) -> str | None:
    return None if at_ms is None else rfc3339(at_ms)
