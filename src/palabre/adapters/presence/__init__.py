"""Presence on one node."""

from palabre.adapters.presence.memory import MemoryPresence

__all__ = ["MemoryPresence"]
