"""Plans: how many guests there are, where, and what they do."""

import resource
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from palabre.bench.crowd import Party
from palabre.bench.server import Setting
from palabre.bench.sizing import FILES_KEPT

LARGER = 2
# As many as a configuration may hold.
MOST_ROOMS = 1_000


class Plan(Struct, frozen=True, kw_only=True):
    """What a crowd does: how many, where, how many of them write, how much all together, and for how long.

    `fill` messages are written before a soak begins, as fast as they are taken: what keeps a bounded part of them
    (SQLite's pages, above all) is then full.
    """

    guests: int = 200
    rooms: int = 4
    writers: float = 0.2
    spectators: float = 0.0
    rate: float = 20.0
    seconds: float = 20.0
    ramp_s: float = 8.0
    processes: int = 2
    seed: int = 1
    fill: int = 0
    coalesce_ms: int = 10
    messages_h: int = 6

    def setting(self, rooms: Sequence[str]) -> Setting:
        """The configuration of the server."""
        return Setting(rooms=rooms, coalesce_ms=self.coalesce_ms, messages_h=self.messages_h)

    def parties(self) -> list[Party]:
        """The guests of each room, as even as can be."""
        parties = []
        for place, slug in enumerate(slugs(self.rooms)):
            there = self.guests // self.rooms + (place < self.guests % self.rooms)
            watching = round(there * self.spectators)
            parties.append(Party(slug, there - watching, watching))
        return parties

    @property
    def room(self) -> int:
        """How many guests a room has."""
        return max(1, self.guests // self.rooms)


def slugs(count: int) -> list[str]:
    """The addresses of the bench's rooms."""
    return [f"bench-{number}" for number in range(1, count + 1)]


def doubled(plan: Plan) -> Iterator[Plan]:
    """The plan with ever more rooms and guests, as far as a configuration and the limit of open files go."""
    while True:
        yield plan
        if plan.rooms * LARGER > MOST_ROOMS or plan.guests * LARGER > open_files() - FILES_KEPT:
            return
        plan = replace(plan, guests=plan.guests * LARGER, rooms=plan.rooms * LARGER, rate=plan.rate * LARGER)


def open_files() -> int:
    """How many files a process may have open here; `serve` asks for as many."""
    return resource.getrlimit(resource.RLIMIT_NOFILE)[1]
