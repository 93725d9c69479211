"""Staffing: who is of the staff, how they come in, and what each may do."""

import msgspec

from palabre.domain.credential import CONFIRMED_MS
from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.event import Deed, What
from palabre.domain.session import TOKEN_BYTES, TOUCH_EVERY_MS, encode_token, hash_token
from palabre.domain.staff import LINK_MS, Duty, Staff, StaffLink, StaffSession
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.store import Store
from palabre.services.allowances import Allowances
from palabre.services.confirming import Confirming


class Staffing:
    """Signs members of staff in and out, and finds them by their cookie."""

    def __init__(
        self, store: Store, allowances: Allowances, confirming: Confirming, clock: Clock, chance: Chance
    ) -> None:
        self._store = store
        self._confirming = confirming
        self._allowances = allowances
        self._clock = clock
        self._chance = chance

    async def demo_team(self, names: tuple[str, ...]) -> list[str]:
        """A way in for each of these moderators, who are made when they are not there yet: the tokens."""
        known = {member.name: member for member in await self._store.staff()}
        team = [known.get(name) or await self._store.add_staff(name, "moderator", None) for name in names]
        return [await self.invite(member) for member in team]

    async def invite(self, member: Staff) -> str:
        """The token of a way in that works once, within 10 minutes; it is kept nowhere."""
        token = encode_token(self._chance.bytes(TOKEN_BYTES))
        await self._store.add_staff_link(StaffLink(hash_token(token), member.number, self._clock.now_ms() + LINK_MS))
        return token

    async def sign_in(self, link: str, prefix: str, origin: str = "") -> str:
        """The token for the cookie; raises DeskRefusal `link_stale` for a way in that was used, is stale or none.

        The sign-in is good at this `origin` only, where one is given.
        Counted per address prefix like sessions of guests: raises Refusal `slowed`.
        """
        self._allowances.open_session(prefix)
        token = encode_token(self._chance.bytes(TOKEN_BYTES))
        now = self._clock.now_ms()
        session = await self._store.use_staff_link(hash_token(link), hash_token(token), now, origin)
        if session is None:
            raise DeskRefusal("link_stale")
        await self._record(session, "signed_in")
        return token

    async def sign_out(self, token: str | None) -> Staff | None:
        """End the sign-in of this cookie; return whose it was."""
        session = await self._live(token)
        if session is None:
            return None
        await self._store.end_staff_session(session.token_hash)
        await self._record(session, "signed_out")
        return await self._member(session.number)

    async def find(self, token: str | None, *, using: bool = True, origin: str = "") -> Staff:
        """The member of staff of this cookie at this origin; raises DeskRefusal `staff_required`.

        `using` says that a person did something: a desk that is only left open is idle.
        """
        session = await self._live(token)
        member = await self._member(session.number) if session else None
        if session is None or member is None or (origin and session.origin not in ("", origin)):
            raise DeskRefusal("staff_required")
        now = self._clock.now_ms()
        if using and now - session.seen_ms >= TOUCH_EVERY_MS:
            await self._store.touch_staff_session(session.token_hash, now)
        return confirmed(member, session)

    async def is_open(self, token: str | None) -> bool:
        """Whether a sign-in of this cookie lasts; it says of nobody who, and keeps nobody signed in."""
        return await self._live(token) is not None

    async def known(self, token: str, origin: str) -> Staff | None:
        """The member of staff of this cookie at this origin, if it is one's; it keeps nobody signed in."""
        session = await self._live(token)
        member = await self._member(session.number) if session and session.origin in ("", origin) else None
        return member if member and await self._confirming.admits(member) else None

    async def _live(self, token: str | None) -> StaffSession | None:
        session = await self._store.find_staff_session(hash_token(token)) if token else None
        return session if session and session.ends_ms() > self._clock.now_ms() else None

    async def _member(self, number: int) -> Staff | None:
        return next((member for member in await self._store.staff() if member.number == number), None)

    async def _record(self, session: StaffSession, what: What) -> None:
        deed = Deed(at_ms=self._clock.now_ms(), who=f"M-{session.number}", what=what)
        await self._store.record_deed(deed)


def confirmed(member: Staff, session: StaffSession) -> Staff:
    """The member, knowing until when their sign-in is confirmed."""
    until_ms = session.confirmed_ms + CONFIRMED_MS if session.confirmed_ms else 0
    return msgspec.structs.replace(member, confirmed_until_ms=until_ms)


def require(member: Staff, duty: Duty, room_id: int | None = None) -> None:
    """Raises DeskRefusal `not_for_you` when their role, or the rooms they answer for, do not include it."""
    if not member.may(duty) or (room_id is not None and not member.answers_for(room_id)):
        raise DeskRefusal("not_for_you")
