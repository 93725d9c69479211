"""`palabre rules explain|check|backtest`: what the rules say, whether they can be used, what they would have done."""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator

import msgspec
from msgspec import Struct

from palabre import bootstrap
from palabre.cli.failures import Failure
from palabre.domain.moderation.circumstances import Circumstances, Trust
from palabre.domain.moderation.verdict import Outcome, Verdict
from palabre.domain.room import RoomKind
from palabre.ports.screening import Screening

# UTF-8 has none.
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
Judge = Callable[[str, Circumstances], tuple[Verdict, int]]


class Question(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of `rules explain --json`; what it leaves out is as `--room` and `--trust` say."""

    text: str
    room: RoomKind | None = None
    trust: Trust | None = None


class Answer(Struct, frozen=True):
    """What is answered to it; `microseconds` is the time the judgement took."""

    verdict: Outcome
    signals: list[str]
    rules: list[str]
    explanation: str
    microseconds: int


def explain(arguments: argparse.Namespace) -> int:
    """`rules explain`: one text, or JSON lines on standard input."""
    judge = timed(screening_of(arguments))
    if arguments.json:
        return explain_lines(judge, around(arguments))
    if arguments.text is None:
        raise Failure("there is nothing to explain: give a text, or --json and JSON lines.", exit_code=2)
    verdict, microseconds = judge(arguments.text, around(arguments))
    for line in told(arguments.text, verdict, microseconds):
        print(line)
    return 0


def explain_lines(judge: Judge, usual: Circumstances) -> int:
    """One answer a line, as soon as it is known; raises Failure at the first line that is no question.

    The circumstances a line leaves out are the `usual` ones.
    """
    for number, line in enumerate(sys.stdin.buffer, 1):
        if line.strip():
            try:
                question = question_of(line.strip())
            except (ValueError, RecursionError) as error:
                raise Failure(f"line {number} of standard input: {fault(error)}.", exit_code=2) from None
            verdict, microseconds = judge(question.text, circumstances(question, usual))
            sys.stdout.buffer.write(msgspec.json.encode(answer(verdict, microseconds)) + b"\n")
            sys.stdout.buffer.flush()
    return 0


def question_of(line: bytes) -> Question:
    """The question of a line; raises ValueError or RecursionError."""
    # Not msgspec's own reader: it refuses lone surrogates and bare control characters, and one may ask about those too.
    return msgspec.convert(json.loads(line.decode("utf-8-sig"), strict=False), Question)


def fault(error: Exception) -> str:
    """What is wrong with a line, without the reader's own count of lines."""
    return f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)


def check(arguments: argparse.Namespace) -> int:
    """`rules check`: the shipped rules, and the packs given, can be used together."""
    before = time.perf_counter()
    screening = screening_of(arguments)
    milliseconds = (time.perf_counter() - before) * 1_000
    print(f"ok: version {screening.version}, ready in {milliseconds:,.0f} ms")
    return 0


def screening_of(arguments: argparse.Namespace) -> Screening:
    """The engine over the shipped packs and those given; raises Failure naming file and line."""
    try:
        return bootstrap.screening(tuple(arguments.pack or ()))
    except bootstrap.PackFault as fault:
        raise Failure(str(fault), exit_code=2) from None


def timed(screening: Screening) -> Judge:
    """The judgement and the whole microseconds it took."""

    def judge(text: str, about: Circumstances) -> tuple[Verdict, int]:
        before = time.perf_counter_ns()
        verdict = screening.judge(text, about)
        return verdict, round((time.perf_counter_ns() - before) / 1_000)

    return judge


def around(arguments: argparse.Namespace) -> Circumstances:
    """The circumstances of the options."""
    return Circumstances(room=arguments.room, trust=arguments.trust)


def circumstances(question: Question, usual: Circumstances) -> Circumstances:
    return msgspec.structs.replace(usual, room=question.room or usual.room, trust=question.trust or usual.trust)


def answer(verdict: Verdict, microseconds: int) -> Answer:
    return Answer(
        verdict=verdict.outcome,
        signals=sorted({finding.signal for finding in verdict.findings}),
        rules=[fired.rule.id for fired in verdict.fired],
        explanation=explanation(verdict),
        microseconds=microseconds,
    )


def explanation(verdict: Verdict) -> str:
    """What the author would be told, with the words it is about."""
    words = ", ".join(f"« {word} »" for word in verdict.words)
    return LONE_SURROGATE.sub("\ufffd", " ".join(filter(None, (verdict.explanation("fr"), words))))


def told(text: str, verdict: Verdict, microseconds: int) -> Iterator[str]:
    """The judgement for a person: every signal with its words, every rule, what the author reads."""
    yield f"{verdict.outcome}  ({microseconds} µs, rules {verdict.version})"
    for finding in verdict.findings:
        words = f": {finding.span.of(text)!r}" if finding.span else ""
        value = f" = {finding.value}" if finding.value != 1 else ""
        yield f"  signal  {finding.signal}{value}{words}"
    for mark, fired_rules in (("rule  ", verdict.fired), ("shadow", verdict.shadow)):
        for fired in fired_rules:
            yield f"  {mark}  {fired.rule.id} {fired.rule.version} → {fired.rule.verdict} ({fired.rule.policy})"
    for locale in ("fr", "en"):
        if said := verdict.explanation(locale):
            yield f"  {locale}      {said}"
