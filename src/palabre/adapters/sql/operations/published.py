"""Published rules."""

from palabre.adapters.sql import compiled
from palabre.adapters.sql.operations import moderation
from palabre.adapters.sql.statement import Operation
from palabre.domain.moderation.event import Deed
from palabre.domain.published import RulesVersion, digest_of_rules


def publish(document: bytes, deed: Deed) -> Operation[bool]:
    digest = digest_of_rules(document)
    before = yield from versions()
    if before and before[0].digest == digest:
        return False
    number = before[0].number + 1 if before else 1
    yield compiled.ADD_RULES_VERSION(number=number, digest=digest, at_ms=deed.at_ms, document=document)
    if before:
        yield from moderation.record(deed)
    return True


def versions() -> Operation[list[RulesVersion]]:
    rows = yield compiled.RULES_VERSIONS()
    return [RulesVersion(number, digest, at_ms) for number, digest, at_ms in rows]


def document(digest: str) -> Operation[bytes | None]:
    rows = yield compiled.RULES_DOCUMENT(digest=digest)
    return bytes(rows[0][0]) if rows else None
