"""Reports and cases, as the store's suite makes them."""

from collections.abc import Sequence

from palabre.domain.moderation.event import Deed, What
from palabre.domain.moderation.evidence import Piece, Text
from palabre.domain.moderation.report import Category, Report, Subject, SubjectKind
from palabre.domain.room import Room
from palabre.ports.cases import Filed, Filing, Wanted
from palabre.ports.store import Recorded, Store
from tests.contract.scene import ANA, BILAL, NOON, numbers


def about(room: Room, who: str = ANA, message: Recorded | None = None) -> Subject:
    """A guest of a room, or one of their messages."""
    message_id = message.message_id if message else None
    kind: SubjectKind = "message" if message else "guest"
    return Subject(kind=kind, room_id=room.id, session_id=who, tag=f"tag-{who}-{room.id}", message_id=message_id)


def report(
    subject: Subject, category: Category = "harassment", *, by: str = BILAL, text: str = "", at_ms: int = NOON
) -> Report:
    id = f"r{next(numbers):06}"
    return Report(id=id, at_ms=at_ms, subject=subject, category=category, text=text, reporter=by, source=f"from-{by}")


async def taken(store: Store, subject: Subject, at_ms: int = NOON) -> list[Piece]:
    """The evidence there is on a reported message, or on a guest."""
    texts = await store.texts(subject.room_id, Wanted(message_id=subject.message_id, session_id=subject.session_id))
    return pieces_of(texts, subject.message_id, at_ms)


def pieces_of(texts: Sequence[Text], reported: str | None, at_ms: int = NOON) -> list[Piece]:
    return [Piece(text=text, taken_ms=at_ms, reported=text.message_id == reported) for text in texts]


async def file(
    store: Store,
    subject: Subject,
    category: Category = "harassment",
    *,
    by: str = BILAL,
    text: str = "",
    at_ms: int = NOON,
) -> Filed:
    """Report a guest or a message, with the evidence there is."""
    made = report(subject, category, by=by, text=text, at_ms=at_ms)
    pieces = tuple(await taken(store, subject, at_ms))
    return await store.file(Filing(case_id=f"case-of-{made.id}", report=made, pieces=pieces))


def deed(what: What, case_id: str, *, by: str = "M-1", at_ms: int = NOON) -> Deed:
    return Deed(at_ms=at_ms, who=by, what=what, case_id=case_id)
