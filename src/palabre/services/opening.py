"""Opening a session: a name is enough."""

from collections.abc import Iterable

from palabre.domain.connection_record import Record
from palabre.domain.refusal import Refusal
from palabre.domain.session import TOKEN_BYTES, Locale, Session, encode_token, hash_token
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.store import Sessions
from palabre.services.allowances import Allowances
from palabre.services.challenging import Pressure
from palabre.services.continuing import NOBODY, Before, Continuing
from palabre.services.entitling import Entitling
from palabre.services.naming import Naming
from palabre.services.sessions import SessionBook


class Doorkeeping:
    """What is asked of a newcomer: room to come in, and an acceptable name."""

    def __init__(self, allowances: Allowances, naming: Naming, entitling: Entitling, pressure: Pressure) -> None:
        self._pressure = pressure
        self._allowances = allowances
        self._naming = naming
        self._entitling = entitling

    def require_welcome(self, before: Iterable[str]) -> None:
        """Raises Refusal `not_open_yet`, and `banned` when one of these sessions is kept out of the whole place."""
        self._entitling.require_coming_in(before)

    def record(self, session: Session) -> Record | None:
        """For the vault: the nickname they come in under."""
        return self._naming.record(session.id, session.nickname)

    async def admit(self, nickname: str, room: str | None, prefix: str) -> str:
        """The nickname as shown; raises the Refusals of `Opening.open`."""
        checked = self._naming.check(nickname)
        place = self._entitling.newcomers_room(room) if room is not None else None
        if place is not None and not await self._naming.is_free(place.id, checked):
            raise Refusal("nickname_taken")
        self._allowances.open_session(prefix)
        await self._pressure.opened(prefix)
        return checked


class Opening:
    """Makes sessions. Nobody is a participant before their first send."""

    def __init__(
        self,
        store: Sessions,
        book: SessionBook,
        door: Doorkeeping,
        continuing: Continuing,
        clock: Clock,
        chance: Chance,
    ) -> None:
        self._continuing = continuing
        self._store = store
        self._book = book
        self._door = door
        self._clock = clock
        self._chance = chance

    async def open(
        self, *, nickname: str, locale: Locale, room: str | None, prefix: str, before: Before = NOBODY
    ) -> tuple[str, Session]:
        """Return (token for the cookie, session). The token is kept nowhere. `before`: the sessions they had; what
        restricts those restricts this one.

        Raises Refusal `not_open_yet`, `banned`, `slowed`, `nickname_invalid`, `nickname_reserved`, `screened`, and with
        `room` `nickname_taken`, `not_found`, `room_closed` or `proof_required`.
        """
        self._door.require_welcome(before)
        checked = await self._door.admit(nickname, room, prefix)
        token = encode_token(self._chance.bytes(TOKEN_BYTES))
        now = self._clock.now_ms()
        session = Session(
            id=encode_token(self._chance.bytes(16)),
            token_hash=hash_token(token),
            nickname=checked,
            locale=locale,
            created_ms=now,
            seen_ms=now,
            continues=self._continuing.restricted(before),
        )
        await self._store.open_session(session, self._door.record(session))
        self._book.remember(session, born_here=True)
        await self._continuing.carry(session)
        return token, session
