"""Whether there is a backup of today, in the words of `palabre check`."""

from pathlib import Path

from palabre import bootstrap
from palabre.cli import disk
from palabre.domain.backup import STALE_MS, last_made_ms, name_of
from palabre.domain.retention import HOUR_MS
from palabre.settings import Settings, problem_with_backups


def state_of(settings: Settings, data: Path, now_ms: int, *, has_store: bool) -> tuple[bool, str]:
    """Whether all is well with the backups that are configured, and one sentence on them.

    A file is there under its name only when it was written to its end; whether it opens only `restore --check` tells.
    """
    if problem := problem_with_backups(settings, data):
        return False, problem
    folder = bootstrap.kept_backups(settings)
    try:
        names = folder.names()
        last_ms = last_made_ms(names)
        if last_ms is None:
            return not has_store, f"none yet in {folder.path}; a running server makes one a day"
        size = disk.size(folder.size_of(name_of(last_ms)))
    except OSError as error:
        return False, f"{folder.path}: {(error.strerror or type(error).__name__).lower()}"
    hours = (now_ms - last_ms) // HOUR_MS
    told = f"{len(names)} in {folder.path}, the last {hours} h old, {size}, kept {settings.backup.keep_days} days"
    if now_ms - last_ms >= STALE_MS:
        return False, f"{told}: one is due every day, so look at what the server logs"
    return True, told
