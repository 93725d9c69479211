"""The shape of `[backup]`: where a running server puts a backup each day, and who may open it."""

from collections.abc import Iterator
from typing import Annotated

from msgspec import Meta, Struct

from palabre.domain.recipient import is_recipient


class BackupSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A backup a day, without messages and without keys; see docs/operating.md."""

    path: Annotated[
        str,
        Meta(
            max_length=4_096,
            description="Directory of the backups, apart from data and keys; empty: the server makes none.",
        ),
    ] = ""
    recipients: Annotated[
        tuple[str, ...],
        Meta(max_length=20, description="Who may open one: age recipients (`age1…`), as `palabre vault keygen` makes."),
    ] = ()
    keep_days: Annotated[int, Meta(ge=1, le=30, description="Days after which a backup is deleted, 1 to 30.")] = 30


def problems_with_backup(backup: BackupSettings) -> Iterator[str]:
    """`key: what was expected` of each setting that cannot be."""
    for number, recipient in enumerate(backup.recipients):
        if not is_recipient(recipient):
            yield f"backup.recipients[{number}]: expected an age recipient (age1…), as `palabre vault keygen` prints"
    if len(set(backup.recipients)) < len(backup.recipients):
        yield "backup.recipients: expected each once"
    if backup.path and not backup.recipients:
        yield "backup.recipients: expected who may open the backups, since there is a backup.path"
