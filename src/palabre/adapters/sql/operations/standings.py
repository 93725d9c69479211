"""Standings, spent challenges and the signs of pairs."""

from collections.abc import Sequence

from palabre.adapters.sql import compiled
from palabre.adapters.sql.statement import Operation, Row
from palabre.domain.moderation.pairs import SIGNS_WITHIN_MS, PairSign
from palabre.domain.session import MAX_AGE_MS
from palabre.domain.standing import Standing


def standing(session_id: str) -> Operation[Standing | None]:
    rows = yield compiled.STANDING(session_id=session_id)
    return standing_of(rows[0]) if rows else None


def standing_of(row: Row) -> Standing:
    found, settled_ms, protected_ms, closed_ms, free_until_ms = row
    return Standing(
        session_id=found,
        settled_ms=settled_ms,
        protected_ms=protected_ms,
        closed_ms=closed_ms,
        free_until_ms=free_until_ms,
    )


def keep_standing(standing: Standing) -> Operation[None]:
    yield compiled.KEEP_STANDING(
        session_id=standing.session_id,
        settled_ms=standing.settled_ms,
        protected_ms=standing.protected_ms,
        closed_ms=standing.closed_ms,
        free_until_ms=standing.free_until_ms,
    )


def spend_challenge(digest: bytes, until_ms: int) -> Operation[bool]:
    rows = yield compiled.SPEND_CHALLENGE(digest=digest, until_ms=until_ms)
    return bool(rows)


def sweep_challenges(now_ms: int, rows: int) -> Operation[int]:
    gone = yield compiled.DROP_SPENT_CHALLENGES(now=now_ms, count=rows)
    return len(gone)


def add_pair_signs(signs: Sequence[PairSign]) -> Operation[None]:
    for shown in signs:
        yield compiled.ADD_PAIR_SIGN(
            sender=shown.sender, target=shown.target, sign=shown.sign, at_ms=shown.at_ms, prefix=shown.prefix
        )


def pair_signs(count: int) -> Operation[list[PairSign]]:
    rows = yield compiled.PAIR_SIGNS(count=count)
    return [
        PairSign(sender=sender, target=target, sign=sign, at_ms=at_ms, prefix=prefix)
        for sender, target, sign, at_ms, prefix in rows
    ]


def invited_by(sender: str) -> Operation[dict[str, int]]:
    rows = yield compiled.INVITED_BY(sender=sender)
    return {target: int(at_ms) for target, at_ms in rows}


def thaw_pairs(sender: str, at_ms: int) -> Operation[None]:
    yield compiled.THAW_PAIRS(sender=sender, at_ms=at_ms)


def reopen_writing(session_id: str) -> Operation[None]:
    yield compiled.REOPEN_WRITING(session_id=session_id)


def sweep_pair_signs(now_ms: int, rows: int) -> Operation[int]:
    gone = yield compiled.DROP_PAIR_SIGNS(
        signs_before=now_ms - SIGNS_WITHIN_MS, frozen_before=now_ms - MAX_AGE_MS, count=rows
    )
    return len(gone)
