"""A provider as it describes itself: where it is asked, and the keys it signs with."""

from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from msgspec import Struct

from palabre.adapters.age.oidc.fetching import Fetching
from palabre.ports.accounts import AccountRefused
from palabre.ports.clock import Clock

# Signed with a private key of the provider; never `none`, never a shared secret.
ALGORITHMS = ("ES256", "ES384", "RS256", "PS256", "EdDSA", "Ed25519")
KNOWN_FOR_S = 3_600.0
# A token of an unknown key may make us ask again, at most so often.
ASK_AGAIN_S = 30.0
WELL_KNOWN = "/.well-known/openid-configuration"


class Metadata(Struct, frozen=True):
    """What is used of a discovery document (OpenID Connect Discovery 1.0, §3; RFC 9207 §3)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    claims_parameter_supported: bool = False
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False

    def endpoints(self) -> tuple[str, ...]:
        """Every address in it."""
        told = (self.authorization_endpoint, self.token_endpoint, self.jwks_uri)
        return told if self.userinfo_endpoint is None else (*told, self.userinfo_endpoint)


class Jwks(Struct, frozen=True):
    """The keys of a provider (RFC 7517 §5)."""

    keys: tuple[dict[str, Any], ...]


class Provider:
    """Known for an hour, then asked anew."""

    def __init__(self, issuer: str, fetching: Fetching, clock: Clock) -> None:
        self.issuer = issuer
        self._fetching = fetching
        self._clock = clock
        self._metadata: tuple[float, Metadata] | None = None
        self._keys: tuple[float, KeySet] | None = None

    async def metadata(self) -> Metadata:
        """Raises AccountRefused `provider_unreachable`, and `provider_refused` when it is not this issuer's."""
        now = self._clock.monotonic()
        if self._metadata is not None and now - self._metadata[0] < KNOWN_FOR_S:
            return self._metadata[1]
        found = await self._fetching.get(self.issuer.rstrip("/") + WELL_KNOWN, Metadata)
        # A document of another issuer would let that one speak for this (Discovery §4.3).
        if found.issuer != self.issuer or not all(self._fetching.may_reach(address) for address in found.endpoints()):
            raise AccountRefused("provider_refused")
        self._metadata = now, found
        return found

    async def keys(self, kid: str | None) -> KeySet:
        """The keys, asked for anew when `kid` is none of them. Raises AccountRefused."""
        now = self._clock.monotonic()
        if self._keys is not None:
            asked_at, known = self._keys
            has_it = kid is None or any(key.kid == kid for key in known)
            if now - asked_at < (KNOWN_FOR_S if has_it else ASK_AGAIN_S):
                return known
        found = key_set(await self._fetching.get((await self.metadata()).jwks_uri, Jwks))
        self._keys = now, found
        return found


def key_set(told: Jwks) -> KeySet:
    """The public signing keys among them; raises AccountRefused when there is none."""
    usable = [key for key in told.keys if key.get("kty") in ("EC", "RSA", "OKP") and key.get("use") != "enc"]
    try:
        keys = KeySet.import_key_set(KeySetSerialization(keys=[public(key) for key in usable]))
    except (JoseError, ValueError, TypeError, KeyError):
        raise AccountRefused("provider_refused") from None
    if not keys:
        raise AccountRefused("provider_refused")
    return keys


def public(key: dict[str, Any]) -> dict[str, Any]:
    """Only what a public key needs to be; certificates and other members are not read."""
    needed = ("kty", "kid", "use", "alg", "crv", "x", "y", "n", "e")
    return {name: key[name] for name in needed if isinstance(key.get(name), str)}
