"""The tables, as SQLAlchemy Core knows them; the migrations make them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# `head` is the offset of the room's last event: it never goes back, also when every event has expired;
# neither does `reactions_version`, that of the last change of reactions in the room.
rooms = Table(
    "rooms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", Text, nullable=False, unique=True),
    Column("settings", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("head", BigInteger, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("reactions_version", BigInteger, nullable=False, server_default=text("0")),
)

# One row an event. The row of a post is the message as it stands; an edit or a removal changes that row,
# and its own row holds only `about`, the message's id. `reactions_version` is set once someone reacted. `sent_ms`
# is set when the message was held first: `at_ms` is then when it was released.
log = Table(
    "log",
    metadata,
    Column("room_id", Integer, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("message_id", Text),
    Column("session_id", Text),
    Column("client_message_id", Text),
    Column("body_digest", Text),
    Column("nickname", Text),
    Column("tag", Text),
    Column("body", Text),
    Column("reply_to", Text),
    Column("edited_ms", BigInteger),
    Column("removed", Text),
    Column("version", Integer),
    Column("about", Text),
    Column("data", Text),
    Column("reactions_version", BigInteger),
    Column("sent_ms", BigInteger),
    PrimaryKeyConstraint("room_id", "offset"),
    UniqueConstraint("message_id"),
    UniqueConstraint("session_id", "client_message_id"),
)

# Under the message at `offset`: they are read and destroyed by ranges of the log.
reactions = Table(
    "reactions",
    metadata,
    Column("room_id", Integer, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("session_id", Text, nullable=False),
    Column("reaction", Text, nullable=False),
    PrimaryKeyConstraint("room_id", "offset", "session_id", "reaction"),
    Index(None, "session_id", "room_id"),
)

# A message waits while `settled_ms` is null; then its text has moved, to the log or under seal. The row is kept for as
# long as a message, so that a retry is answered.
held = Table(
    "held",
    metadata,
    Column("message_id", Text, primary_key=True),
    Column("room_id", Integer, nullable=False),
    Column("session_id", Text, nullable=False),
    Column("client_message_id", Text, nullable=False),
    Column("body_digest", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("nickname", Text, nullable=False),
    Column("tag", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("reply_to", Text),
    Column("locale", Text, nullable=False),
    Column("grounds", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("settled_ms", BigInteger),
    Column("settled_by", Text),
    Column("refusal", Text),
    UniqueConstraint("session_id", "client_message_id"),
    Index(None, "room_id", "settled_ms"),
    Index(None, "settled_ms", "at_ms"),
)

# What screening decided, without the text; where it was refused or held, that is sealed under this id for a day.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("message_id", Text),
    Column("room_id", Integer),
    Column("session_id", Text),
    Column("outcome", Text, nullable=False),
    Column("rules_version", Text, nullable=False),
    Column("reasons", Text, nullable=False),
    Column("microseconds", Integer, nullable=False),
    Index(None, "at_ms"),
)

sealed_versions = Table(
    "sealed_versions",
    metadata,
    Column("message_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("room_id", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("message_id", "version"),
    Index(None, "expires_ms"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("token_hash", LargeBinary, nullable=False, unique=True),
    Column("nickname", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("seen_ms", BigInteger, nullable=False),
)

holds = Table(
    "holds",
    metadata,
    Column("room_id", Integer, nullable=False),
    Column("skeleton", Text, nullable=False),
    Column("session_id", Text, nullable=False),
    Column("nickname", Text, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("room_id", "skeleton"),
    UniqueConstraint("session_id", "room_id"),
)

hides = Table(
    "hides",
    metadata,
    Column("session_id", Text, nullable=False),
    Column("room_id", Integer, nullable=False),
    Column("tag", Text, nullable=False),
    Column("nickname", Text, nullable=False),
    Column("hidden_session_id", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("session_id", "room_id", "tag"),
)

# What a session earned and is spared; ends with it.
standings = Table(
    "standings",
    metadata,
    Column("session_id", Text, primary_key=True),
    Column("settled_ms", BigInteger),
    Column("protected_ms", BigInteger),
    Column("closed_ms", BigInteger),
    Column("free_until_ms", BigInteger, nullable=False),
)

# Signs of grooming, by session. Not ended with a session: whoever leaves takes nothing back.
pair_signs = Table(
    "pair_signs",
    metadata,
    Column("sender", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("sign", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("sender", "target", "sign"),
    Index(None, "at_ms"),
)

# Digests of challenges that were solved: each is worth something once.
spent_challenges = Table(
    "spent_challenges",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("until_ms", BigInteger, nullable=False),
    Index(None, "until_ms"),
)

staff = Table(
    "staff",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("rooms", Text),
)

staff_links = Table(
    "staff_links",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("seen_ms", BigInteger, nullable=False),
)

# Only ever added to.
moderation_events = Table(
    "moderation_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False),
)

# Only ever added to: the last row of a rule is how it stands. `text` is null for a rule shipped with Palabre.
rule_versions = Table(
    "rule_versions",
    metadata,
    Column("rule_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("version", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("approver", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("text", Text),
    Column("braked", Boolean, nullable=False),
    PrimaryKeyConstraint("rule_id", "number"),
)

configured = Table(
    "configured",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("settings", Text, nullable=False),
)

control = Table(
    "control",
    metadata,
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

# One row. Control entries are numbered from it, under its lock: a sequence would leave holes, and show an
# entry after a later one.
instance = Table(
    "instance",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("control_head", BigInteger, nullable=False),
    Column("control_cursor", BigInteger, nullable=False),
    Column("health", BigInteger, nullable=False),
)
