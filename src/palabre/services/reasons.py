"""Reasons: a decision in the words its guest is told, in the language of their session."""

from palabre.domain.moderation.appeal import APPEAL_MS
from palabre.domain.moderation.grounds import Grounds
from palabre.domain.moderation.judgement import Kept
from palabre.domain.moderation.sanction import ToldSanction
from palabre.domain.session import Locale
from palabre.services.directory import RoomDirectory
from palabre.services.receipts import Receipts


class Reasons:
    """Puts statements into words."""

    def __init__(self, grounds: Grounds, directory: RoomDirectory, receipts: Receipts) -> None:
        self._grounds = grounds
        self._directory = directory
        self._receipts = receipts

    def told(self, kept: Kept, locale: Locale | None = None) -> ToldSanction | None:
        """What is told of a decision, by default in the language it was made in; None when it sanctions nobody."""
        sanction, statement = kept.sanction, kept.statement
        if sanction is None or statement is None:
            return None
        language = locale or statement.language
        ground = self._grounds.find(statement.ground)
        return ToldSanction(
            id=sanction.id,
            kind=sanction.kind,
            room_id=sanction.room_id,
            room=self.slug(sanction.room_id),
            from_ms=sanction.from_ms,
            until_ms=sanction.until_ms,
            ground=ground.told(language) if ground else statement.ground,
            facts=statement.facts(language),
            reason=statement.reason,
            quoted=statement.quoted,
            decided_by=statement.by,
            automated=statement.automatic,
            detected=statement.detected,
            receipt=self._receipts.derived(kept.judgement.id),
            appeal_until_ms=statement.at_ms + APPEAL_MS,
        )

    def handle(self, room_id: int | None) -> str | None:
        """The room of an id, as the team calls it."""
        room = self._directory.by_id(room_id) if room_id is not None else None
        return room.handle if room else None

    def slug(self, room_id: int | None) -> str | None:
        """The room of an id, as it is told."""
        room = self._directory.by_id(room_id) if room_id is not None else None
        return room.slug if room else None
