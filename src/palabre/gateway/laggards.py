"""Laggards: connections that take too slowly what they are sent; the stuck are ended, and so are the heaviest."""

from collections import OrderedDict

from palabre.gateway.visitor import Visitor
from palabre.ports.clock import Clock
from palabre.protocol.close_codes import CloseCode

# A look a second is due; where one came later than this, the process itself was held up.
HELD_UP_S = 3.0
UNSENT_BYTES_PER_NODE = 512 * 1024 * 1024
# What was written of a room before its reader was put out has so long to be on its way.
CUT_AFTER_S = 0.5
RETRY_MS = 2_000
RETRY_MOST_MS = 60_000
REMEMBERED = 10_000


class Laggards:
    """Those of one node."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lagging: dict[int, Visitor] = {}
        self._to_cut: dict[int, tuple[Visitor, float]] = {}
        self._ended_before: OrderedDict[str, int] = OrderedDict()
        self._looked_at = clock.monotonic()

    def add(self, visitor: Visitor) -> None:
        """It holds more unsent than one may: it is sent nothing until it took that."""
        self._lagging[visitor.id] = visitor
        visitor.outbound.pause(self._clock.monotonic())

    def caught_up(self, visitor: Visitor) -> None:
        self._lagging.pop(visitor.id, None)

    def forget(self, visitor: Visitor) -> None:
        """The connection is over."""
        self.caught_up(visitor)
        self._to_cut.pop(visitor.id, None)

    def cut_soon(self, visitor: Visitor) -> None:
        """It was put out: of what it has not taken yet, it takes no more than it can at once."""
        if visitor.outbound.unsent():
            self._to_cut[visitor.id] = (visitor, self._clock.monotonic() + CUT_AFTER_S)

    def cut(self) -> None:
        """Whoever still holds unsent what they were put out of gets nothing more of it."""
        if not self._to_cut:
            return
        now = self._clock.monotonic()
        for visitor, at in [*self._to_cut.values()]:
            if now < at and unsent(visitor):
                continue
            del self._to_cut[visitor.id]
            if unsent(visitor):
                visitor.outbound.cut()

    def end_stuck(self) -> None:
        """Those who took nothing for too long, then the largest, until the node holds no more unsent than it may."""
        now = self._clock.monotonic()
        self._forgive_being_held_up(now)
        lagging = [*self._lagging.values()]
        for visitor in lagging:
            if visitor.outbound.is_stuck(now):
                self._end(visitor)
        still = sorted((visitor for visitor in lagging if visitor.is_open), key=unsent)
        held = sum(map(unsent, still))
        while held > UNSENT_BYTES_PER_NODE:
            largest = still.pop()
            held -= unsent(largest)
            self._end(largest)

    def _forgive_being_held_up(self, now: float) -> None:
        """A time in which this process did not run is no slowness of whoever reads."""
        passed, self._looked_at = now - self._looked_at, now
        if passed > HELD_UP_S:
            for visitor in self._lagging.values():
                visitor.outbound.allow(passed)

    def _end(self, visitor: Visitor) -> None:
        """Close with 4008; who is slow again waits twice as long before coming back."""
        times = self._ended_before.pop(visitor.prefix, 0) + 1
        self._ended_before[visitor.prefix] = times
        if len(self._ended_before) > REMEMBERED:
            self._ended_before.popitem(last=False)
        visitor.close(CloseCode.TOO_SLOW, min(RETRY_MOST_MS, RETRY_MS * 2 ** (times - 1)))


def unsent(visitor: Visitor) -> int:
    return visitor.outbound.unsent()
