"""Vaults: where connection records go."""

from palabre.adapters.vault.empty import EmptyVault

__all__ = ["EmptyVault"]
