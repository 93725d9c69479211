"""The staff's passkeys and recovery codes, what their keys were asked, and the browsers they share."""

from collections.abc import Sequence
from typing import Any

import msgspec

from palabre.adapters.sql import compiled
from palabre.adapters.sql.operations import moderation, staff
from palabre.adapters.sql.statement import Operation, as_json
from palabre.domain.credential import MAX_PASSKEYS, Asked, Passkey, counts_on
from palabre.domain.desk_refusal import DeskRefusal
from palabre.domain.moderation.event import Deed
from palabre.domain.staff import StaffSession
from palabre.ports.credentials import SharedBrowser


def passkey_of(row: Sequence[Any]) -> Passkey:
    id, number, name, rp_id, public_key, sign_count, transports, added_ms, used_ms = row
    return Passkey(
        id=bytes(id),
        number=number,
        name=name,
        rp_id=rp_id,
        public_key=bytes(public_key),
        sign_count=sign_count,
        transports=msgspec.json.decode(transports, type=tuple[str, ...]),
        added_ms=added_ms,
        used_ms=used_ms,
    )


def passkeys(number: int | None) -> Operation[list[Passkey]]:
    rows = yield compiled.ALL_PASSKEYS() if number is None else compiled.PASSKEYS_OF(number=number)
    return [passkey_of(row) for row in rows]


def passkey(id: bytes) -> Operation[Passkey | None]:
    rows = yield compiled.PASSKEY(id=id)
    return passkey_of(rows[0]) if rows else None


def add_passkey(passkey: Passkey, deed: Deed) -> Operation[None]:
    if (yield from count_of(passkey.number)) >= MAX_PASSKEYS:
        raise DeskRefusal("too_many_passkeys")
    added = yield compiled.ADD_PASSKEY(
        **{**msgspec.structs.asdict(passkey), "transports": as_json(passkey.transports)},
    )
    if not added:
        raise DeskRefusal("passkey_known")
    yield from moderation.record(deed)


def use_passkey(id: bytes, shown: int, at_ms: int) -> Operation[bool]:
    used = yield compiled.USE_PASSKEY(id=id, shown=shown, at_ms=at_ms)
    return bool(used)


def sign_in(passkey: Passkey, shown: int, session: StaffSession, deed: Deed) -> Operation[bool]:
    if not counts_on(passkey.sign_count, shown) or not (yield from use_passkey(passkey.id, shown, deed.at_ms)):
        return False
    yield from staff.open_session(session)
    yield from moderation.record(deed)
    return True


def revoke_passkey(number: int, id: bytes, deed: Deed) -> Operation[bool]:
    found = yield from passkey(id)
    if found is None or found.number != number:
        return False
    if (yield from count_of(number)) == 1:
        raise DeskRefusal("last_passkey")
    yield compiled.REVOKE_PASSKEY(id=id, number=number)
    yield from moderation.record(deed)
    return True


def count_of(number: int) -> Operation[int]:
    ((found,),) = yield compiled.COUNT_PASSKEYS_OF(number=number)
    return int(found)


def set_recovery(number: int, hashes: Sequence[bytes], deed: Deed) -> Operation[None]:
    yield compiled.DROP_RECOVERY_CODES_OF(number=number)
    for code_hash in hashes:
        yield compiled.ADD_RECOVERY_CODE(code_hash=code_hash, number=number)
    yield from moderation.record(deed)


def recovery_left(number: int) -> Operation[int]:
    ((found,),) = yield compiled.COUNT_RECOVERY_CODES_OF(number=number)
    return int(found)


def use_recovery(code_hash: bytes, opened: StaffSession, deed: Deed) -> Operation[StaffSession | None]:
    rows = yield compiled.USE_RECOVERY_CODE(code_hash=code_hash)
    for (number,) in rows:
        session = msgspec.structs.replace(opened, number=number)
        yield from staff.open_session(session)
        yield from moderation.record(msgspec.structs.replace(deed, who=f"M-{number}"))
        return session
    return None


def ask(asked: Asked) -> Operation[None]:
    yield compiled.KEEP_PASSKEY_CHALLENGE(**msgspec.structs.asdict(asked))


def take_asked(attempt_hash: bytes) -> Operation[Asked | None]:
    rows = yield compiled.TAKE_PASSKEY_CHALLENGE(attempt_hash=attempt_hash)
    for found, purpose, number, challenge, expires_ms in rows:
        return Asked(
            attempt_hash=bytes(found),
            purpose=purpose,
            number=number,
            challenge=bytes(challenge),
            expires_ms=expires_ms,
        )
    return None


def share_browser(browser: SharedBrowser) -> Operation[None]:
    yield compiled.KEEP_STAFF_BROWSER(token_hash=browser.token_hash, number=browser.number, until_ms=browser.until_ms)


def staff_of_browser(token_hash: bytes, now_ms: int) -> Operation[list[int]]:
    rows = yield compiled.STAFF_OF_BROWSER(token_hash=token_hash, now=now_ms)
    return [int(number) for (number,) in rows]


def share_guest(number: int, session_id: str, until_ms: int) -> Operation[None]:
    yield compiled.KEEP_STAFF_GUEST(number=number, session_id=session_id, until_ms=until_ms)


def shared_guests(now_ms: int) -> Operation[list[tuple[int, str, int]]]:
    rows = yield compiled.STAFF_GUESTS(now=now_ms)
    return [(int(number), str(session_id), int(until_ms)) for number, session_id, until_ms in rows]
