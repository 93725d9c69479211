"""Proofs of age: by which methods a guest shows to be an adult."""

from palabre.adapters.age.nobody import NoProofs

__all__ = ["NoProofs"]
