"""Statements on standings, spent challenges and the signs of pairs."""

from sqlalchemy import (
    Integer,
    Text,
    and_,
    bindparam,
    case,
    delete,
    func,
    literal_column,
    null,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql

from palabre.adapters.sql.statements.many import FROM_THE_START
from palabre.adapters.sql.tables import pair_signs, sessions, spent_challenges, standings

COUNT = bindparam("count", type_=Integer)
KEY = (pair_signs.c.sender, pair_signs.c.target, pair_signs.c.sign)

STANDINGS = select(
    standings.c.session_id,
    standings.c.settled_ms,
    standings.c.protected_ms,
    standings.c.closed_ms,
    standings.c.free_until_ms,
)

STANDING = STANDINGS.where(standings.c.session_id == bindparam("session_id"))


def kept(new: postgresql.Insert) -> postgresql.Insert:
    """Two nodes may each know a part: what is kept is never taken back."""
    return new.on_conflict_do_update(
        index_elements=[standings.c.session_id],
        set_={
            "settled_ms": func.coalesce(standings.c.settled_ms, new.excluded.settled_ms),
            "protected_ms": func.coalesce(standings.c.protected_ms, new.excluded.protected_ms),
            "closed_ms": func.coalesce(standings.c.closed_ms, new.excluded.closed_ms),
            "free_until_ms": case(
                (standings.c.free_until_ms > new.excluded.free_until_ms, standings.c.free_until_ms),
                else_=new.excluded.free_until_ms,
            ),
        },
    )


KEEP_STANDING = kept(
    postgresql.insert(standings).values(
        session_id=bindparam("session_id"),
        settled_ms=bindparam("settled_ms"),
        protected_ms=bindparam("protected_ms"),
        closed_ms=bindparam("closed_ms"),
        free_until_ms=bindparam("free_until_ms"),
    )
)

REOPEN_WRITING = update(standings).values(closed_ms=null()).where(standings.c.session_id == bindparam("session_id"))

DROP_STANDING = delete(standings).where(standings.c.session_id == bindparam("session_id"))

# One may have been kept while its session was ending.
DROP_STANDINGS_OF_NOBODY = delete(standings).where(standings.c.session_id.not_in(select(sessions.c.id)))

SPEND_CHALLENGE = (
    postgresql.insert(spent_challenges)
    .values(digest=bindparam("digest"), until_ms=bindparam("until_ms"))
    .on_conflict_do_nothing()
    .returning(spent_challenges.c.until_ms)
)

DROP_SPENT_CHALLENGES = (
    delete(spent_challenges)
    .where(
        spent_challenges.c.digest.in_(
            select(spent_challenges.c.digest)
            .where(spent_challenges.c.until_ms <= bindparam("now"))
            .limit(COUNT)
            .offset(FROM_THE_START)
        )
    )
    .returning(spent_challenges.c.until_ms)
)


def later(new: postgresql.Insert) -> postgresql.Insert:
    """The same sign again is only later, never earlier."""
    return new.on_conflict_do_update(
        index_elements=[*KEY],
        set_={"at_ms": new.excluded.at_ms, "prefix": new.excluded.prefix},
        where=pair_signs.c.at_ms < new.excluded.at_ms,
    )


ADD_PAIR_SIGN = later(
    postgresql.insert(pair_signs).values(
        sender=bindparam("sender"),
        target=bindparam("target"),
        sign=bindparam("sign"),
        at_ms=bindparam("at_ms"),
        prefix=bindparam("prefix"),
    )
)

FROZEN = literal_column("'frozen'", Text)
INVITED = literal_column("'invited'", Text)

PAIR_SIGNS = (
    select(pair_signs.c.sender, pair_signs.c.target, pair_signs.c.sign, pair_signs.c.at_ms, pair_signs.c.prefix)
    .where(pair_signs.c.sign != INVITED)
    .order_by(pair_signs.c.at_ms.desc(), pair_signs.c.sender, pair_signs.c.target, pair_signs.c.sign)
    .limit(COUNT)
    .offset(FROM_THE_START)
)

INVITED_BY = select(pair_signs.c.target, pair_signs.c.at_ms).where(
    pair_signs.c.sender == bindparam("sender"), pair_signs.c.sign == INVITED
)

THAW_PAIRS = delete(pair_signs).where(
    pair_signs.c.sender == bindparam("sender"), pair_signs.c.sign == FROZEN, pair_signs.c.at_ms == bindparam("at_ms")
)

OVER = or_(
    and_(pair_signs.c.sign.not_in((FROZEN, INVITED)), pair_signs.c.at_ms <= bindparam("signs_before")),
    pair_signs.c.at_ms <= bindparam("frozen_before"),
)

DROP_PAIR_SIGNS = (
    delete(pair_signs)
    .where(tuple_(*KEY).in_(select(*KEY).where(OVER).limit(COUNT).offset(FROM_THE_START)))
    .returning(pair_signs.c.at_ms)
)
