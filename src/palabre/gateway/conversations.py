"""Commands of conversations: each to its use case, each outcome to its reply."""

from dataclasses import dataclass

import msgspec

from palabre.domain.refusal import Refusal
from palabre.domain.session import Session
from palabre.gateway.visitor import Visitor
from palabre.protocol.commands import (
    ConversationAccept,
    ConversationCommand,
    ConversationDecline,
    ConversationEnd,
    ConversationList,
    ConversationQuiet,
    ConversationRequest,
    ConversationWithdraw,
)
from palabre.protocol.replies import Ok, OkConversing, OkCorrespondence, OkRequested, Reply
from palabre.services.conversing import Conversing
from palabre.services.entitling import Entitling
from palabre.services.soliciting import Soliciting


@dataclass(frozen=True, slots=True)
class Conversations:
    """What a connection can ask for besides rooms."""

    entitling: Entitling
    soliciting: Soliciting
    conversing: Conversing

    async def carry_out(self, visitor: Visitor, session: Session, command: ConversationCommand) -> Reply:
        """Raises Refusal, StoreUnavailable."""
        match command:
            case ConversationRequest():
                return await self._request(visitor, session, command)
            case ConversationAccept():
                slug = await self.conversing.accept(session, visitor.id, command.request)
                return OkConversing(ref=command.ref, conversation=slug)
            case ConversationList():
                told = await self.conversing.list(session, visitor.id)
                return OkCorrespondence(ref=command.ref, **msgspec.structs.asdict(told))
            case ConversationWithdraw():
                await self.soliciting.withdraw(session, command.request)
            case ConversationDecline():
                await self.soliciting.decline(session, command.request)
            case ConversationQuiet():
                await self.soliciting.quiet(session, on=command.on)
            case ConversationEnd():
                room = self.entitling.seen(command.conversation, session.id)
                await self.conversing.end(session, room)
            case _:
                raise Refusal("not_found")
        return Ok(ref=command.ref)

    async def _request(self, visitor: Visitor, session: Session, command: ConversationRequest) -> Reply:
        room = self.entitling.open_room(command.room, session.id)
        made = await self.soliciting.request(room, session, visitor.id, command.tag)
        return OkRequested(ref=command.ref, request=made)
