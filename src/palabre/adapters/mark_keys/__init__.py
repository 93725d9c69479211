"""Mark keys: in memory for a demo, in a file apart from the data otherwise."""

from palabre.adapters.mark_keys.file import FileMarkKeys
from palabre.adapters.mark_keys.memory import MemoryMarkKeys

__all__ = ["FileMarkKeys", "MemoryMarkKeys"]
