"""Order papers: what answers an order is put together, for a person to send."""

from collections.abc import Sequence

import msgspec

from palabre.domain.danger import Sender
from palabre.domain.moderation.event import What
from palabre.domain.moderation.evidence import Piece
from palabre.domain.order import Order, OrderNote
from palabre.domain.order_file import FORMAT, FileNote, OrderedText, OrderFile
from palabre.domain.refusal import Refusal
from palabre.domain.staff import Staff
from palabre.ports.clock import Clock
from palabre.ports.store import Store
from palabre.protocol.conversion import rfc3339
from palabre.services.directory import RoomDirectory
from palabre.services.order_rights import OrderRights
from palabre.services.orders import SETTLING, deed_of, replace

ANSWERING: frozenset[What] = frozenset({"order.received", *SETTLING.values()})
CONNECTIONS = (
    "Records of connections are kept under seal for a year; two custodians open them together, under your reference "
    "(palabre vault open). They are not in this file."
)


class OrderPapers:
    """For owners."""

    def __init__(
        self, store: Store, rights: OrderRights, directory: RoomDirectory, sender: Sender, clock: Clock
    ) -> None:
        self._store = store
        self._rights = rights
        self._directory = directory
        self._sender = sender
        self._clock = clock

    async def export(self, member: Staff, order_id: str, *, texts: bool) -> bytes:
        """The file, as JSON; that it was made, with texts or without, is recorded.

        Raises Refusal `not_found`, DeskRefusal `not_for_you`, `confirm_identity`, `conflict_of_interest`;
        StoreUnavailable.
        """
        await self._rights.require_answering(member)
        order = await self._store.order_of(order_id)
        if order is None:
            raise Refusal("not_found")
        self._rights.require_apart(member, order)
        pieces = await self._store.pieces(order.id) if texts else []
        made = msgspec.json.format(msgspec.json.encode(self._file(order, member, pieces)), indent=2)
        now = self._clock.now_ms()
        deed = replace(deed_of(order), at_ms=now, who=member.id, what="order.exported")
        await self._store.record_deed(replace(deed, reason="texts" if texts else ""))
        return made

    def _file(self, order: Order, member: Staff, pieces: Sequence[Piece]) -> OrderFile:
        now, subject = self._clock.now_ms(), order.subject
        room = self._directory.by_id(subject.room_id) if subject.room_id is not None else None
        return OrderFile(
            format=FORMAT,
            our_reference=order.id,
            made_at=rfc3339(now),
            made_by=member.id,
            sender=self._sender,
            kind=order.kind,
            authority=order.authority,
            reference=order.reference,
            received_at=rfc3339(order.received_ms),
            due_at=rfc3339(order.due_ms),
            state=order.state,
            settled_at=None if order.settled_ms is None else rfc3339(order.settled_ms),
            about=subject.kind,
            found=subject.session_id is not None,
            room=room.handle if room else None,
            message_id=subject.message_id,
            tag=subject.tag,
            removed=order.removed,
            author=order.author(now),
            done=tuple(map(note_of, filter(is_answer, order.notes))),
            preserved=order.pieces,
            preserved_until=None if order.preserved_until_ms is None else rfc3339(order.preserved_until_ms),
            texts=tuple(text_of(piece) for piece in pieces if not piece.altered),
            connections=CONNECTIONS,
        )


def is_answer(note: OrderNote) -> bool:
    """What is between the people of the team goes to nobody else."""
    return note.what in ANSWERING


def note_of(note: OrderNote) -> FileNote:
    return FileNote(at=rfc3339(note.at_ms), what=note.what, words=note.words)


def text_of(piece: Piece) -> OrderedText:
    text = piece.text
    return OrderedText(
        at=rfc3339(text.at_ms),
        message_id=text.message_id,
        nickname=text.nickname,
        tag=text.tag,
        body=text.body,
        version=text.version,
        removed=text.removed is not None,
    )
