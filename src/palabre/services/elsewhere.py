"""Elsewhere: what other processes changed of private rooms and conversations is taken in, and told to who is here."""

import msgspec

from palabre.domain.conversation import Conversation
from palabre.domain.member import Member
from palabre.domain.passing import EndOfMembership
from palabre.domain.room import Room
from palabre.ports.members import MembersChanged, MemberStore
from palabre.ports.store import ControlEntry
from palabre.services.conversing import ConversationsAtHand, Conversing
from palabre.services.gating import FROZEN
from palabre.services.hosting import ended
from palabre.services.membership import Members
from palabre.services.sessions import SessionBook


class Elsewhere:
    """Reads again the place a control entry names. What this process changed itself is known, and told to nobody."""

    def __init__(
        self,
        store: MemberStore,
        members: Members,
        at_hand: ConversationsAtHand,
        conversing: Conversing,
        book: SessionBook,
    ) -> None:
        self._store = store
        self._members = members
        self._at_hand = at_hand
        self._conversing = conversing
        self._book = book

    async def follow(self, entry: ControlEntry) -> None:
        """Take in a control entry `members.changed`; raises msgspec.DecodeError, StoreUnavailable."""
        changed = msgspec.json.decode(entry.data, type=MembersChanged)
        now = await self._store.place_now(changed.room_id)
        if now is None:
            return
        gone = self._members.renew(now)
        if now.conversation is not None:
            await self._converse(now.room, now.conversation, changed)
        for member in gone:
            self._part(now.room, member)

    async def _converse(self, room: Room, conversation: Conversation, changed: MembersChanged) -> None:
        known = self._at_hand.of(room.id)
        self._at_hand.put(conversation)
        if known is None:
            await self._conversing.tell_opened(room, conversation, changed.request)
        elif known.frozen_ms is None and conversation.frozen_ms is not None:
            sender = self._book.live(changed.answerable)
            self._at_hand.tell_frozen(room, changed.answerable, FROZEN[sender.locale] if sender else None)

    def _part(self, room: Room, member: Member) -> None:
        if room.privacy == "conversation":
            self._at_hand.tell_ended(room, member.session_id)
        else:
            why: EndOfMembership = "closed" if member.is_in else "removed" if member.removed else "left"
            self._members.tell(ended(room, member.session_id, why, member.reason))
