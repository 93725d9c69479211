"""The whole store of one instance, in memory."""

from palabre.adapters.memory.hides import MemoryHides
from palabre.adapters.memory.log import MemoryRoomLog
from palabre.adapters.memory.reacting import MemoryReactions
from palabre.adapters.memory.rooms import MemoryRooms
from palabre.adapters.memory.sealed import MemorySealed
from palabre.adapters.memory.sessions import MemorySessions
from palabre.adapters.memory.tables import Tables
from palabre.ports.bus import Bus
from palabre.ports.sealer import Sealer


class MemoryStore(MemoryRoomLog, MemoryReactions, MemoryRooms, MemorySessions, MemoryHides, MemorySealed):
    """The nouns of the port over the same tables; nothing outlives the process.

    `tables.writable = False` makes every write raise StoreUnavailable, as a full disk would.
    """

    def __init__(self, bus: Bus, sealer: Sealer) -> None:
        self.tables = Tables()
        super().__init__(self.tables, bus, sealer)

    async def is_writable(self) -> bool:
        return self.tables.writable

    async def close(self) -> None:
        self.tables.writable = False
