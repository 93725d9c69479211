"""Pressing: the signs of grooming that guests show each other, followed over half an hour and a restart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from palabre.domain.moderation.gatherings import becomes_many
from palabre.domain.moderation.pairs import PAIRS_KEPT, Pairs, PairSign, Sign, signs_in
from palabre.domain.moderation.signal import Finding
from palabre.domain.prefix import handle_of
from palabre.ports.clock import Clock
from palabre.ports.pair_signs import PairSigns
from palabre.ports.vault import Origin
from palabre.services.tagging import Tagging
from palabre.services.trusting import StandingsAtHand

ROWS_A_STEP = 500
FROZEN: frozenset[Sign] = frozenset({"frozen"})


@dataclass(frozen=True, slots=True)
class Pressure:
    """What a message means to those it is said to: the most signs any of them was shown, whether one is a minor."""

    signs: int
    to_minor: bool


class Pressing:
    """Answers for one sender and those they speak to. Nothing of it is ever told to the sender."""

    def __init__(self, store: PairSigns, at_hand: StandingsAtHand, tagging: Tagging, clock: Clock) -> None:
        self._tagging = tagging
        self._store = store
        self._at_hand = at_hand
        self._clock = clock
        self._pairs = Pairs()

    async def start(self) -> None:
        """Take up what was seen before a restart."""
        for shown in reversed(await self._store.pair_signs(PAIRS_KEPT)):
            self._pairs.add(shown)
        self._pairs.fade(self._clock.now_ms())

    async def recall(self, targets: Iterable[str]) -> None:
        """Have at hand who is protected; raises StoreUnavailable."""
        for target in targets:
            await self._at_hand.of(target)

    def prefix(self, origin: Origin | None) -> str:
        """What stands for where a guest writes from, today; nothing where that is not known."""
        return "" if origin is None else handle_of(self._tagging.key(), origin.prefix)

    def is_frozen(self, sender: str, targets: Iterable[str]) -> bool:
        """Whether one of them may not be spoken to by this sender any more."""
        return any(self._pairs.is_frozen(sender, target) for target in targets)

    def look(self, sender: str, prefix: str, targets: Sequence[str], findings: Iterable[Finding] = ()) -> Pressure:
        """As things would stand with these findings said to them."""
        fresh, now = signs_in(findings), self._clock.now_ms()
        counts = (
            self._pairs.count(sender, target, fresh, now, minor=self._is_minor(target), prefix=prefix)
            for target in targets
        )
        return Pressure(max(counts, default=0), any(map(self._is_minor, targets)))

    def would_freeze(
        self, sender: str, prefix: str, targets: Sequence[str], findings: Iterable[Finding], *, freeze: bool
    ) -> bool:
        """Whether `note` would have the sender speak to one of them no more, who may now."""
        signs = signs_in(findings)
        return any(
            not self._pairs.is_frozen(sender, target)
            for target in targets
            if self._freezing(sender, prefix, target, signs, freeze=freeze)
        )

    async def note(
        self, sender: str, prefix: str, targets: Sequence[str], findings: Iterable[Finding], *, freeze: bool, at_ms: int
    ) -> bool:
        """Whether a pair showed a new sign by what was said at `at_ms`; `freeze` ends what the sender may say to them.

        So may who shows a sign to someone whom another of the same prefix may speak to no more: it is the same
        pressure under another name. A neighbour who shows none is left alone. Raises StoreUnavailable.
        """
        signs = signs_in(findings)
        shown = [
            PairSign(sender=sender, target=target, sign=sign, at_ms=at_ms, prefix=prefix)
            for target in targets
            for sign in sorted(signs | self._freezing(sender, prefix, target, signs, freeze=freeze))
        ]
        if not shown:
            return False
        news = [self._pairs.add(each) for each in shown]
        await self._store.add_pair_signs(shown)
        return any(news)

    async def invites_many(self, sender: str, targets: Sequence[str]) -> bool:
        """Whether to ask these guests too to be somewhere makes them many within a day, whoever counted the others.

        Raises StoreUnavailable."""
        return becomes_many(await self._store.invited_by(sender), targets, self._clock.now_ms())

    async def note_invited(self, sender: str, prefix: str, targets: Sequence[str], at_ms: int) -> None:
        """They were asked. Raises StoreUnavailable."""
        await self._store.add_pair_signs(
            [PairSign(sender=sender, target=target, sign="invited", at_ms=at_ms, prefix=prefix) for target in targets]
        )

    async def thaw(self, sender: str, at_ms: int) -> None:
        """A person undid what stopped the sender at this moment: they may speak again to whom they could. Raises
        StoreUnavailable."""
        self._pairs.thaw(sender, at_ms)
        await self._store.thaw_pairs(sender, at_ms)

    def _freezing(
        self, sender: str, prefix: str, target: str, signs: frozenset[Sign], *, freeze: bool
    ) -> frozenset[Sign]:
        is_over = freeze or (bool(signs) and self._pairs.is_near_frozen(sender, target, prefix))
        return FROZEN if is_over else frozenset()

    def forget(self, session_id: str) -> None:
        """The session is over; what it did stays with those it was done to until it fades."""
        self._pairs.forget(session_id)

    async def step(self) -> None:
        """Forget what is over."""
        now = self._clock.now_ms()
        self._pairs.fade(now)
        while await self._store.sweep_pair_signs(now, ROWS_A_STEP) >= ROWS_A_STEP:
            pass

    def _is_minor(self, target: str) -> bool:
        return self._at_hand.now(target).protected_ms is not None
