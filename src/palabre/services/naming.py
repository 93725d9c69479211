"""Naming: which nickname a guest has in a room, held against impostors."""

from palabre.domain.connection_record import Record
from palabre.domain.mention import name_key
from palabre.domain.message import OPERATOR_TAG
from palabre.domain.moderation.circumstances import Circumstances
from palabre.domain.moderation.verdict import Verdict
from palabre.domain.nickname import normalise_nickname, skeleton
from palabre.domain.refusal import Refusal, RefusalCode
from palabre.domain.retention import NAME_HELD_MS
from palabre.domain.session import MAX_AGE_MS, Session
from palabre.ports.clock import Clock
from palabre.ports.screening import Screening
from palabre.ports.store import Sessions
from palabre.services.recording import Recording

NICKNAME = Circumstances(place="nickname")
AGE_RULES = frozenset({"nickname-age", "stated-age"})


def says_an_age(verdict: Verdict) -> bool:
    """Whether it is refused for the age it says, and for nothing else. Its bearer is asked for another, no more."""
    blocking = [fired.rule for fired in verdict.fired if fired.rule.verdict == "block"]
    return all(rule.id in AGE_RULES for rule in blocking)


class Naming:
    """Holds in the store, so that they outlive a crash; a copy at hand, so that posting reads nothing."""

    def __init__(
        self, store: Sessions, screening: Screening, clock: Clock, recording: Recording, *, instance_name: str
    ) -> None:
        self._store = store
        self._recording = recording
        self._screening = screening
        self._clock = clock
        # Announcements are signed with the instance's name.
        self._reserved = frozenset(map(skeleton, (instance_name, OPERATOR_TAG)))
        self._held: dict[tuple[int, str], str] = {}
        self._bearers: dict[tuple[int, str], str] = {}

    def check(self, text: str) -> str:
        """The nickname as shown; raises Refusal `nickname_invalid`, `nickname_reserved`, `nickname_age`, `screened`."""
        nickname = normalise_nickname(text)
        if skeleton(nickname) in self._reserved:
            raise Refusal("nickname_reserved")
        verdict = self._screening.judge(nickname, NICKNAME)
        if verdict.outcome == "block":
            code: RefusalCode = "nickname_age" if says_an_age(verdict) else "screened"
            raise Refusal(code, rule=verdict.rule, words=verdict.words)
        return nickname

    async def is_free(self, room_id: int, nickname: str) -> bool:
        return await self._store.name_is_free(room_id, skeleton(nickname), self._clock.now_ms())

    async def may_take(self, room_id: int, session_id: str, nickname: str) -> bool:
        """Whether nobody else holds it there."""
        if await self.is_free(room_id, nickname):
            return True
        own = await self._store.held_name(room_id, session_id)
        return own is not None and skeleton(own) == skeleton(nickname)

    def held_now(self, room_id: int, session_id: str) -> str | None:
        """The nickname this guest has in this room, if this process knows of one."""
        return self._held.get((room_id, session_id))

    def bearer(self, room_id: int, key: str) -> str | None:
        """The session whose nickname in this room has this `name_key`, if this process knows of one."""
        return self._bearers.get((room_id, key))

    async def claim(self, room_id: int, session: Session) -> str:
        """The guest's nickname in this room, held from now on; raises Refusal `nickname_taken`."""
        known = self._held.get((room_id, session.id))
        if known is not None:
            return known
        nickname = await self._store.held_name(room_id, session.id) or session.nickname
        return await self._hold(room_id, session, nickname)

    def restore(self, room_id: int, session_id: str, nickname: str) -> None:
        """What the store says a session holds for as long as it lives."""
        self._held[room_id, session_id] = nickname
        self._bearers[room_id, name_key(nickname)] = session_id

    async def change(self, room_id: int, session: Session, text: str) -> str:
        """Take another nickname in this room; raises as `check`, and Refusal `nickname_taken`."""
        nickname = self.check(text)
        return await self._hold(room_id, session, nickname, self.record(session.id, nickname))

    def record(self, session_id: str, nickname: str) -> Record | None:
        """For the vault: that a session takes a nickname."""
        return self._recording.named(session_id, nickname, self._clock.now_ms())

    async def bear(self, room_id: int, session: Session, nickname: str) -> None:
        """Hold there the nickname they were shown under elsewhere; raises Refusal `nickname_taken`."""
        await self._hold(room_id, session, nickname)

    async def release(self, room_id: int, session_id: str) -> None:
        """The guest left: their nickname there stays reserved for 30 minutes."""
        if (room_id, session_id) in self._held:
            until = self._clock.now_ms() + NAME_HELD_MS
            await self._store.release_names(room_id, session_id, until)
            self._drop(room_id, session_id)

    def forget(self, session_id: str) -> None:
        """The session is over; the store keeps the reservations."""
        for key in [key for key in self._held if key[1] == session_id]:
            self._drop(*key)

    async def _hold(self, room_id: int, session: Session, nickname: str, record: Record | None = None) -> str:
        now = self._clock.now_ms()
        key, until = skeleton(nickname), now + MAX_AGE_MS
        outcome = await self._store.hold_name(room_id, session.id, nickname, key, now, until, record)
        if outcome == "taken":
            raise Refusal("nickname_taken")
        self._drop(room_id, session.id)
        self.restore(room_id, session.id, nickname)
        return nickname

    def _drop(self, room_id: int, session_id: str) -> None:
        """The name is another's to bear from now on."""
        nickname = self._held.pop((room_id, session_id), None)
        if nickname is not None and self._bearers.get((room_id, name_key(nickname))) == session_id:
            del self._bearers[room_id, name_key(nickname)]
