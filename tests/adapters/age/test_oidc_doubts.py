"""A provider that lies, errs or drags: every doubt about its answer is a refusal, told without what it said."""

import gzip
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from palabre.adapters.age.oidc import Fetching, OidcAccount, OidcClient
from palabre.adapters.age.oidc.fetching import MAX_BYTES
from palabre.adapters.clock import AcceleratedClock
from palabre.domain.age_found import AgeFound
from palabre.domain.binding import encoded
from palabre.ports.accounts import AccountAnswer, AccountAsked, AccountFault, AccountRefused
from tests.adapters.age.authority import NOW_MS

ISSUER = "https://poste.example"
CLIENT = OidcClient(issuer=ISSUER, client_id="palabre", secret="", scope="openid", label="La Poste")
ASKED = AccountAsked(state="s" * 43, nonce="n" * 43, verifier="v" * 43, redirect_uri="https://palabre.example/back")
NOW_S = NOW_MS // 1000
KEY = ECKey.generate_key("P-256", {"kid": "one", "use": "sig"})
OTHER = ECKey.generate_key("P-256", {"kid": "one", "use": "sig"})
METADATA = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/auth",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/jwks",
    "userinfo_endpoint": f"{ISSUER}/me",
}
CLAIMS = {
    "iss": ISSUER,
    "aud": "palabre",
    "sub": "a-subject",
    "nonce": ASKED.nonce,
    "iat": NOW_S,
    "exp": NOW_S + 300,
    "birthdate": "1990-05-17",
}


def signed(claims: dict[str, Any], key: Any = KEY, **header: Any) -> str:
    return jwt.encode({"alg": "ES256", "kid": "one", **header}, claims, key, algorithms=["ES256", "HS256", "none"])


def by_hand(header: dict[str, str], secret: bytes) -> str:
    """A token as no library makes it any more: unsigned, or with the public key for a shared secret."""
    said = b".".join(encoded(json.dumps(part).encode()).encode() for part in (header, CLAIMS))
    signature = hmac.digest(secret, said, "sha256") if secret else b""
    return f"{said.decode()}.{encoded(signature)}"


def body(content: bytes, **headers: str) -> httpx.Response:
    return httpx.Response(200, headers=headers, stream=httpx.ByteStream(content))


def dropped() -> httpx.Response:
    raise httpx.ReadError("the provider hung up")


@dataclass
class FakeProvider:
    """Answers as it is told to; what a route says can be another response altogether."""

    claims: dict[str, Any] = field(default_factory=dict)
    token: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    me: dict[str, Any] = field(default_factory=dict)
    instead: dict[str, Callable[[], httpx.Response]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    jwks: list[dict[str, Any]] = field(default_factory=lambda: [dict(KEY.as_dict(private=False))])

    def __call__(self, request: httpx.Request) -> httpx.Response:
        path = request.url.path
        self.asked.append(path)
        if path in self.instead:
            return self.instead[path]()
        claims = {name: value for name, value in {**CLAIMS, **self.claims}.items() if value is not None}
        token = signed(claims) if self.token is None else self.token
        answers: dict[str, Any] = {
            "/.well-known/openid-configuration": {**METADATA, **self.metadata},
            "/jwks": {"keys": self.jwks},
            "/token": {"id_token": token, "access_token": "an-access-token", "token_type": "Bearer"},
            "/me": {"sub": "a-subject", **self.me},
        }
        return httpx.Response(200, stream=httpx.ByteStream(json.dumps(answers[path]).encode()))

    def account(self) -> OidcAccount:
        fetching = Fetching(loopback=False, transport=httpx.MockTransport(self))
        return OidcAccount(CLIENT, fetching, AcceleratedClock(0, start_ms=NOW_MS))

    async def verify(self) -> AgeFound:
        return await self.account().verify(ASKED, AccountAnswer(code="a-code", issuer=None))


async def refused(provider: FakeProvider) -> AccountFault:
    """The code it is refused with; nothing the provider said is in it."""
    with pytest.raises(AccountRefused) as caught:
        await provider.verify()
    assert str(caught.value) == caught.value.code
    assert caught.value.__cause__ is None
    return caught.value.code


async def test_an_honest_provider_is_believed() -> None:
    assert (await FakeProvider().verify()).is_over


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://another.example"},
        {"iss": None},
        {"aud": "another"},
        {"aud": None},
        {"aud": ["palabre", "another"]},
        {"azp": "another"},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": 7},
        {"exp": NOW_S - 61},
        {"exp": None},
        {"exp": "soon"},
        {"iat": NOW_S + 3_600},
        {"iat": None},
        {"nbf": NOW_S + 3_600},
        {"at_hash": "another"},
    ],
    ids=str,
)
async def test_a_token_with_a_wrong_claim_is_refused(claims: dict[str, Any]) -> None:
    assert await refused(FakeProvider(claims=claims)) == "provider_refused"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "a.b.c",
        "not a token",
        signed(CLAIMS, OTHER),
        signed(CLAIMS, kid="two"),
        signed(CLAIMS)[:-4] + "AAAA",
        by_hand({"alg": "none"}, b""),
        by_hand({"alg": "HS256", "kid": "one"}, KEY.as_pem(private=False)),
    ],
    ids=range(8),
)
async def test_a_token_that_is_not_signed_by_the_provider_is_refused(token: str) -> None:
    assert await refused(FakeProvider(token=token)) == "provider_refused"


