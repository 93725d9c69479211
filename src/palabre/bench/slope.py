"""Whether memory is flat over a soak: the slope of its last two thirds, and its halves compared."""

import statistics
from collections.abc import Sequence

from msgspec import Struct

from palabre.bench.fit import line_through
from palabre.bench.usage import Sample

# A year at this pace is noise beside what a quiet hour moves; below it nothing can be told in ten minutes.
FLAT_SHARE_AN_HOUR = 0.05
FLAT_HALVES = 0.02
FEWEST = 12
CONFIDENCE = 2.0


class Slope(Struct, frozen=True):
    """Memory over a soak, in KiB and KiB a minute. `error` is the slope's standard error."""

    per_minute: float
    error: float
    first_half: float
    second_half: float
    begins_at: float
    is_flat: bool


def slope_of(samples: Sequence[Sample]) -> Slope:
    """Judge the samples of a soak, the first third left out: caches fill then. Raises ValueError for too few.

    Flat means both: the slope, with twice its error, is less than 5 % of the memory an hour, or is not above its
    error; and the median of the second half is not over 2 % above that of the first.
    """
    if len(samples) < FEWEST:
        raise ValueError(f"{len(samples)} samples of memory say nothing; {FEWEST} are needed")
    settled = samples[len(samples) // 3 :]
    began = settled[0].at_s
    points = [((each.at_s - began) / 60, float(each.rss_kib)) for each in settled]
    line = line_through(points)
    half = len(points) // 2
    first, second = (statistics.median(kib for _, kib in part) for part in (points[:half], points[half:]))
    is_level = line.slope - CONFIDENCE * line.error <= 0 or line.slope * 60 <= FLAT_SHARE_AN_HOUR * first
    return Slope(line.slope, line.error, first, second, began, is_level and second <= first * (1 + FLAT_HALVES))
