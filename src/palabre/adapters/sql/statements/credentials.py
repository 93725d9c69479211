"""Statements on the staff's passkeys, recovery codes, what their keys were asked, and the browsers they share."""

from sqlalchemy import Integer, and_, bindparam, delete, func, insert, literal_column, or_, select, update
from sqlalchemy.dialects import postgresql

from palabre.adapters.sql.tables import passkey_challenges, passkeys, recovery_codes, staff_browsers, staff_guests

NONE = literal_column("0", Integer)

ADD_PASSKEY = (
    postgresql.insert(passkeys)
    .values(
        id=bindparam("id"),
        number=bindparam("number"),
        name=bindparam("name"),
        rp_id=bindparam("rp_id"),
        public_key=bindparam("public_key"),
        sign_count=bindparam("sign_count"),
        transports=bindparam("transports"),
        added_ms=bindparam("added_ms"),
        used_ms=bindparam("used_ms"),
    )
    .on_conflict_do_nothing()
    .returning(passkeys.c.number)
)

ALL_PASSKEYS = select(
    passkeys.c.id,
    passkeys.c.number,
    passkeys.c.name,
    passkeys.c.rp_id,
    passkeys.c.public_key,
    passkeys.c.sign_count,
    passkeys.c.transports,
    passkeys.c.added_ms,
    passkeys.c.used_ms,
).order_by(passkeys.c.added_ms, passkeys.c.id)

PASSKEYS_OF = ALL_PASSKEYS.where(passkeys.c.number == bindparam("number"))

PASSKEY = ALL_PASSKEYS.where(passkeys.c.id == bindparam("id"))

# Of two uses with one count, one wins: the other is that of a copy.
USE_PASSKEY = (
    update(passkeys)
    .values(sign_count=bindparam("shown"), used_ms=bindparam("at_ms"))
    .where(
        passkeys.c.id == bindparam("id"),
        or_(
            passkeys.c.sign_count < bindparam("shown"),
            and_(passkeys.c.sign_count == NONE, bindparam("shown") == NONE),
        ),
    )
    .returning(passkeys.c.number)
)

COUNT_PASSKEYS_OF = select(func.count()).select_from(passkeys).where(passkeys.c.number == bindparam("number"))

REVOKE_PASSKEY = (
    delete(passkeys)
    .where(passkeys.c.id == bindparam("id"), passkeys.c.number == bindparam("number"))
    .returning(passkeys.c.number)
)

DROP_PASSKEYS_OF = delete(passkeys).where(passkeys.c.number == bindparam("number"))

ADD_RECOVERY_CODE = insert(recovery_codes).values(code_hash=bindparam("code_hash"), number=bindparam("number"))

# Whoever deletes it has used it.
USE_RECOVERY_CODE = (
    delete(recovery_codes)
    .where(recovery_codes.c.code_hash == bindparam("code_hash"))
    .returning(recovery_codes.c.number)
)

COUNT_RECOVERY_CODES_OF = (
    select(func.count()).select_from(recovery_codes).where(recovery_codes.c.number == bindparam("number"))
)

DROP_RECOVERY_CODES_OF = delete(recovery_codes).where(recovery_codes.c.number == bindparam("number"))


def latest(new: postgresql.Insert) -> postgresql.Insert:
    """An attempt has one question: asking again forgets the one before."""
    return new.on_conflict_do_update(
        index_elements=[passkey_challenges.c.attempt_hash],
        set_={name: new.excluded[name] for name in ("purpose", "number", "challenge", "expires_ms")},
    )


KEEP_PASSKEY_CHALLENGE = latest(
    postgresql.insert(passkey_challenges).values(
        attempt_hash=bindparam("attempt_hash"),
        purpose=bindparam("purpose"),
        number=bindparam("number"),
        challenge=bindparam("challenge"),
        expires_ms=bindparam("expires_ms"),
    )
)

TAKE_PASSKEY_CHALLENGE = (
    delete(passkey_challenges)
    .where(passkey_challenges.c.attempt_hash == bindparam("attempt_hash"))
    .returning(
        passkey_challenges.c.attempt_hash,
        passkey_challenges.c.purpose,
        passkey_challenges.c.number,
        passkey_challenges.c.challenge,
        passkey_challenges.c.expires_ms,
    )
)

DROP_STALE_PASSKEY_CHALLENGES = delete(passkey_challenges).where(passkey_challenges.c.expires_ms <= bindparam("now"))


def kept_longer(new: postgresql.Insert, *key: str) -> postgresql.Insert:
    return new.on_conflict_do_update(index_elements=[*key], set_={"until_ms": new.excluded.until_ms})


KEEP_STAFF_BROWSER = kept_longer(
    postgresql.insert(staff_browsers).values(
        token_hash=bindparam("token_hash"), number=bindparam("number"), until_ms=bindparam("until_ms")
    ),
    "token_hash",
    "number",
)

STAFF_OF_BROWSER = select(staff_browsers.c.number).where(
    staff_browsers.c.token_hash == bindparam("token_hash"), staff_browsers.c.until_ms > bindparam("now")
)

KEEP_STAFF_GUEST = kept_longer(
    postgresql.insert(staff_guests).values(
        number=bindparam("number"), session_id=bindparam("session_id"), until_ms=bindparam("until_ms")
    ),
    "number",
    "session_id",
)

STAFF_GUESTS = select(staff_guests.c.number, staff_guests.c.session_id, staff_guests.c.until_ms).where(
    staff_guests.c.until_ms > bindparam("now")
)

DROP_STALE_STAFF_BROWSERS = delete(staff_browsers).where(staff_browsers.c.until_ms <= bindparam("now"))

DROP_STALE_STAFF_GUESTS = delete(staff_guests).where(staff_guests.c.until_ms <= bindparam("now"))
