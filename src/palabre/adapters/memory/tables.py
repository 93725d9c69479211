"""What the memory store holds: rooms with their logs, posts, sessions, names, hides, sealed texts."""

import secrets
from dataclasses import dataclass, field

import msgspec

from palabre.adapters.sealing.evidence import SealedPiece
from palabre.domain.age import KeptProof
from palabre.domain.body import digest_of
from palabre.domain.connection_record import Record
from palabre.domain.conversation import Conversation, Request
from palabre.domain.credential import Asked, Passkey
from palabre.domain.held import Held, RefusedMessage, Settlement
from palabre.domain.hiding import Hide
from palabre.domain.invitation import Invitation
from palabre.domain.log import LogEvent, MessageEdited, MessagePosted, Withheld
from palabre.domain.member import Member
from palabre.domain.message import Author, Draft, Message, Removal
from palabre.domain.moderation.audit import Head
from palabre.domain.moderation.case import AnyCaseEvent, Case
from palabre.domain.moderation.decision import Decision
from palabre.domain.moderation.event import SALT_BYTES, Commitment, Deed, ModerationEvent, commitment
from palabre.domain.moderation.evidence import Piece
from palabre.domain.moderation.follow_up import FollowUp
from palabre.domain.moderation.judgement import BanMark, Kept
from palabre.domain.moderation.pairs import PairSign, Sign
from palabre.domain.moderation.report import Report
from palabre.domain.moderation.revision import Revision
from palabre.domain.moderation.tally import Tally
from palabre.domain.order import Order
from palabre.domain.published import RulesVersion
from palabre.domain.reaction import Reacted, ReactionKind
from palabre.domain.receipt import ReceiptAbout
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room, RoomSettings
from palabre.domain.session import Session
from palabre.domain.staff import Staff, StaffLink, StaffSession
from palabre.domain.standing import Standing
from palabre.domain.vouch import Vouch
from palabre.ports.store import ControlEntry, SealedVersion, StoreUnavailable
from palabre.ports.vault import KeptRecords, Vault


class Post:
    """A message as it stands, and what only the store knows of it. `version` counts its texts from 1.

    `reactions_version` is that of the last change of its reactions; 0 when there never was one.
    """

    __slots__ = ("body_digest", "message", "reactions", "reactions_version", "room_id", "session_id", "version")

    def __init__(self, draft: Draft, offset: int) -> None:
        self.message = Message(
            id=draft.id,
            offset=offset,
            client_message_id=draft.client_message_id,
            body=draft.body,
            author=draft.author,
            sent_ms=draft.sent_ms,
            posted_ms=draft.posted_ms,
            reply_to=draft.reply_to,
        )
        self.room_id = draft.room_id
        self.session_id = draft.session_id
        self.body_digest = digest_of(draft.body)
        self.version = 1
        self.reactions: set[tuple[ReactionKind, str]] = set()
        self.reactions_version = 0

    def take_text(self, by: Removal) -> None:
        """Its text and its reactions are there no more, nor the nickname when it was `erased`."""
        author = Author("", self.message.author.tag) if by == "erased" else self.message.author
        self.message = msgspec.structs.replace(self.message, body="", author=author, edited_ms=None, removed=by)
        self.reactions.clear()
        self.reactions_version = 0

    def reacted(self) -> Reacted:
        """Its reactions as they stand."""
        by: dict[ReactionKind, set[str]] = {}
        for kind, session_id in self.reactions:
            by.setdefault(kind, set()).add(session_id)
        return Reacted(
            message_id=self.message.id,
            offset=self.message.offset,
            version=self.reactions_version,
            by={kind: frozenset(sessions) for kind, sessions in by.items()},
        )


@dataclass(frozen=True, slots=True)
class PostedEntry:
    """The place of a message in the log."""

    at_ms: int
    post: Post


@dataclass(frozen=True, slots=True)
class EditedEntry:
    """The place of an edit: the text is the message's own."""

    at_ms: int
    post: Post


@dataclass(frozen=True, slots=True)
class PlainEntry:
    """An event that is replayed as it was."""

    at_ms: int
    event: LogEvent


Entry = PostedEntry | EditedEntry | PlainEntry


@dataclass(slots=True)
class RoomLog:
    """A room and the events still kept of it; the first of `entries` has offset `first`."""

    room: Room
    entries: list[Entry] = field(default_factory=list)
    reactions_version: int = 0

    @property
    def first(self) -> int:
        return self.room.head + 1 - len(self.entries)

    def from_to(self, start: int, end: int) -> list[Entry]:
        """The entries kept of offsets `start` to `end`, `end` left out."""
        return self.entries[max(0, start - self.first) : max(0, end - self.first)]


@dataclass(slots=True)
class HeldEntry:
    """A message that waits until there is a `settlement`; its text is then gone, and `refused` says why, if it was."""

    held: Held
    body_digest: bytes
    settlement: Settlement | None = None
    refused: RefusedMessage | None = None


@dataclass(slots=True)
class CaseEntry:
    """A case, what happened to it, what was reported, and its evidence by message and version."""

    case: Case
    events: list[AnyCaseEvent]
    reports: dict[str, Report] = field(default_factory=dict)
    pieces: dict[tuple[str, int], tuple[Piece, SealedPiece]] = field(default_factory=dict)

    def people(self) -> frozenset[str]:
        """Every session that is part of it."""
        shown = {piece.text.session_id for piece, _ in self.pieces.values()}
        reporters = {report.reporter for report in self.reports.values()}
        return frozenset(shown | reporters | {self.case.subject.session_id or ""})


@dataclass(frozen=True, slots=True)
class Faded:
    """A message past its hours, reportable until `expires_ms`: a day after it was delivered."""

    post: Post
    hidden_ms: int
    expires_ms: int


