"""CBOR, strictly: what is written in one way only is read, to the bounds and no further."""

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.adapters.age.eu.cbor import decode
from palabre.adapters.age.eu.limits import MAX_BYTES, MAX_DEPTH, MAX_ITEMS
from palabre.ports.presentations import PresentationRefused

# RFC 8949, Appendix A.
READ = {
    "00": 0,
    "17": 23,
    "1818": 24,
    "1903e8": 1_000,
    "1a000f4240": 1_000_000,
    "1bffffffffffffffff": 2**64 - 1,
    "3bffffffffffffffff": -(2**64),
    "20": -1,
    "3903e7": -1_000,
    "f4": False,
    "f5": True,
    "f6": None,
    "40": b"",
    "4401020304": b"\1\2\3\4",
    "62c3bc": "ü",
    "80": [],
    "8301820203820405": [1, [2, 3], [4, 5]],
    "a201020304": {1: 2, 3: 4},
    "a26161016162820203": {"a": 1, "b": [2, 3]},
    "c074323031332d30332d32315432303a30343a30305a": cbor2.CBORTag(0, "2013-03-21T20:04:00Z"),
    "d818456449455446": cbor2.CBORTag(24, b"dIETF"),
}
REFUSED = (
    "1817", "190017", "1a0000ffff", "1b00000000ffffffff", "5800", "9800", "b800",  # longer than need be
    "f97e00", "fa47c35000", "fb3ff199999999999a", "f7", "f0", "f8ff", "f818",  # floats and other simple values
    "c249010000000000000000", "c349010000000000000000", "c11a514b67b0", "d74401020304", "d82076687474703a2f2f",
    "d9010082", "d90102a0", "d81c81d81d00", "c4820100", "d8238161", "d818", "c0",  # tags of other meanings, or of none
    "5f42010243030405ff", "7f657374726561646d696e67ff", "9fff", "9f018202039f0405ffff", "bf61610161629f0203ffff",
    "a1", "a101", "8301", "43", "4301", "61", "18", "19", "1a00", "1b00000000000000", "",  # cut
    "1c", "1d", "1e", "1f", "fc", "ff", "5c", "7d", "9e", "bf", "dc",  # reserved
    "a200010002", "a2616100616101", "a1400000", "a1800000", "a1f500", "a1f600", "a1c07400",  # keys
    "62c328", "61ff", "63eda080",  # no UTF-8
    "0000", "8000", "f6f6",  # more than one item
)  # fmt: skip


@pytest.mark.parametrize("written", READ)
def test_what_is_written_in_its_only_way_is_read(written: str) -> None:
    found = decode(bytes.fromhex(written))
    assert found == READ[written]
    assert type(found) is type(READ[written])


@pytest.mark.parametrize("written", REFUSED)
def test_every_other_way_is_refused(written: str) -> None:
    with pytest.raises(PresentationRefused, match="malformed"):
        decode(bytes.fromhex(written))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**64), 2**64 - 1) | st.text(max_size=30) | st.binary(max_size=300),
        lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.integers(-99, 99) | st.text(max_size=9), inner),
        max_leaves=20,
    )
)
def test_whatever_can_be_said_is_read_as_it_was_said(value: object) -> None:
    data = cbor2.dumps(value)
    assert decode(data) == value
    for cut in (data[:-1], data + b"\0"):
        with pytest.raises(PresentationRefused, match="malformed"):
            decode(cut)


def test_what_is_read_is_bounded_and_no_less() -> None:
    full = b"\x59" + (MAX_BYTES - 3).to_bytes(2, "big") + bytes(MAX_BYTES - 3)
    assert decode(full) == bytes(MAX_BYTES - 3)
    with pytest.raises(PresentationRefused, match="too_large"):
        decode(full + b"\0")
    assert decode(b"\x81" * MAX_DEPTH + b"\0")
    with pytest.raises(PresentationRefused, match="malformed"):
        decode(b"\x81" * (MAX_DEPTH + 1) + b"\0")
    assert decode(cbor2.dumps([0] * (MAX_ITEMS - 1)))
    with pytest.raises(PresentationRefused, match="malformed"):
        decode(cbor2.dumps([0] * MAX_ITEMS))


def test_a_length_nobody_can_send_costs_nothing() -> None:
    for head in ("5b", "7b", "9b", "bb"):
        with pytest.raises(PresentationRefused, match="malformed"):
            decode(bytes.fromhex(head + "7fffffffffffffff"))
