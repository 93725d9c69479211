"""`palabre moderator invite|remove|list`: who is of the team."""

import argparse
import asyncio
import re
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import msgspec

from palabre import bootstrap
from palabre.cli.failures import Failure
from palabre.cli.store_errors import told_plainly
from palabre.domain.moderation.event import Deed
from palabre.domain.session import TOKEN_BYTES, encode_token, hash_token
from palabre.domain.staff import INVITATION_MS, MAX_STAFF_NAME, OPERATOR, Staff, StaffLink
from palabre.ports.staff import Invitation
from palabre.ports.store import ControlStore
from palabre.settings import Settings, load_settings

Done = TypeVar("Done")
NUMBER = re.compile(r"(?:M-)?([1-9][0-9]{0,8})")


def invite(arguments: argparse.Namespace) -> int:
    """`moderator invite`: prints the address."""
    name = arguments.name.strip()
    if not 0 < len(name) <= MAX_STAFF_NAME:
        raise Failure(f"the name must have 1 to {MAX_STAFF_NAME} characters.", exit_code=2)
    token = encode_token(secrets.token_bytes(TOKEN_BYTES))

    async def carry_out(store: ControlStore) -> None:
        known = next((member for member in await store.staff() if member.name == name), None)
        if arguments.again:
            await invite_again(store, known, name, token)
        elif known is not None:
            raise Failure(f"there is a {name} already, {known.id}; with --again they get a new way in.")
        else:
            rooms = await ids_of(store, arguments.room)
            now = now_ms()
            invitation = Invitation(
                name=name,
                role=arguments.role,
                rooms=rooms,
                link_hash=hash_token(token),
                expires_ms=now + INVITATION_MS,
            )
            await store.invite(invitation, Deed(at_ms=now, who=OPERATOR, what="staff_invited"))

    with_store(arguments, carry_out)
    print(f"{address_of(load_settings(arguments.config), arguments.address)}/desk#{token}")
    return 0


async def invite_again(store: ControlStore, known: Staff | None, name: str, token: str) -> None:
    if known is None:
        raise Failure(f"there is no {name} in the team.")
    link = StaffLink(hash_token(token), known.number, now_ms() + INVITATION_MS)
    await store.invite_again(link, Deed(at_ms=now_ms(), who=OPERATOR, what="staff_invited", subject=known.id))


def remove(arguments: argparse.Namespace) -> int:
    """`moderator remove`."""

    async def carry_out(store: ControlStore) -> Staff:
        member = one_of(await store.staff(), arguments.who)
        deed = Deed(at_ms=now_ms(), who=OPERATOR, what="staff_removed", subject=member.id)
        await store.remove_staff(member.number, deed)
        return member

    print(with_store(arguments, carry_out).id)
    return 0


def show(arguments: argparse.Namespace) -> int:
    """`moderator list`."""
    rows = with_store(arguments, rows_of)
    if arguments.json:
        print(msgspec.json.encode(rows).decode())
        return 0
    for row in rows:
        rooms = "every room" if row["rooms"] is None else f"rooms {row['rooms']}"
        print(f"{row['id']:<6}{row['role']:<11}{row['passkeys']} passkeys  {rooms}  {row['name']}")
    return 0


async def rows_of(store: ControlStore) -> list[dict[str, object]]:
    slugs = {room.id: room.slug for room in await store.rooms() if room.is_public}
    keys = [key.number for key in await store.passkeys()]
    return [
        {
            "id": member.id,
            "name": member.name,
            "role": member.role,
            "rooms": None if member.rooms is None else [slugs.get(id, str(id)) for id in sorted(member.rooms)],
            "passkeys": keys.count(member.number),
        }
        for member in await store.staff()
    ]


def one_of(staff: list[Staff], who: str) -> Staff:
    """By number or name; raises Failure for nobody, and for a name of two."""
    number = NUMBER.fullmatch(who)
    found = [member for member in staff if member.name == who or (number and member.number == int(number[1]))]
    if len(found) != 1:
        raise Failure(f"there {'is nobody' if not found else 'are several'} called `{who}`; see `moderator list`.")
    return found[0]


async def ids_of(store: ControlStore, slugs: list[str] | None) -> frozenset[int] | None:
    """The rooms somebody answers for; None: all. Raises Failure for a room that is not there yet."""
    if not slugs:
        return None
    known = {room.slug: room.id for room in await store.rooms() if room.is_public}
    if missing := [slug for slug in slugs if slug not in known]:
        raise Failure(f"there is no room `{missing[0]}` yet; there are: {', '.join(known) or 'none'}.")
    return frozenset(known[slug] for slug in slugs)


def address_of(settings: Settings, asked: str | None) -> str:
    """Where the place is reached: browsers know passkeys for a host name only, so that a demo's is localhost."""
    if asked:
        return asked.rstrip("/")
    return f"https://{settings.network.hosts[0]}" if settings.network.hosts else "http://localhost:8000"


def with_store(arguments: argparse.Namespace, step: Callable[[ControlStore], Awaitable[Done]]) -> Done:
    """Run `step` on the store beside a server that may be running."""
    settings, data = load_settings(arguments.config), arguments.data.absolute()

    async def run() -> Done:
        async with bootstrap.store_beside(settings, data) as store:
            return await step(store)

    with told_plainly(data):
        return asyncio.run(run())


def now_ms() -> int:
    return time.time_ns() // 1_000_000
