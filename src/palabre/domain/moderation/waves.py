"""Waves: many newcomers at once, from everywhere or from one prefix; pure, time is an argument."""

from collections import deque

WAVE_WITHIN_S = 60.0
COMPARED_WITH_S = 600.0
BIN_S = 10.0
BINS_KEPT = (WAVE_WITHIN_S + COMPARED_WITH_S) / BIN_S
# A rush at the hour of a broadcast grows over minutes: a wave is that many times the minutes before.
TIMES_USUAL = 3
# After the last sign of it.
WAVE_LASTS_S = 300.0
PREFIX_WITHIN_S = 600.0
PREFIXES_KEPT = 20_000


class JoinWave:
    """Sessions opened in the whole place, counted by ten seconds. `most` a minute is never a wave."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._opened: dict[int, int] = {}
        self._began: float | None = None
        self._seen = 0.0

    def opened(self, now: float) -> bool:
        """One more session; whether a wave begins with it."""
        place = int(now / BIN_S)
        self._opened[place] = self._opened.get(place, 0) + 1
        while (first := next(iter(self._opened))) < place - BINS_KEPT:
            del self._opened[first]
        was_on = self.is_on(now)
        lately = sum(count for at, count in self._opened.items() if at > place - WAVE_WITHIN_S / BIN_S)
        usual = (sum(self._opened.values()) - lately) * WAVE_WITHIN_S / COMPARED_WITH_S
        if lately > max(self._most, TIMES_USUAL * usual):
            self._began = self._began if was_on else now - WAVE_WITHIN_S
            self._seen = now
        return self.is_on(now) and not was_on

    def is_on(self, now: float) -> bool:
        """Whether newcomers come as a wave, or did within the last five minutes."""
        return self._began is not None and now - self._seen < WAVE_LASTS_S

    def began(self, now: float) -> float | None:
        """Since when; None while there is none."""
        return self._began if self.is_on(now) else None


class PrefixCounts:
    """Sessions opened from one address prefix within ten minutes. `most` is no pressure yet."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._opened: dict[str, deque[float]] = {}
        self._pressed: float | None = None

    def opened(self, prefix: str, now: float) -> None:
        """One more session from there."""
        times = self._opened.pop(prefix, None)
        if times is None:
            times = deque(maxlen=self._most + 1)
        times.append(now)
        self._opened[prefix] = times
        if self.presses(prefix, now):
            self._pressed = now
        if len(self._opened) > PREFIXES_KEPT:
            del self._opened[next(iter(self._opened))]

    def is_on(self, now: float) -> bool:
        """Whether any prefix presses: asked first, as a prefix takes longer to find."""
        return self._pressed is not None and now - self._pressed < PREFIX_WITHIN_S

    def presses(self, prefix: str, now: float) -> bool:
        """Whether more came from there than is usual."""
        times = self._opened.get(prefix)
        return times is not None and len(times) > self._most and times[0] > now - PREFIX_WITHIN_S
