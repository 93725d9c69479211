"""Statements on published rules."""

from sqlalchemy import bindparam, insert, select

from palabre.adapters.sql.tables import published_rules

COLUMNS = ("number", "digest", "at_ms", "document")

ADD_RULES_VERSION = insert(published_rules).values(**{name: bindparam(name) for name in COLUMNS})

RULES_VERSIONS = select(published_rules.c.number, published_rules.c.digest, published_rules.c.at_ms).order_by(
    published_rules.c.number.desc()
)

# The same text may have been in force more than once.
RULES_DOCUMENT = (
    select(published_rules.c.document)
    .where(published_rules.c.digest == bindparam("digest"))
    .order_by(published_rules.c.number.desc())
)
