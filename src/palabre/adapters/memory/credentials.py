"""The staff's passkeys and recovery codes, what their keys were asked, and the browsers they share, in memory."""

from collections.abc import Sequence

import msgspec

from palabre.adapters.memory.tables import Tables
from palabre.domain.credential import MAX_PASSKEYS, Asked, Passkey, counts_on
from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.event import Deed
from palabre.domain.staff import StaffSession
from palabre.ports.credentials import SharedBrowser


class MemoryCredentials:
    """Nothing awaits inside a write."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def passkeys(self, number: int | None = None) -> list[Passkey]:
        found = (each for each in self._tables.passkeys.values() if number in (None, each.number))
        return sorted(found, key=lambda each: (each.added_ms, each.id))

    async def passkey(self, id: bytes) -> Passkey | None:
        return self._tables.passkeys.get(id)

    async def add_passkey(self, passkey: Passkey, deed: Deed) -> None:
        self._tables.require_writable()
        if len(await self.passkeys(passkey.number)) >= MAX_PASSKEYS:
            raise DeskRefusal("too_many_passkeys")
        if passkey.id in self._tables.passkeys:
            raise DeskRefusal("passkey_known")
        self._tables.passkeys[passkey.id] = passkey
        self._tables.record(deed)

    async def use_passkey(self, id: bytes, shown: int, at_ms: int) -> bool:
        self._tables.require_writable()
        found = self._tables.passkeys.get(id)
        if found is None or not counts_on(found.sign_count, shown):
            return False
        self._tables.passkeys[id] = msgspec.structs.replace(found, sign_count=shown, used_ms=at_ms)
        return True

    async def sign_in(self, passkey: Passkey, shown: int, session: StaffSession, deed: Deed) -> bool:
        if not await self.use_passkey(passkey.id, shown, deed.at_ms):
            return False
        self._tables.staff_sessions[session.token_hash] = session
        self._tables.record(deed)
        return True

    async def revoke_passkey(self, number: int, id: bytes, deed: Deed) -> bool:
        self._tables.require_writable()
        own = await self.passkeys(number)
        if id not in (each.id for each in own):
            return False
        if len(own) == 1:
            raise DeskRefusal("last_passkey")
        del self._tables.passkeys[id]
        self._tables.record(deed)
        return True

    async def set_recovery(self, number: int, hashes: Sequence[bytes], deed: Deed) -> None:
        self._tables.require_writable()
        kept = {key: whose for key, whose in self._tables.recovery_codes.items() if whose != number}
        self._tables.recovery_codes = {**kept, **dict.fromkeys(hashes, number)}
        self._tables.record(deed)

    async def recovery_left(self, number: int) -> int:
        return sum(whose == number for whose in self._tables.recovery_codes.values())

    async def use_recovery(self, code_hash: bytes, opened: StaffSession, deed: Deed) -> StaffSession | None:
        self._tables.require_writable()
        number = self._tables.recovery_codes.pop(code_hash, None)
        if number is None:
            return None
        session = msgspec.structs.replace(opened, number=number)
        self._tables.staff_sessions[session.token_hash] = session
        self._tables.record(msgspec.structs.replace(deed, who=f"M-{number}"))
        return session

    async def ask(self, asked: Asked) -> None:
        self._tables.require_writable()
        self._tables.asked[asked.attempt_hash] = asked

    async def take_asked(self, attempt_hash: bytes) -> Asked | None:
        self._tables.require_writable()
        return self._tables.asked.pop(attempt_hash, None)

    async def share_browser(self, browser: SharedBrowser) -> None:
        self._tables.require_writable()
        self._tables.staff_browsers[browser.token_hash, browser.number] = browser.until_ms

    async def staff_of_browser(self, token_hash: bytes, now_ms: int) -> list[int]:
        known = self._tables.staff_browsers.items()
        return [number for (found, number), until_ms in known if found == token_hash and until_ms > now_ms]

    async def share_guest(self, number: int, session_id: str, until_ms: int) -> None:
        self._tables.require_writable()
        self._tables.staff_guests[number, session_id] = until_ms

    async def shared_guests(self, now_ms: int) -> list[tuple[int, str, int]]:
        known = self._tables.staff_guests.items()
        return [(number, session_id, until_ms) for (number, session_id), until_ms in known if until_ms > now_ms]
