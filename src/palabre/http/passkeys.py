"""Routes of `/api/sign-in`: one's own passkeys and recovery codes, and showing that it is oneself who sits there."""

from typing import Annotated

from litestar import Response, delete, get, post
from litestar.params import JSONBody, PathParameter

from palabre.domain.credential import Passkey
from palabre.domain.desk_refusal import DeskRefusal
from palabre.gateway.edge import is_address
from palabre.http.documented import staff_needed, told
from palabre.http.keys import answered, decoded, encoded, key_creation, key_request
from palabre.http.sessions import json_only
from palabre.http.sign_in import MAX_ANSWER_BYTES
from palabre.http.staff import place_of, session_hash, session_token, signed_in, staff_of, team_of
from palabre.http.visit import AnyRequest, parts_of
from palabre.ports.authenticators import KeyPlaceAsked
from palabre.protocol.conversion import rfc3339
from palabre.protocol.desk_people import (
    KeyAnswer,
    KeyCreation,
    KeyInfo,
    KeyRequest,
    KeyRing,
    NewKey,
    RecoveryCodes,
)
from palabre.services.keyring import Attempt

KeyId = Annotated[str, PathParameter(max_length=1_400, description="The key's id, base64url.")]


@get(
    "/api/sign-in/passkeys",
    summary="One's own passkeys",
    operation_id="listPasskeys",
    security=staff_needed(),
    responses=told(401, 503),
)
async def list_passkeys(request: AnyRequest) -> KeyRing:
    """And how many recovery codes are left."""
    member, people, place = await signed_in(request), team_of(request).people, place_of(request)
    keys = await people.keyring.own(member)
    return KeyRing(
        passkeys=tuple(info_of(key, place) for key in keys),
        recovery_left=await people.keyring.recovery_left(member),
        possible=not is_address(place.rp_id),
        required=people.confirming.keys_required and not keys,
    )


@post(
    "/api/sign-in/passkeys/options",
    status_code=200,
    summary="Begin to add a passkey",
    operation_id="askNewPasskey",
    security=staff_needed(),
    responses=told(401, 403, 409, 503),
)
async def ask_new_passkey(request: AnyRequest) -> KeyCreation:
    """Who has one already shows it first: 403 `confirm_identity`."""
    member, keyring, attempt = await signed_in(request), team_of(request).people.keyring, attempt_of(request)
    await keyring.may_add(member)
    challenge = await keyring.questions.ask("register", member.number, attempt)
    name = parts_of(request).site.instance.name
    return key_creation(attempt.place, name, challenge, member, await keyring.own(member))


@post(
    "/api/sign-in/passkeys",
    guards=[json_only],
    request_max_body_size=MAX_ANSWER_BYTES,
    summary="Add a passkey",
    operation_id="addPasskey",
    security=staff_needed(),
    responses=told(400, 401, 403, 409, 413, 415, 503),
)
async def add_passkey(request: AnyRequest, data: JSONBody[NewKey]) -> Response[KeyInfo]:
    """Its holder must be verified by the authenticator."""
    member, attempt = await signed_in(request), attempt_of(request)
    keyring = team_of(request).people.keyring
    added = await keyring.add(member, data.name, answered(data.credential), attempt, session_hash(request))
    return Response(info_of(added, attempt.place), status_code=201)


@delete(
    "/api/sign-in/passkeys/{key_id:str}",
    summary="Revoke a passkey",
    operation_id="revokePasskey",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 409, 503),
)
async def revoke_passkey(request: AnyRequest, key_id: KeyId) -> None:
    """Never the last one: 409 `last_passkey`."""
    await team_of(request).people.keyring.revoke(await signed_in(request), decoded(key_id))


@post(
    "/api/sign-in/recovery-codes",
    summary="Make recovery codes",
    operation_id="makeRecoveryCodes",
    security=staff_needed(),
    responses=told(401, 403, 503),
)
async def make_recovery_codes(request: AnyRequest) -> Response[RecoveryCodes]:
    """Eight, told once; those made before work no more."""
    codes = await team_of(request).people.doors.codes(await signed_in(request))
    return Response(RecoveryCodes(tuple(codes)), status_code=201)


@post(
    "/api/sign-in/confirm/options",
    status_code=200,
    summary="Begin to show that it is oneself",
    operation_id="askConfirmation",
    security=staff_needed(),
    responses=told(401, 403, 409, 503),
)
async def ask_confirmation(request: AnyRequest) -> KeyRequest:
    """A question to one of one's own keys."""
    member, keyring, attempt = await staff_of(request), team_of(request).people.keyring, attempt_of(request)
    challenge = await keyring.questions.ask("confirm", member.number, attempt)
    return key_request(attempt.place, challenge, await keyring.own(member))


@post(
    "/api/sign-in/confirm/verify",
    guards=[json_only],
    request_max_body_size=MAX_ANSWER_BYTES,
    status_code=204,
    summary="Show that it is oneself",
    operation_id="confirmIdentity",
    security=staff_needed(),
    responses=told(400, 401, 403, 404, 409, 413, 415, 503),
)
async def confirm_identity(request: AnyRequest, data: JSONBody[KeyAnswer]) -> Response[None]:
    """For ten minutes, dangerous acts are one's own."""
    member, keyring = await staff_of(request), team_of(request).people.keyring
    await keyring.confirm(member, answered(data), attempt_of(request), session_hash(request))
    return Response(None, status_code=204)


def attempt_of(request: AnyRequest) -> Attempt:
    """What a question belongs to: the sign-in at hand. Raises DeskRefusal `passkey_impossible` at a bare address."""
    place = place_of(request)
    if is_address(place.rp_id):
        raise DeskRefusal("passkey_impossible")
    return Attempt(session_token(request), place)


def info_of(key: Passkey, place: KeyPlaceAsked) -> KeyInfo:
    return KeyInfo(
        id=encoded(key.id),
        name=key.name,
        added_at=rfc3339(key.added_ms),
        used_at=None if key.used_ms is None else rfc3339(key.used_ms),
        here=key.rp_id == place.rp_id,
    )


ROUTES = (
    list_passkeys,
    ask_new_passkey,
    add_passkey,
    revoke_passkey,
    make_recovery_codes,
    ask_confirmation,
    confirm_identity,
)
