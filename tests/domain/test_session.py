"""Sessions end: four hours idle, a day at most."""

from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.session import IDLE_MS, MAX_AGE_MS, Session, encode_token, hash_token
from tests.cast import NOON

moments = st.integers(0, MAX_AGE_MS * 2)


def session(*, created_ms: int = NOON, seen_ms: int = NOON) -> Session:
    return Session(
        id="session-ana",
        token_hash=hash_token("token"),
        nickname="Ana",
        locale="fr",
        created_ms=created_ms,
        seen_ms=seen_ms,
    )


@given(moments)
def test_a_session_ends_idle_or_old_whichever_comes_first(seen: int) -> None:
    ends = session(seen_ms=NOON + seen).ends_ms()
    assert ends <= NOON + MAX_AGE_MS
    assert ends <= NOON + seen + IDLE_MS
    assert ends in (NOON + MAX_AGE_MS, NOON + seen + IDLE_MS)


def test_hours_are_hours() -> None:
    assert session().ends_ms() - NOON == 4 * 3_600_000
    assert session(seen_ms=NOON + 23 * 3_600_000).ends_ms() - NOON == 24 * 3_600_000


@given(st.binary(min_size=1, max_size=40), st.binary(min_size=1, max_size=40))
def test_a_token_is_url_safe_and_as_random_as_its_bytes(one: bytes, other: bytes) -> None:
    token = encode_token(one)
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert (token == encode_token(other)) is (one == other)
    assert (hash_token(token) == hash_token(encode_token(other))) is (one == other)


def test_a_session_does_not_show_itself() -> None:
    assert repr(session()) == "<Session>"
