"""Store: everything that must survive a crash. An acknowledged write is on disk."""

from typing import Literal, Protocol

from msgspec import Struct

from palabre.domain.connection_record import Record
from palabre.domain.credential import Passkey
from palabre.domain.held import Held, HeldRefusal, OwnHeld, Settlement
from palabre.domain.hiding import Hide
from palabre.domain.log import GuestErased, LogEvent, MessageEdited, MessageRemoved, RoomChanged
from palabre.domain.message import Draft, Message
from palabre.domain.moderation.audit import Head
from palabre.domain.moderation.binding import Rows
from palabre.domain.moderation.event import Commitment, Deed
from palabre.domain.moderation.revision import Revision
from palabre.domain.reaction import Reacted, ReactionKind
from palabre.domain.room import Room, RoomSettings
from palabre.domain.session import Session
from palabre.domain.staff import Staff, StaffLink
from palabre.domain.standing import Standing
from palabre.ports.age_proofs import AgeProofStore
from palabre.ports.cases import CaseStore
from palabre.ports.conversations import ConversationStore
from palabre.ports.credentials import CredentialStore
from palabre.ports.decisions import Decisions
from palabre.ports.follow_ups import FollowUpStore
from palabre.ports.held import HeldMessages
from palabre.ports.members import MemberStore
from palabre.ports.orders import OrderClock, OrderStore
from palabre.ports.pair_signs import PairSigns
from palabre.ports.published import PublishedRules
from palabre.ports.rights import Rights
from palabre.ports.sanctions import SanctionStore
from palabre.ports.staff import AuditLog, Invitation, ModerationLog, RuleStore, StaffStore
from palabre.ports.standings import Standings
from palabre.ports.tallies import Tallies
from palabre.ports.vault import KeptRecords, VaultStore


class StoreUnavailable(Exception):
    """The write did not happen and may be tried again: disk full, database locked or away."""


class Recorded(Struct, frozen=True):
    """The outcome of a post: where the message stands. `fresh` is false when it was already there."""

    message_id: str
    offset: int
    fresh: bool


class KnownPost(Struct, frozen=True):
    """An earlier post under the same session and `client_message_id`.

    Without an offset it was held: it waits still, unless there is a `refusal`.
    """

    message_id: str
    offset: int | None
    room_id: int
    body_digest: bytes
    refusal: HeldRefusal | None = None


class SealedVersion(Struct, frozen=True):
    """A text hidden by an edit or a removal, sealed until `expires_ms`. `version` counts from 1."""

    message_id: str
    room_id: int
    version: int
    sealed: bytes
    expires_ms: int


class Byline(Struct, frozen=True):
    """Whose session wrote under a tag, and the last nickname it wrote under there."""

    session_id: str
    nickname: str

    def __repr__(self) -> str:
        return "<Byline>"


class Returning(Struct, frozen=True):
    """What the guests of a server that stopped come back with, read at once.

    `names` are the nicknames held for a whole session, as (room id, session id, nickname); `rooms` those where a
    session wrote something that is kept; `held` what waits or was refused within the hour, by session. All are of
    `sessions` only.
    """

    sessions: list[Session]
    names: list[tuple[int, str, str]]
    hides: list[Hide]
    standings: list[Standing]
    rooms: list[tuple[str, int]]
    held: dict[str, OwnHeld]

    def __repr__(self) -> str:
        return f"<Returning {len(self.sessions)}>"


# Control entries that only say that something is to be read again: of no use once every node did.
NEWS = frozenset({"cases.changed", "sanctions.changed", "proofs.changed", "members.changed"})
# Until then a node that was away for a while still finds them.
NEWS_KEPT_MS = 24 * 3_600_000


class ControlEntry(Struct, frozen=True):
    """One instance-wide instruction, read by every node in order of `seq`. `data` is JSON."""

    seq: int
    kind: str
    data: bytes
    at_ms: int


class Window(Struct, frozen=True):
    """The end of a room's log, read at one instant."""

    epoch: str
    head: int
    first: int
    """Offset of the first event still kept; head + 1 when none is."""
    events: list[LogEvent]
    """The last events, oldest first, dense up to `head`."""


