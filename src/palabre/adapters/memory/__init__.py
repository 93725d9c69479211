"""A store in memory: complete, quick, and gone with the process."""

from palabre.adapters.memory.store import MemoryStore

__all__ = ["MemoryStore"]
