"""A presentation of the EU profile: what holds is believed, and each way to be wrong is refused by its own name."""

from typing import get_args

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from palabre.adapters.age.eu import transcript_for, verify
from palabre.adapters.age.eu.issuers import Anchor, anchor_of
from palabre.domain.age_found import AgeFound
from palabre.http.words import load_words
from palabre.ports.presentations import PresentationFault, PresentationRefused
from tests.adapters.age.authority import DAY, NOW, NOW_MS, SITE, Authority, Presentation, certificate, der, new_key
from tests.adapters.age.refusals import REFUSALS, Change

# The presentation is right and the anchors are not, or it came by a browser (test_browser.py).
SHOWN_ELSEWHERE: tuple[PresentationFault, ...] = ("authority_expired", "authority_not_yet_valid", "answer_unopened")


def verified(response: bytes, anchors: tuple[Anchor, ...], now_ms: int = NOW_MS) -> AgeFound:
    return verify(response, transcript=transcript_for(*SITE), anchors=anchors, now_ms=now_ms)


def reason(response: bytes, anchors: tuple[Anchor, ...], now_ms: int = NOW_MS) -> str:
    """Why it is refused; "" when it is not."""
    try:
        verified(response, anchors, now_ms)
    except PresentationRefused as refused:
        return refused.code
    return ""


def test_a_proof_of_eighteen_is_believed(authority: Authority) -> None:
    found = verified(Presentation(authority).response(), authority.anchors)
    assert (found.threshold, found.is_over, found.pairwise) == (18, True, None)
    assert found.issuer_sha256 == authority.anchors[0].sha256
    assert found.presentation_ends_ms == NOW_MS + 29 * 86_400_000 + 60_000


@pytest.mark.parametrize(
    ("code", "change"), [(code, change) for _, code, change in REFUSALS], ids=[n for n, *_ in REFUSALS]
)
def test_is_refused_for_its_own_reason(authority: Authority, code: PresentationFault, change: Change) -> None:
    presentation = Presentation(authority)
    change(presentation)
    assert reason(presentation.response(), authority.anchors) == code


def test_every_reason_is_shown_here() -> None:
    assert {code for _, code, _ in REFUSALS} == set(get_args(PresentationFault)) - set(SHOWN_ELSEWHERE)


def test_every_reason_has_a_sentence_in_every_language() -> None:
    for words in load_words().values():
        assert tuple(words.presentation) == get_args(PresentationFault)
        assert len(set(words.presentation.values())) == len(words.presentation)


def test_an_authority_past_its_time_answers_for_nobody(authority: Authority) -> None:
    expired = anchor_of(certificate(authority.key, authority.key, subject="Test authority", ends=NOW - DAY))
    coming = anchor_of(certificate(authority.key, authority.key, subject="Test authority", begins=NOW + DAY))
    response = Presentation(authority).response()
    assert reason(response, (expired,)) == "authority_expired"
    assert reason(response, (coming,)) == "authority_not_yet_valid"
    assert reason(response, ()) == "issuer_unknown"


def test_an_authority_renewed_with_its_key_answers_by_its_new_certificate(authority: Authority) -> None:
    expired = anchor_of(certificate(authority.key, authority.key, subject="Test authority", ends=NOW - DAY))
    assert verified(Presentation(authority).response(), (expired, *authority.anchors)).is_over


def test_a_signer_may_be_pinned_itself(authority: Authority) -> None:
    pinned = anchor_of(authority.signer)
    assert verified(Presentation(authority).response(), (pinned,)).issuer_sha256 == pinned.sha256
    other = Presentation(authority, issuer_beside={33: der(certificate(new_key(), authority.key))})
    assert reason(other.response(), (pinned,)) == "issuer_unknown"


def test_an_authority_may_have_a_longer_key_than_its_signers() -> None:
    authority = Authority(new_key(ec.SECP384R1))
    signer = der(certificate(authority.signer_key, authority.key, digest=hashes.SHA384()))
    assert verified(Presentation(authority, issuer_beside={33: signer}).response(), authority.anchors).is_over


