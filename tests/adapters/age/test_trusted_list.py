"""The trusted list: whole or not at all, read again when it changes, good until its own end."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding

from palabre.adapters.age.demo import DemoIssuer
from palabre.adapters.age.eu import TrustedList, TrustedListBroken, WalletPresentations
from palabre.adapters.clock import AcceleratedClock
from palabre.ports.presentations import PresentationAsked, PresentationRefused
from tests.adapters.age.authority import NOW_MS, SITE, Authority, Presentation, certificate

ASKED = PresentationAsked(client_id=SITE[0], nonce=SITE[1], response_uri=SITE[2])
DAY_S = 86_400.0


def pem(authority: Authority) -> str:
    return authority.itself.public_bytes(Encoding.PEM).decode()


def listing(*certificates: str, issued: str = "2026-11-20T00:00:00Z", expires: str = "2026-12-20T00:00:00Z") -> str:
    head = f"issued = {issued}\nexpires = {expires}\n"
    return head + "".join(f'[[issuers]]\nname = "An issuer"\ncertificate = """\n{each}"""\n' for each in certificates)


@pytest.fixture
def clock() -> AcceleratedClock:
    return AcceleratedClock(start_ms=NOW_MS)


@pytest.fixture
def file(tmp_path: Path, authority: Authority) -> Path:
    path = tmp_path / "issuers.toml"
    path.write_text(listing(pem(authority)))
    return path


async def test_a_proof_is_believed_by_the_list(file: Path, clock: AcceleratedClock, authority: Authority) -> None:
    wallets = WalletPresentations(clock, TrustedList(file, clock))
    assert wallets.can_verify()
    assert (await wallets.verify(Presentation(authority).response(), ASKED)).is_over


def test_an_issuer_taken_off_is_believed_no_more(file: Path, clock: AcceleratedClock, authority: Authority) -> None:
    trusted, other = TrustedList(file, clock), Authority()
    file.write_text(listing(pem(other)))
    assert trusted.anchors(NOW_MS + 999) == authority.anchors
    assert trusted.anchors(NOW_MS + 1_000) == other.anchors
    file.write_text(listing(pem(authority), pem(other)))
    assert trusted.anchors(NOW_MS + 2_000) == (*authority.anchors, *other.anchors)


async def test_nobody_is_believed_once_it_has_expired(
    file: Path, clock: AcceleratedClock, authority: Authority
) -> None:
    wallets = WalletPresentations(clock, TrustedList(file, clock))
    clock.step(28 * DAY_S)
    assert not wallets.can_verify()
    with pytest.raises(PresentationRefused, match="issuer_unknown"):
        await wallets.verify(Presentation(authority).response(), ASKED)


def test_a_broken_list_leaves_the_old_one_until_its_end(
    file: Path, clock: AcceleratedClock, caplog: pytest.LogCaptureFixture
) -> None:
    trusted = TrustedList(file, clock)
    before = trusted.anchors(clock.now_ms())
    file.write_text("issued = ")
    clock.step(1)
    with caplog.at_level(logging.WARNING):
        assert trusted.anchors(clock.now_ms()) == before
        clock.step(1)
        assert trusted.anchors(clock.now_ms()) == before
    assert len(caplog.records) == 1
    assert "it is not as documented" in (trusted.state(clock.now_ms()).fault or "")
    clock.step(28 * DAY_S)
    assert trusted.anchors(clock.now_ms()) == ()


def test_a_list_that_is_gone_leaves_the_old_one(file: Path, clock: AcceleratedClock, authority: Authority) -> None:
    trusted = TrustedList(file, clock)
    file.unlink()
    clock.step(1)
    assert len(trusted.anchors(clock.now_ms())) == 1
    assert trusted.state(clock.now_ms()).fault == "it cannot be read: No such file or directory"
    file.write_text(listing(pem(authority), expires="2027-02-01T00:00:00Z"))
    clock.step(1)
    assert trusted.state(clock.now_ms()).fault is None
    clock.step(60 * DAY_S)
    assert len(trusted.anchors(clock.now_ms())) == 1


def test_it_says_how_old_it_is(file: Path, clock: AcceleratedClock) -> None:
    trusted = TrustedList(file, clock)
    state = trusted.state(clock.now_ms())
    assert timedelta(milliseconds=state.age_ms) == timedelta(days=2, hours=12)
    assert (state.issuers, state.fault) == (1, None)
    ends = timedelta(milliseconds=state.expires_ms - NOW_MS)
    assert trusted.anchors(state.expires_ms)
    assert not trusted.anchors(state.expires_ms + 1)
    assert ends == timedelta(days=27, hours=12)


def faulty(authority: Authority, clock: AcceleratedClock) -> dict[str, str]:
    """Lists that are refused, and what is said of them."""
    good = pem(authority)
    demo = DemoIssuer(clock).anchors(NOW_MS)[0].certificate.public_bytes(Encoding.PEM).decode()
    edwards = certificate(ed25519.Ed25519PrivateKey.generate(), authority.key).public_bytes(Encoding.PEM).decode()
    return {
        "not as documented: Expected": "issued",
        "Expected `array` of length >= 1": listing() + "issuers = []",
        "unknown field `hat`": "hat = 1\n" + listing(good),
        "missing required field `expires`": listing(good).replace("expires", "#"),
        "time zone": listing(good, issued="2026-11-20T00:00:00"),
        "which is to come": listing(good, issued="2026-11-23T00:00:00Z"),
        "within 366 days": listing(good, expires="2028-11-20T00:00:00Z"),
        "expires` must be": listing(good, expires="2026-11-19T00:00:00Z"),
        "it expired on 2026-11-21": listing(good, expires="2026-11-21T00:00:00Z"),
        "names an issuer twice": listing(good, good),
        "or several": listing(good + pem(Authority())),
        "no certificate that can be read": listing("certificate"),
        "a key of another kind": listing(edwards),
        "a demo's issuer": listing(good, demo),
        "larger than": listing(good) + "#" * 4 * 1024 * 1024,
    }


def test_a_list_that_cannot_be_used_is_refused_in_a_sentence(
    tmp_path: Path, clock: AcceleratedClock, authority: Authority
) -> None:
    path = tmp_path / "issuers.toml"
    for sentence, text in faulty(authority, clock).items():
        path.write_text(text)
        with pytest.raises(TrustedListBroken) as broken:
            TrustedList(path, clock)
        assert sentence in str(broken.value)
        assert "\n" not in str(broken.value)


@pytest.mark.parametrize(
    ("issued", "expires", "is_used"),
    [
        ("2026-11-22T12:01:00Z", "2026-12-22T00:00:00Z", True),
        ("2026-11-22T12:01:01Z", "2026-12-22T00:00:00Z", False),
        ("2026-11-22T00:00:00Z", "2027-11-23T00:00:00Z", True),
        ("2026-11-22T00:00:00Z", "2027-11-23T00:00:01Z", False),
        ("2026-11-22T00:00:00Z", "2026-11-22T12:00:00Z", True),
        ("2026-11-22T12:00:30Z", "2026-11-22T12:00:30Z", False),
    ],
)
def test_a_list_lasts_a_year_at_most(
    file: Path, clock: AcceleratedClock, authority: Authority, issued: str, expires: str, is_used: bool
) -> None:
    file.write_text(listing(pem(authority), issued=issued, expires=expires))
    if is_used:
        assert TrustedList(file, clock).anchors(NOW_MS)
    else:
        with pytest.raises(TrustedListBroken):
            TrustedList(file, clock)


def test_a_list_that_is_no_text_is_refused(tmp_path: Path, clock: AcceleratedClock) -> None:
    (tmp_path / "issuers.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(TrustedListBroken, match="not as documented"):
        TrustedList(tmp_path / "issuers.toml", clock)
    with pytest.raises(TrustedListBroken, match="cannot be read"):
        TrustedList(tmp_path, clock)


def test_the_issuer_of_the_specification_can_be_listed(tmp_path: Path) -> None:
    """Its certificate has the extension nobody can parse."""
    published = (Path(__file__).parent / "data/issuing_authority.pem").read_text()
    (tmp_path / "issuers.toml").write_text(listing(published))
    assert len(TrustedList(tmp_path / "issuers.toml", AcceleratedClock(start_ms=NOW_MS)).anchors(NOW_MS)) == 1
