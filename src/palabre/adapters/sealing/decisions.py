"""Under seal: the words a statement quotes, and what is said against a decision."""

import msgspec

from palabre.domain.moderation.appeal import Appeal
from palabre.domain.moderation.statement import Statement
from palabre.ports.sealer import SealBroken, Sealer


def seal_quote(sealer: Sealer, statement: Statement) -> tuple[Statement, bytes | None]:
    """The statement without its quotation, and that under seal."""
    if statement.quoted is None:
        return statement, None
    sealed = sealer.seal(statement.quoted.encode(), quote_context(statement.decision_id))
    return msgspec.structs.replace(statement, quoted=None), sealed


def opened_statement(sealer: Sealer, statement: Statement, sealed: bytes | None) -> Statement:
    """The statement with its quotation; without, when that cannot be opened any more."""
    if sealed is None:
        return statement
    try:
        quoted = sealer.open(bytes(sealed), quote_context(statement.decision_id)).decode()
    except (SealBroken, UnicodeDecodeError):
        return statement
    return msgspec.structs.replace(statement, quoted=quoted)


def seal_appeal(sealer: Sealer, appeal: Appeal) -> bytes:
    return sealer.seal(appeal.text.encode(), appeal_context(appeal.id))


def opened_appeal(sealer: Sealer, appeal: Appeal, sealed: bytes) -> Appeal:
    """The appeal with its words; without, when they cannot be opened any more."""
    try:
        text = sealer.open(sealed, appeal_context(appeal.id)).decode()
    except (SealBroken, UnicodeDecodeError):
        return appeal
    return msgspec.structs.replace(appeal, text=text)


def quote_context(decision_id: str) -> bytes:
    return f"statement\0{decision_id}".encode()


def appeal_context(appeal_id: str) -> bytes:
    return f"appeal\0{appeal_id}".encode()
