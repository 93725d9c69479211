"""The composition root: the only part that names adapters."""

from pyrage.x25519 import Identity

from palabre.adapters.backup import KeyFileUnusable
from palabre.adapters.detectors import PackFault
from palabre.adapters.sealing import KeyUnusable
from palabre.adapters.sql.sqlite import DataDirectoryBusy
from palabre.adapters.vault.export import Export as VaultExport
from palabre.adapters.vault.export import ExportBroken, identity_in, make_identity
from palabre.adapters.vault.export import Opening as VaultOpening
from palabre.adapters.vault.pairs import WrapBroken
from palabre.bootstrap.backups import Backup, backup_made, kept_backups, make_backup, read_backup, restore_backup
from palabre.bootstrap.house import House, build
from palabre.bootstrap.screening import problem_with_rooms, screening, shipped_screening, workshop
from palabre.bootstrap.serving import opened_house, raise_limits, receive, serve
from palabre.bootstrap.stores import (
    head_signer_of,
    is_served,
    migrate,
    open_store,
    store_beside,
    transcript_key_beside,
    usage,
)
from palabre.bootstrap.vault import day_keys_of_vault, has_store, is_signed, vault_of
from palabre.bootstrap.ways import AgeUnusable, trusted_list_told

__all__ = [
    "AgeUnusable",
    "Backup",
    "DataDirectoryBusy",
    "ExportBroken",
    "House",
    "Identity",
    "KeyFileUnusable",
    "KeyUnusable",
    "PackFault",
    "VaultExport",
    "VaultOpening",
    "WrapBroken",
    "backup_made",
    "build",
    "day_keys_of_vault",
    "has_store",
    "head_signer_of",
    "identity_in",
    "is_served",
    "is_signed",
    "kept_backups",
    "make_backup",
    "make_identity",
    "migrate",
    "open_store",
    "opened_house",
    "problem_with_rooms",
    "raise_limits",
    "read_backup",
    "receive",
    "restore_backup",
    "screening",
    "serve",
    "shipped_screening",
    "store_beside",
    "transcript_key_beside",
    "trusted_list_told",
    "usage",
    "vault_of",
    "workshop",
]
