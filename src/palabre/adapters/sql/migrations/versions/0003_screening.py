"""Screening: what waits for a person, what was decided, the staff, what they did and the rules they wrote."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_held()
    create_decisions()
    create_standings()
    create_pair_signs()
    create_spent_challenges()
    create_staff()
    create_moderation_events()
    create_rule_versions()


def create_held() -> None:
    op.add_column("log", sa.Column("sent_ms", sa.BigInteger))
    op.create_table(
        "held",
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("room_id", sa.Integer, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("client_message_id", sa.Text, nullable=False),
        sa.Column("body_digest", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("nickname", sa.Text, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("reply_to", sa.Text),
        sa.Column("locale", sa.Text, nullable=False),
        sa.Column("grounds", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("settled_ms", sa.BigInteger),
        sa.Column("settled_by", sa.Text),
        sa.Column("refusal", sa.Text),
        sa.PrimaryKeyConstraint("message_id", name="pk_held"),
        sa.UniqueConstraint("session_id", "client_message_id", name="uq_held_session_id_client_message_id"),
    )
    op.create_index("ix_held_room_id_settled_ms", "held", ["room_id", "settled_ms"])
    op.create_index("ix_held_settled_ms_at_ms", "held", ["settled_ms", "at_ms"])


def create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.Text),
        sa.Column("room_id", sa.Integer),
        sa.Column("session_id", sa.Text),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("rules_version", sa.Text, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("microseconds", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_at_ms", "decisions", ["at_ms"])


def create_standings() -> None:
    op.create_table(
        "standings",
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("settled_ms", sa.BigInteger),
        sa.Column("protected_ms", sa.BigInteger),
        sa.Column("closed_ms", sa.BigInteger),
        sa.Column("free_until_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("session_id", name="pk_standings"),
    )


def create_pair_signs() -> None:
    op.create_table(
        "pair_signs",
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("sign", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("sender", "target", "sign", name="pk_pair_signs"),
    )
    op.create_index("ix_pair_signs_at_ms", "pair_signs", ["at_ms"])


def create_spent_challenges() -> None:
    op.create_table(
        "spent_challenges",
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("until_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_spent_challenges"),
    )
    op.create_index("ix_spent_challenges_until_ms", "spent_challenges", ["until_ms"])


def create_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("rooms", sa.Text),
        sa.PrimaryKeyConstraint("number", name="pk_staff"),
    )
    op.create_table(
        "staff_links",
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("expires_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_staff_links"),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("created_ms", sa.BigInteger, nullable=False),
        sa.Column("seen_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_staff_sessions"),
    )


def create_moderation_events() -> None:
    op.create_table(
        "moderation_events",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_moderation_events"),
    )


def create_rule_versions() -> None:
    op.create_table(
        "rule_versions",
        sa.Column("rule_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("approver", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("braked", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("rule_id", "number", name="pk_rule_versions"),
    )
