"""A day's key, wrapped for every pair of custodians: the secret under the one's key, that under the other's (age)."""

from collections.abc import Sequence
from itertools import combinations

import pyrage
from msgspec import Struct
from pyrage import x25519

from palabre.domain.custodian import Custodian

FORMAT = "palabre-vault-key-1"


class WrapBroken(Exception):
    """These two keys do not open this day; the text says why."""


class Wrap(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The day's secret for two custodians, by their place in the list: `outer` opens first."""

    outer: int
    inner: int
    wrapped: bytes


class DayKey(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is kept of a day's key: its public part, and its secret for each pair. Nobody has the secret itself."""

    format: str = FORMAT
    day: str
    recipient: str
    custodians: tuple[Custodian, ...]
    wraps: tuple[Wrap, ...]

    def __repr__(self) -> str:
        return f"<DayKey {self.day}>"


def new_day_key(day: str, custodians: Sequence[Custodian]) -> DayKey:
    """A fresh key for a day; its secret is not kept."""
    identity = x25519.Identity.generate()
    secret = str(identity).encode()
    keys = [x25519.Recipient.from_str(custodian.key) for custodian in custodians]
    return DayKey(
        day=day,
        recipient=str(identity.to_public()),
        custodians=tuple(custodians),
        wraps=tuple(
            Wrap(outer=one, inner=other, wrapped=pyrage.encrypt(pyrage.encrypt(secret, [keys[other]]), [keys[one]]))
            for one, other in combinations(range(len(keys)), 2)
        ),
    )


def secret_of(day_key: DayKey, one: x25519.Identity, other: x25519.Identity) -> x25519.Identity:
    """The day's secret, from two custodians' keys in whichever order; raises WrapBroken."""
    places = {custodian.key: place for place, custodian in enumerate(day_key.custodians)}
    holders = {places.get(str(each.to_public())): each for each in (one, other)}
    wrap = next((each for each in day_key.wraps if {each.outer, each.inner} == set(holders)), None)
    if wrap is None:
        raise WrapBroken(f"{day_key.day}: these are not the keys of two of its custodians")
    try:
        within = pyrage.decrypt(wrap.wrapped, [holders[wrap.outer]])
        return x25519.Identity.from_str(pyrage.decrypt(within, [holders[wrap.inner]]).decode())
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError):
        raise WrapBroken(f"{day_key.day}: its key is damaged") from None
