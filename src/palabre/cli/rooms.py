"""`palabre room add|edit|close|list`: the rooms of an instance."""

import argparse
from collections.abc import Iterator
from typing import Any

import msgspec

from palabre.cli.failures import Failure
from palabre.cli.planning import Planned, append, change, known, refuse, refuse_words, steer, with_rooms
from palabre.domain.room import RoomSettings, problem_with_change, problem_with_settings, problem_with_slug
from palabre.ports.store import ControlStore
from palabre.services.lettering import letters_of
from palabre.services.steering import RoomAdded, RoomClosed

FIELDS = ("name", "topic", "rules", "language", "capacity", "slow_mode", "readers", "kind", "pinned")


def add(arguments: argparse.Namespace) -> int:
    """`room add`."""
    settings = RoomSettings(**given(arguments))
    refuse(problem_with_slug(arguments.slug) or problem_with_settings(settings))
    refuse_words(letters_of(settings))

    async def carry_out(store: ControlStore, planned: dict[str, Planned]) -> None:
        there = planned.get(arguments.slug)
        if there is not None and not there.closed:
            raise Failure(f"there is already a room `{arguments.slug}`; change it with `room edit`.")
        refuse(problem_with_change(there.settings, settings) if there else None)
        await append(store, "room.add", RoomAdded(slug=arguments.slug, settings=settings))

    return steer(arguments, carry_out)


def edit(arguments: argparse.Namespace) -> int:
    """`room edit`."""
    changes = given(arguments)
    if not changes:
        raise Failure("nothing to change: give at least one of --name, --topic, --rules, …", exit_code=2)
    return change(arguments, changes)


def close(arguments: argparse.Namespace) -> int:
    """`room close`; closing a closed room changes nothing."""

    async def carry_out(store: ControlStore, planned: dict[str, Planned]) -> None:
        if known(planned, arguments.slug).closed:
            raise Failure(f"the room `{arguments.slug}` is closed already.")
        await append(store, "room.close", RoomClosed(slug=arguments.slug))

    return steer(arguments, carry_out)


def show(arguments: argparse.Namespace) -> int:
    """`room list`."""

    async def read(_: ControlStore, planned: dict[str, Planned]) -> dict[str, Planned]:
        return planned

    planned = with_rooms(arguments, read)
    if arguments.json:
        print(msgspec.json.encode([as_row(slug, room) for slug, room in planned.items()]).decode())
    else:
        width = max(map(len, planned), default=0)
        for slug, room in planned.items():
            state = "closed" if room.closed else "open  "
            print("  ".join([f"{slug:<{width}}", state, room.settings.name, *particulars(room.settings)]))
    return 0


def particulars(settings: RoomSettings) -> Iterator[str]:
    """What of a room is not as rooms usually are."""
    if settings.slow_mode:
        yield f"[one message every {settings.slow_mode} s]"
    if settings.readers == "guests":
        yield "[read by guests only]"
    if settings.kind == "adult":
        yield "[for adults]"
    if settings.pinned:
        yield f"[pinned: {settings.pinned}]"


def as_row(slug: str, room: Planned) -> dict[str, object]:
    return {"slug": slug, **msgspec.structs.asdict(room.settings), "closed": room.closed}


def given(arguments: argparse.Namespace) -> dict[str, Any]:
    """The fields named on the command line."""
    return {name: value for name in FIELDS if (value := getattr(arguments, name)) is not None}
