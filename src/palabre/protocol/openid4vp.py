"""What is said to a wallet and heard from it (OpenID4VP 1.0 with the EU age verification profile, annex A)."""

from typing import Annotated
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import msgspec
from msgspec import Meta, Struct

from palabre.domain.binding import decoded, encoded
from palabre.domain.discretion import Discreet

WALLET = "av://"
CLIENT_PREFIX = "redirect_uri:"
DOCTYPE = "eu.europa.ec.av.1"
ELEMENT = "age_over_18"
QUERY_ID = "proof_of_age"
# COSE: ES256, the profile's only one.
ES256 = -7
MAX_RESPONSE_BYTES = 65_536
MAX_REQUEST_CHARACTERS = 2_000
# A form of a wallet has three fields at most; a few more may be another version's.
MAX_FIELDS = 12
# Nothing but this one element is ever asked for (annex A.4).
QUERY = {
    "credentials": [
        {
            "id": QUERY_ID,
            "format": "mso_mdoc",
            "meta": {"doctype_value": DOCTYPE},
            "claims": [{"path": [DOCTYPE, ELEMENT]}],
        }
    ]
}
CLIENT_METADATA = {
    "vp_formats_supported": {"mso_mdoc": {"issuerauth_alg_values": [ES256], "deviceauth_alg_values": [ES256]}}
}


class MalformedAnswer(Exception):
    """What came is no answer of a wallet; nothing of it is repeated."""


class WalletRequest(Discreet, frozen=True, kw_only=True):
    """What a wallet is asked. `nonce` and `state` are secrets of one attempt."""

    response_uri: str
    nonce: str
    state: str

    def client_id(self) -> str:
        """Who asks: the address that hears the answer, since this profile registers nobody."""
        return CLIENT_PREFIX + self.response_uri


class WalletAnswer(Discreet, frozen=True, kw_only=True):
    """A DeviceResponse (ISO/IEC 18013-5) for the request of this `state`, or None when the person declined."""

    state: str
    device_response: bytes | None


class _Presented(Struct, frozen=True, forbid_unknown_fields=True):
    """`vp_token`: one presentation for the one query (OpenID4VP 1.0, §8.1)."""

    proof_of_age: Annotated[tuple[str, ...], Meta(min_length=1, max_length=1)]


def link_of(request: WalletRequest, wallet: str = WALLET) -> str:
    """The address that opens a wallet on this request, every parameter in it: such a client cannot sign (§5.9.3)."""
    asked = {
        "client_id": request.client_id(),
        "response_type": "vp_token",
        "response_mode": "direct_post",
        "response_uri": request.response_uri,
        "nonce": request.nonce,
        "state": request.state,
        "dcql_query": msgspec.json.encode(QUERY).decode(),
        "client_metadata": msgspec.json.encode(CLIENT_METADATA).decode(),
    }
    return f"{wallet}?{urlencode(asked, quote_via=quote)}"


def request_in(address: str) -> WalletRequest | None:
    """The request in such an address, as a wallet reads it; None when it asks for anything else."""
    if len(address) > MAX_REQUEST_CHARACTERS:
        return None
    try:
        asked = dict(parse_qsl(urlsplit(address.strip()).query, strict_parsing=True, max_num_fields=MAX_FIELDS))
        is_ours = msgspec.json.decode(asked.get("dcql_query", "")) == QUERY
    except (ValueError, msgspec.DecodeError):
        return None
    if not is_ours or (asked.get("response_type"), asked.get("response_mode")) != ("vp_token", "direct_post"):
        return None
    found = WalletRequest(
        response_uri=asked.get("response_uri", ""), nonce=asked.get("nonce", ""), state=asked.get("state", "")
    )
    return found if asked.get("client_id") == found.client_id() else None


def answer_in(body: bytes) -> WalletAnswer:
    """The answer in the form a wallet posts. Raises MalformedAnswer; a wallet's error is a person's no."""
    fields = fields_in(body)
    state, token = fields.get("state", ""), fields.get("vp_token")
    if token is None and "error" in fields:
        return WalletAnswer(state=state, device_response=None)
    try:
        presented = decoded(msgspec.json.decode(token or "", type=_Presented).proof_of_age[0])
    except msgspec.DecodeError:
        raise MalformedAnswer from None
    if presented is None:
        raise MalformedAnswer
    return WalletAnswer(state=state, device_response=presented)


def fields_in(body: bytes) -> dict[str, str]:
    """The fields of a form, each there once at most. Raises MalformedAnswer."""
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True, max_num_fields=MAX_FIELDS)
    except ValueError:
        raise MalformedAnswer from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise MalformedAnswer
    return fields


def answer_of(request: WalletRequest, device_response: bytes | None) -> bytes:
    """The form a wallet posts: its presentation, or that the person declined (§8.5)."""
    if device_response is None:
        return urlencode({"error": "access_denied", "state": request.state}).encode()
    token = msgspec.json.encode({QUERY_ID: [encoded(device_response)]}).decode()
    return urlencode({"vp_token": token, "state": request.state}).encode()
