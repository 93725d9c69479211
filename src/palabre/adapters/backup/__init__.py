"""Backups as files: sealed to the people who may open them, whole or not there at all."""

from palabre.adapters.backup.folder import BackupFolder
from palabre.adapters.backup.keys import KeyFileUnusable, identities_in, recipients_of
from palabre.adapters.backup.reading import opened_lines
from palabre.adapters.backup.writing import Written, write_sealed

__all__ = [
    "BackupFolder",
    "KeyFileUnusable",
    "Written",
    "identities_in",
    "opened_lines",
    "recipients_of",
    "write_sealed",
]
