"""Conversion: domain values to their form on the wire."""

from datetime import UTC, datetime
from functools import lru_cache

import msgspec

from palabre.domain.cover import Covered
from palabre.domain.held import Held
from palabre.domain.held import RefusedMessage as Refused
from palabre.domain.hold import Hold
from palabre.domain.log import (
    GuestErased,
    LogEvent,
    MessageEdited,
    MessagePosted,
    MessageRemoved,
    RoomChanged,
    Withheld,
)
from palabre.domain.message import Message
from palabre.domain.moderation.sanction import ToldSanction
from palabre.domain.passing import (
    AboutOneself,
    CareOffered,
    MembershipEnded,
    ProofChanged,
    SanctionApplied,
    SanctionLifted,
)
from palabre.domain.presence import Counts
from palabre.domain.reaction import Reacted
from palabre.domain.room import Room, RoomSettings
from palabre.domain.session import Locale, Session
from palabre.protocol.events import (
    CareOfferedEvent,
    GuestErasedEvent,
    LogFrame,
    MembershipEndedEvent,
    MessageEditedEvent,
    MessageHeldEvent,
    MessageHiddenEvent,
    MessagePostedEvent,
    MessageRefusedEvent,
    MessageRemovedEvent,
    ProofChangedEvent,
    RoomChangedEvent,
    SanctionAppliedEvent,
    SanctionLiftedEvent,
)
from palabre.protocol.resources import (
    CoverInfo,
    HeldBack,
    HeldMessage,
    HelpLine,
    Reactions,
    RefusedMessage,
    RoomCard,
    RoomInfo,
    SanctionInfo,
    SessionInfo,
    WireAuthor,
    WireMessage,
)


def held_back(hold: Hold, locale: Locale) -> HeldBack:
    """Why something is kept, in the words of its guest."""
    return HeldBack(
        kind=hold.kind,
        reason=hold.reason(locale),
        basis=hold.rests_on(locale),
        until=None if hold.ends_ms is None else rfc3339(hold.ends_ms),
    )


def rfc3339(at_ms: int) -> str:
    """A Unix time in milliseconds as RFC 3339 in UTC, with milliseconds."""
    return f"{to_the_second(at_ms // 1000)}.{at_ms % 1000:03}Z"


@lru_cache(maxsize=1_024)
def to_the_second(at_s: int) -> str:
    """Many messages are sent within one second, and `strftime` takes as long as the rest of encoding one."""
    return f"{datetime.fromtimestamp(at_s, UTC):%Y-%m-%dT%H:%M:%S}"


def wire_message(message: Message) -> WireMessage:
    return WireMessage(
        id=message.id,
        offset=message.offset,
        client_message_id=message.client_message_id,
        body=message.body,
        author=WireAuthor(message.author.nickname, message.author.tag),
        sent_at=rfc3339(message.sent_ms),
        posted_at=None if message.posted_ms is None else rfc3339(message.posted_ms),
        reply_to=message.reply_to,
        # A reader who missed the edit is told nothing of it once the text is gone; nor is a newcomer.
        edited_at=None if message.edited_ms is None or message.removed else rfc3339(message.edited_ms),
        removed=message.removed,
        announcement=message.is_announcement(),
    )


def wire_held(held: Held) -> HeldMessage:
    draft = held.draft
    return HeldMessage(
        message_id=draft.id,
        client_message_id=draft.client_message_id,
        body=draft.body,
        held_at=rfc3339(draft.sent_ms),
        reply_to=draft.reply_to,
    )


def wire_refused(refused: Refused) -> RefusedMessage:
    return RefusedMessage(
        message_id=refused.message_id,
        client_message_id=refused.client_message_id,
        rule=refused.refusal.rule,
        words=refused.words,
        explanation=refused.refusal.explanation,
        by=refused.refusal.by,
    )


def held_event(held: Held, *, room: str) -> MessageHeldEvent:
    """What the author is told when a message of theirs waits, in `room` (a slug)."""
    return MessageHeldEvent(room=room, **msgspec.structs.asdict(wire_held(held)))


def refused_event(refused: Refused, *, room: str) -> MessageRefusedEvent:
    """What the author is told when it waits no more."""
    return MessageRefusedEvent(room=room, **msgspec.structs.asdict(wire_refused(refused)))


def wire_reactions(reacted: Reacted) -> Reactions:
    return Reactions(message_id=reacted.message_id, version=reacted.version, counts=reacted.counts())


