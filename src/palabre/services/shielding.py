"""Shielding: the whole place against a wave: newcomers read only, until a person lowers the shield."""

import msgspec
from msgspec import Struct

from palabre.domain.moderation.event import Deed
from palabre.domain.staff import Staff
from palabre.ports.clock import Clock
from palabre.ports.store import ControlEntry, Store
from palabre.services.confirming import Confirming
from palabre.services.staffing import require

SHIELD = "shield"


class ShieldSet(Struct, forbid_unknown_fields=True):
    """Control entry `shield`: the last one says how things stand, after a restart and on every node."""

    on: bool


class Shielding:
    """Whether the shield is up, and since when (Unix milliseconds)."""

    def __init__(self, store: Store, confirming: Confirming, clock: Clock) -> None:
        self._store = store
        self._confirming = confirming
        self._clock = clock
        self.since_ms: int | None = None

    @property
    def is_up(self) -> bool:
        return self.since_ms is not None

    async def start(self) -> None:
        """As it was left."""
        last = await self._store.last_control(SHIELD)
        if last is not None:
            await self.follow(last)

    async def follow(self, entry: ControlEntry) -> None:
        """Take in a control entry `shield`; raises msgspec.DecodeError."""
        self._stand(msgspec.json.decode(entry.data, type=ShieldSet).on, entry.at_ms)

    async def set(self, member: Staff, *, on: bool) -> None:
        """Raise or lower it; asking for what is so already changes nothing.

        Raises DeskRefusal `not_for_you`, `confirm_identity`.
        """
        require(member, "steer")
        await self._confirming.require(member)
        if on == self.is_up:
            return
        now = self._clock.now_ms()
        deed = Deed(at_ms=now, who=member.id, what="shield_raised" if on else "shield_lowered")
        await self._store.order(deed, SHIELD, msgspec.json.encode(ShieldSet(on)))
        self._stand(on, now)

    def _stand(self, on: bool, at_ms: int) -> None:
        # What it was raised for began before the first of several entries.
        self.since_ms = (self.since_ms or at_ms) if on else None