class RoomLog(Protocol):
    """The log of every room, written in batches by the one log writer.

    Committed events reach the Bus in commit order, before the awaiting caller resumes or in the same turn of the loop,
    and even when that caller was cancelled; changed reactions reach it in the same way (`pass_on`), after the log
    events of their commit. Every write raises StoreUnavailable when it did not happen. A `record` given with one goes
    under seal in the same transaction, and only if the write is carried out.
    """

    async def post(self, draft: Draft, record: Record | None = None) -> Recorded:
        """Append a message. The same (session, client_message_id) with the same room and body answers the first
        outcome with `fresh=False`; with another room or body it raises Refusal `conflict`.
        Raises Refusal `room_closed` when the room closed meanwhile."""
        ...

    async def hold(self, held: Held, record: Record | None = None) -> KnownPost | None:
        """Keep a message for a person of the team, at no offset; nothing is published, `MessageHeld` is passed on.
        None when it waits from now on; otherwise the earlier outcome under the same key, with the same room and body.
        Raises Refusal `conflict`, `room_closed`, `slowed` (10 wait of the session, or 200 in the room already)."""
        ...

    async def release(self, room_id: int, message_id: str, deed: Deed) -> Recorded | Settlement:
        """Append a message that waits, and keep the deed, both or neither. A Settlement: somebody else was quicker.
        Raises Refusal `not_found`, `room_closed`. What is passed on is `HeldSettled`."""
        ...

    async def edit(
        self, room_id: int, message_id: str, session_id: str, body: str, at_ms: int, record: Record | None = None
    ) -> MessageEdited:
        """Replace one's own text; the old one is sealed for 24 h. Raises Refusal `not_found`, `not_yours`
        or `edit_too_late` (5 minutes after sending)."""
        ...

    async def remove(self, room_id: int, message_id: str, session_id: str, at_ms: int) -> MessageRemoved:
        """Take one's own text away; it is sealed for 24 h. Raises Refusal `not_found` or `not_yours`;
        a second removal is `not_found`."""
        ...

    async def erase(self, session_id: str, at_ms: int) -> list[GuestErased]:
        """Take away every text, nickname and reaction of a session, one event per room it wrote in; texts are sealed
        for 24 h. A room where it only reacted gets no event; the reactions changed are passed on."""
        ...

    async def react(
        self, room_id: int, message_id: str, session_id: str, reaction: ReactionKind, *, on: bool
    ) -> Reacted:
        """Put a reaction, or take one's own away; return what stands. Asking for what is so already changes nothing
        and passes nothing on. A removed or erased message loses its reactions with its text, without a fact of
        their own. Raises Refusal `not_found` when the message is not there, or has no text any more."""
        ...

    async def reactions(self, room_id: int, first: int, last: int) -> list[Reacted]:
        """The reactions under the messages of offsets `first` to `last`, in order of offset; messages whose
        reactions were all taken away may be told with no kind."""
        ...

    async def change_room(self, room_id: int, settings: RoomSettings, *, closed: bool) -> RoomChanged:
        """Change or close a room."""
        ...

    async def known_post(self, session_id: str, client_message_id: str) -> KnownPost | None:
        """What became of an earlier post, for the room's retention (1 h at least)."""
        ...

    async def window(self, room_id: int, count: int) -> Window:
        """The last `count` events of a room at most, as they may be shown now."""
        ...

    async def since(self, room_id: int, offset: int, count: int) -> list[LogEvent]:
        """At most `count` events after `offset`, oldest first, dense, as they may be shown now."""
        ...

    async def page(self, room_id: int, before: int, count: int) -> list[Message]:
        """At most `count` messages whose offset is below `before`, oldest first."""
        ...

    async def message(self, room_id: int, message_id: str) -> Message | None:
        """One message as it stands; None when it is not there, or has expired."""
        ...

    async def guest_of(self, room_id: int, tag: str) -> Byline | None:
        """Who wrote under this tag in this room, from what is kept of its log; None for the operator's."""
        ...

    async def rooms_written_in(self, session_id: str) -> list[int]:
        """The rooms where something this session wrote is kept, and was not erased."""
        ...

    async def heads(self) -> dict[int, int]:
        """The head of every room, by room id."""
        ...

    async def expire(self, room_id: int, before_ms: int, rows: int, *, now_ms: int | None = None) -> tuple[int, int]:
        """Destroy at most `rows` of the oldest events sent before `before_ms`; return (rows gone, first offset kept).
        Only a prefix of the log goes, so that what is kept stays dense.

        With `now_ms`, a message delivered less than a day before goes under seal until that day is over: as evidence,
        and for nothing else, it is still found.
        """
        ...


class Rooms(Protocol):
    """Rooms and the control log."""

    async def rooms(self) -> list[Room]:
        """Every room, closed ones included, in order of creation."""
        ...

    async def create_room(self, slug: str, settings: RoomSettings, epoch: str) -> Room:
        """Create a room; raises Refusal `conflict` when the slug is taken."""
        ...

    async def configured(self, slug: str) -> RoomSettings | None:
        """What the configuration file said of this room when it was last applied."""
        ...

    async def set_configured(self, slug: str, settings: RoomSettings) -> None:
        """Remember what the configuration file says of a room, so that only its changes are applied next time."""
        ...

    async def control_after(self, seq: int) -> list[ControlEntry]:
        """Entries after `seq`, in order."""
        ...

    async def last_control(self, kind: str) -> ControlEntry | None:
        """The last entry of this kind, which says how things stand."""
        ...

    async def append_control(self, kind: str, data: bytes, at_ms: int) -> int:
        """Add an instruction; return its seq. Works from another process than the server's."""
        ...

    async def forget_control(self, before_ms: int, rows: int) -> int:
        """Destroy at most `rows` of the NEWS given before this time, and done; return how many.

        Nothing is renumbered.
        """
        ...

    async def control_cursor(self) -> int:
        """The last entry whose effects on stored state are done."""
        ...

    async def set_control_cursor(self, seq: int) -> None:
        """Remember that entries up to `seq` are done."""
        ...


