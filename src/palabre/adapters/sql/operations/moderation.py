"""Moderation events, and the rules of this instance."""

import secrets
from collections.abc import Sequence
from typing import Any

from palabre.adapters.sql import compiled
from palabre.adapters.sql.operations import binding, control
from palabre.adapters.sql.statement import Operation
from palabre.domain.moderation.event import SALT_BYTES, Commitment, Deed, ModerationEvent, commitment
from palabre.domain.moderation.revision import Revision, restored, stored
from palabre.domain.refusal import Refusal
from palabre.ports.staff import RULES_CHANGED


def record(deed: Deed) -> Operation[None]:
    """Keep it, with the rows its case has now: what it did to them is written before."""
    deed = yield from binding.bound(deed)
    ((found,),) = yield compiled.NEXT_DEED()
    id, salt = int(found), secrets.token_bytes(SALT_BYTES)
    yield compiled.ADD_MODERATION_EVENT(
        id=id,
        at_ms=deed.at_ms,
        who=deed.who,
        what=deed.what,
        subject=deed.subject,
        reason=deed.reason,
        case_id=deed.case_id,
        data=deed.data,
        salt=salt,
        commitment=commitment(salt, id, deed),
    )


def record_all(deeds: Sequence[Deed]) -> Operation[None]:
    """In this order."""
    for deed in deeds:
        yield from record(deed)


def order(deed: Deed, kind: str, data: bytes) -> Operation[None]:
    yield from record(deed)
    yield from control.append_control(kind, data, deed.at_ms)


def events(before: int, count: int) -> Operation[list[ModerationEvent]]:
    rows = yield compiled.MODERATION_EVENTS_BEFORE(before=before, count=count)
    return [commitment_of(row).event for row in rows]


def events_of_case(case_id: str) -> Operation[list[ModerationEvent]]:
    rows = yield compiled.EVENTS_OF_CASE(case_id=case_id)
    return [commitment_of(row).event for row in rows]


def commitments(after: int, count: int) -> Operation[list[Commitment]]:
    rows = yield compiled.MODERATION_EVENTS_AFTER(after=after, count=count)
    return [commitment_of(row) for row in rows]


def commitment_of(row: Sequence[Any]) -> Commitment:
    id, at_ms, who, what, subject, reason, case_id, data, salt, digest = row
    deed = Deed(at_ms=at_ms, who=who, what=what, subject=subject, reason=reason, case_id=case_id, data=bytes(data))
    kept = None if salt is None else bytes(salt)
    return Commitment(event=ModerationEvent(id, deed, is_erased=kept is None), salt=kept, digest=bytes(digest))


def revisions() -> Operation[list[Revision]]:
    rows = yield compiled.ALL_RULE_VERSIONS()
    return [
        Revision(
            rule_id=rule_id,
            number=number,
            version=version,
            status=status,
            author=author,
            approver=approver,
            by=by,
            at_ms=at_ms,
            text=restored(text),
            braked=bool(braked),
        )
        for rule_id, number, version, status, author, approver, by, at_ms, text, braked in rows
    ]


def add_revision(revision: Revision, deed: Deed) -> Operation[None]:
    added = yield compiled.ADD_RULE_VERSION(
        rule_id=revision.rule_id,
        number=revision.number,
        version=revision.version,
        status=revision.status,
        author=revision.author,
        approver=revision.approver,
        made_by=revision.by,
        at_ms=revision.at_ms,
        text=stored(revision.text),
        braked=revision.braked,
    )
    if not added:
        raise Refusal("conflict")
    yield from order(deed, RULES_CHANGED, b"{}")
