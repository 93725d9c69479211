"""Pairs: the signs of grooming that one guest showed another, one by one and over time."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from palabre.domain.moderation.signal import Finding
from palabre.domain.session import MAX_AGE_MS

# What one says to the other; `minor` and `many` are known of the pair, `frozen` ends what one may say to the other.
# `invited` is no sign of grooming: that one asked the other to be somewhere at some time.
Sign = Literal[
    "asks_age",
    "other_app",
    "secrecy",
    "isolation",
    "asks_pictures",
    "gift",
    "sexual",
    "threat",
    "named_age",
    "frozen",
    "invited",
]
LASTING: frozenset[Sign] = frozenset({"frozen", "invited"})
SIGNS_WITHIN_MS = 30 * 60_000
# A guest who shows signs to that many others within the time shows one more sign to each of them.
MANY_PAIRS = 3
# Of one sender, and of all together.
PAIRS_EACH = 50
PAIRS_KEPT = 20_000

SIGN_OF: Mapping[str, Sign] = {
    "asks_age": "asks_age",
    "other_app": "other_app",
    "contact_handle": "other_app",
    "contact_phone": "other_app",
    "secrecy": "secrecy",
    "isolation": "isolation",
    "asks_pictures": "asks_pictures",
    "gift": "gift",
    "sexual": "sexual",
    "minor_sexual": "sexual",
    "prostitution_offer": "sexual",
    "sextortion": "threat",
    "named_age": "named_age",
}


Pair = tuple[str, str]


class PairSign(Struct, frozen=True, kw_only=True):
    """That `sender` showed `target` a sign; both are session ids. `prefix` stands for where the sender wrote from."""

    sender: str
    target: str
    sign: Sign
    at_ms: int
    prefix: str = ""

    def is_over(self, now_ms: int) -> bool:
        """A sign fades after half an hour; a frozen pair stays so for as long as its sessions can last."""
        return self.at_ms <= now_ms - (MAX_AGE_MS if self.sign in LASTING else SIGNS_WITHIN_MS)

    def __repr__(self) -> str:
        return f"<PairSign {self.sign}>"


def signs_in(findings: Iterable[Finding]) -> frozenset[Sign]:
    """The signs that one text shows to whom it is addressed."""
    return frozenset(SIGN_OF[finding.signal] for finding in findings if finding.signal in SIGN_OF)


class Pairs:
    """Every pair with a sign, at hand. Bounded: beyond, those pressed longest ago go first, frozen ones last."""

    def __init__(self) -> None:
        self._signs: dict[Pair, dict[Sign, int]] = {}
        self._targets: dict[str, dict[str, None]] = {}
        # Who showed a target signs from one prefix: another name is not another beginning.
        self._prefixes: dict[Pair, str] = {}
        self._near: dict[tuple[str, str], dict[str, None]] = {}

    def add(self, shown: PairSign) -> bool:
        """Take a sign in; whether it is news: the pair did not show it at this time of the day."""
        key = (shown.sender, shown.target)
        signs = self._signs.pop(key, {})
        is_new = shown.sign not in signs
        signs[shown.sign] = max(shown.at_ms, signs.get(shown.sign, 0))
        self._signs[key] = signs
        self._targets.setdefault(shown.sender, {})[shown.target] = None
        self._place(key, shown.prefix)
        self._bound(shown.sender)
        return is_new

    def signs(self, sender: str, target: str, now_ms: int) -> frozenset[Sign]:
        """What one showed the other lately."""
        self._fade((sender, target), now_ms)
        return frozenset(self._signs.get((sender, target), ())) - {"frozen"}

    def is_frozen(self, sender: str, target: str) -> bool:
        """Whether one may address the other no more."""
        return "frozen" in self._signs.get((sender, target), ())

    def is_near_frozen(self, sender: str, target: str, prefix: str) -> bool:
        """Whether somebody else of the same prefix may address the other no more."""
        return any(self.is_frozen(other, target) for other in self._others(sender, target, prefix))

    def count(
        self, sender: str, target: str, fresh: frozenset[Sign], now_ms: int, *, minor: bool, prefix: str = ""
    ) -> int:
        """How many signs there are with these fresh ones: 0 when one showed the other none yet, whatever others did.

        That the other said they are a minor is one, that the sender does the same with several guests, and that
        somebody of the same prefix was stopped; the signs these showed the other are added to one's own.
        """
        shown = self.signs(sender, target, now_ms) | fresh
        if not shown:
            return 0
        for near in self._others(sender, target, prefix):
            shown |= self.signs(near, target, now_ms)
        others = sum(bool(self.signs(sender, other, now_ms)) for other in [*self._targets.get(sender, ())])
        opened = others + (not self.signs(sender, target, now_ms))
        return len(shown) + minor + (opened >= MANY_PAIRS) + self.is_near_frozen(sender, target, prefix)

    def thaw(self, sender: str, at_ms: int) -> None:
        """Who was stopped at this time may address those again."""
        for target in [*self._targets.get(sender, ())]:
            signs = self._signs.get((sender, target), {})
            if signs.get("frozen") == at_ms:
                del signs["frozen"]
                if not signs:
                    self._drop((sender, target))

    def forget(self, session_id: str) -> None:
        """The session is over: nobody speaks to it any more. What it showed others stays until it fades."""
        for sender, target in [key for key in self._signs if key[1] == session_id]:
            self._drop((sender, target))

    def fade(self, now_ms: int) -> None:
        """Forget what is over."""
        for key in [*self._signs]:
            self._fade(key, now_ms)

    def __len__(self) -> int:
        return len(self._signs)

    def _fade(self, key: Pair, now_ms: int) -> None:
        signs = self._signs.get(key)
        if signs is None:
            return
        for over in [*faded(key, signs, now_ms)]:
            del signs[over]
        if not signs:
            self._drop(key)

    def _bound(self, sender: str) -> None:
        targets = self._targets[sender]
        if len(targets) > PAIRS_EACH:
            self._drop(self._oldest((sender, target) for target in targets))
        if len(self._signs) > PAIRS_KEPT:
            self._drop(self._oldest(self._signs))

    def _oldest(self, keys: Iterable[Pair]) -> Pair:
        first, *rest = keys
        return next((key for key in (first, *rest) if "frozen" not in self._signs[key]), first)

    def _place(self, key: Pair, prefix: str) -> None:
        self._displace(key)
        if prefix:
            sender, target = key
            self._prefixes[key] = prefix
            self._near.setdefault((target, prefix), {})[sender] = None

    def _displace(self, key: Pair) -> None:
        sender, target = key
        place = (target, self._prefixes.pop(key, ""))
        near = self._near.get(place, {})
        near.pop(sender, None)
        if not near:
            self._near.pop(place, None)

    def _others(self, sender: str, target: str, prefix: str) -> list[str]:
        """Who else of this prefix showed the other a sign."""
        return [near for near in self._near.get((target, prefix), ()) if near != sender]

    def _drop(self, key: Pair) -> None:
        self._displace(key)
        self._signs.pop(key, None)
        targets = self._targets.get(key[0], {})
        targets.pop(key[1], None)
        if not targets:
            self._targets.pop(key[0], None)


def faded(key: Pair, signs: Mapping[Sign, int], now_ms: int) -> Iterator[Sign]:
    for sign, at_ms in signs.items():
        if PairSign(sender=key[0], target=key[1], sign=sign, at_ms=at_ms).is_over(now_ms):
            yield sign
