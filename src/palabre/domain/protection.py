"""Protection: what follows when a guest says they are a minor."""

from typing import Literal

from palabre.domain.moderation.verdict import Verdict

# Below, a guest writes no more here.
WRITING_FROM = 15
Stated = Literal["minor", "child"]


def stated_by(verdict: Verdict) -> Stated | None:
    """What the author said of themself: a `child` is under 15. None unless a rule in force asks to protect them."""
    if "protect" not in verdict.effects():
        return None
    ages = [finding.value for finding in verdict.findings if finding.signal == "stated_age"]
    return "child" if ages and min(ages) < WRITING_FROM else "minor"
