"""Good company: reactions under messages, and whom guests hide. A server of revision 0001 goes on beside it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_reactions()
    create_hides()


def create_reactions() -> None:
    op.add_column("rooms", sa.Column("reactions_version", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("log", sa.Column("reactions_version", sa.BigInteger))
    op.create_table(
        "reactions",
        sa.Column("room_id", sa.Integer, nullable=False),
        sa.Column("offset", sa.BigInteger, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("reaction", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("room_id", "offset", "session_id", "reaction", name="pk_reactions"),
    )
    op.create_index("ix_reactions_session_id_room_id", "reactions", ["session_id", "room_id"])


def create_hides() -> None:
    op.create_table(
        "hides",
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("room_id", sa.Integer, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("nickname", sa.Text, nullable=False),
        sa.Column("hidden_session_id", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "room_id", "tag", name="pk_hides"),
    )
