"""Measures the budgets one after the other; a budget is measured whole or not at all."""

from collections.abc import Callable, Sequence
from pathlib import Path

from palabre.bench.budgets.fan_out import FAN_OUT
from palabre.bench.budgets.guests import PRESENCE
from palabre.bench.budgets.posting import POSTING
from palabre.bench.budgets.shape import Budget, Ground, Result
from palabre.bench.reference import build
from palabre.bench.server import BenchFailed

BUDGETS: tuple[Budget, ...] = (*FAN_OUT, *POSTING, *PRESENCE)
NAMES = tuple(budget.name for budget in BUDGETS)
NEEDS_PROGRAMS = "give --reference DIR, where csrv.c and wsload.c are"


async def measure(
    folder: Path, say: Callable[[str], None], *, reference: Path | None = None, only: Sequence[str] = ()
) -> list[Result]:
    """Every budget asked for, each as often as it says. Raises BenchFailed when the C programs do not compile."""
    ground = Ground(folder, build(reference, folder) if reference else None)
    wanted = [budget for budget in BUDGETS if not only or budget.name in only]
    return [await measured(budget, ground, say) for budget in wanted]


async def measured(budget: Budget, ground: Ground, say: Callable[[str], None]) -> Result:
    """All rounds of one budget; why not, when it cannot be measured here."""
    result = Result(budget)
    if budget.needs_programs and ground.programs is None:
        result.why_not = NEEDS_PROGRAMS
        return result
    try:
        for number in range(1, budget.rounds + 1):
            found = await budget.measure(ground)
            result.rounds.append(found)
            told = ", ".join(f"{name} {value:,.4g}" for name, value in found.items())
            say(f"{budget.name}, {number} of {budget.rounds}: {told}")
    except BenchFailed as failed:
        result.rounds.clear()
        result.why_not = str(failed)
    return result
