"""Published rules, in memory."""

from palabre.adapters.memory.tables import Tables
from palabre.domain.moderation.event import Deed
from palabre.domain.published import RulesVersion, digest_of_rules


class MemoryPublishedRules:
    """Versions beside their documents."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def publish_rules(self, document: bytes, deed: Deed) -> bool:
        self._tables.require_writable()
        kept = self._tables.published
        if kept and kept[-1][1] == document:
            return False
        kept.append((RulesVersion(len(kept) + 1, digest_of_rules(document), deed.at_ms), document))
        if len(kept) > 1:
            self._tables.record(deed)
        return True

    async def rules_versions(self) -> list[RulesVersion]:
        return [version for version, _ in reversed(self._tables.published)]

    async def rules_document(self, digest: str) -> bytes | None:
        return next((document for version, document in self._tables.published if version.digest == digest), None)
