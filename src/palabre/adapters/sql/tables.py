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
    false,
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
    Column("privacy", Text, nullable=False, server_default=text("'public'")),
    Column("owner", Text),
    Column("opened", Boolean, nullable=False, server_default=false()),
    Column("ends_ms", BigInteger),
)

# Who is in a private room or a conversation. Who left stays for a day, so that they may report what they were shown;
# who was removed as long as the room, so that they do not come back by an invitation of before.
room_members = Table(
    "room_members",
    metadata,
    Column("room_id", Integer, nullable=False),
    Column("session_id", Text, nullable=False),
    Column("since_ms", BigInteger, nullable=False),
    Column("nickname", Text, nullable=False),
    Column("left_ms", BigInteger),
    Column("removed", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("invitation", Text),
    PrimaryKeyConstraint("room_id", "session_id"),
    Index(None, "session_id"),
)

# Ways into private rooms: of a code only its digest is kept.
room_invitations = Table(
    "room_invitations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("room_id", Integer, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("created_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    Column("uses", Integer, nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("revoked_ms", BigInteger),
    Index(None, "room_id"),
    Index(None, "expires_ms"),
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

# A message past its hours, from when the log holds it no more until a day after it was delivered: nickname and text are
# under seal, in base64 so that many are added in one statement. Its earlier versions are among `sealed_versions`.
faded = Table(
    "faded",
    metadata,
    Column("message_id", Text, primary_key=True),
    Column("room_id", Integer, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("session_id", Text, nullable=False),
    Column("tag", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("removed", Text),
    Column("sealed", Text, nullable=False),
    Column("hidden_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    Index(None, "room_id", "offset"),
    Index(None, "session_id"),
    Index(None, "expires_ms"),
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
    Index(None, "session_id"),
)

# What a text leads to besides its answer, until it is done; the text and the name of its author are under seal.
follow_ups = Table(
    "follow_ups",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("asked", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
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
    # Ids of earlier sessions, with spaces between: whatever restricts those restricts this one.
    Column("continues", Text, nullable=False, server_default=text("''")),
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

# Signs of grooming, by session. Not ended with a session: whoever leaves takes nothing back. `prefix` is where the
# sender wrote from, hashed with the key of the day, which is never here.
pair_signs = Table(
    "pair_signs",
    metadata,
    Column("sender", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("sign", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("prefix", Text, nullable=False, server_default=text("''")),
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
    Column("removed_ms", BigInteger),
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
    Column("origin", Text, nullable=False, server_default=text("''")),
    Column("confirmed_ms", BigInteger, nullable=False, server_default=text("0")),
)

passkeys = Table(
    "passkeys",
    metadata,
    Column("id", LargeBinary, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("rp_id", Text, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("sign_count", BigInteger, nullable=False),
    Column("transports", Text, nullable=False),
    Column("added_ms", BigInteger, nullable=False),
    Column("used_ms", BigInteger),
    Index(None, "number"),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("code_hash", LargeBinary, primary_key=True),
    Column("number", Integer, nullable=False),
    Index(None, "number"),
)

# What a key was asked, one question an attempt.
passkey_challenges = Table(
    "passkey_challenges",
    metadata,
    Column("attempt_hash", LargeBinary, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("challenge", LargeBinary, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
)

# Browsers in which a member of the staff signed in, and the sessions of guests that were in the same.
staff_browsers = Table(
    "staff_browsers",
    metadata,
    Column("token_hash", LargeBinary, nullable=False),
    Column("number", Integer, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("token_hash", "number"),
)

staff_guests = Table(
    "staff_guests",
    metadata,
    Column("number", Integer, nullable=False),
    Column("session_id", Text, nullable=False),
    Column("until_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("number", "session_id"),
)

# Signed roots of the tree over the moderation events, by how many it had.
audit_heads = Table(
    "audit_heads",
    metadata,
    Column("size", BigInteger, primary_key=True, autoincrement=False),
    Column("root", LargeBinary, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

# Only ever added to, under numbers without holes (`instance.deeds`): the leaves of a tree. An erasure empties a row and
# takes its salt; `commitment` stays.
moderation_events = Table(
    "moderation_events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at_ms", BigInteger, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("case_id", Text, nullable=False, server_default=text("''")),
    Column("data", LargeBinary, nullable=False, server_default=text("''")),
    Column("salt", LargeBinary),
    Column("commitment", LargeBinary, nullable=False, server_default=text("''")),
    Index(None, "case_id"),
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

# A row is what the events of the case add up to, in `folded`; the other columns are taken from it. `subject_key` is set
# while nobody has decided: of one subject there is then one case.
cases = Table(
    "cases",
    metadata,
    Column("id", Text, primary_key=True),
    Column("subject_key", Text, unique=True),
    Column("room_id", Integer, nullable=False),
    Column("session_id", Text),
    Column("state", Text, nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("closed_ms", BigInteger),
    Column("folded", Text, nullable=False),
    Index(None, "state", "opened_ms"),
    Index(None, "session_id"),
    Index(None, "closed_ms"),
)

case_events = Table(
    "case_events",
    metadata,
    Column("case_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("event", Text, nullable=False),
    PrimaryKeyConstraint("case_id", "number"),
)

# What was said with it is sealed; `reporter` is a session, empty for a notice.
reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("reporter", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index(None, "case_id", "at_ms"),
    Index(None, "reporter"),
)

# A version of a message, as evidence: its text and nickname are sealed, `digest` is of what was sealed; both in base64,
# so that many are added in one statement. `reported` is 0 or 1.
pieces = Table(
    "pieces",
    metadata,
    Column("case_id", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("room_id", Integer, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("session_id", Text, nullable=False),
    Column("tag", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("removed", Text),
    Column("hidden_ms", BigInteger),
    Column("taken_ms", BigInteger, nullable=False),
    Column("reported", Integer, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("digest", Text, nullable=False),
    PrimaryKeyConstraint("case_id", "message_id", "version"),
    Index(None, "session_id"),
)

# What people decided. `quoted` is under seal; `until_ms` is set while a sanction may restrict somebody, and `reversal`
# once it was undone.
judgements = Table(
    "judgements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("session_id", Text),
    Column("at_ms", BigInteger, nullable=False),
    Column("until_ms", BigInteger),
    Column("judgement", Text, nullable=False),
    Column("statement", Text),
    Column("quoted", LargeBinary),
    Column("sanction", Text),
    Column("reversal", Text),
    Index(None, "case_id"),
    Index(None, "session_id"),
    Index(None, "at_ms"),
)

# What is said against a decision is under seal; one appeal of each side.
appeals = Table(
    "appeals",
    metadata,
    Column("id", Text, primary_key=True),
    Column("decision_id", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("answer", Text),
    UniqueConstraint("decision_id", "side"),
)

receipts = Table(
    "receipts",
    metadata,
    Column("code_hash", LargeBinary, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("about_id", Text, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    Index(None, "expires_ms"),
)

# Keyed hashes of address prefixes; the keys lie elsewhere.
ban_marks = Table(
    "ban_marks",
    metadata,
    Column("sanction_id", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("room_id", Integer),
    Column("from_ms", BigInteger, nullable=False),
    Column("expires_ms", BigInteger, nullable=False),
    PrimaryKeyConstraint("sanction_id", "day", "digest"),
    Index(None, "expires_ms"),
)

# What each version of a rule matched, of the texts judged since there were `since`; all texts judged are under an empty
# version.
rule_tallies = Table(
    "rule_tallies",
    metadata,
    Column("version", Text, primary_key=True),
    Column("live", BigInteger, nullable=False),
    Column("shadow", BigInteger, nullable=False),
    Column("since", BigInteger, nullable=False),
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
    Column("deeds", BigInteger, nullable=False, server_default=text("0")),
)

# What sessions proved of their age; ended with them. `mark_day` and `mark` are the day of a key, and what an issuer
# calls this person here, hashed with it; the key lies elsewhere.
age_proofs = Table(
    "age_proofs",
    metadata,
    Column("session_id", Text, primary_key=True),
    Column("method", Text, nullable=False),
    Column("threshold", Integer, nullable=False),
    Column("result", Integer, nullable=False),
    Column("issuer_sha256", LargeBinary, nullable=False),
    Column("verified_at_ms", BigInteger, nullable=False),
    Column("expires_at_ms", BigInteger, nullable=False),
    Column("key_thumbprint", Text, nullable=False),
    Column("mark_day", Text),
    Column("mark", LargeBinary),
    Index(None, "expires_at_ms"),
)

# Keyed hashes of what was presented once, until it could not be presented anyway; the key lies elsewhere.
age_presentations = Table(
    "age_presentations",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("until_ms", BigInteger, nullable=False),
    Index(None, "until_ms"),
)

# Codes the team gave to guests it met, hashed.
vouches = Table(
    "vouches",
    metadata,
    Column("id", Text, primary_key=True),
    Column("code_hash", LargeBinary, nullable=False, unique=True),
    Column("opened_by", Integer, nullable=False),
    Column("opened_at_ms", BigInteger, nullable=False),
    Column("expires_at_ms", BigInteger, nullable=False),
    Column("seconded_by", Integer),
    Column("session_id", Text),
    Column("used_at_ms", BigInteger),
    Column("revoked_at_ms", BigInteger),
    Index(None, "expires_at_ms"),
)

# Of each request who asked whom, under which names and tags; `target` is nobody where it was not to be shown.
conversation_requests = Table(
    "conversation_requests",
    metadata,
    Column("id", Text, primary_key=True),
    Column("room_id", Integer, nullable=False),
    Column("requester", Text, nullable=False),
    Column("requester_nickname", Text, nullable=False),
    Column("requester_tag", Text, nullable=False),
    Column("target", Text),
    Column("nickname", Text, nullable=False),
    Column("tag", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("declined", Boolean, nullable=False),
    Index(None, "requester"),
    Index(None, "target"),
    Index(None, "at_ms"),
)

# Who wants to be sent no requests.
solicitation_choices = Table(
    "solicitation_choices",
    metadata,
    Column("session_id", Text, primary_key=True),
    Column("quiet", Boolean, nullable=False),
)

# What is known of a conversation besides its stream and its members: the room where they met.
conversations = Table(
    "conversations",
    metadata,
    Column("room_id", Integer, primary_key=True, autoincrement=False),
    Column("met", Text, nullable=False),
    Column("met_name", Text, nullable=False),
    Column("opened_ms", BigInteger, nullable=False),
    Column("frozen_ms", BigInteger),
)

# Every version of the rules that was in force; only ever added to.
published_rules = Table(
    "published_rules",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Index(None, "digest"),
)

# Orders of authorities: what they say is under seal, all of it; what was sealed for one is among `pieces`, as of a case
# with its id. `version` counts its changes.
orders = Table(
    "orders",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("received_ms", BigInteger, nullable=False),
    Column("due_ms", BigInteger, nullable=False),
    Column("settled_ms", BigInteger),
    Column("session_id", Text),
    Column("preserved_until_ms", BigInteger),
    Column("sealed", LargeBinary, nullable=False),
    Index(None, "session_id"),
)

# Connection records under seal: nobody but two custodians can open them. `id` is random: it tells no order.
vault_records = Table(
    "vault_records",
    metadata,
    Column("day", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("day", "id"),
)
