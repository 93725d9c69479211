"""The desk: moderation events become the leaves of a tree, and what cases, sanctions and the staff's keys need."""

import hashlib
import secrets

import sqlalchemy as sa
from alembic import context, op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    widen_moderation_events()
    widen_pair_signs()
    create_rule_tallies()
    create_credentials()
    create_cases()
    create_judgements()
    create_receipts()


def widen_moderation_events() -> None:
    op.add_column("instance", sa.Column("deeds", sa.BigInteger, nullable=False, server_default=sa.text("0")))
    empty = sa.text("''")
    op.add_column("moderation_events", sa.Column("case_id", sa.Text, nullable=False, server_default=empty))
    op.add_column("moderation_events", sa.Column("data", sa.LargeBinary, nullable=False, server_default=empty))
    op.add_column("moderation_events", sa.Column("salt", sa.LargeBinary))
    op.add_column("moderation_events", sa.Column("commitment", sa.LargeBinary, nullable=False, server_default=empty))
    op.create_index("ix_moderation_events_case_id", "moderation_events", ["case_id"])
    if not context.is_offline_mode():
        commit_to_what_there_is(op.get_bind())


def create_credentials() -> None:
    op.add_column("staff", sa.Column("removed_ms", sa.BigInteger))
    nowhere, never = sa.text("''"), sa.text("0")
    op.add_column("staff_sessions", sa.Column("origin", sa.Text, nullable=False, server_default=nowhere))
    op.add_column("staff_sessions", sa.Column("confirmed_ms", sa.BigInteger, nullable=False, server_default=never))
    op.create_table(
        "passkeys",
        sa.Column("id", sa.LargeBinary, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("rp_id", sa.Text, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("transports", sa.Text, nullable=False),
        sa.Column("added_ms", sa.BigInteger, nullable=False),
        sa.Column("used_ms", sa.BigInteger),
        sa.PrimaryKeyConstraint("id", name="pk_passkeys"),
    )
    op.create_index("ix_passkeys_number", "passkeys", ["number"])
    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", sa.LargeBinary, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name="pk_recovery_codes"),
    )
    op.create_index("ix_recovery_codes_number", "recovery_codes", ["number"])
    op.create_table(
        "passkey_challenges",
        sa.Column("attempt_hash", sa.LargeBinary, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("challenge", sa.LargeBinary, nullable=False),
        sa.Column("expires_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("attempt_hash", name="pk_passkey_challenges"),
    )
    create_shared_browsers()
    op.create_table(
        "audit_heads",
        sa.Column("size", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("root", sa.LargeBinary, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("size", name="pk_audit_heads"),
    )


def create_shared_browsers() -> None:
    op.create_table(
        "staff_browsers",
        sa.Column("token_hash", sa.LargeBinary, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("until_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", "number", name="pk_staff_browsers"),
    )
    op.create_table(
        "staff_guests",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("until_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("number", "session_id", name="pk_staff_guests"),
    )


def create_rule_tallies() -> None:
    op.create_table(
        "rule_tallies",
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("live", sa.BigInteger, nullable=False),
        sa.Column("shadow", sa.BigInteger, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_rule_tallies"),
    )


def widen_pair_signs() -> None:
    empty = sa.text("''")
    op.add_column("pair_signs", sa.Column("prefix", sa.Text, nullable=False, server_default=empty))


def commit_to_what_there_is(connection: sa.Connection) -> None:
    """Events of before get numbers without holes, in their order, and commitments."""
    columns = ("id", "at_ms", "who", "what", "subject", "reason", "data", "salt", "commitment")
    events = sa.table("moderation_events", *(sa.column(name) for name in columns))
    known = connection.execute(sa.select(*list(events.c)[:6]).order_by(events.c.id)).all()
    for number, (id, *told) in enumerate(known, 1):
        salt = secrets.token_bytes(16)
        fields = [b"palabre deed 1", *(str(each).encode() for each in (number, *told, "")), b""]
        payload = b"".join(len(field).to_bytes(4, "big") + field for field in fields)
        digest = hashlib.sha256(salt + payload).digest()
        values = {"id": number, "data": b"", "salt": salt, "commitment": digest}
        connection.execute(sa.update(events).where(events.c.id == id).values(values))
    connection.execute(sa.text("UPDATE instance SET deeds = :deeds"), {"deeds": len(known)})


def create_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("subject_key", sa.Text),
        sa.Column("room_id", sa.Integer, nullable=False),
        sa.Column("session_id", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("opened_ms", sa.BigInteger, nullable=False),
        sa.Column("closed_ms", sa.BigInteger),
        sa.Column("folded", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("subject_key", name="uq_cases_subject_key"),
    )
    op.create_index("ix_cases_state_opened_ms", "cases", ["state", "opened_ms"])
    op.create_index("ix_cases_session_id", "cases", ["session_id"])
    op.create_index("ix_cases_closed_ms", "cases", ["closed_ms"])
    op.create_table(
        "case_events",
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number", name="pk_case_events"),
    )
    op.create_table(
        "reports",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("reporter", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
    op.create_index("ix_reports_case_id_at_ms", "reports", ["case_id", "at_ms"])
    op.create_index("ix_reports_reporter", "reports", ["reporter"])
    create_pieces()


def create_pieces() -> None:
    op.create_table(
        "pieces",
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("message_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("room_id", sa.Integer, nullable=False),
        sa.Column("offset", sa.BigInteger, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("removed", sa.Text),
        sa.Column("hidden_ms", sa.BigInteger),
        sa.Column("taken_ms", sa.BigInteger, nullable=False),
        sa.Column("reported", sa.Integer, nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "message_id", "version", name="pk_pieces"),
    )
    op.create_index("ix_pieces_session_id", "pieces", ["session_id"])


def create_judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("session_id", sa.Text),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("until_ms", sa.BigInteger),
        sa.Column("judgement", sa.Text, nullable=False),
        sa.Column("statement", sa.Text),
        sa.Column("quoted", sa.LargeBinary),
        sa.Column("sanction", sa.Text),
        sa.Column("reversal", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_judgements"),
    )
    for column in ("case_id", "session_id", "at_ms"):
        op.create_index(f"ix_judgements_{column}", "judgements", [column])
    op.create_table(
        "appeals",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("decision_id", sa.Text, nullable=False),
        sa.Column("case_id", sa.Text, nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("answer", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_appeals"),
        sa.UniqueConstraint("decision_id", "side", name="uq_appeals_decision_id_side"),
    )


def create_receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("code_hash", sa.LargeBinary, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("about_id", sa.Text, nullable=False),
        sa.Column("expires_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name="pk_receipts"),
    )
    op.create_index("ix_receipts_expires_ms", "receipts", ["expires_ms"])
    op.create_table(
        "ban_marks",
        sa.Column("sanction_id", sa.Text, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
        sa.Column("room_id", sa.Integer),
        sa.Column("from_ms", sa.BigInteger, nullable=False),
        sa.Column("expires_ms", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("sanction_id", "day", "digest", name="pk_ban_marks"),
    )
    op.create_index("ix_ban_marks_expires_ms", "ban_marks", ["expires_ms"])
