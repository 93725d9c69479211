"""Noticing: anyone tells the team, without a session (Digital Services Act, article 16)."""

import re
from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit

from palabre.domain.message import OPERATOR_SESSION
from palabre.domain.moderation.report import Notice, Subject
from palabre.domain.refusal import Refusal
from palabre.domain.session import Locale
from palabre.ports.cases import CaseStore, Wanted
from palabre.protocol.resources import NoticeLocation, NoticeMade, NoticeRequest
from palabre.services.directory import RoomDirectory
from palabre.services.intake import Intake
from palabre.services.reporting import Reassuring, Reporters

EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")
ROOM_PATH = re.compile(r"/r/([a-z0-9-]{1,40})/?")
MESSAGE_FRAGMENT = re.compile(r"m-([A-Za-z0-9_-]{1,64})")


class Locating:
    """Finds what a stranger points to: nothing of whether it is there is told."""

    def __init__(self, directory: RoomDirectory, store: CaseStore) -> None:
        self._directory = directory
        self._store = store

    async def find(self, locations: Sequence[NoticeLocation]) -> list[Subject]:
        """The subjects meant, each once; a place nobody could name when there is none."""
        found = [await self._subject(location) for location in locations]
        named = [subject for subject in found if subject is not None]
        return list({each.key(""): each for each in reversed(named)}.values())[::-1] or [nowhere()]

    async def _subject(self, location: NoticeLocation) -> Subject | None:
        parts = urlsplit(location.link.strip())
        path, fragment = ROOM_PATH.fullmatch(parts.path), MESSAGE_FRAGMENT.fullmatch(parts.fragment)
        room_id = self._room(path[1] if path else location.room)
        if room_id is None:
            return None
        texts = await self._store.texts(room_id, message(fragment[1])) if fragment else []
        if not texts or texts[-1].session_id == OPERATOR_SESSION:
            return Subject(kind="room", room_id=room_id)
        last = texts[-1]
        return Subject(
            kind="message", room_id=room_id, session_id=last.session_id, tag=last.tag, message_id=last.message_id
        )

    def _room(self, named: str) -> int | None:
        """A room by its slug or its name, however it is written."""
        said = named.strip().casefold()
        rooms = self._directory.public()
        return next((room.id for room in rooms if said in (room.slug, room.settings.name.casefold())), None)


class Noticing:
    """Carries out a notice. Who reports what concerns a child need not say who they are, and it is not kept."""

    def __init__(self, reporters: Reporters, locating: Locating, intake: Intake, reassuring: Reassuring) -> None:
        self._reporters = reporters
        self._locating = locating
        self._intake = intake
        self._reassuring = reassuring

    async def notice(self, asked: NoticeRequest, prefix: str, locale: Locale) -> NoticeMade:
        """One report on each subject, and one receipt for them all. Raises Refusal `notice_incomplete`, `slowed`,
        `challenge_required`."""
        said = self._said(asked)
        source = await self._reporters.admit_stranger(prefix, asked.category, asked.payload)
        text = "\n".join([asked.explanation.strip(), *said.locations])
        subjects = await self._locating.find(asked.locations)
        report = partial(self._intake.take, category=asked.category, text=text, source=source, notice=said)
        _, receipt = await report(subjects[0])
        for subject in subjects[1:]:
            await report(subject, receipt=receipt)
        return NoticeMade(receipt=receipt.code, lines=self._reassuring.lines(asked.category, locale))

    def _said(self, asked: NoticeRequest) -> Notice:
        places = tuple(filter(None, map(told_place, asked.locations)))
        is_about_a_child = asked.category == "minor"
        name, email = asked.name.strip(), asked.email.strip()
        if not places or not asked.explanation.strip():
            raise Refusal("notice_incomplete")
        if is_about_a_child:
            return Notice(locations=places, good_faith=asked.good_faith)
        if not name or not EMAIL.fullmatch(email):
            raise Refusal("notice_incomplete")
        return Notice(locations=places, name=name, email=email, good_faith=asked.good_faith)


def message(message_id: str) -> Wanted:
    return Wanted(message_id=message_id, before=0, following=0)


def nowhere() -> Subject:
    return Subject(kind="room", room_id=0)


def told_place(location: NoticeLocation) -> str:
    """Where it is, in the words it was said in."""
    parts = (location.link, location.room, location.who, location.when)
    return " · ".join(part.strip() for part in parts if part.strip())
