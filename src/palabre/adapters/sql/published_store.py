"""The part of the store that is about published rules."""

from palabre.adapters.sql.engine import Engine
from palabre.adapters.sql.operations import published
from palabre.adapters.sql.writes import plain
from palabre.domain.moderation.event import Deed
from palabre.domain.published import RulesVersion


class SqlPublishedStore:
    """Each method names the operation and who runs it: a log writer or a reader."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def publish_rules(self, document: bytes, deed: Deed) -> bool:
        return await self._engine.write(plain(published.publish, document, deed))

    async def rules_versions(self) -> list[RulesVersion]:
        return await self._engine.read(published.versions())

    async def rules_document(self, digest: str) -> bytes | None:
        return await self._engine.read(published.document(digest))