def room_info(slug: str, settings: RoomSettings, *, closed: bool, keep_seconds: int) -> RoomInfo:
    """A room as its readers see it; `keep_seconds` is how long its messages stay."""
    return RoomInfo(
        slug=slug,
        name=settings.name,
        topic=settings.topic,
        rules=settings.rules,
        language=settings.language,
        capacity=settings.capacity,
        slow_mode=settings.slow_mode,
        readers=settings.readers,
        closed=closed,
        keep_seconds=keep_seconds,
        pinned=settings.pinned,
        kind=settings.kind,
    )


def cover_info(covered: Covered) -> CoverInfo:
    """Who watches over a room, as its readers are told."""
    return CoverInfo(cover=covered.cover, moderators=covered.moderators, slow_mode_seconds=covered.slow_mode)


def room_card(room: Room, counts: Counts, offset: int, covered: Covered) -> RoomCard:
    """A room as the lobby lists it; `offset` is its head."""
    return RoomCard(
        slug=room.slug,
        name=room.settings.name,
        topic=room.settings.topic,
        language=room.settings.language,
        readers=room.settings.readers,
        present=counts.present,
        spectators=counts.spectators,
        kind=room.settings.kind,
        offset=offset,
        cover=cover_info(covered),
    )


def session_info(session: Session) -> SessionInfo:
    """One's own session, without what would let another use it."""
    return SessionInfo(
        nickname=session.nickname,
        locale=session.locale,
        created_at=rfc3339(session.created_ms),
        ends_at=rfc3339(session.ends_ms()),
    )


def log_frame(event: LogEvent, *, room: str, epoch: str, keep_seconds: int) -> LogFrame:
    """A log event as it is sent in `room` (a slug)."""
    offset = event.offset
    match event:
        case MessagePosted():
            return MessagePostedEvent(room=room, epoch=epoch, offset=offset, message=wire_message(event.message))
        case MessageEdited():
            return MessageEditedEvent(
                room=room,
                epoch=epoch,
                offset=offset,
                message_id=event.message_id,
                body=event.body,
                edited_at=rfc3339(event.edited_ms),
            )
        case MessageRemoved():
            return MessageRemovedEvent(room=room, epoch=epoch, offset=offset, message_id=event.message_id, by=event.by)
        case GuestErased():
            return GuestErasedEvent(room=room, epoch=epoch, offset=offset, tags=event.tags)
        case RoomChanged():
            info = room_info(room, event.settings, closed=event.closed, keep_seconds=keep_seconds)
            return RoomChangedEvent(room=room, epoch=epoch, offset=offset, info=info)
        case Withheld():
            return MessageHiddenEvent(room=room, epoch=epoch, offset=offset)


def wire_care(offered: CareOffered, room: str) -> CareOfferedEvent:
    """Help lines as they are offered in `room` (a slug)."""
    lines = tuple(HelpLine(name=one.name, number=one.number, about=one.about, url=one.url) for one in offered.lines)
    return CareOfferedEvent(room=room, kind=offered.kind, text=offered.text, lines=lines)


def sanction_info(told: ToldSanction) -> SanctionInfo:
    """A sanction as its guest is told it."""
    return SanctionInfo(
        id=told.id,
        kind=told.kind,
        room=told.room,
        since=rfc3339(told.from_ms),
        until=None if told.until_ms is None else rfc3339(told.until_ms),
        ground=told.ground,
        facts=told.facts,
        reason=told.reason,
        quoted=told.quoted,
        decided_by=told.decided_by,
        automated=told.automated,
        detected=told.detected,
        receipt=told.receipt,
        appeal_until=rfc3339(told.appeal_until_ms),
    )


def own_event(
    fact: AboutOneself,
) -> SanctionAppliedEvent | SanctionLiftedEvent | ProofChangedEvent | MembershipEndedEvent:
    """What a guest is told of themself, whichever rooms they are in."""
    if isinstance(fact, MembershipEnded):
        return MembershipEndedEvent(room=fact.room, name=fact.name, why=fact.why, reason=fact.reason)
    return proof_event(fact) if isinstance(fact, ProofChanged) else sanction_event(fact)


def proof_event(fact: ProofChanged) -> ProofChangedEvent:
    """What they proved holds, or holds no more."""
    until = rfc3339(fact.until_ms) if fact.until_ms is not None else None
    return ProofChangedEvent(proven=until is not None, until=until, why=fact.why)


def sanction_event(fact: SanctionApplied | SanctionLifted) -> SanctionAppliedEvent | SanctionLiftedEvent:
    """What a guest is told when a decision about them begins to hold, or holds no more."""
    if isinstance(fact, SanctionLifted):
        return SanctionLiftedEvent(sanction_id=fact.sanction_id, room=fact.room)
    return SanctionAppliedEvent(sanction=sanction_info(fact.sanction), room=fact.sanction.room)
