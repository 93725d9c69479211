"""Answers of every kind against the verifier of wallets: none is a defect, and only what was signed is believed."""

from typing import Any

import cbor2
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from palabre.adapters.age.eu import verify
from palabre.ports.presentations import PresentationRefused
from tests.adapters.age.authority import NOW_MS
from tests.fuzz.presenting import (
    AUTHORITY,
    TRANSCRIPT,
    TRUE,
    is_read_or_refused,
    meaning,
    proves_nothing_else,
    seeds,
)

quickly = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PARTS = tuple(seeds())
LABELS = st.integers(-8, 40) | st.sampled_from(("docType", "version", "elementValue", "deviceSignature", "random"))
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**64), 2**64 - 1)
    | st.floats()
    | st.text(max_size=12)
    | st.binary(max_size=40)
    | st.sampled_from(("eu.europa.ec.av.1", "age_over_18", "2026-11-22T00:00:00Z", 1.0, b"", b"\xa0"))
)
ANY_CBOR = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(LABELS, inner, max_size=5)
        | st.builds(cbor2.CBORTag, st.sampled_from((18, 24, 61, 1_004)), inner)
        | inner.map(lambda value: cbor2.CBORTag(24, cbor2.dumps(value)))
    ),
    max_leaves=12,
)


@st.composite
def torn(draw: st.DrawFn) -> bytes:
    """A true answer, or a part of one, with some of its bytes changed, gone, doubled or added."""
    data = draw(st.sampled_from((TRUE, TRUE, TRUE, *PARTS)))
    for _ in range(draw(st.integers(1, 3))):
        at, until = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        until = draw(st.sampled_from((until, at, min(at + 1, len(data)))))
        data = data[:at] + draw(st.binary(max_size=4) | st.just(data[at:until] * 2)) + data[until:]
    return data


@st.composite
def otherwise(draw: st.DrawFn) -> bytes:
    """A true answer with one value of it another, gone, or one more, at any depth."""
    whole = unwrapped(cbor2.loads(TRUE))
    inner = draw(st.sampled_from(list(containers(whole))))
    label = draw(st.sampled_from(list(inner) if isinstance(inner, dict) else range(len(inner))) if inner else LABELS)
    kind = draw(st.sampled_from(("another", "gone", "more")))
    if kind == "gone" and inner:
        del inner[label]
    elif kind == "more" or not inner:
        add(inner, draw(LABELS), draw(ANY_CBOR))
    else:
        inner[label] = draw(ANY_CBOR)
    return cbor2.dumps(wrapped(whole))


def add(inner: Any, label: object, value: object) -> None:
    if isinstance(inner, dict):
        inner[label] = value
    else:
        inner.append(value)


class Wrapped(list[Any]):
    """One value that was encoded inside."""


def unwrapped(value: Any) -> Any:
    if isinstance(value, cbor2.CBORTag) and value.tag == 24:
        return Wrapped([unwrapped(cbor2.loads(value.value))])
    if isinstance(value, dict):
        return {key: unwrapped(each) for key, each in value.items()}
    return [unwrapped(each) for each in value] if isinstance(value, list) else value


def wrapped(value: Any) -> Any:
    if isinstance(value, Wrapped):
        return cbor2.CBORTag(24, b"".join(cbor2.dumps(wrapped(each)) for each in value))
    if isinstance(value, dict):
        return {key: wrapped(each) for key, each in value.items()}
    return [wrapped(each) for each in value] if isinstance(value, list) else value


def containers(value: Any) -> Any:
    if isinstance(value, dict | list):
        yield value
        for each in value.values() if isinstance(value, dict) else value:
            yield from containers(each)


def test_the_true_proof_is_believed() -> None:
    assert verify(TRUE, transcript=TRANSCRIPT, anchors=AUTHORITY.anchors, now_ms=NOW_MS).is_over
    assert cbor2.dumps(wrapped(unwrapped(cbor2.loads(TRUE)))) == TRUE
    assert meaning(TRUE) != meaning(TRUE.replace(b"\xf5", b"\xf4"))


@quickly
@given(torn() | st.binary(max_size=300) | ANY_CBOR.map(cbor2.dumps))
@example(b"\x9f" * 70_000)
def test_no_bytes_prove_anything_else(data: bytes) -> None:
    proves_nothing_else(data)
    is_read_or_refused(data)


@quickly
@given(otherwise())
def test_no_other_value_proves_anything_else(data: bytes) -> None:
    proves_nothing_else(data)


def test_no_bit_can_be_turned() -> None:
    for place in range(len(TRUE)):
        turned = bytearray(TRUE)
        turned[place] ^= 1 << place % 8
        with pytest.raises(PresentationRefused):
            verify(bytes(turned), transcript=TRANSCRIPT, anchors=AUTHORITY.anchors, now_ms=NOW_MS)
