"""Passkeys in the words of a browser: what `navigator.credentials` takes, and what it gives."""

import base64
from collections.abc import Sequence

import msgspec

from palabre.domain.credential import CHALLENGE_MS, Passkey
from palabre.domain.staff import Staff
from palabre.ports.authenticators import KeyPlaceAsked
from palabre.protocol.desk_people import (
    KeyAlgorithm,
    KeyAnswer,
    KeyCreation,
    KeyHandle,
    KeyOwner,
    KeyPlace,
    KeyRequest,
    KeySelection,
    NewKeyAnswer,
)
from palabre.services.keyring import KeyAnswered

# ES256, EdDSA, RS256 (IANA COSE): what phones, security keys and Windows make.
ALGORITHMS = (-7, -8, -257)


def key_request(place: KeyPlaceAsked, challenge: bytes, keys: Sequence[Passkey]) -> KeyRequest:
    """A question to one of these keys; to any the browser has when there are none."""
    return KeyRequest(
        challenge=encoded(challenge),
        rp_id=place.rp_id,
        timeout=CHALLENGE_MS,
        allow_credentials=tuple(handle(key) for key in keys if key.rp_id == place.rp_id),
        user_verification="required",
    )


def key_creation(
    place: KeyPlaceAsked, name_of_place: str, challenge: bytes, member: Staff, keys: Sequence[Passkey]
) -> KeyCreation:
    """A question for a new key, on another authenticator than those of `keys`."""
    return KeyCreation(
        challenge=encoded(challenge),
        rp=KeyPlace(place.rp_id, name_of_place),
        user=KeyOwner(encoded(member.id.encode()), member.id, member.name),
        pub_key_cred_params=tuple(KeyAlgorithm("public-key", algorithm) for algorithm in ALGORITHMS),
        timeout=CHALLENGE_MS,
        exclude_credentials=tuple(handle(key) for key in keys if key.rp_id == place.rp_id),
        authenticator_selection=KeySelection("required", True, "required"),
        attestation="none",
    )


def handle(key: Passkey) -> KeyHandle:
    return KeyHandle("public-key", encoded(key.id), key.transports)


def answered(data: KeyAnswer | NewKeyAnswer) -> KeyAnswered:
    """What a browser gave."""
    transports = data.response.transports if isinstance(data, NewKeyAnswer) else ()
    return KeyAnswered(decoded(data.id), msgspec.json.encode(data), transports)


def encoded(value: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Its bytes; of what is none, nothing."""
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""
