"""Vaults: where connection records go, and how two custodians open what came out of one."""

from palabre.adapters.vault.empty import EmptyVault
from palabre.adapters.vault.files import FileVault

__all__ = ["EmptyVault", "FileVault"]
