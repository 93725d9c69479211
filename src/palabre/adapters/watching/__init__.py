"""Which moderators watch over which rooms, in the memory of one node."""

from palabre.adapters.watching.memory import MemoryWatching

__all__ = ["MemoryWatching"]
