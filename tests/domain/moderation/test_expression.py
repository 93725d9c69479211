"""The language of rules: what it means, in three truth values, and how it says what is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.domain.moderation.expression import ExpressionFault, compile_condition, names_of_signals, never_true
from palabre.domain.moderation.expression.compiling import Fact
from palabre.domain.moderation.signal import SIGNALS

NAMES = names_of_signals(SIGNALS)
TRUTHS = st.sampled_from([True, False, None])


def value(text: str, **facts: Fact) -> Fact:
    return compile_condition(text, NAMES).holds(facts)


@pytest.mark.parametrize(
    ("text", "facts", "wanted"),
    [
        ("slur", {"slur": True}, True),
        ("slur", {}, None),
        ("not slur", {}, None),
        ("slur and threat", {"slur": False}, False),
        ("slur or threat", {"slur": True}, True),
        ("slur or threat", {"slur": False}, None),
        ("stated_age < 18", {"stated_age": 14}, True),
        ("stated_age < 18", {"stated_age": 18}, False),
        ("stated_age < 18", {}, None),
        ('room == "general"', {"room": "general"}, True),
        ('cover in ["unattended", "shield"]', {"cover": "shield"}, True),
        ('cover in ["unattended", "shield"]', {"cover": None}, None),
        ("slur and (threat or link > 2)", {"slur": True, "link": 3}, True),
        ("not slur and threat", {"slur": False, "threat": True}, True),
        ("slur == false", {"slur": False}, True),
    ],
)
def test_an_expression_means_what_it_says_and_what_is_missing_is_unknown(
    text: str, facts: dict[str, Fact], wanted: Fact
) -> None:
    assert value(text, **facts) is wanted


@given(TRUTHS, TRUTHS)
def test_not_and_and_or_are_those_of_kleene(one: bool | None, other: bool | None) -> None:
    facts = {"slur": one, "threat": other}
    assert value("not (slur and threat)", **facts) is value("not slur or not threat", **facts)
    assert value("not (slur or threat)", **facts) is value("not slur and not threat", **facts)


@pytest.mark.parametrize(
    ("text", "sentence", "place"),
    [
        ("slurr", "unknown signal `slurr`; did you mean `slur`?", (1, 1)),
        ('room == "adulte"', 'expected one of "general", "adult"; did you mean `adult`?', (1, 9)),
        ("stated_age", "expected something true or false, found a number", (1, 1)),
        ("slur < 3", "expected something true or false, found a number", (1, 8)),
        ('room < "adult"', '`<` compares numbers, found one of "general", "adult"', (1, 6)),
        ("slur and\n  (threat or", "expected a signal, a circumstance or a value, found the end", (2, 13)),
        ("slur threat", "expected `and`, `or` or the end, found `threat`", (1, 6)),
        ("slur & threat", "unexpected character '&'", (1, 6)),
        ("(" * 40 + "slur", "expected at most 30 levels, found `(`", (1, 32)),
        ("", "expected a signal, a circumstance or a value, found the end", (1, 1)),
        ("room in [slur]", "expected a value, not a name", (1, 10)),
        ("link > 99999999999", "expected a number of at most 9 digits", (1, 8)),
    ],
)
def test_what_is_wrong_is_one_sentence_with_line_and_column(text: str, sentence: str, place: tuple[int, int]) -> None:
    with pytest.raises(ExpressionFault) as caught:
        compile_condition(text, NAMES)
    assert (caught.value.sentence, (caught.value.line, caught.value.column)) == (sentence, place)


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_a_fault(text: str) -> None:
    try:
        compile_condition(text, NAMES)
    except ExpressionFault as fault:
        assert fault.line >= 1 and fault.column >= 1


@pytest.mark.parametrize(
    "text", ['room == "general" and room == "adult"', "slur and not slur", "link > 3 and link < 2"]
)
def test_what_can_never_be_true_is_seen(text: str) -> None:
    assert never_true(compile_condition(text, NAMES), NAMES)


@pytest.mark.parametrize(
    "text", ['trust == "new" and link > 0', "stated_age < 18 or stated_minor", 'cover != "attended"']
)
def test_what_can_be_true_is_not_taken_for_impossible(text: str) -> None:
    assert not never_true(compile_condition(text, NAMES), NAMES)
