"""An account at an OpenID provider: the code flow with PKCE, ended at one bit."""

import hashlib
import hmac
from typing import Any

import httpx
import msgspec
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import JoseError
from msgspec import Struct

from palabre.adapters.age.oidc.fetching import Fetching
from palabre.adapters.age.oidc.provider import ALGORITHMS, Metadata, Provider
from palabre.domain.age_found import AgeFound
from palabre.domain.birthdate import is_over
from palabre.domain.discretion import Discreet
from palabre.ports.accounts import AccountAnswer, AccountAsked, AccountRefused
from palabre.ports.clock import Clock

THRESHOLD = 18
# How far the provider's clock may be from ours.
LEEWAY_S = 60
CLAIM = "birthdate"
# Asked of the ID token; a provider that knows no claims parameter tells it by the scope.
CLAIMS = {"id_token": {CLAIM: {"essential": True}}, "userinfo": {CLAIM: {"essential": True}}}


class OidcClient(Discreet, frozen=True, kw_only=True):
    """How this place is known to a provider. `secret` is empty for a public client."""

    issuer: str
    client_id: str
    secret: str
    scope: str
    label: str


class Tokens(Discreet, frozen=True):
    """What the token endpoint gives; gone when the answer is read."""

    id_token: str
    access_token: str = ""
    token_type: str = ""


class UserInfo(Discreet, frozen=True):
    """What is read of the claims endpoint."""

    sub: str
    birthdate: str | None = None


class Told(Struct, frozen=True):
    """What an ID token is believed to say; `__repr__` shows none of it."""

    sub: str
    birthdate: str | None

    def __repr__(self) -> str:
        return "<Told>"


class OidcAccount:
    """Implements the Account port (OpenID Connect Core 1.0, §3.1; RFC 7636; RFC 9207; RFC 9700)."""

    def __init__(self, client: OidcClient, fetching: Fetching, clock: Clock) -> None:
        self._client = client
        self._fetching = fetching
        self._clock = clock
        self._provider = Provider(client.issuer, fetching, clock)

    @property
    def label(self) -> str:
        return self._client.label

    async def link(self, asked: AccountAsked) -> str:
        metadata = await self._provider.metadata()
        claims = msgspec.json.encode(CLAIMS).decode() if metadata.claims_parameter_supported else None
        address: str = prepare_grant_uri(
            metadata.authorization_endpoint,
            client_id=self._client.client_id,
            response_type="code",
            redirect_uri=asked.redirect_uri,
            scope=self._client.scope,
            state=asked.state,
            nonce=asked.nonce,
            code_challenge=create_s256_code_challenge(asked.verifier),
            code_challenge_method="S256",
            claims=claims,
            # Whoever sits there shows who they are again: a browser left open is nobody's age.
            prompt="login",
        )
        return address

    async def verify(self, asked: AccountAsked, answer: AccountAnswer) -> AgeFound:
        metadata = await self._provider.metadata()
        self._require_issuer(metadata, answer.issuer)
        if answer.code is None:
            raise AccountRefused("declined" if answer.error == "access_denied" else "provider_refused")
        tokens = await self._tokens(metadata, asked, answer.code)
        told = await self._told(tokens, asked.nonce)
        birthdate = told.birthdate or await self._asked_apart(metadata, tokens, told.sub)
        return self._found(told.sub, birthdate)

    def _require_issuer(self, metadata: Metadata, issuer: str | None) -> None:
        """An answer of another provider, mixed into this attempt, is refused (RFC 9207 §2.4)."""
        is_owed = metadata.authorization_response_iss_parameter_supported
        if issuer != self._client.issuer and (is_owed or issuer is not None):
            raise AccountRefused("provider_refused")

    async def _tokens(self, metadata: Metadata, asked: AccountAsked, code: str) -> Tokens:
        client, auth = self._client, None
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": asked.redirect_uri,
            "code_verifier": asked.verifier,
            "client_id": client.client_id,
        }
        if client.secret and "client_secret_basic" in metadata.token_endpoint_auth_methods_supported:
            auth = httpx.BasicAuth(quoted(client.client_id), quoted(client.secret))
        elif client.secret:
            fields["client_secret"] = client.secret
        return await self._fetching.post(metadata.token_endpoint, fields, Tokens, auth=auth)

    async def _told(self, tokens: Tokens, nonce: str) -> Told:
        """What the ID token says, once everything of §3.1.3.7 holds."""
        try:
            header = jws.extract_compact(tokens.id_token.encode()).headers()
            keys = await self._provider.keys(header.get("kid"))
            token = jwt.decode(tokens.id_token, keys, algorithms=list(ALGORITHMS))
            return self._believed(token, tokens.access_token, nonce)
        except (JoseError, ValueError, TypeError, KeyError, AttributeError):
            raise AccountRefused("provider_refused") from None

    def _believed(self, token: jwt.Token, access_token: str, nonce: str) -> Told:
        """Raises JoseError, ValueError, TypeError."""
        client, now_s = self._client, self._clock.now_ms() // 1000
        claims = CodeIDToken(
            token.claims,
            token.header,
            {"iss": {"essential": True, "value": client.issuer}, "aud": {"essential": True, "value": client.client_id}},
            {"client_id": client.client_id, "access_token": access_token},
        )
        claims.validate(now=now_s, leeway=LEEWAY_S)
        said = token.claims.get("nonce")
        if not isinstance(said, str) or not hmac.compare_digest(said.encode(), nonce.encode()):
            raise ValueError("nonce")
        return told_of(token.claims)

    async def _asked_apart(self, metadata: Metadata, tokens: Tokens, sub: str) -> str | None:
        """The birthdate from the claims endpoint, of the same person (§5.3.2)."""
        if metadata.userinfo_endpoint is None or tokens.token_type.lower() != "bearer" or not tokens.access_token:
            return None
        info = await self._fetching.get(metadata.userinfo_endpoint, UserInfo, bearer=tokens.access_token)
        if not hmac.compare_digest(info.sub.encode(), sub.encode()):
            raise AccountRefused("provider_refused")
        return info.birthdate

    def _found(self, sub: str, birthdate: str | None) -> AgeFound:
        is_adult = is_over(THRESHOLD, birthdate or "", self._clock.now_ms())
        if is_adult is None:
            raise AccountRefused("no_birthdate")
        if not is_adult:
            raise AccountRefused("not_over_18")
        issuer = self._client.issuer.encode()
        return AgeFound(
            threshold=THRESHOLD,
            is_over=True,
            issuer_sha256=hashlib.sha256(issuer).digest(),
            pairwise=hashlib.sha256(issuer + b"\0" + sub.encode()).digest(),
        )


def told_of(claims: dict[str, Any]) -> Told:
    """Raises ValueError for claims that are none."""
    sub, birthdate = claims["sub"], claims.get(CLAIM)
    if not isinstance(sub, str) or not sub:
        raise ValueError("sub")
    return Told(sub, birthdate if isinstance(birthdate, str) else None)


def quoted(text: str) -> str:
    """As a form writes it, which is how a password goes into the header (RFC 6749 §2.3.1)."""
    return str(httpx.QueryParams({"": text}))[1:]
