"""Local bus: tells the listeners of this one process what was committed."""

from palabre.adapters.local_bus.bus import LocalBus

__all__ = ["LocalBus"]
