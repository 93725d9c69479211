"""Heads of the audit's tree signed with Ed25519."""

from palabre.adapters.audit.ed25519 import Ed25519Signer

__all__ = ["Ed25519Signer"]
