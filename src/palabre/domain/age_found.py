"""What a method found out about a guest's age: the one bit that is kept, and what keeps it from being used twice."""

from palabre.domain.discretion import Discreet


class AgeFound(Discreet, frozen=True, kw_only=True):
    """Over `threshold` years or not, as an issuer says whose certificate (or address) has this SHA-256.

    `pairwise`: what the issuer calls this person here and nowhere else, where the method has it.
    `presentation_sha256`: of what the issuer signed, for a presentation that is good once; until then it is to be
    remembered, `presentation_ends_ms`, it cannot be presented at all.
    """

    threshold: int
    is_over: bool
    issuer_sha256: bytes
    pairwise: bytes | None = None
    presentation_sha256: bytes | None = None
    presentation_ends_ms: int | None = None
