"""The emergency brake: a young rule that stops too much loses its effect before people notice by its victims."""

YOUNG_MS = 24 * 3_600_000
MOST_HITS = 2
MOST_SHARE = 0.05


def brakes(*, hits: int, judged: int, age_ms: int, sample: int) -> bool:
    """Whether a live rule, in force for `age_ms`, matched too many of the texts judged since.

    Nothing is said of fewer texts than `sample`: three matches in a quiet hour are no measure.
    """
    return age_ms < YOUNG_MS and judged >= sample and hits > MOST_HITS and hits > MOST_SHARE * judged
