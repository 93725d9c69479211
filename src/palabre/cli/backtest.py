"""`palabre rules backtest`: what the rules would have done with texts of a file, counted by rule with samples."""

import argparse
import csv
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from palabre.cli.failures import Failure
from palabre.cli.rules import screening_of
from palabre.domain.moderation.circumstances import Circumstances
from palabre.domain.moderation.verdict import Verdict

# `[09:14] <nick> text`, `<nick> text`, `09:14 <nick> text`: what is said; `=== …` is what the server says.
IRC_LINE = re.compile(r"^(?:\[[^\]]*\]|\d{1,2}:\d{2}(?::\d{2})?)?\s*<[^>]{1,40}>\s?(?P<text>.*)$")
IRC_NOTICE = re.compile(r"^(?:===|\[[^\]]*\]\s+\*|\*\*\*|---)")
TEXT_COLUMNS = ("text", "tweet", "body", "message", "comment", "content")
PROGRESS_S = 0.5
BAR = 30


class Tally:
    """What was found, by verdict and rule, with a few texts of each rule chosen evenly."""

    def __init__(self, sample: int, seed: int) -> None:
        self.total = 0
        self.verdicts: Counter[str] = Counter()
        self.rules: Counter[str] = Counter()
        self.samples: dict[str, list[str]] = {}
        self._sample = sample
        self._chance = random.Random(seed)  # noqa: S311

    def add(self, text: str, verdict: Verdict) -> None:
        """One more text; every rule that matched counts it, also in shadow."""
        self.total += 1
        self.verdicts[verdict.outcome] += 1
        names = [f"{each.rule.id} → {each.rule.verdict}" for each in verdict.fired]
        names += [f"{each.rule.id} → ({each.rule.verdict}, shadow)" for each in verdict.shadow]
        for name in names:
            self.rules[name] += 1
            self._keep(name, text)

    def _keep(self, name: str, text: str) -> None:
        """Every text has the same chance to be kept (reservoir sampling)."""
        kept = self.samples.setdefault(name, [])
        if len(kept) < self._sample:
            kept.append(text)
        elif (place := self._chance.randrange(self.rules[name])) < self._sample:
            kept[place] = text

    def lines(self) -> Iterator[str]:
        """The report."""
        yield f"{self.total} texts: " + ", ".join(
            f"{self.verdicts[outcome]} {outcome} ({self.share(self.verdicts[outcome])})"
            for outcome in ("allow", "hold", "block")
        )
        for name, count in self.rules.most_common():
            yield f"{count:7} {self.share(count):>8}  {name}"
            yield from (f"                    {text!r}" for text in self.samples[name])

    def share(self, count: int) -> str:
        return f"{100 * count / self.total:.3f} %" if self.total else "0 %"


def backtest(arguments: argparse.Namespace) -> int:
    """`rules backtest`: every text of a file or folder through the rules, nothing kept."""
    judge = screening_of(arguments).judge
    about = Circumstances(room=arguments.room, trust=arguments.trust, cover=arguments.cover)
    tally = Tally(arguments.sample, seed=0)
    progress = Progress()
    for path in files(arguments.path):
        for text, done in texts(path, arguments.column):
            tally.add(text, judge(text, about))
            progress.show(path, done, tally.total)
    progress.end()
    for line in tally.lines():
        print(line)
    return 0


def files(path: Path) -> list[Path]:
    """The file, or every text file under the folder, in order; raises Failure when there is none."""
    found = (
        [path]
        if path.is_file()
        else sorted(each for each in path.rglob("*") if each.suffix in (".txt", ".csv", ".log"))
    )
    if not found:
        raise Failure(f"{path}: there is no such file, or no .txt, .log or .csv in it.", exit_code=2)
    return found


def texts(path: Path, column: str | None) -> Iterator[tuple[str, float]]:
    """Each text, with how much of the file is done, from 0 to 1; raises Failure."""
    size = max(path.stat().st_size, 1)
    with path.open(encoding="utf-8", errors="replace", newline="" if path.suffix == ".csv" else None) as file:
        found = rows(path, file, column) if path.suffix == ".csv" else lines(file)
        done = 0
        for text in found:
            done += len(text) + 1
            yield text, min(done / size, 1.0)


def lines(file: Iterator[str]) -> Iterator[str]:
    """What each line says; lines of an IRC log without what is around it."""
    for line in file:
        stripped = line.strip()
        if stripped and not IRC_NOTICE.match(stripped):
            said = IRC_LINE.match(stripped)
            text = said["text"].strip() if said else stripped
            if text:
                yield text


def rows(path: Path, file: Iterator[str], column: str | None) -> Iterator[str]:
    """The texts of a CSV file's column; raises Failure when it has none."""
    reader = csv.DictReader(file)
    names = reader.fieldnames or ()
    chosen = column or next((name for name in TEXT_COLUMNS if name in names), None)
    if chosen not in names:
        raise Failure(f"{path}: no column of texts; choose one of {', '.join(names)} with --column.", exit_code=2)
    yield from (text for row in reader if (text := row[chosen]))


class Progress:
    """A bar on standard error, when somebody is there to see it."""

    def __init__(self) -> None:
        self._seen = sys.stderr.isatty()
        self._next = 0.0

    def show(self, path: Path, done: float, count: int) -> None:
        """How far it is, twice a second."""
        if self._seen and (now := time.monotonic()) >= self._next:
            self._next = now + PROGRESS_S
            bar = "█" * round(done * BAR)
            print(f"\r{path.name[:30]:30} {bar:{BAR}} {count:,} texts", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._seen:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
