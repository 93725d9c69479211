"""The outgoing side of one connection: what is written, and what happens when it is not read."""

from collections.abc import Callable
from typing import Protocol

LAGGING_BYTES = 64 * 1024
DRAINED_BYTES = 16 * 1024
DRAIN_WITHIN_S = 20.0


class Pipe(Protocol):
    """The transport's part that is needed here."""

    def write(self, data: bytes) -> None: ...

    def get_write_buffer_size(self) -> int: ...

    def abort(self) -> None: ...


class Outbound:
    """Writes at once; past 64 KiB unsent it is *lagging* and nothing more is queued until it has drained."""

    __slots__ = ("_drained", "lagging_since", "pipe")

    def __init__(self, pipe: Pipe, drained: Callable[[], None]) -> None:
        self.pipe = pipe
        self.lagging_since: float | None = None
        self._drained = drained

    def write(self, data: bytes) -> None:
        """Write one frame or several, now."""
        self.pipe.write(data)

    @property
    def lagging(self) -> bool:
        return self.lagging_since is not None

    def pause(self, now: float) -> None:
        """The transport holds more than 64 KiB."""
        if self.lagging_since is None:
            self.lagging_since = now

    def allow(self, seconds: float) -> None:
        """Give one that lags so much more time."""
        if self.lagging_since is not None:
            self.lagging_since += seconds

    def resume(self) -> None:
        """The transport has drained: catch up."""
        if self.lagging_since is not None:
            self.lagging_since = None
            self._drained()

    def unsent(self) -> int:
        """Bytes not yet taken by the kernel."""
        return self.pipe.get_write_buffer_size()

    def cut(self) -> None:
        """End the connection at once; what is unsent is dropped."""
        self.pipe.abort()

    def is_stuck(self, now: float) -> bool:
        """Lagging for longer than a connection may."""
        return self.lagging_since is not None and now - self.lagging_since > DRAIN_WITHIN_S
