"""Dispatch: each command to its use case, each outcome to its reply."""

import logging
from dataclasses import dataclass

from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.session import Session
from palabre.gateway.conversations import Conversations
from palabre.gateway.hub import Hub
from palabre.gateway.shelf import Shelf
from palabre.gateway.visitor import Visitor
from palabre.ports.store import StoreUnavailable
from palabre.protocol.commands import (
    AgeBind,
    AnyCommand,
    ConversationCommand,
    GuestHide,
    MessageEdit,
    MessagePost,
    MessageRemove,
    NicknameChange,
    ReactionSet,
    ReadMark,
    RoomCommand,
    RoomEnter,
    RoomLeave,
    TypingStart,
)
from palabre.protocol.encoding import failed
from palabre.protocol.replies import Failed, Ok, OkBound, OkHeld, OkNamed, OkPosted, OkReacted, Reply
from palabre.services.allowances import Allowances
from palabre.services.amending import Amending
from palabre.services.bindings import Bindings
from palabre.services.directory import RoomDirectory
from palabre.services.entering import Entering
from palabre.services.entitling import Entitling
from palabre.services.hiding import Hiding
from palabre.services.judging import Post
from palabre.services.marking import Marking
from palabre.services.oneself import Oneself
from palabre.services.posting import Bylines, HeldPost, Posting
from palabre.services.reacting import Reacting
from palabre.services.sessions import SessionBook
from palabre.services.visiting import Visiting
from palabre.services.writing import Writers, Writing

UNAVAILABLE_RETRY_S = 2.0
log = logging.getLogger("palabre.live")


@dataclass(frozen=True, slots=True)
class UseCases:
    """What a connection can ask for."""

    entitling: Entitling
    bindings: Bindings
    entering: Entering
    visiting: Visiting
    oneself: Oneself
    posting: Posting
    amending: Amending
    reacting: Reacting
    hiding: Hiding
    marking: Marking
    writing: Writing
    writers: Writers
    bylines: Bylines
    allowances: Allowances
    conversations: Conversations


