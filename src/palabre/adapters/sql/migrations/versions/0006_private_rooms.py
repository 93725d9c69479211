"""Private rooms and conversations: rooms with members, the ways into them, and what is asked of whom."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    give_rooms_members()
    create_invitations()
    create_conversations()


def give_rooms_members() -> None:
    op.add_column("rooms", sa.Column("privacy", sa.Text, nullable=False, server_default=sa.text("'public'")))
    op.add_column("rooms", sa.Column("owner", sa.Text))
    op.add_column("rooms", sa.Column("opened", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("rooms", sa.Column("ends_ms", sa.BigInteger))
    op.create_table(
        "room_members",
        sa.Column("room_id", sa.Integer, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("since_ms", sa.BigInteger, nullable=False),
        sa.Column("nickname", sa.Text, nullable=False),
        sa.Column("left_ms", sa.BigInteger),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("invitation", sa.Text),
        sa.PrimaryKeyConstraint("room_id", "session_id", name="pk_room_members"),
    )
    op.create_index("ix_room_members_session_id", "room_members", ["session_id"])


def create_invitations() -> None:
    op.create_table(
        "room_invitations",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("room_id", sa.Integer, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("created_ms", sa.BigInteger, nullable=False),
        sa.Column("expires_ms", sa.BigInteger, nullable=False),
        sa.Column("uses", sa.Integer, nullable=False),
        sa.Column("uses_left", sa.Integer, nullable=False),
        sa.Column("revoked_ms", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_room_invitations"),
        sa.UniqueConstraint("digest", name="uq_room_invitations_digest"),
    )
    op.create_index("ix_room_invitations_room_id", "room_invitations", ["room_id"])
    op.create_index("ix_room_invitations_expires_ms", "room_invitations", ["expires_ms"])


def create_conversations() -> None:
    op.create_table(
        "conversation_requests",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("room_id", sa.Integer, nullable=False),
        sa.Column("requester", sa.Text, nullable=False),
        sa.Column("requester_nickname", sa.Text, nullable=False),
        sa.Column("requester_tag", sa.Text, nullable=False),
        sa.Column("target", sa.Text),
        sa.Column("nickname", sa.Text, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("declined", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversation_requests"),
    )
    op.create_index("ix_conversation_requests_requester", "conversation_requests", ["requester"])
    op.create_index("ix_conversation_requests_target", "conversation_requests", ["target"])
    op.create_index("ix_conversation_requests_at_ms", "conversation_requests", ["at_ms"])
    op.create_table(
        "solicitation_choices",
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("quiet", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("session_id", name="pk_solicitation_choices"),
    )
    op.create_table(
        "conversations",
        sa.Column("room_id", sa.Integer, nullable=False),
        sa.Column("met", sa.Text, nullable=False),
        sa.Column("met_name", sa.Text, nullable=False),
        sa.Column("opened_ms", sa.BigInteger, nullable=False),
        sa.Column("frozen_ms", sa.BigInteger),
        sa.PrimaryKeyConstraint("room_id", name="pk_conversations"),
    )
