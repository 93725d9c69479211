"""The ground: what every part of an instance stands on."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from palabre.ports.bus import Bus
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.store import Store

# How often in seconds, its name, and one step of it.
Job = tuple[float, str, Callable[[], Awaitable[None]]]


@dataclass(frozen=True, slots=True)
class Ground:
    """What everything stands on."""

    store: Store
    bus: Bus
    clock: Clock
    chance: Chance
