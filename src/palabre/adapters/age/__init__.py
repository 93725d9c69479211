"""Proofs of age: by which methods a guest shows to be an adult."""

from palabre.adapters.age.kept import KeptProofs
from palabre.adapters.age.signatures import P256Signatures

__all__ = ["KeptProofs", "P256Signatures"]
