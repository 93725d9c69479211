"""The one table of retention: every kind of data kept, where it lies, how long it lasts, and which job ends it.

What each kind is, who sees it, why and on which basis is said in the words of the pages, under the kind's name. The
privacy page, the composer's line and docs/data.md come from here; tests compare it with the tables, columns, keys,
cookies and browser storage there are, and with the jobs that run.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from palabre.domain.age import PROOF_IDLE_MS, PROOF_MOST_MS
from palabre.domain.held import TOLD_MS
from palabre.domain.moderation.appeal import APPEAL_MS
from palabre.domain.moderation.decision import DECISIONS_MS
from palabre.domain.moderation.pairs import SIGNS_WITHIN_MS
from palabre.domain.moderation.sanction import MARK_MS
from palabre.domain.order import ORDERS_KEPT_MS, PRESERVED_MS
from palabre.domain.presence import LOST_AFTER_S
from palabre.domain.retention import HOUR_MS, NAME_HELD_MS, SEALED_MS, Retention
from palabre.domain.session import IDLE_MS, MAX_AGE_MS
from palabre.domain.staff import STAFF_IDLE_MS, STAFF_MAX_AGE_MS

DAY_MS = 24 * HOUR_MS
# Décret 2021-1362, art. 5 and 6: one year.
CONNECTION_DAYS = 365
LANGUAGE_COOKIE_DAYS = 180
PREFERENCE_COOKIE_DAYS = 30

Unit = Literal["h", "days", "min", "s"]
MS_OF: Mapping[Unit, int] = {"h": HOUR_MS, "days": DAY_MS, "min": 60_000, "s": 1_000}


class Lasting(NamedTuple):
    """A duration as it is told: an amount of hours, days, minutes or seconds."""

    amount: int
    unit: Unit


class Kind(NamedTuple):
    """A kind of data. `tables` names its columns, `files` what lies beside the keys or the data.

    `lasts` are the durations its words tell; `ended_by` the jobs that destroy what is past them. Only what `stays` has
    none: it is about the place, or kept as it was done.
    """

    name: str
    tables: Mapping[str, tuple[str, ...]] = {}
    files: tuple[str, ...] = ()
    cookies: tuple[str, ...] = ()
    storage: tuple[str, ...] = ()
    lasts: tuple[str, ...] = ()
    ended_by: tuple[str, ...] = ()
    stays: bool = False


def lastings(retention: Retention) -> dict[str, Lasting]:
    """Every duration the pages name, by that name."""
    return {
        "messages": Lasting(retention.messages_h, "h"),
        "sealed": in_units(SEALED_MS, "h"),
        "told": in_units(TOLD_MS, "h"),
        "decisions": in_units(DECISIONS_MS, "days"),
        "evidence": Lasting(retention.evidence_days, "days"),
        "contest": in_units(APPEAL_MS, "days"),
        "mark": in_units(MARK_MS, "days"),
        "signs": in_units(SIGNS_WITHIN_MS, "min"),
        "idle": in_units(IDLE_MS, "h"),
        "proof_idle": in_units(PROOF_IDLE_MS, "h"),
        "proof_most": in_units(PROOF_MOST_MS, "h"),
        "max_age": in_units(MAX_AGE_MS, "h"),
        "name_held": in_units(NAME_HELD_MS, "min"),
        "lost": in_units(round(LOST_AFTER_S * 1_000), "s"),
        "staff_idle": in_units(STAFF_IDLE_MS, "h"),
        "staff_most": in_units(STAFF_MAX_AGE_MS, "h"),
        "connection": Lasting(CONNECTION_DAYS, "days"),
        "order": in_units(ORDERS_KEPT_MS, "days"),
        "preserved": in_units(PRESERVED_MS, "days"),
        "backup": Lasting(retention.backup_days, "days"),
        "language_cookie": Lasting(LANGUAGE_COOKIE_DAYS, "days"),
        "preference_cookie": Lasting(PREFERENCE_COOKIE_DAYS, "days"),
    }


def in_units(duration_ms: int, unit: Unit) -> Lasting:
    """A duration in whole units; raises ValueError for one that would be told wrongly."""
    count, rest = divmod(duration_ms, MS_OF[unit])
    if rest:
        raise ValueError(f"{duration_ms} ms are no whole {unit}")
    return Lasting(count, unit)


KINDS: tuple[Kind, ...] = (
    Kind(
        "message",
        tables={
            "log": (
                "room_id",
                "offset",
                "kind",
                "at_ms",
                "message_id",
                "session_id",
                "client_message_id",
                "body_digest",
                "nickname",
                "tag",
                "body",
                "reply_to",
                "edited_ms",
                "removed",
                "version",
                "about",
                "data",
                "reactions_version",
                "sent_ms",
            ),
        },
        lasts=("messages",),
        ended_by=("retention",),
    ),
    Kind(
        "held",
        tables={
            "held": (
                "message_id",
                "room_id",
                "session_id",
                "client_message_id",
                "body_digest",
                "body",
                "nickname",
                "tag",
                "at_ms",
                "reply_to",
                "locale",
                "grounds",
                "state",
                "settled_ms",
                "settled_by",
                "refusal",
            ),
        },
        lasts=("sealed",),
        ended_by=("held", "retention"),
    ),
    Kind(
        "reaction",
        tables={"reactions": ("room_id", "offset", "session_id", "reaction")},
        ended_by=("retention",),
    ),
    Kind(
        "sealed",
        tables={
            "sealed_versions": ("message_id", "version", "room_id", "sealed", "expires_ms"),
            "faded": (
                "message_id",
                "room_id",
                "offset",
                "version",
                "session_id",
                "tag",
                "at_ms",
                "removed",
                "sealed",
                "hidden_ms",
                "expires_ms",
            ),
        },
        files=("seal.key",),
        lasts=("sealed",),
        ended_by=("retention",),
    ),
    Kind(
        "decision",
        tables={
            "decisions": (
                "id",
                "at_ms",
                "message_id",
                "room_id",
                "session_id",
                "outcome",
                "rules_version",
                "reasons",
                "microseconds",
            ),
            "follow_ups": ("id", "at_ms", "asked", "sealed"),
        },
        lasts=("decisions", "sealed"),
        ended_by=("retention", "follow-ups"),
    ),
    Kind(
        "report",
        tables={
            "cases": ("id", "subject_key", "room_id", "session_id", "state", "opened_ms", "closed_ms", "folded"),
            "case_events": ("case_id", "number", "event"),
            "reports": ("id", "case_id", "at_ms", "reporter", "source", "category", "subject", "sealed"),
            "pieces": (
                "case_id",
                "message_id",
                "version",
                "room_id",
                "offset",
                "session_id",
                "tag",
                "at_ms",
                "removed",
                "hidden_ms",
                "taken_ms",
                "reported",
                "sealed",
                "digest",
            ),
        },
        storage=("palabre_codes",),
        lasts=("evidence",),
        ended_by=("closing",),
    ),
    Kind(
        "sanction",
        tables={
            "judgements": (
                "id",
                "case_id",
                "session_id",
                "at_ms",
                "until_ms",
                "judgement",
                "statement",
                "quoted",
                "sanction",
                "reversal",
            ),
            "appeals": ("id", "decision_id", "case_id", "side", "at_ms", "sealed", "answer"),
            "receipts": ("code_hash", "kind", "about_id", "expires_ms"),
        },
        files=("receipt.key",),
        cookies=("palabre_receipt",),
        lasts=("contest",),
        ended_by=("closing", "retention"),
    ),
    Kind(
        "mark",
        tables={"ban_marks": ("sanction_id", "day", "digest", "room_id", "from_ms", "expires_ms")},
        files=("marks.key",),
        lasts=("mark",),
        ended_by=("neighbours", "retention"),
    ),
    Kind(
        "pair",
        tables={"pair_signs": ("sender", "target", "sign", "at_ms", "prefix")},
        lasts=("signs", "max_age"),
        ended_by=("pairs",),
    ),
    Kind(
        "proof",
        tables={
            "age_proofs": (
                "session_id",
                "method",
                "threshold",
                "result",
                "issuer_sha256",
                "verified_at_ms",
                "expires_at_ms",
                "key_thumbprint",
                "mark_day",
                "mark",
            ),
            "age_presentations": ("digest", "until_ms"),
            "vouches": (
                "id",
                "code_hash",
                "opened_by",
                "opened_at_ms",
                "expires_at_ms",
                "seconded_by",
                "session_id",
                "used_at_ms",
                "revoked_at_ms",
            ),
        },
        files=("age.key",),
        storage=("palabre", "palabre_age_to"),
        lasts=("proof_most", "proof_idle"),
        ended_by=("proofs", "retention"),
    ),
    Kind(
        "session",
        tables={
            "sessions": ("id", "token_hash", "nickname", "locale", "created_ms", "seen_ms", "continues"),
            "standings": ("session_id", "settled_ms", "protected_ms", "closed_ms", "free_until_ms"),
        },
        cookies=("palabre_session",),
        lasts=("idle", "max_age"),
        ended_by=("sessions", "retention"),
    ),
    Kind(
        "nickname",
        tables={"holds": ("room_id", "skeleton", "session_id", "nickname", "until_ms")},
        lasts=("name_held",),
        ended_by=("presence", "retention"),
    ),
    Kind(
        "private",
        tables={
            "rooms": ("privacy", "owner", "opened", "ends_ms"),
            "room_members": (
                "room_id",
                "session_id",
                "since_ms",
                "nickname",
                "left_ms",
                "removed",
                "reason",
                "invitation",
            ),
            "room_invitations": (
                "id",
                "digest",
                "room_id",
                "created_by",
                "created_ms",
                "expires_ms",
                "uses",
                "uses_left",
                "revoked_ms",
            ),
        },
        storage=("palabre_invitation",),
        lasts=("max_age", "sealed"),
        ended_by=("private-rooms",),
    ),
    Kind(
        "conversation",
        tables={
            "conversation_requests": (
                "id",
                "room_id",
                "requester",
                "requester_nickname",
                "requester_tag",
                "target",
                "nickname",
                "tag",
                "at_ms",
                "state",
                "declined",
            ),
            "solicitation_choices": ("session_id", "quiet"),
            "conversations": ("room_id", "met", "met_name", "opened_ms", "frozen_ms"),
        },
        files=("transcript.key",),
        lasts=("max_age", "sealed"),
        ended_by=("requests", "conversations", "private-rooms"),
    ),
    Kind(
        "hidden",
        tables={"hides": ("session_id", "room_id", "tag", "nickname", "hidden_session_id", "at_ms")},
        ended_by=("retention",),
    ),
    Kind("read", ended_by=("sessions",)),
    Kind("presence", files=("day.key",), lasts=("lost",), ended_by=("presence", "day")),
    Kind("address", ended_by=("tidy",)),
    Kind(
        "connection",
        tables={"vault_records": ("day", "id", "recipient", "count", "sealed")},
        files=("vault",),
        lasts=("connection",),
        ended_by=("vault",),
    ),
    Kind(
        "order",
        tables={
            "orders": (
                "id",
                "version",
                "kind",
                "state",
                "received_ms",
                "due_ms",
                "settled_ms",
                "session_id",
                "preserved_until_ms",
                "sealed",
            ),
        },
        lasts=("order", "preserved"),
        ended_by=("orders",),
    ),
    Kind("backup", lasts=("backup",), ended_by=("backup",)),
    Kind(
        "settings",
        cookies=("palabre_lang", "palabre_theme", "palabre_size"),
        storage=(
            "palabre_theme",
            "palabre_size",
            "palabre_sound",
            "palabre_notices",
            "palabre_quiet",
            "palabre_keys",
            "palabre_advised",
            "palabre-offline",
        ),
        lasts=("language_cookie", "preference_cookie"),
        stays=True,
    ),
    Kind(
        "team",
        tables={
            "staff": ("number", "name", "role", "rooms", "removed_ms"),
            "staff_links": ("token_hash", "number", "expires_ms"),
            "staff_sessions": ("token_hash", "number", "created_ms", "seen_ms", "origin", "confirmed_ms"),
            "passkeys": (
                "id",
                "number",
                "name",
                "rp_id",
                "public_key",
                "sign_count",
                "transports",
                "added_ms",
                "used_ms",
            ),
            "recovery_codes": ("code_hash", "number"),
            "passkey_challenges": ("attempt_hash", "purpose", "number", "challenge", "expires_ms"),
            "staff_browsers": ("token_hash", "number", "until_ms"),
            "staff_guests": ("number", "session_id", "until_ms"),
            "rule_versions": (
                "rule_id",
                "number",
                "version",
                "status",
                "author",
                "approver",
                "made_by",
                "at_ms",
                "text",
                "braked",
            ),
        },
        cookies=("palabre_staff", "palabre_attempt", "palabre_shared"),
        storage=("palabre_exposures", "palabre_since", "palabre_touched"),
        lasts=("staff_idle", "staff_most", "max_age"),
        ended_by=("staff",),
    ),
    Kind(
        "audit",
        tables={
            "moderation_events": (
                "id",
                "at_ms",
                "who",
                "what",
                "subject",
                "reason",
                "case_id",
                "data",
                "salt",
                "commitment",
            ),
            "audit_heads": ("size", "root", "at_ms", "public_key", "signature"),
        },
        files=("audit.key",),
        stays=True,
    ),
    Kind(
        "place",
        tables={
            "rooms": ("id", "slug", "settings", "epoch", "head", "closed", "reactions_version"),
            "configured": ("slug", "settings"),
            "control": ("seq", "kind", "data", "at_ms"),
            "instance": ("id", "control_head", "control_cursor", "health", "deeds"),
            "published_rules": ("number", "digest", "at_ms", "document"),
            "rule_tallies": ("version", "live", "shadow", "since"),
            "spent_challenges": ("digest", "until_ms"),
        },
        files=("palabre.sqlite3", "lock"),
        lasts=("sealed",),
        ended_by=("retention", "challenges"),
    ),
)
