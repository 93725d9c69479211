"""Pointing: what an authority means by what it names, as far as it is found here, and the texts it is about."""

import re
from urllib.parse import urlsplit

from palabre.domain.message import OPERATOR_SESSION
from palabre.domain.moderation.evidence import MOST_PIECES, Piece, Text, fresh
from palabre.domain.order import OrderSubject
from palabre.domain.receipt import ReceiptAbout, hash_code
from palabre.domain.room import Room
from palabre.ports.cases import Wanted
from palabre.ports.store import Store
from palabre.protocol.desk_orders import OrderAbout
from palabre.services.directory import RoomDirectory
from palabre.services.recognising import Recognising

ROOM_PATH = re.compile(r"/r/([a-z0-9-]{1,40})/?")
MESSAGE_FRAGMENT = "m-"


class Pointing:
    """Nothing that is not found keeps an order from being taken in."""

    def __init__(self, store: Store, directory: RoomDirectory, recognising: Recognising) -> None:
        self._store = store
        self._directory = directory
        self._recognising = recognising

    async def find(self, about: OrderAbout) -> OrderSubject:
        """Raises StoreUnavailable."""
        match about.kind:
            case "message":
                return await self._message(about)
            case "guest":
                return await self._guest(about)
            case "receipt":
                return await self._receipt(about)
            case "other":
                return OrderSubject(kind="other", words=about.words)

    async def texts(self, subject: OrderSubject) -> list[Text]:
        """What is kept of it now: every version of the message, or what its guest wrote in that room, 400 at most."""
        if subject.room_id is None or subject.session_id is None:
            return []
        if subject.message_id is not None:
            return await self._store.texts(subject.room_id, only(subject.message_id))
        wanted = Wanted(session_id=subject.session_id, most=MOST_PIECES)
        return await self._store.texts(subject.room_id, wanted)

    async def pieces(self, subject: OrderSubject, now_ms: int) -> tuple[Piece, ...]:
        """The same to be sealed, with what is evidence of theirs in a case there."""
        known = {(text.message_id, text.version): text for text in await self.texts(subject)}
        for case in await self._store.cases_on(subject.session_id) if subject.session_id else ():
            for piece in await self._store.pieces(case.id):
                if is_meant(piece.text, subject) and not piece.altered:
                    known.setdefault(piece.key(), piece.text)
        return tuple(fresh((), known.values(), frozenset(), now_ms))

    async def standing(self, subject: OrderSubject) -> tuple[str, ...]:
        """The messages of it that are still shown."""
        shown = [text for text in await self.texts(subject) if text.removed is None and text.hidden_ms is None]
        return tuple(dict.fromkeys(text.message_id for text in shown))

    async def _message(self, about: OrderAbout) -> OrderSubject:
        slug, message_id = pointed_at(about)
        room = self._room(slug)
        texts = await self._store.texts(room.id, only(message_id)) if room and message_id else []
        author = texts[-1] if texts and texts[-1].session_id != OPERATOR_SESSION else None
        return OrderSubject(
            kind="message",
            room_id=room.id if room else None,
            session_id=author.session_id if author else None,
            tag=author.tag if author else None,
            message_id=message_id or None,
            words=about.words,
        )

    async def _guest(self, about: OrderAbout) -> OrderSubject:
        room = self._room(about.room)
        session_id = await self._whose(room, about.tag) if room and about.tag else None
        return OrderSubject(
            kind="guest",
            room_id=room.id if room else None,
            session_id=session_id,
            tag=about.tag or None,
            words=about.words,
        )

    async def _whose(self, room: Room, tag: str) -> str | None:
        """Of who is there, or of who wrote there, also when they erased it."""
        byline = await self._recognising.whose(room.id, tag)
        if byline is not None:
            return None if byline.session_id == OPERATOR_SESSION else byline.session_id
        author = await self._store.author_of(room.id, tag) if "\0" not in tag else None
        return author.session_id if author else None

    async def _receipt(self, about: OrderAbout) -> OrderSubject:
        """Whom the decision is about, or the report: never who made it."""
        digest = hash_code(about.code)
        opened = await self._store.receipt(digest) if digest else None
        if opened is None:
            return OrderSubject(kind="receipt", words=about.words)
        return await (self._decision(opened, about) if opened.kind == "decision" else self._report(opened, about))

    async def _decision(self, opened: ReceiptAbout, about: OrderAbout) -> OrderSubject:
        kept = await self._store.kept(opened.about_id)
        if kept is None:
            return OrderSubject(kind="receipt", words=about.words)
        made = kept.judgement
        return OrderSubject(
            kind="receipt",
            room_id=made.room_id,
            session_id=made.session_id,
            tag=made.tag,
            decision_id=made.id,
            words=about.words,
        )

    async def _report(self, opened: ReceiptAbout, about: OrderAbout) -> OrderSubject:
        found = await self._store.report(opened.ids()[0]) if opened.kind == "report" else None
        if found is None:
            return OrderSubject(kind="receipt", words=about.words)
        subject = found[0].subject
        return OrderSubject(
            kind="receipt",
            room_id=subject.room_id or None,
            session_id=subject.session_id,
            tag=subject.tag,
            words=about.words,
        )

    def _room(self, named: str) -> Room | None:
        return self._directory.by_handle(named) or self._directory.by_slug(named)


def pointed_at(about: OrderAbout) -> tuple[str, str]:
    """Room and message: a link says both, an id is of the room named beside it."""
    parts = urlsplit(about.message.strip())
    path = ROOM_PATH.fullmatch(parts.path)
    if path and parts.fragment.startswith(MESSAGE_FRAGMENT):
        return path[1], parts.fragment.removeprefix(MESSAGE_FRAGMENT)
    return about.room, about.message.strip().replace("\0", "")


def only(message_id: str) -> Wanted:
    return Wanted(message_id=message_id, before=0, following=0)


def is_meant(text: Text, subject: OrderSubject) -> bool:
    """Whether it is theirs, in that room, and the message, if one is named."""
    return (text.room_id, text.session_id) == (subject.room_id, subject.session_id) and subject.message_id in (
        None,
        text.message_id,
    )