class Dispatch:
    """Carries out commands one at a time per connection."""

    def __init__(
        self, use_cases: UseCases, directory: RoomDirectory, book: SessionBook, shelf: Shelf, hub: Hub
    ) -> None:
        self._do = use_cases
        self._directory = directory
        self._book = book
        self._shelf = shelf
        self._hub = hub

    async def perform(self, visitor: Visitor, command: AnyCommand) -> None:
        """Carry out a command and answer it; never raises."""
        try:
            if isinstance(command, RoomEnter):
                await self._enter(visitor, command)
                return
            if isinstance(command, AgeBind):
                reply = await self._bind(visitor, command)
            elif isinstance(command, ConversationCommand):
                reply = await self._converse(visitor, command)
            else:
                reply = await self._carry_out(visitor, command)
        except Refusal as refusal:
            reply = failed(command.ref, refusal)
        except StoreUnavailable:
            reply = unavailable(command.ref)
        except Exception as error:
            # A defect must not end the connection; its text could hold a body, so only its type is logged.
            log.error("command failed: %s on %s", type(error).__name__, type(command).__name__)
            reply = unavailable(command.ref)
        visitor.answer(reply)

    async def _carry_out(self, visitor: Visitor, command: AnyCommand) -> Reply:
        self._require_bound(visitor, command)
        match command:
            case RoomLeave():
                return self._leave(visitor, command)
            case MessagePost():
                return await self._post(visitor, command)
            case MessageEdit():
                room, session = await self._place(visitor, command.room)
                await self._do.amending.edit(room, session, command.message_id, command.body, visitor.origin)
            case MessageRemove():
                room, session = await self._place(visitor, command.room)
                await self._do.amending.remove(room, session, command.message_id)
            case NicknameChange():
                return await self._rename(visitor, command)
            case ReactionSet():
                return await self._react(visitor, command)
            case GuestHide():
                await self._hide(visitor, command)
            case TypingStart():
                self._do.writing.start(*await self._place(visitor, command.room))
            case ReadMark():
                self._do.marking.mark(*await self._place(visitor, command.room), command.offset)
            case _:
                raise Refusal("not_found")
        return Ok(ref=command.ref)

    async def _enter(self, visitor: Visitor, command: RoomEnter) -> None:
        session = await self._session(visitor) if visitor.session_id else None
        resuming = command.since is not None
        seat = await self._do.entering.enter(
            command.room, session, visitor.prefix, visitor.id, resuming=resuming, staff=visitor.staff
        )
        await self._do.visiting.come(seat.room, seat.staff, seat.session_id)
        await self._do.oneself.prepare(seat)
        stream = await self._shelf.stream(seat.room)
        if not visitor.is_open:
            return
        # The room may have become one for others while its stream was read.
        room = self._do.entitling.room(command.room, seat.session_id, seat.staff)
        self._do.entitling.require_on(room, visitor.id, seat.session_id, seat.staff)
        reply = visitor.framed(Ok(ref=command.ref))
        visitor.connection.rooms.add(seat.room.slug)
        self._hub.enter(stream, seat, visitor.id, visitor.outbound, command.since, reply)

    async def _bind(self, visitor: Visitor, command: AgeBind) -> Reply:
        session = await self._session(visitor)
        page_key = await self._do.bindings.bind(
            visitor.id, session.id, visitor.page, command.challenge, command.signature, command.key
        )
        return OkBound(ref=command.ref, page_key=page_key)

    async def _converse(self, visitor: Visitor, command: ConversationCommand) -> Reply:
        self._require_bound(visitor, command)
        return await self._do.conversations.carry_out(visitor, await self._session(visitor), command)

    def _require_bound(self, visitor: Visitor, command: AnyCommand) -> None:
        """In a room for adults, whatever is asked is asked by the browser that proved it.

        Leaving is free, and so is taking back what one wrote.
        """
        if not isinstance(command, RoomCommand) or isinstance(command, RoomLeave | MessageRemove):
            return
        room = self._directory.by_slug(command.room)
        if room is not None and room.asks_proof:
            self._do.entitling.require_on(room, visitor.id, visitor.session_id, visitor.staff)

    def _leave(self, visitor: Visitor, command: RoomLeave) -> Reply:
        visitor.connection.rooms.discard(command.room)
        room = self._directory.by_slug(command.room)
        if room is not None:
            self._hub.leave(room.id, visitor.id, lost=False)
            if visitor.session_id is not None:
                self._do.writers.stop(room.id, visitor.session_id)
        return Ok(ref=command.ref)

    async def _post(self, visitor: Visitor, command: MessagePost) -> Reply:
        session = await self._session(visitor)
        room = self._do.entitling.seen(command.room, session.id)
        post = Post(
            room=room,
            session=session,
            origin=visitor.origin,
            body=command.body,
            client_message_id=command.client_message_id,
            reply_to=command.reply_to,
        )
        kept = await self._do.posting.post(post)
        if isinstance(kept, HeldPost):
            return OkHeld(ref=command.ref, message_id=kept.message_id)
        return OkPosted(ref=command.ref, message_id=kept.message_id, offset=kept.offset)

    async def _rename(self, visitor: Visitor, command: NicknameChange) -> Reply:
        session = await self._session(visitor)
        room = self._do.entitling.room(command.room, session.id)
        self._do.entitling.require_writing(room, session.id)
        self._do.allowances.rename(session.id)
        person = await self._do.bylines.rename(room, session, command.nickname)
        return OkNamed(ref=command.ref, nickname=person.nickname)

    async def _react(self, visitor: Visitor, command: ReactionSet) -> Reply:
        room, session = await self._place(visitor, command.room)
        reacted = await self._do.reacting.react(room, session, command.message_id, command.reaction, on=command.on)
        return OkReacted(ref=command.ref, version=reacted.version, counts=reacted.counts())

    async def _hide(self, visitor: Visitor, command: GuestHide) -> None:
        session = await self._session(visitor)
        room = self._do.entitling.seen(command.room, session.id, visitor.staff)
        change = self._do.hiding.hide if command.hidden else self._do.hiding.show
        await change(room, session, command.tag)

    async def _place(self, visitor: Visitor, slug: str) -> tuple[Room, Session]:
        room = self._do.entitling.open_room(slug, visitor.session_id, visitor.staff)
        return room, await self._session(visitor)

    async def _session(self, visitor: Visitor) -> Session:
        session = self._book.live(visitor.session_id) if visitor.session_id else None
        if session is None:
            raise Refusal("session_required")
        await self._book.use(session)
        return session


def unavailable(ref: int) -> Failed:
    """Nothing was kept; the client may try again."""
    return failed(ref, Refusal("unavailable", retry_after=UNAVAILABLE_RETRY_S))
