"""Binding: a browser's key has one thumbprint, and what it signs names the page's origin."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.adapters.age import P256Signatures
from palabre.domain.binding import BrowserKey, Challenge, challenge_from, decoded, encoded, to_be_signed
from tests.tools.browser_key import PAGE, Browser

# RFC 7517, appendix A.1; its thumbprint was worked out with another library (joserfc).
KNOWN = BrowserKey(
    kty="EC",
    crv="P-256",
    x="MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
    y="4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
)
SIGNATURES = P256Signatures()


def test_the_thumbprint_is_the_one_of_rfc_7638() -> None:
    from joserfc.jwk import ECKey  # noqa: PLC0415  # slow to load, and needed here alone

    jwk: dict[str, str | list[str]] = {"kty": "EC", "crv": "P-256", "x": KNOWN.x, "y": KNOWN.y}
    assert KNOWN.thumbprint() == ECKey.import_key(jwk).thumbprint()


def test_a_key_signs_for_itself_alone() -> None:
    ana, other = Browser(), Browser()
    message = to_be_signed("challenge", PAGE)
    signature = decoded(ana.sign(message)) or b""
    assert SIGNATURES.is_signed(ana.key, message, signature)
    assert not SIGNATURES.is_signed(other.key, message, signature)
    assert not SIGNATURES.is_signed(ana.key, to_be_signed("challenge", "http://127.0.0.1:9000"), signature)
    assert not SIGNATURES.is_signed(ana.key, message, signature[:-1])
    assert not SIGNATURES.is_signed(ana.key, message, bytes(64))


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32), st.binary(min_size=64, max_size=64))
def test_whatever_is_called_a_key_never_fails_and_never_passes(x: bytes, y: bytes, signature: bytes) -> None:
    key = BrowserKey(kty="EC", crv="P-256", x=encoded(x), y=encoded(y))
    assert not SIGNATURES.is_signed(key, b"message", signature)


@pytest.mark.parametrize(
    "changed",
    [
        {"kty": "RSA"},
        {"crv": "P-384"},
        {"d": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4"},
        {"x": "short"},
        {"y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM="},
    ],
)
def test_only_the_public_half_of_such_a_key_is_taken(changed: dict[str, str]) -> None:
    fields = {"kty": "EC", "crv": "P-256", "x": KNOWN.x, "y": KNOWN.y} | changed
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(fields), type=BrowserKey)


def test_a_challenge_is_good_for_a_minute() -> None:
    asked = challenge_from(bytes(range(32)), 1_000)
    assert asked.is_answered_by(asked.text, 60_999)
    assert not asked.is_answered_by(asked.text, 61_000)
    assert not asked.is_answered_by("another", 1_000)
    assert asked.text not in repr(asked)
    assert isinstance(asked, Challenge)


@given(st.binary(max_size=70))
def test_what_is_encoded_is_decoded_and_written_in_one_way_only(raw: bytes) -> None:
    assert decoded(encoded(raw)) == raw


@pytest.mark.parametrize("text", ["=", "AB==", "A", "AB", "!!!!", "a b", "é"])
def test_what_is_no_base64url_is_none(text: str) -> None:
    assert decoded(text) is None
