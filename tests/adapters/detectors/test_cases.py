"""The hand-written cases: no severe miss, and few ordinary messages stopped."""

from typing import Literal

import pytest

from palabre.adapters.detectors import Engine
from tests.adapters.detectors.cases import Case, cases

STRICTNESS = {"allow": 0, "hold": 1, "block": 2}
LEAST = {"fr": 400, "en": 150}
FALSE_ALARMS = 0.02
MISSES = 0.05
OUT_OF_REACH = "out of reach"
KNOWN_MISSES = 0.03

languages = pytest.mark.parametrize("language", ["fr", "en"])
Language = Literal["fr", "en"]


def judged(engine: Engine, language: Language) -> list[tuple[Case, str]]:
    return [(case, engine.judge(case.text, case.circumstances()).outcome) for case in cases(language)]


@languages
def test_there_are_as_many_cases_as_asked(language: Language) -> None:
    texts = [case.text for case in cases(language)]
    assert len({*texts}) >= LEAST[language]


@languages
def test_no_severe_text_passes(engine: Engine, language: Language) -> None:
    missed = [
        case for case, outcome in judged(engine, language) if case.is_severe() and is_weaker(outcome, case.wanted)
    ]
    assert missed == []


@languages
def test_few_ordinary_texts_are_stopped(engine: Engine, language: Language) -> None:
    ordinary = [(case, outcome) for case, outcome in judged(engine, language) if case.wanted == "allow"]
    stopped = [case for case, outcome in ordinary if outcome != "allow"]
    assert len(stopped) <= FALSE_ALARMS * len(ordinary), stopped


@languages
def test_few_texts_to_be_held_pass(engine: Engine, language: Language) -> None:
    wanted = [
        (case, outcome)
        for case, outcome in judged(engine, language)
        if case.wanted == "hold" and case.kind != OUT_OF_REACH
    ]
    missed = [case for case, outcome in wanted if is_weaker(outcome, case.wanted)]
    assert len(missed) <= MISSES * len(wanted), missed


@languages
def test_what_is_known_to_be_missed_is_little(engine: Engine, language: Language) -> None:
    stopped = [case for case, _ in judged(engine, language) if case.wanted != "allow"]
    assert sum(case.kind == OUT_OF_REACH for case in stopped) <= KNOWN_MISSES * len(stopped)


@languages
def test_distress_never_stops_its_author(engine: Engine, language: Language) -> None:
    for case, outcome in judged(engine, language):
        if case.kind == "self-harm":
            assert outcome == "allow", case


def is_weaker(outcome: str, wanted: str) -> bool:
    return wanted != "allow" and STRICTNESS[outcome] < STRICTNESS[wanted]
