"""Store of published rules: every version that was ever in force, so that each can be read again."""

from typing import Protocol

from palabre.domain.moderation.event import Deed
from palabre.domain.published import RulesVersion


class PublishedRules(Protocol):
    """Versions are only ever added. Numbers are dense from 1."""

    async def publish_rules(self, document: bytes, deed: Deed) -> bool:
        """Put this document in force at the time of the deed, unless it is the one in force; return whether it was put.

        The deed is recorded with it, but for the first version, which changes none. Raises StoreUnavailable.
        """
        ...

    async def rules_versions(self) -> list[RulesVersion]:
        """Every version, the latest first."""
        ...

    async def rules_document(self, digest: str) -> bytes | None:
        """The document with this digest."""
        ...
