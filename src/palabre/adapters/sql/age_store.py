"""The part of the store that is about age proofs, presentations and vouches."""

from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.operations import age_proofs
from palabre.adapters.sql.writes import plain
from palabre.domain.age import EndOfProof, KeptProof
from palabre.domain.moderation.event import Deed
from palabre.domain.vouch import Vouch


class SqlAgeStore:
    """Each method names the operation and who runs it: a log writer or a reader."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def keep_proof(self, kept: KeptProof) -> bool:
        return await self._engine.write(plain(age_proofs.keep_proof, kept))

    async def end_proof(self, session_id: str, why: EndOfProof, at_ms: int) -> bool:
        return await self._engine.write(plain(age_proofs.end_proof, session_id, why, at_ms))

    async def proof_of(self, session_id: str) -> KeptProof | None:
        return await self._engine.read(age_proofs.proof_of(session_id))

    async def proofs(self) -> list[KeptProof]:
        return await self._engine.read(age_proofs.proofs())

    async def spend_presentation(self, digest: bytes, until_ms: int) -> bool:
        return await self._engine.write(plain(age_proofs.spend_presentation, digest, until_ms))

    async def sweep_age(self, now_ms: int, rows: int) -> int:
        return await self._engine.write(plain(age_proofs.sweep, now_ms, rows))

    async def open_vouch(self, vouch: Vouch, deed: Deed) -> None:
        await self._engine.write(plain(age_proofs.open_vouch, vouch, deed))

    async def second_vouch(self, id: str, by: int, now_ms: int, deed: Deed) -> bool:
        return await self._engine.write(plain(age_proofs.second_vouch, id, by, now_ms, deed))

    async def use_vouch(self, id: str, session_id: str, now_ms: int, deed: Deed) -> bool:
        return await self._engine.write(plain(age_proofs.use_vouch, id, session_id, now_ms, deed))

    async def revoke_vouch(self, id: str, at_ms: int, deed: Deed) -> Vouch | None:
        return await self._engine.write(plain(age_proofs.revoke_vouch, id, at_ms, deed))

    async def vouch(self, id: str) -> Vouch | None:
        return await self._engine.read(age_proofs.vouch(id))

    async def vouch_of_code(self, code_hash: bytes) -> Vouch | None:
        return await self._engine.read(age_proofs.vouch_of_code(code_hash))

    async def vouches(self) -> list[Vouch]:
        return await self._engine.read(age_proofs.vouches())
