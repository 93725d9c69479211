"""The whole store of one instance, in memory."""

from palabre.adapters.memory.age_proofs import MemoryAgeProofs
from palabre.adapters.memory.audit import MemoryAudit
from palabre.adapters.memory.conversations import MemoryConversations
from palabre.adapters.memory.credentials import MemoryCredentials
from palabre.adapters.memory.decisions import MemoryDecisions
from palabre.adapters.memory.follow_ups import MemoryFollowUps
from palabre.adapters.memory.held import MemoryHeld
from palabre.adapters.memory.hides import MemoryHides
from palabre.adapters.memory.log import MemoryRoomLog
from palabre.adapters.memory.orders import MemoryOrders
from palabre.adapters.memory.published import MemoryPublishedRules
from palabre.adapters.memory.reacting import MemoryReactions
from palabre.adapters.memory.rights import MemoryRights
from palabre.adapters.memory.rooms import MemoryRooms
from palabre.adapters.memory.sealed import MemorySealed
from palabre.adapters.memory.sessions import MemorySessions
from palabre.adapters.memory.staff import MemoryStaff
from palabre.adapters.memory.standings import MemoryStandings
from palabre.adapters.memory.tables import Tables
from palabre.adapters.memory.tallies import MemoryTallies
from palabre.adapters.memory.vault import MemoryVaultRecords
from palabre.ports.bus import Bus
from palabre.ports.rights import Erasure
from palabre.ports.sealer import Sealer
from palabre.ports.vault import Vault


class MemoryStore(
    MemoryRoomLog,
    MemoryFollowUps,
    MemoryOrders,
    MemoryReactions,
    MemoryRooms,
    MemorySessions,
    MemoryHides,
    MemorySealed,
    MemoryHeld,
    MemoryDecisions,
    MemoryStaff,
    MemoryCredentials,
    MemoryAudit,
    MemoryStandings,
    MemoryTallies,
    MemoryAgeProofs,
    MemoryConversations,
    MemoryVaultRecords,
    MemoryRights,
    MemoryPublishedRules,
):
    """The nouns of the port over the same tables; nothing outlives the process.

    `tables.writable = False` makes every write raise StoreUnavailable, as a full disk would.
    """

    def __init__(self, bus: Bus, sealer: Sealer, vault: Vault | None = None) -> None:
        self.tables = Tables(vault=vault)
        super().__init__(self.tables, bus, sealer)

    async def end_session(self, session_id: str, at_ms: int) -> None:
        await super().end_session(session_id, at_ms)
        await self.drop_held(session_id, at_ms)

    async def sweep_sessions(self, now_ms: int, rows: int) -> int:
        ended = await super().sweep_sessions(now_ms, rows)
        self._drop_of_nobody(now_ms, rows)
        return ended

    async def erase_traces(self, erasure: Erasure) -> None:
        await self.drop_held(erasure.session_id, erasure.at_ms)
        await super().erase_traces(erasure)

    async def is_writable(self) -> bool:
        return self.tables.writable

    async def close(self) -> None:
        self.tables.writable = False
