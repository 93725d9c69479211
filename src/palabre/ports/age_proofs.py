"""Store of age proofs: what is kept of them, what was presented once already, and whom the team vouched for."""

from typing import Protocol

from msgspec import Struct

from palabre.domain.age import EndOfProof, KeptProof
from palabre.domain.moderation.event import Deed
from palabre.domain.vouch import Vouch

# The control entry that tells every node to read the proof of a session again.
PROOFS_CHANGED = "proofs.changed"


class ProofsChanged(Struct, forbid_unknown_fields=True):
    """Control entry `proofs.changed`; `why` says how the proof of this session came to its end, if it did."""

    session_id: str
    why: EndOfProof | None = None

    def __repr__(self) -> str:
        return "<ProofsChanged>"


class AgeProofStore(Protocol):
    """Every write raises StoreUnavailable when it did not happen, and is whole or not at all.

    Whatever changes what a guest has proved leaves a control entry `proofs.changed` in the same transaction. A proof
    ends with its session, whichever way that ends.
    """

    async def keep_proof(self, kept: KeptProof) -> bool:
        """Keep a session's proof, in place of the one it had; what was said of a minor's age counts no more.

        False when there is no such session any more.
        """
        ...

    async def end_proof(self, session_id: str, why: EndOfProof, at_ms: int) -> bool:
        """Keep it no more; return whether there was one."""
        ...

    async def proof_of(self, session_id: str) -> KeptProof | None:
        """A session's proof."""
        ...

    async def proofs(self) -> list[KeptProof]:
        """All that are kept."""
        ...

    async def spend_presentation(self, digest: bytes, until_ms: int) -> bool:
        """Remember that this was presented; False when it had been before."""
        ...

    async def sweep_age(self, now_ms: int, rows: int) -> int:
        """Destroy at most `rows` each of proofs, presentations and vouches past their end; return how many."""
        ...

    async def open_vouch(self, vouch: Vouch, deed: Deed) -> None:
        """A member of the team vouches for somebody in front of them."""
        ...

    async def second_vouch(self, id: str, by: int, now_ms: int, deed: Deed) -> bool:
        """Another member confirms it; False unless it was open, and waiting for another than `by`."""
        ...

    async def use_vouch(self, id: str, session_id: str, now_ms: int, deed: Deed) -> bool:
        """A guest used its code; False unless it was confirmed, in time, and not used before."""
        ...

    async def revoke_vouch(self, id: str, at_ms: int, deed: Deed) -> Vouch | None:
        """Take it back, and end the proof it gave; what it was, or None when there is none to take back."""
        ...

    async def vouch(self, id: str) -> Vouch | None:
        """One of them."""
        ...

    async def vouch_of_code(self, code_hash: bytes) -> Vouch | None:
        """The one whose code has this digest."""
        ...

    async def vouches(self) -> list[Vouch]:
        """All that are kept, the latest first."""
        ...
