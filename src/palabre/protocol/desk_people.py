"""The people of the desk: what its JSON routes carry of sign-ins, passkeys and who is of the team.

What a browser's `navigator.credentials` takes and gives has the names of WebAuthn Level 3, §5.1.8 to 5.1.10; bytes are
base64url without padding.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from palabre.domain.credential import MAX_PASSKEY_NAME
from palabre.domain.discretion import Discreet
from palabre.domain.staff import MAX_STAFF_NAME, Role

Bytes = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,1400}$")]
LongBytes = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,8000}$")]
Slug = Annotated[str, Meta(min_length=1, max_length=40)]
Transport = Annotated[str, Meta(pattern=r"^[a-z-]{1,20}$")]


class KeyAlgorithm(Struct, frozen=True):
    """A kind of signature the place can check (COSE)."""

    type: Literal["public-key"]
    alg: int


class KeyHandle(Discreet, frozen=True):
    """A key one has: which, and how a browser reaches it."""

    type: Literal["public-key"]
    id: str
    transports: tuple[str, ...]


class KeyPlace(Struct, frozen=True):
    """For which host a key is."""

    id: str
    name: str


class KeyOwner(Discreet, frozen=True, rename="camel"):
    """Whose a key will be, as the browser shows it."""

    id: str
    name: str
    display_name: str


class KeySelection(Struct, frozen=True, rename="camel"):
    """Which authenticators will do: those that keep the key, and ask their holder for a finger, a face or a code."""

    resident_key: Literal["required"]
    require_resident_key: Literal[True]
    user_verification: Literal["required"]


class KeyCreation(Discreet, frozen=True, kw_only=True, rename="camel"):
    """`POST /api/sign-in/passkeys/options`: for `navigator.credentials.create`."""

    challenge: str
    rp: KeyPlace
    user: KeyOwner
    pub_key_cred_params: tuple[KeyAlgorithm, ...]
    timeout: int
    exclude_credentials: tuple[KeyHandle, ...]
    authenticator_selection: KeySelection
    attestation: Literal["none"]


class KeyRequest(Discreet, frozen=True, kw_only=True, rename="camel"):
    """`POST /api/sign-in/passkey/options` and `…/confirm/options`: for `navigator.credentials.get`."""

    challenge: str
    rp_id: str
    timeout: int
    allow_credentials: tuple[KeyHandle, ...]
    user_verification: Literal["required"]


class NewKeyResponse(Discreet, frozen=True, kw_only=True):
    """What the authenticator says of a new key."""

    client_data: LongBytes = field(name="clientDataJSON")
    attestation_object: LongBytes = field(name="attestationObject")
    transports: Annotated[tuple[Transport, ...], Meta(max_length=10)] = ()


class NewKeyAnswer(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """A new key, as the browser gives it."""

    id: Bytes
    raw_id: Bytes
    type: Literal["public-key"]
    response: NewKeyResponse


class KeyResponse(Discreet, frozen=True, kw_only=True, omit_defaults=True):
    """What the authenticator signed."""

    client_data: LongBytes = field(name="clientDataJSON")
    authenticator_data: LongBytes = field(name="authenticatorData")
    signature: LongBytes
    user_handle: Bytes | None = field(name="userHandle", default=None)


class KeyAnswer(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="camel"):
    """`POST /api/sign-in/passkey/verify` and `…/confirm/verify`: the answer of a key, as the browser gives it."""

    id: Bytes
    raw_id: Bytes
    type: Literal["public-key"]
    response: KeyResponse


class NewKey(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/sign-in/passkeys`: a new key under a name of one's own."""

    name: Annotated[str, Meta(min_length=1, max_length=MAX_PASSKEY_NAME)]
    credential: NewKeyAnswer


class KeyInfo(Discreet, frozen=True, kw_only=True):
    """One of one's keys. `here`: it is for the host at hand."""

    id: str
    name: str
    added_at: str
    used_at: str | None
    here: bool


class KeyRing(Discreet, frozen=True, kw_only=True):
    """`GET /api/sign-in/passkeys`. `possible`: browsers know passkeys for host names only, not for numbers.

    `required`: nothing can be done here before one has a key.
    """

    passkeys: tuple[KeyInfo, ...]
    recovery_left: int
    possible: bool
    required: bool


class RecoveryRequest(Discreet, frozen=True, forbid_unknown_fields=True):
    """`POST /api/sign-in/recovery`: one of the codes one wrote down."""

    code: Annotated[str, Meta(min_length=1, max_length=60)]


class RecoveryCodes(Discreet, frozen=True):
    """`POST /api/sign-in/recovery-codes`: told once, they replace the ones before."""

    codes: tuple[str, ...]


class Person(Discreet, frozen=True, kw_only=True):
    """Somebody of the team. `rooms` they answer for; null: the whole place."""

    number: int
    name: str
    role: Role
    rooms: tuple[str, ...] | None
    passkeys: int
    me: bool


class People(Discreet, frozen=True):
    """`GET /api/desk/people`."""

    people: tuple[Person, ...]


class PersonRequest(Discreet, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /api/desk/people`: somebody to be of the team."""

    name: Annotated[str, Meta(min_length=1, max_length=MAX_STAFF_NAME)]
    role: Role
    rooms: Annotated[tuple[Slug, ...], Meta(max_length=100)] | None = None


class PersonInvited(Discreet, frozen=True, kw_only=True):
    """They come in by `/desk#` and this token, once, until `expires_at`; it is told once."""

    number: int
    token: str
    expires_at: str
