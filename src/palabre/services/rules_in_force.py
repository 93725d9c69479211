"""The rules in force: what judges every text, swapped whole when the rules change, counting what each rule hits."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from palabre.domain.moderation.circumstances import ORDINARY, Circumstances
from palabre.domain.moderation.tally import ALL_TEXTS, Tally
from palabre.domain.moderation.verdict import Verdict
from palabre.ports.screening import Screening


class Hits(NamedTuple):
    """How many texts a rule matched in force and in shadow, of how many judged since it stands as it does."""

    live: int
    shadow: int
    judged: int


class Untold(NamedTuple):
    """What was counted and is not yet kept: the rules that begin again, then what is to be added."""

    afresh: tuple[Tally, ...]
    more: tuple[Tally, ...]


class Counted:
    """How many texts were judged, and matched by each version of a rule. `ALL_TEXTS` counts those judged."""

    def __init__(self) -> None:
        self.live = Counter[str]()
        self.shadow = Counter[str]()

    def count(self, verdict: Verdict) -> None:
        self.live[ALL_TEXTS] += 1
        for fired in verdict.fired:
            self.live[fired.rule.version] += 1
        for fired in verdict.shadow:
            self.shadow[fired.rule.version] += 1

    def add(self, tallies: Iterable[Tally]) -> None:
        for tally in tallies:
            self.live[tally.version] += tally.live
            self.shadow[tally.version] += tally.shadow

    def drop(self, version: str) -> None:
        del self.live[version], self.shadow[version]

    def tallies(self) -> tuple[Tally, ...]:
        versions = sorted(self.live.keys() | self.shadow.keys())
        return tuple(Tally(version=each, live=self.live[each], shadow=self.shadow[each]) for each in versions)


class RulesInForce:
    """The Screening port. Only messages count: a name is judged again and again while it is typed."""

    def __init__(self, screening: Screening) -> None:
        self._screening = screening
        self._all = Counted()
        # Of those, what is not kept yet; and the versions that begin again.
        self._fresh = Counted()
        self._afresh: set[str] = set()
        self._since: dict[str, int] = {}

    @property
    def screening(self) -> Screening:
        """The same without counting."""
        return self._screening

    @property
    def version(self) -> str:
        return self._screening.version

    def judge(self, text: str, about: Circumstances = ORDINARY) -> Verdict:
        verdict = self._screening.judge(text, about)
        if about.place == "message":
            self._all.count(verdict)
            self._fresh.count(verdict)
        return verdict

    def swap(self, screening: Screening, fresh: frozenset[str]) -> None:
        """Judge by these from now on; the rules of these versions are counted afresh."""
        self._screening = screening
        for version in fresh:
            self._since[version] = self._judged
            self._all.drop(version)
            self._fresh.drop(version)
            self._afresh.add(version)

    def hits(self, version: str) -> Hits:
        """What the rule of a version hit, since it stands as it does."""
        judged = self._judged - self._since.get(version, 0)
        return Hits(self._all.live[version], self._all.shadow[version], judged)

    def restore(self, kept: Sequence[Tally]) -> None:
        """Go on from what was counted before a restart."""
        self._afresh.clear()
        self._all.add(kept)
        self._since.update({tally.version: tally.since for tally in kept if tally.version != ALL_TEXTS})

    def take_untold(self) -> Untold:
        """What is to be kept now; it counts as kept until `give_back`."""
        afresh = tuple(Tally(version=each, since=self._since[each]) for each in sorted(self._afresh))
        untold, self._fresh, self._afresh = Untold(afresh, self._fresh.tallies()), Counted(), set()
        return untold

    def give_back(self, untold: Untold) -> None:
        """It was not kept: the next time, unless a rule began again meanwhile."""
        began = frozenset(self._afresh)
        self._fresh.add(tally for tally in untold.more if tally.version not in began)
        self._afresh.update(tally.version for tally in untold.afresh)

    @property
    def _judged(self) -> int:
        return self._all.live[ALL_TEXTS]
