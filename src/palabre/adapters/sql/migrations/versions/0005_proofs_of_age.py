"""What sessions proved of their age, and continue; what texts lead to besides answers; messages reportable later."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_follow_ups()
    create_faded()
    create_age_proofs()
    create_vouches()
    continue_sessions()


def create_follow_ups() -> None:
    op.create_table(
        "follow_ups",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_follow_ups"),
    )
    op.create_index("ix_follow_ups_at_ms", "follow_ups", ["at_ms"])


def create_faded() -> None:
    op.create_table(
        "faded",
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("room_id", sa.Integer, nullable=False),
        sa.Column("offset", sa.BigInteger, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("removed", sa.Text),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("hidden_ms", sa.BigInteger, nullable=False),
        sa.Column("expires_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_faded"),
    )
    op.create_index("ix_faded_room_id_offset", "faded", ["room_id", "offset"])
    op.create_index("ix_faded_session_id", "faded", ["session_id"])
    op.create_index("ix_faded_expires_ms", "faded", ["expires_ms"])


def create_age_proofs() -> None:
    op.create_table(
        "age_proofs",
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        sa.Column("threshold", sa.Integer, nullable=False),
        sa.Column("result", sa.Integer, nullable=False),
        sa.Column("issuer_sha256", sa.LargeBinary, nullable=False),
        sa.Column("verified_at_ms", sa.BigInteger, nullable=False),
        sa.Column("expires_at_ms", sa.BigInteger, nullable=False),
        sa.Column("key_thumbprint", sa.Text, nullable=False),
        sa.Column("mark_day", sa.Text),
        sa.Column("mark", sa.LargeBinary),
        sa.PrimaryKeyConstraint("session_id", name="pk_age_proofs"),
    )
    op.create_index("ix_age_proofs_expires_at_ms", "age_proofs", ["expires_at_ms"])
    op.create_table(
        "age_presentations",
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("until_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_age_presentations"),
    )
    op.create_index("ix_age_presentations_until_ms", "age_presentations", ["until_ms"])


def create_vouches() -> None:
    op.create_table(
        "vouches",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("code_hash", sa.LargeBinary, nullable=False),
        sa.Column("opened_by", sa.Integer, nullable=False),
        sa.Column("opened_at_ms", sa.BigInteger, nullable=False),
        sa.Column("expires_at_ms", sa.BigInteger, nullable=False),
        sa.Column("seconded_by", sa.Integer),
        sa.Column("session_id", sa.Text),
        sa.Column("used_at_ms", sa.BigInteger),
        sa.Column("revoked_at_ms", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_vouches"),
        sa.UniqueConstraint("code_hash", name="uq_vouches_code_hash"),
    )
    op.create_index("ix_vouches_expires_at_ms", "vouches", ["expires_at_ms"])


def continue_sessions() -> None:
    op.add_column("sessions", sa.Column("continues", sa.Text, nullable=False, server_default=sa.text("''")))
