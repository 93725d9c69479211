"""Chance: the system's randomness, and a repeatable one for tests."""

from palabre.adapters.chance.seeded import SeededChance
from palabre.adapters.chance.system import SystemChance

__all__ = ["SeededChance", "SystemChance"]
