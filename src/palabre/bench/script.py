"""Logs of real talk as something to play: who comes when, and who says what when.

A log holds `[HH:MM] <nick> text`, `[HH:MM]  * nick does something`, and lines of the server that begin with `===`.
Each nick is one guest, each file one room. Who is not said to have joined was there from the beginning.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from palabre.bench.guest import Part
from palabre.bench.orders import Line
from palabre.bench.words import nicknames
from palabre.domain.nickname import normalise_nickname, skeleton
from palabre.domain.refusal import Refusal
from palabre.protocol.limits import MAX_BODY_CODE_POINTS, MAX_NICKNAME

SAID = re.compile(r"\[(\d\d):(\d\d)\] <([^<>\s]+)> (.*)")
DONE = re.compile(r"\[(\d\d):(\d\d)\]  ?\* (\S+) (.*)")
JOINED = re.compile(r"=== (\S+) \[.*\]\s+has joined ")
A_DAY = 1_440
NEXT_DAY_AFTER = 720
UNWANTED = re.compile(r"[^\w .'-]+")


class Said(NamedTuple):
    """One line of a log: minutes since its first one, who, and what; no text for a coming."""

    minute: int
    nick: str
    text: str | None


class Log(NamedTuple):
    """A log as it was read; `left_out` counts what could not be played."""

    name: str
    lines: list[Said]
    left_out: int


class Script(NamedTuple):
    """A play for a crowd: `present` come first, `late` each at their time; times in seconds."""

    rooms: list[str]
    present: list[Part]
    late: list[Part]
    lines: list[Line]
    notes: list[str]

    @property
    def seconds(self) -> float:
        """How long it takes."""
        return max([0.0, *(line.at_s for line in self.lines), *(part.at_s for part in self.late)])


class Role(NamedTuple):
    """A nick of a log, and the second it comes, None when it was there."""

    nick: str
    comes_at_s: float | None


def read_log(path: Path, *, minutes: float | None = None) -> Log:
    """Read a log, the first `minutes` of it only when given; raises OSError."""
    lines: list[Said] = []
    left_out = 0
    now, clock = 0, -1
    for text in path.read_text(encoding="utf-8", errors="replace").splitlines():
        said = SAID.match(text) or DONE.match(text)
        if said:
            then = int(said[1]) * 60 + int(said[2])
            now += since(clock, then) if clock >= 0 else 0
            clock = then
        if minutes is not None and now >= minutes:
            break
        line = line_of(text, now)
        if line is None:
            left_out += bool(text.strip())
        else:
            lines.append(line)
    return Log(path.name, lines, left_out)


def since(before: int, after: int) -> int:
    """Minutes from one time of day to the next: a log that goes back a little stays where it is."""
    passed = (after - before) % A_DAY
    return passed if passed < NEXT_DAY_AFTER or after > before else 0


def line_of(text: str, minute: int) -> Said | None:
    """A line as it is played: said, done, or someone who comes."""
    if joined := JOINED.match(text):
        return Said(minute, joined[1], None)
    said, done = SAID.match(text), DONE.match(text)
    match = said or done
    if match is None:
        return None
    body = printable(match[4] if said else f"* {match[3]} {match[4]}")
    return Said(minute, match[3], body) if body else None


def printable(text: str) -> str:
    """Without the colour codes of IRC, which are control characters; cut to what a message may hold."""
    kept = "".join(character for character in text if unicodedata.category(character) != "Cc")
    return kept.strip()[:MAX_BODY_CODE_POINTS]


def script_of(logs: Sequence[Log], speed: float) -> Script:
    """The play of several logs at once, a room each, `speed` times as fast as they were."""
    rooms = [f"replay-{number}" for number in range(1, len(logs) + 1)]
    spare = nicknames()
    present: list[Part] = []
    late: list[Part] = []
    lines: list[Line] = []
    for room, log in zip(rooms, logs, strict=True):
        times = spread(log.lines, speed)
        name = namer(spare)
        numbers: dict[str, int] = {}
        for role in roles(log.lines, times):
            numbers[role.nick] = number = len(present) + len(late)
            cast = present if role.comes_at_s is None else late
            cast.append(
                Part(
                    number=number,
                    room=room,
                    nickname=name(role.nick),
                    spare=next(spare),
                    at_s=role.comes_at_s or 0.0,
                )
            )
        lines += [
            Line(at, numbers[line.nick], line.text)
            for line, at in zip(log.lines, times, strict=True)
            if line.text is not None
        ]
    lines.sort(key=lambda line: line.at_s)
    return Script(rooms, present, late, lines, list(notes(logs, present, late, lines)))


def spread(lines: Sequence[Said], speed: float) -> list[float]:
    """When each line is played, in seconds: those of one minute evenly over it."""
    in_minute = Counter(line.minute for line in lines)
    passed: Counter[int] = Counter()
    times = []
    for line in lines:
        passed[line.minute] += 1
        share = (passed[line.minute] - 0.5) / in_minute[line.minute]
        times.append((line.minute + share) * 60 / speed)
    return times


def roles(lines: Sequence[Said], times: Sequence[float]) -> Iterator[Role]:
    """Everyone in a log, once."""
    known: set[str] = set()
    for line, at in zip(lines, times, strict=True):
        if line.nick not in known:
            known.add(line.nick)
            yield Role(line.nick, at if line.text is None else None)


def namer(spare: Iterator[str]) -> Callable[[str], str]:
    """Nicknames for the nicks of one room: as close as may be, and no two that look alike."""
    taken: set[str] = set()

    def name(nick: str) -> str:
        wanted = " ".join(UNWANTED.sub(" ", nick).replace("_", "-").split())[:MAX_NICKNAME]
        try:
            chosen = normalise_nickname(wanted)
        except Refusal:
            chosen = next(spare)
        if skeleton(chosen) in taken:
            chosen = next(spare)
        taken.add(skeleton(chosen))
        return chosen

    return name


def notes(logs: Sequence[Log], present: Iterable[Part], late: Iterable[Part], lines: Iterable[Line]) -> Iterator[str]:
    """What is played, and what is not."""
    there, coming, said = (sum(1 for _ in each) for each in (present, late, lines))
    yield f"logs          {len(logs):,}: {said:,} messages, {there + coming:,} nicks, {coming:,} of whom come meanwhile"
    left_out = sum(log.left_out for log in logs)
    if left_out:
        yield f"              {left_out:,} lines left out: nick changes, topics, empty lines"
    longest = max((log for log in logs if log.lines), key=lambda log: log.lines[-1].minute, default=None)
    if longest is not None:
        hours = longest.lines[-1].minute / 60
        yield f"              the longest spans {hours:.1f} hours; the logs do not say who leaves, so nobody does"
