"""Statements on what rules matched."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql

from palabre.adapters.sql.tables import rule_tallies

TALLIES = select(rule_tallies.c.version, rule_tallies.c.live, rule_tallies.c.shadow, rule_tallies.c.since).order_by(
    rule_tallies.c.version
)


def new() -> postgresql.Insert:
    return postgresql.insert(rule_tallies).values(
        version=bindparam("version"), live=bindparam("live"), shadow=bindparam("shadow"), since=bindparam("since")
    )


def added(more: postgresql.Insert) -> postgresql.Insert:
    sums = {name: rule_tallies.c[name] + more.excluded[name] for name in ("live", "shadow")}
    return more.on_conflict_do_update(index_elements=[rule_tallies.c.version], set_=sums)


def begun(first: postgresql.Insert) -> postgresql.Insert:
    values = {name: first.excluded[name] for name in ("live", "shadow", "since")}
    return first.on_conflict_do_update(index_elements=[rule_tallies.c.version], set_=values)


ADD_TO_TALLY = added(new())

BEGIN_TALLY = begun(new())