async def test_a_shared_secret_among_the_keys_is_no_key() -> None:
    secret = OctKey.generate_key(256, {"kid": "one"})
    token = jwt.encode({"alg": "HS256", "kid": "one"}, CLAIMS, secret, ["HS256"])
    assert await refused(FakeProvider(token=token, jwks=[dict(secret.as_dict())])) == "provider_refused"


@pytest.mark.parametrize("birthdate", [None, "", 1990, ["1990-05-17"], "0000-05-17", "yesterday"])
async def test_what_is_no_birthdate_is_none(birthdate: object) -> None:
    assert await refused(FakeProvider(claims={"birthdate": birthdate})) == "no_birthdate"


async def test_the_birthdate_of_another_person_is_refused() -> None:
    provider = FakeProvider(claims={"birthdate": None}, me={"sub": "another", "birthdate": "1990-05-17"})
    assert await refused(provider) == "provider_refused"


@pytest.mark.parametrize(
    ("path", "answer", "code"),
    [
        ("/token", lambda: httpx.Response(302, headers={"Location": "https://another.example/"}), "provider_refused"),
        ("/token", lambda: httpx.Response(400, json={"error": "invalid_grant"}), "provider_refused"),
        ("/token", lambda: httpx.Response(502), "provider_unreachable"),
        ("/token", lambda: body(b"{"), "provider_refused"),
        ("/token", lambda: body(b"[]"), "provider_refused"),
        ("/token", lambda: body(b"\xff\xfe"), "provider_refused"),
        ("/token", lambda: body(b'"' + b"a" * MAX_BYTES + b'"'), "provider_refused"),
        ("/jwks", lambda: body(b'{"keys": []}'), "provider_refused"),
        ("/jwks", lambda: body(b'{"keys": [{"kty": "EC", "crv": "P-256", "x": "A", "y": "A"}]}'), "provider_refused"),
        ("/jwks", lambda: body(b'{"keys": [{"kty": "EC"}]}'), "provider_refused"),
        ("/jwks", lambda: body(gzip.compress(b"{}"), **{"Content-Encoding": "gzip"}), "provider_refused"),
        ("/jwks", dropped, "provider_unreachable"),
    ],
    ids=range(12),
)
async def test_an_answer_that_is_none_is_refused(
    path: str, answer: Callable[[], httpx.Response], code: AccountFault
) -> None:
    assert await refused(FakeProvider(instead={path: answer})) == code


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": f"{ISSUER}/"},
        {"issuer": "https://another.example"},
        {"token_endpoint": "http://poste.example/token"},
        {"jwks_uri": "http://127.0.0.1/jwks"},
        {"jwks_uri": "file:///etc/passwd"},
        {"userinfo_endpoint": "https://user:password@poste.example/me"},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
    ids=str,
)
async def test_a_description_that_leads_elsewhere_is_refused(metadata: dict[str, Any]) -> None:
    provider = FakeProvider(metadata=metadata)
    assert await refused(provider) == "provider_refused"
    assert provider.asked == ["/.well-known/openid-configuration"]


async def test_a_provider_that_names_itself_in_answers_must() -> None:
    provider = FakeProvider(metadata={"authorization_response_iss_parameter_supported": True})
    assert await refused(provider) == "provider_refused"


async def test_keys_are_asked_for_anew_when_the_provider_turned_them() -> None:
    provider, clock = FakeProvider(), AcceleratedClock(0, start_ms=NOW_MS)
    account = OidcAccount(CLIENT, Fetching(loopback=False, transport=httpx.MockTransport(provider)), clock)
    answer = AccountAnswer(code="a-code", issuer=None)
    await account.verify(ASKED, answer)
    turned = RSAKey.generate_key(2_048, {"kid": "two", "use": "sig"})
    provider.jwks = [dict(turned.as_dict(private=False))]
    provider.token = jwt.encode({"alg": "RS256", "kid": "two"}, CLAIMS, turned, ["RS256"])
    with pytest.raises(AccountRefused):
        await account.verify(ASKED, answer)
    clock.step(31)
    assert (await account.verify(ASKED, answer)).is_over
    assert provider.asked.count("/jwks") == 2
