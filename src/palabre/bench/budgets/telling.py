"""The budgets as a table: what is promised, what was measured, whether it is met."""

from collections.abc import Iterator, Sequence
from statistics import median

from palabre.bench.budgets.shape import Budget, Result


def table(results: Sequence[Result]) -> str:
    """One line for each promise, in Markdown."""
    lines = ["| budget | promised | measured: median (lowest–highest) | |", "|---|---|---|---|"]
    lines += [line for result in results for line in rows(result)]
    return "\n".join(lines)


def rows(result: Result) -> Iterator[str]:
    """The lines of one budget; one that was not measured says why."""
    budget = result.budget
    if not result.rounds:
        yield f"| **{budget.name}**: {budget.about} | | not measured: {result.why_not} | – |"
        return
    for place, promise in enumerate(budget.promises):
        values = result.values(promise.name)
        title = f"**{budget.name}**: {budget.about}" if place == 0 else ""
        told = f"{spread(values)} {promise.unit}".rstrip()
        verdict = "met" if promise.is_kept(values) else "MISSED"
        yield f"| {title} | {promise.name} {promise.bound()} | {told} | {verdict} |"
    beside = beside_of(budget, result)
    if beside:
        yield f"| | | beside: {beside} | |"


def beside_of(budget: Budget, result: Result) -> str:
    """What was measured besides what is promised."""
    promised = {promise.name for promise in budget.promises}
    return "; ".join(f"{name} {spread(result.values(name))}" for name in result.rounds[0] if name not in promised)


def spread(values: Sequence[float]) -> str:
    """`median (lowest–highest)`, the median alone when it was measured once."""
    middle = number(median(values))
    return middle if len(values) == 1 else f"{middle} ({number(min(values))}–{number(max(values))})"


def number(value: float) -> str:
    """Three digits or more: 0.497, 12.3, 1,998,000."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"  # noqa: PLR2004
