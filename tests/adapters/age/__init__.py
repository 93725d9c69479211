"""Proofs of age: what a wallet may answer, and why nearly all of it proves nothing."""