def test_a_chain_is_read_from_its_first_certificate(authority: Authority) -> None:
    chain = [der(authority.signer), der(authority.itself), b"not", b"read"]
    assert verified(Presentation(authority, issuer_beside={33: chain}).response(), authority.anchors).is_over


def test_an_extension_that_cannot_be_read_is_not_read(authority: Authority) -> None:
    with pytest.raises(ValueError, match="parsing"):
        _ = authority.signer.extensions
    assert verified(Presentation(authority).response(), authority.anchors).is_over


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(-61, "not_yet_valid"), (-60, ""), (0, ""), (3_600, ""), (3_660, ""), (3_661, "expired")],
)
def test_clocks_may_differ_by_a_minute(authority: Authority, seconds: int, code: str) -> None:
    ends = NOW.replace(hour=NOW.hour + 1)
    response = Presentation(authority, signed=NOW, begins=NOW, ends=ends).response()
    assert reason(response, authority.anchors, NOW_MS + seconds * 1_000) == code


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(-61, "issuer_certificate_not_yet_valid"), (-60, ""), (3_660, ""), (3_661, "issuer_certificate_expired")],
)
def test_so_may_they_for_a_certificate(authority: Authority, seconds: int, code: str) -> None:
    ends = NOW.replace(hour=NOW.hour + 1)
    signer = certificate(authority.signer_key, authority.key, begins=NOW, ends=ends)
    presentation = Presentation(authority, signed=NOW, begins=NOW, issuer_beside={33: der(signer)})
    assert reason(presentation.response(), authority.anchors, NOW_MS + seconds * 1_000) == code


def test_a_millisecond_past_the_edge_is_past_it(authority: Authority) -> None:
    response = Presentation(authority, ends=NOW).response()
    assert reason(response, authority.anchors, NOW_MS + 60_000) == ""
    assert reason(response, authority.anchors, NOW_MS + 60_001) == "expired"


def test_three_months_are_the_longest(authority: Authority) -> None:
    assert reason(Presentation(authority, ends=NOW + 91 * DAY).response(), authority.anchors) == ""


def test_one_credential_is_one_whatever_it_is_wrapped_in(authority: Authority) -> None:
    """Who flips an ECDSA signature, signs anew or adds a header nobody signed presents the same thing again."""
    device = new_key()
    again = [Presentation(authority, device_key=device) for _ in range(2)]
    again[1].change_document = lambda whole: whole["issuerSigned"]["issuerAuth"][1].update({4: b"a header"})
    first, second = (presentation.response() for presentation in again)
    assert first != second
    digests = {verified(response, authority.anchors).presentation_sha256 for response in (first, second)}
    assert len(digests) == 1
    other = verified(Presentation(authority).response(), authority.anchors)
    assert other.presentation_sha256 not in digests


def test_sixteen_bytes_are_salt_enough(authority: Authority) -> None:
    items = [Presentation.item("age_over_18", True, salt=b"sixteen bytes ok")]
    assert verified(Presentation(authority, items=items).response(), authority.anchors).is_over


def test_what_an_issuer_adds_is_theirs_to_say(authority: Authority) -> None:
    presentation = Presentation(authority, change_statement=lambda whole: whole.update({"more": [1, 2]}))
    assert verified(presentation.response(), authority.anchors).is_over


def test_a_refusal_carries_nothing_but_its_code(authority: Authority) -> None:
    response = Presentation(authority, device_signs_with=new_key()).response()
    with pytest.raises(PresentationRefused) as refused:
        verified(response, authority.anchors)
    assert refused.value.args == ("device_signature",)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_what_is_found_shows_nothing_when_printed(authority: Authority) -> None:
    found = verified(Presentation(authority).response(), authority.anchors)
    assert repr(found) == "<AgeFound>"
    assert "sha256" not in str(found)
    assert cbor2.loads(transcript_for(*SITE))[0] is None
