"""Age: what is kept of a proof that a guest is an adult, and for how long it holds."""

from typing import Literal

from msgspec import Struct

from palabre.domain.age_found import AgeFound
from palabre.domain.discretion import Discreet

Method = Literal["eu", "oidc", "human", "demo"]
# Why a proof holds no more: its time is over, its guest did nothing for an hour, another browser showed up with the
# same session, the team took it back, or the guest ended it.
EndOfProof = Literal["expired", "idle", "elsewhere", "revoked", "ended"]

ADULT = 18
PROOF_IDLE_MS = 3_600_000
PROOF_MOST_MS = 4 * 3_600_000
DIGEST_BYTES = 32


class Proof(Struct, frozen=True, kw_only=True):
    """That somebody is over `threshold` years; nothing else of them is kept.

    `issuer_sha256` is the digest of the issuer's certificate, of the provider's address, or of the instance's name
    where people of the team vouched. Times are Unix milliseconds.
    """

    method: Method
    threshold: int
    result: bool
    issuer_sha256: bytes
    verified_at_ms: int
    expires_at_ms: int

    def __repr__(self) -> str:
        return "<Proof>"


class PairwiseMark(Struct, frozen=True):
    """A keyed hash of what an issuer calls this person here, under the key of an ISO day: for bans only."""

    day: str
    digest: bytes

    def __repr__(self) -> str:
        return "<PairwiseMark>"


class KeptProof(Discreet, frozen=True, kw_only=True):
    """A proof with whose it is: a session, in the browser that holds the key of this thumbprint (RFC 7638)."""

    session_id: str
    proof: Proof
    key_thumbprint: str
    mark: PairwiseMark | None = None


class ProofLife(Struct, frozen=True, kw_only=True):
    """How long a proof holds at most, and without anything done, in milliseconds; never longer than by default."""

    idle_ms: int = PROOF_IDLE_MS
    most_ms: int = PROOF_MOST_MS

    def __post_init__(self) -> None:
        if not (0 < self.idle_ms <= PROOF_IDLE_MS and 0 < self.most_ms <= PROOF_MOST_MS):
            raise ValueError("a proof holds for an hour without anything done, and four at most")


def proof_from(found: AgeFound, method: Method, now_ms: int, life: ProofLife) -> Proof:
    """What is kept of what a method found."""
    return Proof(
        method=method,
        threshold=found.threshold,
        result=found.is_over,
        issuer_sha256=found.issuer_sha256,
        verified_at_ms=now_ms,
        expires_at_ms=now_ms + life.most_ms,
    )


def ends_at_ms(proof: Proof, last_seen_ms: int, idle_ms: int = PROOF_IDLE_MS) -> int:
    """When it ends if nothing more is done, Unix ms."""
    return min(last_seen_ms + idle_ms, proof.expires_at_ms, proof.verified_at_ms + PROOF_MOST_MS)


def holds(proof: Proof, last_seen_ms: int, now_ms: int, idle_ms: int = PROOF_IDLE_MS) -> bool:
    """Whether it still proves an adult; the time of the last thing the guest did is that of its session.

    A verification in the future proves nothing: the clock was set back, and nobody can tell for how long it holds.
    """
    is_begun = proof.verified_at_ms <= now_ms
    # The proof itself was something they did.
    seen_ms = max(last_seen_ms, proof.verified_at_ms)
    return is_begun and is_of_an_adult(proof) and now_ms < ends_at_ms(proof, seen_ms, idle_ms)


def is_of_an_adult(proof: Proof) -> bool:
    return proof.result and proof.threshold >= ADULT


def why_over(proof: Proof, now_ms: int) -> EndOfProof:
    """Why one that holds no more does not."""
    is_old = now_ms >= min(proof.expires_at_ms, proof.verified_at_ms + PROOF_MOST_MS)
    return "expired" if is_old else "idle"
