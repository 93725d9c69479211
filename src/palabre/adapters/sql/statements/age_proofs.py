"""Statements on age proofs, presentations and vouches."""

from sqlalchemy import BigInteger, Integer, Null, bindparam, delete, insert, null, select, update
from sqlalchemy.dialects import postgresql

from palabre.adapters.sql.statements.many import FROM_THE_START
from palabre.adapters.sql.tables import age_presentations, age_proofs, sessions, standings, vouches

NOTHING: Null = null()
COUNT = bindparam("count", type_=Integer)
NOW = bindparam("now", type_=BigInteger)
THIS_PROOF = age_proofs.c.session_id == bindparam("session_id")
THIS_VOUCH = vouches.c.id == bindparam("id")

PROOFS = select(
    age_proofs.c.session_id,
    age_proofs.c.method,
    age_proofs.c.threshold,
    age_proofs.c.result,
    age_proofs.c.issuer_sha256,
    age_proofs.c.verified_at_ms,
    age_proofs.c.expires_at_ms,
    age_proofs.c.key_thumbprint,
    age_proofs.c.mark_day,
    age_proofs.c.mark,
)

PROOF = PROOFS.where(THIS_PROOF)

SESSION_IS_THERE = select(sessions.c.id).where(sessions.c.id == bindparam("session_id"))

ADD_PROOF = insert(age_proofs).values(
    session_id=bindparam("session_id"),
    method=bindparam("method"),
    threshold=bindparam("threshold"),
    result=bindparam("result"),
    issuer_sha256=bindparam("issuer_sha256"),
    verified_at_ms=bindparam("verified_at_ms"),
    expires_at_ms=bindparam("expires_at_ms"),
    key_thumbprint=bindparam("key_thumbprint"),
    mark_day=bindparam("mark_day"),
    mark=bindparam("mark"),
)

DROP_PROOF = delete(age_proofs).where(THIS_PROOF).returning(age_proofs.c.method)

# One may have been kept while its session was ending.
DROP_PROOFS_OF_NOBODY = delete(age_proofs).where(age_proofs.c.session_id.not_in(select(sessions.c.id)))

OLD_PROOFS = (
    select(age_proofs.c.session_id).where(age_proofs.c.expires_at_ms <= NOW).limit(COUNT).offset(FROM_THE_START)
)
DROP_OLD_PROOFS = (
    delete(age_proofs).where(age_proofs.c.session_id.in_(OLD_PROOFS)).returning(age_proofs.c.expires_at_ms)
)

END_PROTECTION = (
    update(standings)
    .values(protected_ms=NOTHING, closed_ms=NOTHING)
    .where(standings.c.session_id == bindparam("session_id"))
)

SPEND_PRESENTATION = (
    postgresql.insert(age_presentations)
    .values(digest=bindparam("digest"), until_ms=bindparam("until_ms"))
    .on_conflict_do_nothing()
    .returning(age_presentations.c.until_ms)
)

OLD_PRESENTATIONS = (
    select(age_presentations.c.digest).where(age_presentations.c.until_ms <= NOW).limit(COUNT).offset(FROM_THE_START)
)
DROP_OLD_PRESENTATIONS = (
    delete(age_presentations)
    .where(age_presentations.c.digest.in_(OLD_PRESENTATIONS))
    .returning(age_presentations.c.until_ms)
)

VOUCH_COLUMNS = (
    vouches.c.id,
    vouches.c.code_hash,
    vouches.c.opened_by,
    vouches.c.opened_at_ms,
    vouches.c.expires_at_ms,
    vouches.c.seconded_by,
    vouches.c.session_id,
    vouches.c.used_at_ms,
    vouches.c.revoked_at_ms,
)

ADD_VOUCH = insert(vouches).values(
    id=bindparam("id"),
    code_hash=bindparam("code_hash"),
    opened_by=bindparam("opened_by"),
    opened_at_ms=bindparam("opened_at_ms"),
    expires_at_ms=bindparam("expires_at_ms"),
)

ALL_VOUCHES = select(*VOUCH_COLUMNS).order_by(vouches.c.opened_at_ms.desc(), vouches.c.id)

VOUCH = select(*VOUCH_COLUMNS).where(THIS_VOUCH)

VOUCH_OF_CODE = select(*VOUCH_COLUMNS).where(vouches.c.code_hash == bindparam("code_hash"))

CAN_BE_USED = (vouches.c.revoked_at_ms.is_(None), vouches.c.used_at_ms.is_(None), vouches.c.expires_at_ms > NOW)

SECOND_VOUCH = (
    update(vouches)
    .values(seconded_by=bindparam("by"))
    .where(THIS_VOUCH, *CAN_BE_USED, vouches.c.seconded_by.is_(None), vouches.c.opened_by != bindparam("by"))
    .returning(vouches.c.opened_by)
)

USE_VOUCH = (
    update(vouches)
    .values(session_id=bindparam("session_id"), used_at_ms=NOW)
    .where(THIS_VOUCH, *CAN_BE_USED, vouches.c.seconded_by.is_not(None))
    .returning(vouches.c.opened_by)
)

REVOKE_VOUCH = (
    update(vouches)
    .values(revoked_at_ms=NOW)
    .where(THIS_VOUCH, vouches.c.revoked_at_ms.is_(None))
    .returning(vouches.c.session_id)
)

DROP_HUMAN_PROOF = (
    delete(age_proofs)
    .where(THIS_PROOF, age_proofs.c.method == bindparam("method"))
    .returning(age_proofs.c.expires_at_ms)
)

OLD_VOUCHES = (
    select(vouches.c.id).where(vouches.c.expires_at_ms <= bindparam("before")).limit(COUNT).offset(FROM_THE_START)
)
DROP_OLD_VOUCHES = delete(vouches).where(vouches.c.id.in_(OLD_VOUCHES)).returning(vouches.c.opened_by)
