"""The staff, their ways in and their sign-ins."""

import msgspec

from palabre.adapters.sql import compiled
from palabre.adapters.sql.operations import moderation
from palabre.adapters.sql.statement import Operation, as_json
from palabre.domain.moderation.event import Deed
from palabre.domain.staff import STAFF_IDLE_MS, STAFF_MAX_AGE_MS, Role, Staff, StaffLink, StaffSession
from palabre.ports.staff import Invitation


def all_staff() -> Operation[list[Staff]]:
    rows = yield compiled.ALL_STAFF()
    return [Staff(number=number, name=name, role=role, rooms=rooms_in(rooms)) for number, name, role, rooms in rows]


def add_staff(name: str, role: Role, rooms: frozenset[int] | None) -> Operation[Staff]:
    ((found,),) = yield compiled.NEXT_STAFF_NUMBER()
    number = int(found or 1)
    text = None if rooms is None else as_json(sorted(rooms))
    yield compiled.ADD_STAFF(number=number, name=name, role=role, rooms=text)
    return Staff(number=number, name=name, role=role, rooms=rooms)


def rooms_in(text: str | None) -> frozenset[int] | None:
    return None if text is None else msgspec.json.decode(text, type=frozenset[int])


def add_link(link: StaffLink) -> Operation[None]:
    yield compiled.ADD_STAFF_LINK(token_hash=link.token_hash, number=link.number, expires_ms=link.expires_ms)


def invite(invitation: Invitation, deed: Deed) -> Operation[Staff]:
    member = yield from add_staff(invitation.name, invitation.role, invitation.rooms)
    yield from add_link(StaffLink(invitation.link_hash, member.number, invitation.expires_ms))
    yield from moderation.record(msgspec.structs.replace(deed, subject=member.id))
    return member


def invite_again(link: StaffLink, deed: Deed) -> Operation[Staff | None]:
    known = yield from all_staff()
    for member in known:
        if member.number == link.number:
            yield from forget(link.number)
            yield from add_link(link)
            yield from moderation.record(deed)
            return member
    return None


def remove(number: int, deed: Deed) -> Operation[bool]:
    if not (yield compiled.REMOVE_STAFF(number=number, at_ms=deed.at_ms)):
        return False
    yield from forget(number)
    yield from moderation.record(deed)
    return True


def forget(number: int) -> Operation[None]:
    """Every way in they had."""
    for statement in (
        compiled.DROP_STAFF_LINKS_OF,
        compiled.DROP_STAFF_SESSIONS_OF,
        compiled.DROP_PASSKEYS_OF,
        compiled.DROP_RECOVERY_CODES_OF,
    ):
        yield statement(number=number)


def use_link(link_hash: bytes, session_hash: bytes, at_ms: int, origin: str) -> Operation[StaffSession | None]:
    rows = yield compiled.USE_STAFF_LINK(token_hash=link_hash, now=at_ms)
    for (number,) in rows:
        session = StaffSession(session_hash, number, created_ms=at_ms, seen_ms=at_ms, origin=origin)
        yield from open_session(session)
        return session
    return None


def open_session(session: StaffSession) -> Operation[None]:
    yield compiled.ADD_STAFF_SESSION(
        token_hash=session.token_hash,
        number=session.number,
        created_ms=session.created_ms,
        seen_ms=session.seen_ms,
        origin=session.origin,
        confirmed_ms=session.confirmed_ms,
    )


def confirm_session(token_hash: bytes, at_ms: int) -> Operation[None]:
    yield compiled.CONFIRM_STAFF_SESSION(token_hash=token_hash, at_ms=at_ms)


def find_session(token_hash: bytes) -> Operation[StaffSession | None]:
    rows = yield compiled.STAFF_SESSION_OF_TOKEN(token_hash=token_hash)
    return next((StaffSession(bytes(found), *rest) for found, *rest in rows), None)


def touch_session(token_hash: bytes, seen_ms: int) -> Operation[None]:
    yield compiled.TOUCH_STAFF_SESSION(token_hash=token_hash, at_ms=seen_ms)


def end_session(token_hash: bytes) -> Operation[None]:
    yield compiled.END_STAFF_SESSION(token_hash=token_hash)


def sweep(now_ms: int) -> Operation[None]:
    yield compiled.DROP_STALE_STAFF_LINKS(now=now_ms)
    yield compiled.DROP_ENDED_STAFF_SESSIONS(
        seen_before=now_ms - STAFF_IDLE_MS, created_before=now_ms - STAFF_MAX_AGE_MS
    )
    for statement in (
        compiled.DROP_STALE_PASSKEY_CHALLENGES,
        compiled.DROP_STALE_STAFF_BROWSERS,
        compiled.DROP_STALE_STAFF_GUESTS,
    ):
        yield statement(now=now_ms)
