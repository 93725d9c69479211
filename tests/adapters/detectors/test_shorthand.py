"""Shorthand: what is typed in a hurry is read as it is spelled, and shown as it was typed."""

import pytest

from palabre.adapters.detectors import Engine
from palabre.adapters.detectors.folding import fold
from palabre.adapters.detectors.packs import Shorthand
from palabre.adapters.detectors.shorthand import Reader

HURRIED = Shorthand(
    telling={"jte": "je te", "ke": "que"},
    signs=["j[bcdp][a-z]{2,}"],
    usual={"ma di": "m a dit", "🔪": "couteau"},
    elided={"c": "c est", "g": "j ai", "j": "je"},
    clitics=["j"],
    sounds=[("k", "c")],
)
VOCABULARY = frozenset({"parie", "creve"})


@pytest.fixture
def reader() -> Reader:
    return Reader(HURRIED, VOCABULARY)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("jte dis", "je te dis"),
        ("elle ma di ke non", "elle m a dit que non"),
        ("c un fou", "c est un fou"),
        ("c est un fou", "c est un fou"),
        ("g 12 ans", "j ai 12 ans"),
        ("5 g de sel", "5 g de sel"),
        ("jparle trop", "je parle trop"),
        ("kreve", "creve"),
        ("bonsoir à tous", "bonsoir a tous"),
        ("un 🔪 ici", "un  couteau  ici"),
    ],
)
def test_shorthand_is_read_as_it_is_spelled(reader: Reader, typed: str, read: str) -> None:
    assert reader.read(fold(typed)).text == read


@pytest.mark.parametrize("typed", ["oh jte dis non", "Ké fais-tu ?", "œuf ke 🔪"])
def test_what_is_found_is_shown_as_it_was_typed(reader: Reader, typed: str) -> None:
    view = reader.read(fold(typed))
    for word in view.text.split():
        start = view.text.index(word)
        span = view.typed(start, start + len(word))
        assert 0 <= span.start < span.end <= len(typed)
    start = view.text.index("que" if "que" in view.text else "je te")
    assert view.typed(start, start + 3).of(typed).casefold() in ("jte", "ké", "ke")


def test_a_text_without_shorthand_is_left_alone(reader: Reader) -> None:
    folded = fold("Bonsoir, il pleut.")
    assert reader.read(folded) is folded


def test_only_a_picture_of_the_table_is_read(reader: Reader) -> None:
    assert reader.is_drawn("un 🔪")
    assert not reader.is_drawn("un 👋")
    assert not reader.is_drawn("un couteau")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("jvè te 🔪", "block"),
        ("jte jure ke jvais te buté", "block"),
        ("ik where u live, dont sleep tonight", "block"),
        ("ya koi ce soir a la tv", "allow"),
        ("elle ma di ferme ta gueule alors ke j'avais rien fait", "allow"),
        ("kelkun sait a kel heure ferme la poste ?", "allow"),
    ],
)
def test_hurried_texts_are_judged_like_spelled_ones(engine: Engine, text: str, outcome: str) -> None:
    assert engine.judge(text).outcome == outcome
