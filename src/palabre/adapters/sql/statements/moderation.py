"""Statements on moderation events and the rules of this instance: none changes or deletes a row."""

from sqlalchemy import Integer, bindparam, insert, select, update
from sqlalchemy.dialects import postgresql

from palabre.adapters.sql.statements.many import FROM_THE_START, ONE
from palabre.adapters.sql.tables import instance, moderation_events, rule_versions

EVENT_COLUMNS = (
    moderation_events.c.id,
    moderation_events.c.at_ms,
    moderation_events.c.who,
    moderation_events.c.what,
    moderation_events.c.subject,
    moderation_events.c.reason,
    moderation_events.c.case_id,
    moderation_events.c.data,
    moderation_events.c.salt,
    moderation_events.c.commitment,
)

# Under the row's lock until the end of the transaction, so that the order of the numbers is that of the commits.
NEXT_DEED = update(instance).values(deeds=instance.c.deeds + ONE).returning(instance.c.deeds)

ADD_MODERATION_EVENT = insert(moderation_events).values(
    id=bindparam("id"),
    at_ms=bindparam("at_ms"),
    who=bindparam("who"),
    what=bindparam("what"),
    subject=bindparam("subject"),
    reason=bindparam("reason"),
    case_id=bindparam("case_id"),
    data=bindparam("data"),
    salt=bindparam("salt"),
    commitment=bindparam("commitment"),
)

MODERATION_EVENTS_BEFORE = (
    select(*EVENT_COLUMNS)
    .where(moderation_events.c.id < bindparam("before"))
    .order_by(moderation_events.c.id.desc())
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

MODERATION_EVENTS_AFTER = (
    select(*EVENT_COLUMNS)
    .where(moderation_events.c.id > bindparam("after"))
    .order_by(moderation_events.c.id)
    .limit(bindparam("count", type_=Integer))
    .offset(FROM_THE_START)
)

EVENTS_OF_CASE = (
    select(*EVENT_COLUMNS).where(moderation_events.c.case_id == bindparam("case_id")).order_by(moderation_events.c.id)
)

DEEDS_DONE = select(instance.c.deeds)

ALL_RULE_VERSIONS = select(
    rule_versions.c.rule_id,
    rule_versions.c.number,
    rule_versions.c.version,
    rule_versions.c.status,
    rule_versions.c.author,
    rule_versions.c.approver,
    rule_versions.c.made_by,
    rule_versions.c.at_ms,
    rule_versions.c.text,
    rule_versions.c.braked,
).order_by(rule_versions.c.rule_id, rule_versions.c.number)

ADD_RULE_VERSION = (
    postgresql.insert(rule_versions)
    .values(
        rule_id=bindparam("rule_id"),
        number=bindparam("number"),
        version=bindparam("version"),
        status=bindparam("status"),
        author=bindparam("author"),
        approver=bindparam("approver"),
        made_by=bindparam("made_by"),
        at_ms=bindparam("at_ms"),
        text=bindparam("text"),
        braked=bindparam("braked"),
    )
    .on_conflict_do_nothing()
    .returning(rule_versions.c.number)
)
