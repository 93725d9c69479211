"""Rooms as they will be: stored, configured and ordered; orders go through the control log, which a server follows."""

import argparse
import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from palabre import bootstrap
from palabre.cli.failures import Failure
from palabre.cli.store_errors import told_plainly
from palabre.domain.room import RoomSettings, changed, problem_with_change, problem_with_settings
from palabre.ports.store import ControlEntry, ControlStore
from palabre.services.lettering import letters_of, problem_with_letters
from palabre.services.steering import RoomAdded, RoomClosed, RoomEdited
from palabre.settings import ConfiguredRoom, load_settings

Done = TypeVar("Done")
FOLLOWED = "A running server follows within seconds; otherwise the next start does."


class Planned(Struct, frozen=True):
    """A room as it is, or will be once the server has read the control log."""

    settings: RoomSettings
    closed: bool = False


def change(arguments: argparse.Namespace, changes: dict[str, Any]) -> int:
    """Order some settings of a room to be changed."""

    async def carry_out(store: ControlStore, planned: dict[str, Planned]) -> None:
        there = known(planned, arguments.slug)
        edited = changed(there.settings, changes)
        refuse(problem_with_settings(edited) or problem_with_change(there.settings, edited))
        refuse_words({key: text for key, text in letters_of(edited).items() if key in changes})
        await append(store, "room.edit", RoomEdited(slug=arguments.slug, changes=changes))

    return steer(arguments, carry_out)


def refuse(problem: str | None) -> None:
    if problem is not None:
        raise Failure(f"{problem}.", exit_code=2)


def refuse_words(texts: dict[str, str]) -> None:
    """Refuse what a rule blocks; nothing is built when there is nothing to read."""
    written = {key: text for key, text in texts.items() if text}
    if written and (problem := problem_with_letters(bootstrap.screening(), written)):
        raise Failure(problem, exit_code=2)


def known(planned: dict[str, Planned], slug: str) -> Planned:
    if slug not in planned:
        raise Failure(f"there is no room `{slug}`; there are: {', '.join(planned) or 'none'}.")
    return planned[slug]


def steer(
    arguments: argparse.Namespace, carry_out: Callable[[ControlStore, dict[str, Planned]], Awaitable[None]]
) -> int:
    with_rooms(arguments, carry_out)
    print(f"/r/{arguments.slug}")
    print(FOLLOWED, file=sys.stderr)
    return 0


def with_rooms(
    arguments: argparse.Namespace, step: Callable[[ControlStore, dict[str, Planned]], Awaitable[Done]]
) -> Done:
    """Run `step` on the store beside a server that may be running, with the rooms as planned."""
    settings, data = load_settings(arguments.config), arguments.data.absolute()

    async def run() -> Done:
        async with bootstrap.store_beside(settings, data) as store:
            return await step(store, await planned_rooms(store, settings.rooms))

    with told_plainly(data):
        return asyncio.run(run())


async def planned_rooms(store: ControlStore, configured: tuple[ConfiguredRoom, ...]) -> dict[str, Planned]:
    """The rooms as they will be: stored ones, configured ones not stored yet, then what the control log still holds."""
    planned = {room.slug: Planned(room.settings, room.closed) for room in await store.rooms() if room.is_public}
    for room in configured:
        planned.setdefault(room.slug, Planned(room.settings()))
    for entry in await store.control_after(await store.control_cursor()):
        apply(planned, entry)
    return planned


def apply(planned: dict[str, Planned], entry: ControlEntry) -> None:
    """Follow one control entry, as the server will."""
    match entry.kind:
        case "room.add":
            added = msgspec.json.decode(entry.data, type=RoomAdded)
            if added.slug not in planned or planned[added.slug].closed:
                planned[added.slug] = Planned(added.settings)
        case "room.edit":
            edited = msgspec.json.decode(entry.data, type=RoomEdited)
            there = planned.get(edited.slug)
            if there is not None:
                planned[edited.slug] = Planned(changed(there.settings, edited.changes), there.closed)
        case "room.close":
            slug = msgspec.json.decode(entry.data, type=RoomClosed).slug
            if slug in planned:
                planned[slug] = Planned(planned[slug].settings, closed=True)


async def append(store: ControlStore, kind: str, data: Struct) -> None:
    await store.append_control(kind, msgspec.json.encode(data), time.time_ns() // 1_000_000)
