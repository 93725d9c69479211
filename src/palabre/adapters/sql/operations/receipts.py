"""Receipts and the marks of bans, and the end of what nobody can contest any more."""

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.operations import cases, moderation
from palabre.adapters.sql.statement import Operation
from palabre.domain.moderation.appeal import APPEAL_MS, PROLONGED_BEFORE_MS, readable_until_ms
from palabre.domain.moderation.judgement import BanMark, destroying
from palabre.domain.receipt import ReceiptAbout


def keep(code_hash: bytes, about: ReceiptAbout) -> Operation[None]:
    yield compiled.ADD_RECEIPT(
        code_hash=code_hash, kind=about.kind, about_id=about.about_id, expires_ms=about.expires_ms
    )


def find(code_hash: bytes) -> Operation[ReceiptAbout | None]:
    rows = yield compiled.RECEIPT(code_hash=code_hash)
    return ReceiptAbout(*rows[0]) if rows else None


def live_marks(now_ms: int) -> Operation[list[BanMark]]:
    rows = yield compiled.LIVE_BAN_MARKS(now=now_ms)
    return [
        BanMark(
            sanction_id=sanction_id,
            day=day,
            digest=bytes(digest),
            room_id=room_id,
            from_ms=from_ms,
            expires_ms=expires_ms,
        )
        for sanction_id, day, digest, room_id, from_ms, expires_ms in rows
    ]


def prolong(now_ms: int, rows: int) -> Operation[None]:
    """Before `rows` receipts of reports end: more time for those that have more to tell."""
    ending = yield compiled.REPORT_RECEIPTS_ENDING(before=now_ms + PROLONGED_BEFORE_MS, count=rows)
    for code_hash, about_id, expires_ms in ending:
        until_ms = expires_ms
        for report_id in ReceiptAbout("report", about_id, expires_ms).ids():
            for case in (yield from cases.of_report(report_id)):
                until_ms = max(until_ms, readable_until_ms(case, now_ms))
        if until_ms > expires_ms:
            yield compiled.PROLONG_RECEIPT(code_hash=code_hash, expires_ms=until_ms)


def sweep(batch: Batch, now_ms: int, rows: int) -> Operation[int]:
    batch.scrub = True
    yield from prolong(now_ms, rows)
    receipts = yield compiled.RECEIPTS_OVER(now=now_ms, count=rows)
    for (code_hash,) in receipts:
        yield compiled.DESTROY_RECEIPT(code_hash=code_hash)
    over = yield compiled.JUDGEMENTS_OVER(before=now_ms - APPEAL_MS, count=rows)
    for decision_id, case_id in over:
        yield compiled.DESTROY_APPEALS(decision_id=decision_id)
        yield compiled.DESTROY_JUDGEMENT(decision_id=decision_id)
        yield from moderation.record(destroying(decision_id, case_id, now_ms))
    yield compiled.DROP_STALE_BAN_MARKS(now=now_ms)
    batch.hid_text = batch.hid_text or bool(over)
    return len(receipts) + len(over)
