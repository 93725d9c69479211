"""Proof by an account, against a real OpenID provider: one bit comes out, and every doubt is a refusal."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from palabre.adapters.age.oidc import Fetching, OidcAccount, OidcClient
from palabre.adapters.clock import AcceleratedClock, SystemClock
from palabre.ports.accounts import AccountAnswer, AccountAsked, AccountFault, AccountRefused
from palabre.ports.clock import Clock
from tests.tools.openid import CLIENT_ID, SECRET, OpenIdProvider, openid_provider

REDIRECT = "http://127.0.0.1:9/age/oidc/callback"
ASKED = AccountAsked(state="s" * 43, nonce="n" * 43, verifier="v" * 43, redirect_uri=REDIRECT)


@dataclass
class Journey:
    """A provider, and this place as a client of it."""

    provider: OpenIdProvider
    client: OidcClient

    def account(self, clock: Clock | None = None, **changes: str) -> OidcAccount:
        client = msgspec.structs.replace(self.client, **changes)
        return OidcAccount(client, Fetching(loopback=True), clock or SystemClock())

    async def answer(self, login: str, asked: AccountAsked = ASKED) -> AccountAnswer:
        """What the browser of `login` brings back."""
        address = await self.provider.sign_in(await self.account().link(asked), login)
        assert address.startswith(REDIRECT)
        told = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert told["state"] == asked.state
        return AccountAnswer(code=told["code"], issuer=told["iss"])


@pytest.fixture(scope="module", params=[True, False], ids=["in the token", "at the claims endpoint"])
async def journey(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Journey]:
    logs = tmp_path_factory.mktemp("openid")
    async with openid_provider(logs, REDIRECT, by_claims=request.param) as provider:
        scope = "openid" if request.param else "openid profile"
        client = OidcClient(issuer=provider.issuer, client_id=CLIENT_ID, secret=SECRET, scope=scope, label="Une poste")
        yield Journey(provider, client)


class account_refused:
    """Asserts that the block is refused with this code, and that nothing else is told."""

    def __init__(self, code: AccountFault) -> None:
        self.code = code

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        assert isinstance(error, AccountRefused), f"expected {self.code}, got {error!r}"
        assert (error.code, str(error)) == (self.code, self.code)
        assert error.__cause__ is None
        return True


@pytest.mark.parametrize("login", ["ana", "year"])
async def test_an_adult_is_one_bit_and_a_digest(journey: Journey, login: str) -> None:
    found = await journey.account().verify(ASKED, await journey.answer(login))
    assert (found.threshold, found.is_over, found.presentation_sha256) == (18, True, None)
    assert found.pairwise is not None
    assert b"subject" not in found.pairwise
    assert repr(found) == "<AgeFound>"


async def test_the_same_person_has_the_same_digest_and_another_another(journey: Journey) -> None:
    first = await journey.account().verify(ASKED, await journey.answer("ana"))
    again = await journey.account().verify(ASKED, await journey.answer("ana"))
    other = await journey.account().verify(ASKED, await journey.answer("year"))
    assert first.pairwise == again.pairwise != other.pairwise


async def test_a_minor_is_refused(journey: Journey) -> None:
    with account_refused("not_over_18"):
        await journey.account().verify(ASKED, await journey.answer("bilal"))


async def test_who_tells_no_birthdate_is_refused(journey: Journey) -> None:
    with account_refused("no_birthdate"):
        await journey.account().verify(ASKED, await journey.answer("chloe"))


async def test_who_declines_is_told_so(journey: Journey) -> None:
    with account_refused("declined"):
        await journey.account().verify(
            ASKED, AccountAnswer(code=None, issuer=journey.provider.issuer, error="access_denied")
        )


async def test_a_code_works_once(journey: Journey) -> None:
    answer = await journey.answer("ana")
    await journey.account().verify(ASKED, answer)
    with account_refused("provider_refused"):
        await journey.account().verify(ASKED, answer)


@pytest.mark.parametrize("field", ["nonce", "verifier", "redirect_uri"])
async def test_an_answer_to_another_question_is_refused(journey: Journey, field: str) -> None:
    other = msgspec.structs.replace(ASKED, **{field: f"{getattr(ASKED, field)}x"})
    with account_refused("provider_refused"):
        await journey.account().verify(other, await journey.answer("ana"))


@pytest.mark.parametrize("issuer", ["https://another.example", "", None])
async def test_an_answer_of_another_issuer_is_refused(journey: Journey, issuer: str | None) -> None:
    answer = msgspec.structs.replace(await journey.answer("ana"), issuer=issuer)
    with account_refused("provider_refused"):
        await journey.account().verify(ASKED, answer)


async def test_a_wrong_secret_is_refused(journey: Journey) -> None:
    with account_refused("provider_refused"):
        await journey.account(secret="another").verify(ASKED, await journey.answer("ana"))


async def test_a_token_of_another_client_is_refused(journey: Journey) -> None:
    account = journey.account()
    answer = await journey.answer("ana")
    assert answer.code is not None
    tokens = await account._tokens(await account._provider.metadata(), ASKED, answer.code)
    with account_refused("provider_refused"):
        await journey.account(client_id="another")._told(tokens, ASKED.nonce)


@pytest.mark.parametrize("hours", [-24.0, 24.0])
async def test_a_token_of_another_time_is_refused(journey: Journey, hours: float) -> None:
    now_ms = SystemClock().now_ms() + int(hours * 3_600_000)
    account = journey.account(AcceleratedClock(0, start_ms=now_ms))
    with account_refused("provider_refused"):
        await account.verify(ASKED, await journey.answer("ana"))


async def test_a_provider_that_calls_itself_otherwise_is_refused(journey: Journey) -> None:
    named = journey.provider.issuer.replace("127.0.0.1", "localhost")
    with account_refused("provider_refused"):
        await journey.account(issuer=named).link(ASKED)


async def test_without_loopback_nothing_but_https_is_asked(journey: Journey) -> None:
    account = OidcAccount(journey.client, Fetching(loopback=False), SystemClock())
    with account_refused("provider_refused"):
        await account.link(ASKED)


async def test_a_provider_that_is_away_is_unreachable(journey: Journey) -> None:
    with account_refused("provider_unreachable"):
        await journey.account(issuer="http://127.0.0.1:9").link(ASKED)


async def test_the_link_asks_for_as_little_as_is_needed(journey: Journey) -> None:
    asked = parse_qs(urlsplit(await journey.account().link(ASKED)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert ASKED.verifier not in str(asked)
    assert "email" not in asked["scope"][0]
    assert (asked["nonce"], asked["state"]) == ([ASKED.nonce], [ASKED.state])
