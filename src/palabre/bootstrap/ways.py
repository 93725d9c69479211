"""The ways to prove one's age that a configuration offers, composed."""

from datetime import UTC, datetime
from pathlib import Path

from palabre.adapters.age.demo import DemoIssuer, DemoWalletAtHand
from palabre.adapters.age.eu import TrustedList, TrustedListBroken, WalletPresentations
from palabre.adapters.clock import SystemClock
from palabre.ports.accounts import Account
from palabre.ports.clock import Clock
from palabre.services.ways import Ways
from palabre.settings import Settings
from palabre.settings.age import ConfiguredAccount

DAY_MS = 86_400_000


class AgeUnusable(Exception):
    """A method that is configured cannot be offered; the text is one sentence for the operator."""


def ways_of(settings: Settings, clock: Clock) -> Ways:
    """Raises AgeUnusable. The demo's issuer is made here, and gone with the process."""
    ways = settings.age.ways(settings.mode)
    issuer = DemoIssuer(clock) if "demo" in ways and settings.mode == "demo" else None
    return Ways(
        wallet=WalletPresentations(clock, trusted_list(settings, clock)) if "eu" in ways else None,
        accounts=accounts_of(settings, clock) if "oidc" in ways else {},
        demo=WalletPresentations(clock, issuer) if issuer else None,
        demo_wallet=DemoWalletAtHand(issuer, clock) if issuer else None,
        human="human" in ways,
        is_enough=settings.age.can_open(settings.mode),
    )


def trusted_list(settings: Settings, clock: Clock) -> TrustedList:
    """Raises AgeUnusable."""
    try:
        return TrustedList(Path(settings.age.trusted_list), clock)
    except TrustedListBroken as broken:
        raise AgeUnusable(f"age.trusted_list: {settings.age.trusted_list}: {broken}") from None


def trusted_list_told(settings: Settings) -> str:
    """How the list is, for an operator; nothing without one. Raises AgeUnusable."""
    if "eu" not in settings.age.ways(settings.mode):
        return ""
    clock = SystemClock()
    state = trusted_list(settings, clock).state(clock.now_ms())
    last = datetime.fromtimestamp(state.expires_ms / 1000, UTC).date()
    return f" ({state.issuers} issuers, a list {state.age_ms // DAY_MS} days old, good until {last.isoformat()})"


def accounts_of(settings: Settings, clock: Clock) -> dict[str, Account]:
    """The providers, by the names guests choose them by. Raises AgeUnusable."""
    # Its libraries take half a second to load: only a place that asks providers waits for them.
    from palabre.adapters.age.oidc import Fetching, OidcAccount, OidcClient  # noqa: PLC0415 — see above

    fetching = Fetching(loopback=settings.mode == "demo")

    def client_of(account: ConfiguredAccount) -> OidcClient:
        return OidcClient(
            issuer=account.issuer,
            client_id=account.client_id,
            secret=secret_of(account.client_secret_file),
            scope=account.scope,
            label=account.label,
        )

    return {
        f"oidc-{number}": OidcAccount(client_of(account), fetching, clock)
        for number, account in enumerate(settings.age.oidc, start=1)
    }


def secret_of(path: str) -> str:
    """The first line of the file; raises AgeUnusable."""
    if not path:
        return ""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AgeUnusable(f"age.oidc: {path}: cannot be read: {type(error).__name__}") from None
    if not lines or not lines[0].strip():
        raise AgeUnusable(f"age.oidc: {path}: expected a secret on its first line")
    return lines[0].strip()
