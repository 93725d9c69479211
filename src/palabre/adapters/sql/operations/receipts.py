"""Receipts and the marks of bans, and the end of what nobody can contest any more."""

from palabre.adapters.sql import compiled
from palabre.adapters.sql.batch import Batch
from palabre.adapters.sql.statement import Operation
from palabre.domain.moderation.appeal import APPEAL_MS
from palabre.domain.moderation.judgement import BanMark
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


def sweep(batch: Batch, now_ms: int, rows: int) -> Operation[int]:
    batch.scrub = True
    receipts = yield compiled.RECEIPTS_OVER(now=now_ms, count=rows)
    for (code_hash,) in receipts:
        yield compiled.DESTROY_RECEIPT(code_hash=code_hash)
    over = yield compiled.JUDGEMENTS_OVER(before=now_ms - APPEAL_MS, count=rows)
    for (decision_id,) in over:
        yield compiled.DESTROY_APPEALS(decision_id=decision_id)
        yield compiled.DESTROY_JUDGEMENT(decision_id=decision_id)
    yield compiled.DROP_STALE_BAN_MARKS(now=now_ms)
    batch.hid_text = batch.hid_text or bool(over)
    return len(receipts) + len(over)
