"""A demo wallet: it presents proofs of age of a demo issuer, true ones and wrong ones on demand."""

from typing import Literal, Protocol

from palabre.ports.presentations import PresentationAsked

# What to present: a proof that holds, or one that must be refused, and why.
DemoProof = Literal[
    "over_18", "under_18", "expired", "another_site", "too_much", "replayed", "unknown_issuer", "altered"
]


class DemoWallet(Protocol):
    """Exists in demo mode only."""

    async def present(self, asked: PresentationAsked, proof: DemoProof = "over_18") -> bytes:
        """A DeviceResponse (ISO/IEC 18013-5, §8.3) for this request. `replayed`: one that answered another."""
        ...