class ControlStore(Protocol):
    """What another process may do beside a running server: see rooms, staff and audit, and leave instructions."""

    async def rooms(self) -> list[Room]: ...

    async def configured(self, slug: str) -> RoomSettings | None: ...

    async def control_after(self, seq: int) -> list[ControlEntry]: ...

    async def control_cursor(self) -> int: ...

    async def revisions(self) -> list[Revision]: ...

    async def append_control(self, kind: str, data: bytes, at_ms: int) -> int: ...

    async def staff(self) -> list[Staff]: ...

    async def passkeys(self, number: int | None = None) -> list[Passkey]: ...

    async def invite(self, invitation: Invitation, deed: Deed) -> Staff: ...

    async def invite_again(self, link: StaffLink, deed: Deed) -> Staff | None: ...

    async def remove_staff(self, number: int, deed: Deed) -> bool: ...

    async def commitments(self, after: int, count: int) -> list[Commitment]: ...

    async def deeds_done(self) -> int: ...

    async def audit_heads(self) -> list[Head]: ...

    async def erase_event(self, id: int, deed: Deed) -> bool: ...

    async def bound_rows(self) -> Rows: ...

    async def order_clocks(self) -> list[OrderClock]: ...

    async def record_deed(self, deed: Deed) -> None: ...

    async def vault_days(self) -> list[str]: ...

    async def vault_records(self, day: str, after: str, count: int) -> list[KeptRecords]: ...

    async def close(self) -> None: ...


class Sessions(Protocol):
    """Sessions and the nicknames they hold in rooms."""

    async def open_session(self, session: Session, record: Record | None = None) -> None:
        """Store a new session."""
        ...

    async def find_session(self, token_hash: bytes) -> Session | None:
        """The session of this token, ended or not yet swept."""
        ...

    async def returning(self, now_ms: int, most: int) -> Returning:
        """The live sessions used last, `most` at most, and what their guests will ask for when they come back."""
        ...

    async def touch_session(self, session_id: str, seen_ms: int) -> None:
        """Remember its last use."""
        ...

    async def continue_session(self, session_id: str, earlier: tuple[str, ...]) -> None:
        """Keep that it continues these and no others."""
        ...

    async def end_session(self, session_id: str, at_ms: int) -> None:
        """Delete it, and drop what is held of it; its nicknames stay reserved for 30 minutes from `at_ms`."""
        ...

    async def sweep_sessions(self, now_ms: int, rows: int) -> int:
        """Delete at most `rows` sessions past their end, and expired nickname holds; return how many sessions.
        What is held of nobody is dropped."""
        ...

    async def hold_name(
        self,
        room_id: int,
        session_id: str,
        nickname: str,
        skeleton: str,
        now_ms: int,
        until_ms: int,
        record: Record | None = None,
    ) -> Literal["held", "taken"]:
        """Hold a nickname in a room for a session until `until_ms`, replacing the one it held there.
        `taken` when another session holds the same skeleton there beyond `now_ms`."""
        ...

    async def held_name(self, room_id: int, session_id: str) -> str | None:
        """The nickname this session holds in this room."""
        ...

    async def name_is_free(self, room_id: int, skeleton: str, now_ms: int) -> bool:
        """Whether no session holds this skeleton there beyond `now_ms`."""
        ...

    async def release_names(self, room_id: int, session_id: str, until_ms: int) -> None:
        """The guest left the room: the nickname stays reserved for them until `until_ms`."""
        ...


class Hides(Protocol):
    """Whom guests hide. A session's hides end with it: `end_session` and `sweep_sessions` delete them."""

    async def hide(self, hide: Hide) -> None:
        """Keep it; the same guest, room and tag again changes nothing."""
        ...

    async def unhide(self, session_id: str, room_id: int, tag: str) -> None:
        """Keep it no more."""
        ...

    async def hides(self, session_id: str) -> list[Hide]:
        """Everything this session hides, in order of `at_ms`."""
        ...


class Sealed(Protocol):
    """Texts hidden by an edit or a removal, until they are destroyed."""

    async def sealed_versions(self, message_id: str) -> list[SealedVersion]:
        """Every sealed text of a message, oldest version first."""
        ...

    async def destroy_sealed(self, now_ms: int, rows: int) -> int:
        """Destroy at most `rows` sealed texts past their time; return how many."""
        ...


class Store(
    RoomLog,
    Rooms,
    Sessions,
    Hides,
    Sealed,
    Standings,
    PairSigns,
    Tallies,
    StaffStore,
    CredentialStore,
    ModerationLog,
    AuditLog,
    RuleStore,
    HeldMessages,
    Decisions,
    CaseStore,
    SanctionStore,
    AgeProofStore,
    MemberStore,
    ConversationStore,
    FollowUpStore,
    Rights,
    OrderStore,
    PublishedRules,
    VaultStore,
    Protocol,
):
    """The whole store of one instance."""

    async def is_writable(self) -> bool:
        """Whether a write can be committed now (health)."""
        ...

    async def close(self) -> None:
        """Flush what was accepted, then let go of the data."""
        ...