@dataclass(frozen=True, slots=True)
class Hold:
    """A nickname held in a room by a session until `until_ms`."""

    session_id: str
    nickname: str
    until_ms: int


@dataclass(slots=True)
class Tables:
    """Everything. `writable` may be set false to see what the callers make of a full disk."""

    writable: bool = True
    logs: dict[int, RoomLog] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    posts_by_client_id: dict[tuple[str, str], Post] = field(default_factory=dict)
    rooms_made: int = 0
    invitations: dict[bytes, Invitation] = field(default_factory=dict)
    members: dict[tuple[int, str], Member] = field(default_factory=dict)
    requests: dict[str, Request] = field(default_factory=dict)
    quiet: dict[str, bool] = field(default_factory=dict)
    conversations: dict[int, Conversation] = field(default_factory=dict)
    configured: dict[str, RoomSettings] = field(default_factory=dict)
    control: list[ControlEntry] = field(default_factory=list)
    control_head: int = 0
    control_cursor: int = 0
    sessions: dict[str, Session] = field(default_factory=dict)
    session_ids: dict[bytes, str] = field(default_factory=dict)
    holds: dict[tuple[int, str], Hold] = field(default_factory=dict)
    hides: dict[tuple[str, int, str], Hide] = field(default_factory=dict)
    sealed: list[SealedVersion] = field(default_factory=list)
    faded: list[Faded] = field(default_factory=list)
    held: dict[str, HeldEntry] = field(default_factory=dict)
    held_by_client_id: dict[tuple[str, str], HeldEntry] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)
    follow_ups: dict[str, FollowUp] = field(default_factory=dict)
    standings: dict[str, Standing] = field(default_factory=dict)
    spent: dict[bytes, int] = field(default_factory=dict)
    pair_signs: dict[tuple[str, str, Sign], PairSign] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    published: list[tuple[RulesVersion, bytes]] = field(default_factory=list)
    staff: list[Staff] = field(default_factory=list)
    staff_removed: set[int] = field(default_factory=set)
    passkeys: dict[bytes, Passkey] = field(default_factory=dict)
    recovery_codes: dict[bytes, int] = field(default_factory=dict)
    asked: dict[bytes, Asked] = field(default_factory=dict)
    staff_browsers: dict[tuple[bytes, int], int] = field(default_factory=dict)
    staff_guests: dict[tuple[int, str], int] = field(default_factory=dict)
    audit_heads: list[Head] = field(default_factory=list)
    staff_links: dict[bytes, StaffLink] = field(default_factory=dict)
    staff_sessions: dict[bytes, StaffSession] = field(default_factory=dict)
    cases: dict[str, CaseEntry] = field(default_factory=dict)
    commitments: list[Commitment] = field(default_factory=list)
    judgements: dict[str, Kept] = field(default_factory=dict)
    receipts: dict[bytes, ReceiptAbout] = field(default_factory=dict)
    marks: list[BanMark] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    proofs: dict[str, KeptProof] = field(default_factory=dict)
    presentations: dict[bytes, int] = field(default_factory=dict)
    vouches: dict[str, Vouch] = field(default_factory=dict)
    vault: Vault | None = None
    vault_records: list[KeptRecords] = field(default_factory=list)
    orders: dict[str, Order] = field(default_factory=dict)
    preserved: dict[str, dict[tuple[str, int], tuple[Piece, SealedPiece]]] = field(default_factory=dict)

    def under_seal(self, record: Record | None) -> list[KeptRecords]:
        """A record, to be kept with what it is a record of; raises StoreUnavailable before anything is done."""
        if record is None or self.vault is None:
            return []
        return [KeptRecords(secrets.token_hex(16), each) for each in self.vault.seal([record])]

    def keep_record(self, record: Record | None) -> None:
        """To be called before what it is a record of is done."""
        self.vault_records += self.under_seal(record)

    def require_writable(self) -> None:
        if not self.writable:
            raise StoreUnavailable

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """What was done, in order."""
        return tuple(each.event.deed for each in self.commitments)

    def record(self, *deeds: Deed) -> None:
        """Keep what was done; the only way in."""
        for deed in deeds:
            id, salt = len(self.commitments) + 1, secrets.token_bytes(SALT_BYTES)
            digest = commitment(salt, id, deed)
            self.commitments.append(Commitment(event=ModerationEvent(id, deed), salt=salt, digest=digest))

    def add_room(self, room: Room) -> Room:
        """The same with the next number: that of one that was erased is never given again."""
        self.rooms_made += 1
        numbered = msgspec.structs.replace(room, id=self.rooms_made)
        self.logs[numbered.id] = RoomLog(numbered)
        return numbered

    def instruct(self, kind: str, data: bytes, at_ms: int) -> int:
        """Add a control entry; its number."""
        self.control_head += 1
        self.control.append(ControlEntry(self.control_head, kind, data, at_ms))
        return self.control_head

    def log(self, room_id: int) -> RoomLog:
        """Raises Refusal `not_found` for an unknown room."""
        if room_id not in self.logs:
            raise Refusal("not_found")
        return self.logs[room_id]

    def shown(self, room_id: int, offset: int, entry: Entry) -> LogEvent:
        """An event as it may be shown now."""
        if isinstance(entry, PlainEntry):
            return entry.event
        message = entry.post.message
        if isinstance(entry, PostedEntry):
            return MessagePosted(room_id=room_id, offset=offset, message=message)
        if message.removed or message.edited_ms is None or message.id not in self.posts:
            return Withheld(room_id=room_id, offset=offset)
        return MessageEdited(
            room_id=room_id,
            offset=offset,
            message_id=message.id,
            body=message.body,
            edited_ms=message.edited_ms,
            tag=message.author.tag,
        )
