"""A visit: how one gets to some screens, one after the other."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass

from tests.e2e.guests import BrowserGuest
from tests.e2e.scenes.look import Look, everyone
from tests.e2e.scenes.theatre import Theatre

# What Chromium itself writes on the console when the network or the server says no.
REFUSED = r"Failed to load resource: the server responded with a status of 4\d\d"
UNREACHABLE = r"net::ERR_|WebSocket connection to"


@dataclass(frozen=True)
class Shown:
    """One screen in one state, ready to be looked at.

    `whole`: the picture is of the whole page. `console`: what may be written there, as a regular expression.
    """

    name: str
    by: BrowserGuest
    whole: bool = False
    console: str = ""


Play = Callable[[Theatre], AsyncGenerator[Shown, None]]


@dataclass(frozen=True)
class Visit:
    """What is played, the scenes it shows in their order, and with which looks they exist."""

    play: Play
    scenes: tuple[str, ...]
    fits: Callable[[Look], bool] = everyone

    @property
    def name(self) -> str:
        return self.play.__name__.replace("_", "-")
