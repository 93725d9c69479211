"""What both databases do to be filled from a backup: what they accept, and what changes in it."""

from collections.abc import Callable, Iterator, Sequence

from palabre.adapters.sql.carried import CARRIED
from palabre.adapters.sql.compiled import REVISION
from palabre.domain.backup import BackupBroken, Column

Step = tuple[str, tuple[object, ...]]
# A closed private room that is over: nobody sees it, and its number is not given again.
PLACEHOLDER = (
    "INSERT INTO rooms (id, slug, settings, epoch, head, closed, privacy, opened, ends_ms)"
    " VALUES ({id}, '{slug}', '{settings}', '{epoch}', 0, true, 'private', false, 0)"
)
PLACEHOLDER_SETTINGS = '{"name":"–"}'


def check_revision(revision: str) -> None:
    """Raises BackupBroken for one this version does not know."""
    if not revision.isdecimal() or revision > REVISION:
        raise BackupBroken(f"a later version made it (revision {revision}, this one knows {REVISION})")


def check_columns(table: str, columns: Sequence[Column], there: Sequence[Column]) -> None:
    """Raises BackupBroken for what does not go into a backup, or is not of this revision."""
    if table not in CARRIED or not set(columns) <= set(there) or not columns:
        raise BackupBroken("it has rows that no backup has")


def insertion(table: str, columns: Sequence[Column]) -> str:
    """For SQLite; the names are those that `check_columns` found there."""
    listed = ", ".join(f'"{column.name}"' for column in columns)
    places = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({listed}) VALUES ({places})"  # noqa: S608 — see above


def turn_over(rooms: Sequence[int], new_epoch: Callable[[], str]) -> Iterator[Step]:
    """A new epoch for every room: clients then ask for a snapshot. Orders to the server of before are over."""
    for id in rooms:
        yield f"UPDATE rooms SET epoch = '{new_epoch()}' WHERE id = {int(id)}", ()  # noqa: S608 — our own numbers
    yield "UPDATE instance SET control_cursor = control_head", ()


def last_room_row(id: int, epoch: str) -> Step:
    """The row that keeps the highest number taken."""
    slug = f"private-{int(id)}"
    return PLACEHOLDER.format(id=int(id), slug=slug, settings=PLACEHOLDER_SETTINGS, epoch=epoch), ()
