"""Day keys: in memory for a demo, in a file apart from the data otherwise."""

from palabre.adapters.day_keys.file import FileDayKeys
from palabre.adapters.day_keys.memory import MemoryDayKeys

__all__ = ["FileDayKeys", "MemoryDayKeys"]
