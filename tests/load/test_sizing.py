"""Sizing: between what was measured where something gave, in proportion where nothing did, and always said which."""

from palabre.bench.sentences import in_english, in_french
from palabre.bench.sizing import Sizing, Step, rounded, sizing_of


def sizing(*steps: Step, open_files: int = 100_000) -> Sizing:
    return sizing_of(steps, idle_cores=0.05, room=50, messages_per_s=2.5, open_files=open_files)


def test_a_crowd_that_fits_is_extrapolated_to_three_quarters_of_a_core() -> None:
    found = sizing(Step(200, 0.15, 10.0))
    assert (found.guests, found.limit, found.is_measured) == (1_400, "core", False)


def test_a_crowd_that_used_too_much_is_the_measure() -> None:
    found = sizing(Step(200, 0.4, 10.0), Step(400, 0.85, 20.0))
    assert (found.guests, found.limit, found.is_measured) == (350, "core", True)


def test_a_crowd_that_waited_too_long_gives_way_to_the_one_before() -> None:
    found = sizing(Step(200, 0.2, 10.0), Step(400, 0.4, 80.0))
    assert (found.guests, found.limit, found.is_measured) == (200, "latency", True)


def test_a_busy_machine_says_nothing_of_the_latency_and_that_is_said() -> None:
    found = sizing(Step(200, 0.15, 400.0, is_disturbed=True))
    assert (found.guests, found.limit) == (1_400, "core")
    assert "too busy to judge" in in_english(found)
    assert "trop pour juger" in in_french(found)


def test_open_files_are_a_limit_too() -> None:
    found = sizing(Step(200, 0.06, 10.0), open_files=1_024)
    assert (found.guests, found.limit) == (820, "files")


def test_no_crowd_that_held_is_said_plainly() -> None:
    found = sizing(Step(200, 0.2, 90.0))
    assert in_english(found) == "This machine: fewer than 200 guests in rooms of 50."
    assert in_french(found) == "Cette machine : moins de 200 personnes en salons de 50."


def test_a_guess_is_called_a_guess_in_both_languages() -> None:
    english, french = in_english(sizing(Step(200, 0.15, 10.0))), in_french(sizing(Step(200, 0.15, 10.0)))
    assert english.startswith(
        "This machine: about 1,400 guests in rooms of 50, each room hearing 2.5 messages a second"
    )
    assert "extrapolated from 200" in english
    assert french.startswith("Cette machine : environ 1\u202f400 personnes en salons de 50, où tombent 2,5 messages")
    assert "extrapolé de 200" in french


def test_no_digit_is_invented() -> None:
    assert [rounded(number) for number in (7, 86, 1_234, 98_765)] == [7, 86, 1_200, 98_000]
