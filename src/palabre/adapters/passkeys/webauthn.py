"""The webauthn library as the Authenticators port; loaded when a key is first asked: it takes a third of a second."""

import asyncio
import base64
import binascii
from typing import Literal

import msgspec
from msgspec import Struct

from palabre.domain.desk_refusal import DeskRefusal
from palabre.ports.authenticators import KeyPlaceAsked, NewKeyRead


class ClientData(Struct):
    """The part of a browser's client data that is told apart from every other fault."""

    type: str
    challenge: str
    origin: str


class ClientResponse(Struct):
    client_data: str = msgspec.field(name="clientDataJSON")


class Answer(Struct):
    response: ClientResponse


class WebauthnAuthenticators:
    """Checks in a thread, so that the loop never waits."""

    async def read_new(self, answer: bytes, challenge: bytes, place: KeyPlaceAsked) -> NewKeyRead:
        require_for(answer, challenge, place, "webauthn.create")
        return await asyncio.to_thread(read_new, answer.decode(), challenge, place)

    async def check(self, answer: bytes, challenge: bytes, place: KeyPlaceAsked, public_key: bytes) -> int:
        require_for(answer, challenge, place, "webauthn.get")
        return await asyncio.to_thread(check, answer.decode(), challenge, place, public_key)


def require_for(
    answer: bytes, challenge: bytes, place: KeyPlaceAsked, kind: Literal["webauthn.create", "webauthn.get"]
) -> None:
    """Say plainly what was answered to another question, or at another address; the library checks it all again."""
    try:
        encoded = msgspec.json.decode(answer, type=Answer).response.client_data
        said = msgspec.json.decode(unpadded(encoded), type=ClientData)
        answered = unpadded(said.challenge)
    except (msgspec.DecodeError, ValueError):
        raise DeskRefusal("passkey_refused") from None
    if said.origin != place.origin:
        raise DeskRefusal("origin_foreign")
    if answered != challenge:
        raise DeskRefusal("challenge_foreign")
    if said.type != kind:
        raise DeskRefusal("passkey_refused")


def read_new(answer: str, challenge: bytes, place: KeyPlaceAsked) -> NewKeyRead:
    from webauthn import verify_registration_response  # noqa: PLC0415 — see the module
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    try:
        read = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.rp_id,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError):
        raise DeskRefusal("passkey_refused") from None
    return NewKeyRead(id=read.credential_id, public_key=read.credential_public_key, sign_count=read.sign_count)


def check(answer: str, challenge: bytes, place: KeyPlaceAsked, public_key: bytes) -> int:
    from webauthn import verify_authentication_response  # noqa: PLC0415 — see the module
    from webauthn.helpers.exceptions import WebAuthnException  # noqa: PLC0415

    try:
        checked = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=place.rp_id,
            expected_origin=place.origin,
            credential_public_key=public_key,
            # The kept count is compared where it is written, so that of two at once one is refused.
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError):
        raise DeskRefusal("passkey_refused") from None
    return checked.new_sign_count


def unpadded(text: str) -> bytes:
    """The bytes of base64url without padding; raises ValueError."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError from error
