"""The demo's wallet: its true proof is believed where its issuer is, each wrong one is refused for what it is."""

from typing import get_args

import pytest

from palabre.adapters.age.demo import DemoIssuer, DemoWalletAtHand
from palabre.adapters.age.eu import WalletPresentations
from palabre.adapters.clock import AcceleratedClock
from palabre.ports.demo_wallet import DemoProof
from palabre.ports.presentations import PresentationAsked, PresentationRefused
from tests.adapters.age.authority import NOW_MS, SITE

ASKED = PresentationAsked(client_id=SITE[0], nonce=SITE[1], response_uri=SITE[2])
REASONS: dict[DemoProof, str] = {
    "under_18": "not_over_18",
    "expired": "expired",
    "another_site": "device_signature",
    "too_much": "too_much_disclosed",
    "replayed": "device_signature",
    "unknown_issuer": "issuer_unknown",
    "altered": "digest_mismatch",
}


@pytest.fixture
def clock() -> AcceleratedClock:
    return AcceleratedClock(start_ms=NOW_MS)


async def test_a_true_proof_is_believed(clock: AcceleratedClock) -> None:
    issuer = DemoIssuer(clock)
    response = await DemoWalletAtHand(issuer, clock).present(ASKED)
    found = await WalletPresentations(clock, issuer).verify(response, ASKED)
    assert found.is_over
    assert found.issuer_sha256 == issuer.anchors(NOW_MS)[0].sha256


@pytest.mark.parametrize("proof", REASONS)
async def test_a_wrong_proof_is_refused_for_what_it_is(clock: AcceleratedClock, proof: DemoProof) -> None:
    issuer = DemoIssuer(clock)
    response = await DemoWalletAtHand(issuer, clock).present(ASKED, proof)
    with pytest.raises(PresentationRefused) as refused:
        await WalletPresentations(clock, issuer).verify(response, ASKED)
    assert refused.value.code == REASONS[proof]


def test_every_wrong_proof_is_tried() -> None:
    assert {"over_18", *REASONS} == set(get_args(DemoProof))


async def test_a_demo_is_believed_by_no_other(clock: AcceleratedClock) -> None:
    elsewhere = WalletPresentations(clock, DemoIssuer(clock))
    response = await DemoWalletAtHand(DemoIssuer(clock), clock).present(ASKED)
    with pytest.raises(PresentationRefused, match="issuer_unknown"):
        await elsewhere.verify(response, ASKED)


async def test_two_proofs_of_one_wallet_have_nothing_in_common(clock: AcceleratedClock) -> None:
    issuer = DemoIssuer(clock)
    wallet, wallets = DemoWalletAtHand(issuer, clock), WalletPresentations(clock, issuer)
    found = [await wallets.verify(await wallet.present(ASKED), ASKED) for _ in range(2)]
    assert found[0].presentation_sha256 != found[1].presentation_sha256
