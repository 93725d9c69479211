"""Age proofs, presentations and vouches, in memory."""

import msgspec

from palabre.adapters.memory.tables import Tables
from palabre.domain.age import EndOfProof, KeptProof
from palabre.domain.moderation.event import Deed
from palabre.domain.vouch import KEPT_MS, Vouch
from palabre.ports.age_proofs import PROOFS_CHANGED, ProofsChanged


class MemoryAgeProofs:
    """Like the log, nothing awaits inside a write."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def keep_proof(self, kept: KeptProof) -> bool:
        self._tables.require_writable()
        if kept.session_id not in self._tables.sessions:
            return False
        self._tables.proofs[kept.session_id] = kept
        standing = self._tables.standings.get(kept.session_id)
        if standing is not None:
            self._tables.standings[kept.session_id] = standing.grown_up()
        self._tell_proofs(ProofsChanged(kept.session_id), kept.proof.verified_at_ms)
        return True

    async def end_proof(self, session_id: str, why: EndOfProof, at_ms: int) -> bool:
        self._tables.require_writable()
        return self._end_proof(session_id, why, at_ms)

    async def proof_of(self, session_id: str) -> KeptProof | None:
        return self._tables.proofs.get(session_id)

    async def proofs(self) -> list[KeptProof]:
        return [*self._tables.proofs.values()]

    async def spend_presentation(self, digest: bytes, until_ms: int) -> bool:
        self._tables.require_writable()
        is_first = digest not in self._tables.presentations
        self._tables.presentations.setdefault(digest, until_ms)
        return is_first

    async def sweep_age(self, now_ms: int, rows: int) -> int:
        self._tables.require_writable()
        proofs = [key for key, kept in self._tables.proofs.items() if kept.proof.expires_at_ms <= now_ms][:rows]
        shown = [key for key, until_ms in self._tables.presentations.items() if until_ms <= now_ms][:rows]
        old = now_ms - KEPT_MS
        vouches = [key for key, vouch in self._tables.vouches.items() if vouch.expires_at_ms <= old][:rows]
        for session_id in proofs:
            del self._tables.proofs[session_id]
        for digest in shown:
            del self._tables.presentations[digest]
        for id in vouches:
            del self._tables.vouches[id]
        return len(proofs) + len(shown) + len(vouches)

    async def open_vouch(self, vouch: Vouch, deed: Deed) -> None:
        self._tables.require_writable()
        self._tables.vouches[vouch.id] = vouch
        self._tables.record(deed)

    async def second_vouch(self, id: str, by: int, now_ms: int, deed: Deed) -> bool:
        self._tables.require_writable()
        vouch = self._tables.vouches.get(id)
        if vouch is None or vouch.state(now_ms) != "opened" or vouch.opened_by == by:
            return False
        self._tables.vouches[id] = msgspec.structs.replace(vouch, seconded_by=by)
        self._tables.record(deed)
        return True

    async def use_vouch(self, id: str, session_id: str, now_ms: int, deed: Deed) -> bool:
        self._tables.require_writable()
        vouch = self._tables.vouches.get(id)
        if vouch is None or vouch.state(now_ms) != "confirmed":
            return False
        self._tables.vouches[id] = msgspec.structs.replace(vouch, session_id=session_id, used_at_ms=now_ms)
        self._tables.record(deed)
        return True

    async def revoke_vouch(self, id: str, at_ms: int, deed: Deed) -> Vouch | None:
        self._tables.require_writable()
        vouch = self._tables.vouches.get(id)
        if vouch is None or vouch.revoked_at_ms is not None:
            return None
        vouch = self._tables.vouches[id] = msgspec.structs.replace(vouch, revoked_at_ms=at_ms)
        kept = self._tables.proofs.get(vouch.session_id or "")
        if kept is not None and kept.proof.method == "human":
            self._end_proof(kept.session_id, "revoked", at_ms)
        self._tables.record(deed)
        return vouch

    async def vouch(self, id: str) -> Vouch | None:
        return self._tables.vouches.get(id)

    async def vouch_of_code(self, code_hash: bytes) -> Vouch | None:
        return next((vouch for vouch in self._tables.vouches.values() if vouch.code_hash == code_hash), None)

    async def vouches(self) -> list[Vouch]:
        return sorted(self._tables.vouches.values(), key=lambda vouch: (-vouch.opened_at_ms, vouch.id))

    def _end_proof(self, session_id: str, why: EndOfProof, at_ms: int) -> bool:
        if self._tables.proofs.pop(session_id, None) is None:
            return False
        self._tell_proofs(ProofsChanged(session_id, why), at_ms)
        return True

    def _tell_proofs(self, changed: ProofsChanged, at_ms: int) -> None:
        self._tables.instruct(PROOFS_CHANGED, msgspec.json.encode(changed), at_ms)
