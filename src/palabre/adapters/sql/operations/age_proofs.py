"""Age proofs, presentations and vouches."""

import msgspec

from palabre.adapters.sql import compiled
from palabre.adapters.sql.operations import control, moderation
from palabre.adapters.sql.statement import Operation, Row
from palabre.domain.age import EndOfProof, KeptProof, PairwiseMark, Proof
from palabre.domain.moderation.event import Deed
from palabre.domain.vouch import KEPT_MS, Vouch
from palabre.ports.age_proofs import PROOFS_CHANGED, ProofsChanged


def keep_proof(kept: KeptProof) -> Operation[bool]:
    if not (yield compiled.SESSION_IS_THERE(session_id=kept.session_id)):
        return False
    proof, mark = kept.proof, kept.mark
    yield compiled.DROP_PROOF(session_id=kept.session_id)
    yield compiled.ADD_PROOF(
        session_id=kept.session_id,
        method=proof.method,
        threshold=proof.threshold,
        result=int(proof.result),
        issuer_sha256=proof.issuer_sha256,
        verified_at_ms=proof.verified_at_ms,
        expires_at_ms=proof.expires_at_ms,
        key_thumbprint=kept.key_thumbprint,
        mark_day=mark.day if mark else None,
        mark=mark.digest if mark else None,
    )
    yield compiled.END_PROTECTION(session_id=kept.session_id)
    yield from tell(ProofsChanged(kept.session_id), proof.verified_at_ms)
    return True


def end_proof(session_id: str, why: EndOfProof, at_ms: int) -> Operation[bool]:
    if not (yield compiled.DROP_PROOF(session_id=session_id)):
        return False
    yield from tell(ProofsChanged(session_id, why), at_ms)
    return True


def proof_of(session_id: str) -> Operation[KeptProof | None]:
    rows = yield compiled.PROOF(session_id=session_id)
    return kept_in(rows[0]) if rows else None


def proofs() -> Operation[list[KeptProof]]:
    rows = yield compiled.PROOFS()
    return [kept_in(row) for row in rows]


def kept_in(row: Row) -> KeptProof:
    session_id, method, threshold, result, issuer, verified_at_ms, expires_at_ms, thumbprint, day, mark = row
    return KeptProof(
        session_id=session_id,
        proof=Proof(
            method=method,
            threshold=threshold,
            result=bool(result),
            issuer_sha256=bytes(issuer),
            verified_at_ms=verified_at_ms,
            expires_at_ms=expires_at_ms,
        ),
        key_thumbprint=thumbprint,
        mark=None if day is None else PairwiseMark(day, bytes(mark)),
    )


def spend_presentation(digest: bytes, until_ms: int) -> Operation[bool]:
    rows = yield compiled.SPEND_PRESENTATION(digest=digest, until_ms=until_ms)
    return bool(rows)


def sweep(now_ms: int, rows: int) -> Operation[int]:
    yield compiled.DROP_PROOFS_OF_NOBODY()
    proofs = yield compiled.DROP_OLD_PROOFS(now=now_ms, count=rows)
    presentations = yield compiled.DROP_OLD_PRESENTATIONS(now=now_ms, count=rows)
    vouches = yield compiled.DROP_OLD_VOUCHES(before=now_ms - KEPT_MS, count=rows)
    return len(proofs) + len(presentations) + len(vouches)


def open_vouch(vouch: Vouch, deed: Deed) -> Operation[None]:
    yield compiled.ADD_VOUCH(
        id=vouch.id,
        code_hash=vouch.code_hash,
        opened_by=vouch.opened_by,
        opened_at_ms=vouch.opened_at_ms,
        expires_at_ms=vouch.expires_at_ms,
    )
    yield from moderation.record(deed)


def second_vouch(id: str, by: int, now_ms: int, deed: Deed) -> Operation[bool]:
    if not (yield compiled.SECOND_VOUCH(id=id, by=by, now=now_ms)):
        return False
    yield from moderation.record(deed)
    return True


def use_vouch(id: str, session_id: str, now_ms: int, deed: Deed) -> Operation[bool]:
    if not (yield compiled.USE_VOUCH(id=id, session_id=session_id, now=now_ms)):
        return False
    yield from moderation.record(deed)
    return True


def revoke_vouch(id: str, at_ms: int, deed: Deed) -> Operation[Vouch | None]:
    before = yield from vouch(id)
    if before is None or not (yield compiled.REVOKE_VOUCH(id=id, now=at_ms)):
        return None
    # Read again: it may have been used in between.
    revoked = yield from vouch(id)
    if revoked is not None and revoked.session_id is not None:
        ended = yield compiled.DROP_HUMAN_PROOF(session_id=revoked.session_id, method="human")
        if ended:
            yield from tell(ProofsChanged(revoked.session_id, "revoked"), at_ms)
    yield from moderation.record(deed)
    return revoked


def vouch(id: str) -> Operation[Vouch | None]:
    rows = yield compiled.VOUCH(id=id)
    return vouch_in(rows[0]) if rows else None


def vouch_of_code(code_hash: bytes) -> Operation[Vouch | None]:
    rows = yield compiled.VOUCH_OF_CODE(code_hash=code_hash)
    return vouch_in(rows[0]) if rows else None


def vouches() -> Operation[list[Vouch]]:
    rows = yield compiled.ALL_VOUCHES()
    return [vouch_in(row) for row in rows]


def vouch_in(row: Row) -> Vouch:
    id, code_hash, opened_by, opened_at_ms, expires_at_ms, seconded_by, session_id, used_at_ms, revoked_at_ms = row
    return Vouch(
        id=id,
        code_hash=bytes(code_hash),
        opened_by=opened_by,
        opened_at_ms=opened_at_ms,
        expires_at_ms=expires_at_ms,
        seconded_by=seconded_by,
        session_id=session_id,
        used_at_ms=used_at_ms,
        revoked_at_ms=revoked_at_ms,
    )


def tell(changed: ProofsChanged, at_ms: int) -> Operation[None]:
    """Have every node read this session's proof again."""
    yield from control.append_control(PROOFS_CHANGED, msgspec.json.encode(changed), at_ms)
