"""Bindings: which connections showed that they are of the browser an age proof was given in."""

import hmac

from palabre.domain.binding import (
    CHALLENGE_BYTES,
    PAGE_KEY_BYTES,
    BrowserKey,
    Challenge,
    challenge_from,
    decoded,
    encoded,
    to_be_signed,
)
from palabre.domain.refusal import Refusal
from palabre.domain.room import Room
from palabre.domain.session import hash_token
from palabre.domain.staff import Staff
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.key_signatures import KeySignatures
from palabre.ports.proofs import Proofs
from palabre.services.upholding import Upholding


class Bindings:
    """In memory: a connection that is over, or a proof, takes its bindings along."""

    def __init__(
        self, proofs: Proofs, upholding: Upholding, signatures: KeySignatures, clock: Clock, chance: Chance
    ) -> None:
        self._proofs = proofs
        self._upholding = upholding
        self._signatures = signatures
        self._clock = clock
        self._chance = chance
        self._asked: dict[int, Challenge] = {}
        # By session, the digest of each connection's page key.
        self._bound: dict[str, dict[int, bytes]] = {}

    def require(self, room: Room, connection_id: int, session_id: str | None, staff: Staff | None = None) -> None:
        """Asked besides `Entitling.require`, on a connection: raises Refusal `proof_unbound`, with what to sign."""
        if not self.is_open(room, connection_id, session_id, staff):
            raise Refusal("proof_unbound", challenge=self._ask(connection_id))

    def require_bound(self, connection_id: int, session_id: str) -> None:
        """The same of what is in no room; raises Refusal `proof_unbound`."""
        if not self.is_bound(connection_id, session_id):
            raise Refusal("proof_unbound", challenge=self._ask(connection_id))

    def is_open(self, room: Room, connection_id: int, session_id: str | None, staff: Staff | None = None) -> bool:
        """Whether nothing more is asked of this connection in this room."""
        return not is_asked(room, session_id, staff) or self.is_bound(connection_id, session_id)

    def require_page(
        self, room: Room, page_key: str | None, session_id: str | None, staff: Staff | None = None
    ) -> None:
        """Asked besides `Entitling.require`, over HTTP: raises Refusal `proof_unbound`."""
        if is_asked(room, session_id, staff) and not self.is_of_page(page_key, session_id):
            raise Refusal("proof_unbound")

    def is_bound(self, connection_id: int, session_id: str | None) -> bool:
        return session_id is not None and connection_id in self._bound.get(session_id, {})

    def is_of_page(self, page_key: str | None, session_id: str | None) -> bool:
        """Whether this is the page key of a connection of this session that is open."""
        if page_key is None or session_id is None:
            return False
        digest = hash_token(page_key)
        return any(hmac.compare_digest(digest, known) for known in self._bound.get(session_id, {}).values())

    async def bind(
        self, connection_id: int, session_id: str, origin: str, challenge: str, signature: str, key: BrowserKey
    ) -> str:
        """The page key of a connection that signed what it was asked.

        Raises Refusal `proof_required` when there is no proof, or this ended it: another key than that of the proof is
        another browser. `proof_unbound` with a new challenge when this one is none of its own, or too old.
        """
        thumbprint = self._proofs.key_of(session_id)
        if thumbprint is None:
            raise Refusal("proof_required")
        asked = self._asked.pop(connection_id, None)
        if asked is None or not asked.is_answered_by(challenge, self._clock.now_ms()):
            raise Refusal("proof_unbound", challenge=self._ask(connection_id))
        signed = decoded(signature) or b""
        is_its_own = hmac.compare_digest(thumbprint, key.thumbprint())
        if not is_its_own or not self._signatures.is_signed(key, to_be_signed(challenge, origin), signed):
            await self._upholding.end(session_id, "elsewhere")
            raise Refusal("proof_required")
        page_key = encoded(self._chance.bytes(PAGE_KEY_BYTES))
        self._bound.setdefault(session_id, {})[connection_id] = hash_token(page_key)
        return page_key

    def unbind(self, session_id: str) -> None:
        """The proof of this session is over, or another's."""
        for connection_id in self._bound.pop(session_id, {}):
            self._asked.pop(connection_id, None)

    def forget_connection(self, connection_id: int, session_id: str | None) -> None:
        """A connection is over."""
        self._asked.pop(connection_id, None)
        bound = self._bound.get(session_id or "")
        if bound is not None:
            bound.pop(connection_id, None)
            if not bound:
                del self._bound[session_id or ""]

    def _ask(self, connection_id: int) -> str:
        asked = challenge_from(self._chance.bytes(CHALLENGE_BYTES), self._clock.now_ms())
        self._asked[connection_id] = asked
        return asked.text


def is_asked(room: Room, session_id: str | None, staff: Staff | None) -> bool:
    """Whether being there takes a bound browser: the team reads by its own sign-in."""
    is_team = staff is not None and staff.answers_for(room.id) and room.privacy != "conversation"
    return room.asks_proof and session_id is not None and not is_team
