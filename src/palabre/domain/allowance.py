"""Allowances: how often something may be done. A rate is never a sanction."""

from dataclasses import dataclass

MAX_RETRY_AFTER_S = 60.0


@dataclass(frozen=True, slots=True)
class Rate:
    """`per_second` units are earned each second, up to `burst` kept."""

    per_second: float
    burst: float

    def times(self, factor: float) -> "Rate":
        """The same rate, `factor` times as generous; one unit at a time stays possible."""
        return Rate(self.per_second * factor, max(1.0, self.burst * factor))


class Bucket:
    """A token bucket; time is an argument, in seconds of any monotonic clock."""

    __slots__ = ("at", "left")

    def __init__(self, rate: Rate, now: float) -> None:
        self.left = rate.burst
        self.at = now

    def take(self, rate: Rate, now: float) -> float:
        """Take one unit and return 0, or take none and return the seconds to wait (at most 60)."""
        self.left = min(rate.burst, self.left + max(0.0, now - self.at) * rate.per_second)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return 0.0
        return min(MAX_RETRY_AFTER_S, (1 - self.left) / rate.per_second)

    def is_full(self, rate: Rate, now: float) -> bool:
        """Whether forgetting this bucket would change nothing."""
        return self.left + (now - self.at) * rate.per_second >= rate.burst


# Of one session, each above what a person does by hand.
REACTIONS = Rate(1, 10)
TYPING = Rate(1, 5)
HIDES = Rate(1, 20)
MARKS = Rate(1, 10)
CHALLENGES = Rate(1 / 5, 6)
REPORTS = Rate(1 / 20, 6)
# Each reads everything kept of a session.
ACCESSES = Rate(1 / 10, 6)
# Five at once, then one in two minutes: nobody is asked again and again.
SOLICITATIONS = Rate(1 / 120, 5)
# Of an address prefix: who has no session is known by nothing else.
NOTICES = Rate(1 / 60, 5)
PROOFS = Rate(10 / 60, 10)
# What wallets post, from wherever their holders are.
WALLETS = Rate(30 / 60, 20)


@dataclass(frozen=True, slots=True)
class Rates:
    """Every allowance of an instance. None means not limited (a bench profile).

    `repetitions` says whether the same text may be refused the third time within 30 seconds.
    """

    posts: Rate | None = Rate(1, 5)
    names: Rate | None = Rate(1 / 10, 3)
    sessions: Rate | None = Rate(30 / 60, 30)
    enters: Rate | None = Rate(120 / 60, 120)
    reactions: Rate | None = REACTIONS
    typing: Rate | None = TYPING
    hides: Rate | None = HIDES
    marks: Rate | None = MARKS
    challenges: Rate | None = CHALLENGES
    reports: Rate | None = REPORTS
    accesses: Rate | None = ACCESSES
    notices: Rate | None = NOTICES
    proofs: Rate | None = PROOFS
    wallets: Rate | None = WALLETS
    solicitations: Rate | None = SOLICITATIONS
    repetitions: bool = True


NO_LIMITS = Rates(
    posts=None,
    names=None,
    sessions=None,
    enters=None,
    reactions=None,
    typing=None,
    hides=None,
    marks=None,
    challenges=None,
    reports=None,
    accesses=None,
    notices=None,
    proofs=None,
    wallets=None,
    solicitations=None,
    repetitions=False,
)
