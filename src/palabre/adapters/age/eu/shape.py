"""Reading what CBOR held: values of the expected kind, or a refusal."""

from typing import TypeVar

import cbor2

from palabre.adapters.age.eu.cbor import TAG_ENCODED
from palabre.ports.presentations import PresentationFault, PresentationRefused

T = TypeVar("T")
Fields = dict[object, object]


def read(kind: type[T], value: object, fault: PresentationFault = "unexpected_shape") -> T:
    """`value`, when it is exactly of this kind: a boolean is no number. Raises PresentationRefused."""
    if type(value) is not kind:
        raise PresentationRefused(fault)
    return value


def fields(
    value: object,
    required: tuple[str, ...],
    optional: tuple[str, ...] = (),
    fault: PresentationFault = "unexpected_shape",
) -> Fields:
    """A map with all of these keys and no other. Raises PresentationRefused."""
    found: Fields = read(dict, value, fault)
    if not set(required) <= set(found) <= {*required, *optional}:
        raise PresentationRefused(fault)
    return found


def encoded_bytes(value: object, fault: PresentationFault = "unexpected_shape") -> bytes:
    """The bytes inside tag 24. Raises PresentationRefused."""
    tag = read(cbor2.CBORTag, value, fault)
    if tag.tag != TAG_ENCODED:
        raise PresentationRefused(fault)
    return read(bytes, tag.value, fault)
