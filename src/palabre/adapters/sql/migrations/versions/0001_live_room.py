"""The live room: rooms and their log, sealed texts, sessions and the names they hold, the control log."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_rooms()
    create_log()
    create_sealed_versions()
    create_sessions()
    create_control()


def create_rooms() -> None:
    op.create_table(
        "rooms",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("epoch", sa.Text, nullable=False),
        sa.Column("head", sa.BigInteger, nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rooms"),
        sa.UniqueConstraint("slug", name="uq_rooms_slug"),
    )
    op.create_table(
        "configured",
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("slug", name="pk_configured"),
    )


def create_log() -> None:
    op.create_table(
        "log",
        sa.Column("room_id", sa.Integer, nullable=False),
        sa.Column("offset", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("message_id", sa.Text),
        sa.Column("session_id", sa.Text),
        sa.Column("client_message_id", sa.Text),
        sa.Column("body_digest", sa.Text),
        sa.Column("nickname", sa.Text),
        sa.Column("tag", sa.Text),
        sa.Column("body", sa.Text),
        sa.Column("reply_to", sa.Text),
        sa.Column("edited_ms", sa.BigInteger),
        sa.Column("removed", sa.Text),
        sa.Column("version", sa.Integer),
        sa.Column("about", sa.Text),
        sa.Column("data", sa.Text),
        sa.PrimaryKeyConstraint("room_id", "offset", name="pk_log"),
        sa.UniqueConstraint("message_id", name="uq_log_message_id"),
        sa.UniqueConstraint("session_id", "client_message_id", name="uq_log_session_id_client_message_id"),
    )


def create_sealed_versions() -> None:
    op.create_table(
        "sealed_versions",
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("room_id", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("expires_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("message_id", "version", name="pk_sealed_versions"),
    )
    op.create_index("ix_sealed_versions_expires_ms", "sealed_versions", ["expires_ms"])


def create_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("nickname", sa.Text, nullable=False),
        sa.Column("locale", sa.Text, nullable=False),
        sa.Column("created_ms", sa.BigInteger, nullable=False),
        sa.Column("seen_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("token_hash", name="uq_sessions_token_hash"),
    )
    op.create_table(
        "holds",
        sa.Column("room_id", sa.Integer, nullable=False),
        sa.Column("skeleton", sa.Text, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("nickname", sa.Text, nullable=False),
        sa.Column("until_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("room_id", "skeleton", name="pk_holds"),
        sa.UniqueConstraint("session_id", "room_id", name="uq_holds_session_id_room_id"),
    )


def create_control() -> None:
    op.create_table(
        "control",
        sa.Column("seq", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_control"),
    )
    op.create_table(
        "instance",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("control_head", sa.BigInteger, nullable=False),
        sa.Column("control_cursor", sa.BigInteger, nullable=False),
        sa.Column("health", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_instance"),
    )
    op.execute("INSERT INTO instance (id, control_head, control_cursor, health) VALUES (1, 0, 0, 0)")
