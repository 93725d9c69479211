"""Publishing: the rules of the place are put in force, and everyone present is told when they changed."""

from collections.abc import Mapping

from palabre.domain.moderation.event import Deed
from palabre.domain.published import RulesVersion
from palabre.domain.session import Locale
from palabre.domain.staff import OPERATOR
from palabre.ports.clock import Clock
from palabre.ports.published import PublishedRules
from palabre.services.announcing import Announcing
from palabre.services.directory import RoomDirectory

# A start that failed half way tells the rest at the next one; once a room: the key of a message is known for an hour.
TOLD_WITHIN_MS = 3_600_000
CHANGED: Mapping[Locale, str] = {
    "fr": "Les règles de ce lieu ont changé. La page «\u00a0Règles\u00a0» montre la version en vigueur, et celles "
    "d’avant.",
    "en": "The rules of this place have changed. The “Rules” page shows the version in force, and the earlier ones.",
}


class Publishing:
    """The versions of the rules, `document` being what the configuration and the words say today."""

    def __init__(
        self, store: PublishedRules, directory: RoomDirectory, announcing: Announcing, clock: Clock, document: bytes
    ) -> None:
        self._store = store
        self._directory = directory
        self._announcing = announcing
        self._clock = clock
        self._document = document
        self.versions: tuple[RulesVersion, ...] = ()

    async def start(self) -> None:
        """Put today's text in force, if it is another than the last. Raises StoreUnavailable."""
        now = self._clock.now_ms()
        await self._store.publish_rules(self._document, Deed(at_ms=now, who=OPERATOR, what="rules_published"))
        self.versions = tuple(await self._store.rules_versions())
        if len(self.versions) > 1 and now - self.in_force.at_ms < TOLD_WITHIN_MS:
            await self._tell()

    @property
    def in_force(self) -> RulesVersion:
        """The version that holds now."""
        return self.versions[0]

    def version(self, digest: str) -> RulesVersion | None:
        """The latest version with this digest."""
        return next((version for version in self.versions if version.digest == digest), None)

    async def document(self, version: RulesVersion) -> bytes:
        """The whole text of a version. Raises StoreUnavailable."""
        if version.digest == self.in_force.digest:
            return self._document
        return await self._store.rules_document(version.digest) or self._document

    async def _tell(self) -> None:
        for room in self._directory.all():
            if not room.closed and room.privacy != "conversation":
                text = CHANGED[room.settings.language]
                await self._announcing.say(room, text, f"rules-{self.in_force.number}-{room.id}")
