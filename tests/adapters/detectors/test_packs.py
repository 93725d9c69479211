"""Packs: what operators may write, and how a wrong one is refused while the old rules stay."""

from pathlib import Path

import pytest

from palabre.adapters.detectors import Engine, PackFault, PackFile, read_pack, shipped_packs
from palabre.adapters.detectors.packs import read_text

HEAD = 'language = "fr"\nsource = "Mo"\nlicence = "CC0-1.0"\n'
RULE = """
[[rules]]
id = "maison"
status = "live"
when = "house_word"
verdict = "hold"
policy = "rule-4"
explanation.fr = "Un mot de la maison."
explanation.en = "A word of the house."
author = "Mo"
approver = "Nour"
"""
SIGNAL = '\n[[signals]]\nname = "house_word"\nabout = "a word of the house"\n'


def pack(text: str) -> PackFile:
    return read_text(HEAD + text, "maison.toml")


def test_an_operator_adds_words_wildcards_and_patterns_with_a_rule() -> None:
    terms = '\n[[terms]]\nsignal = "house_word"\nabout = "x"\nwords = ["promo(s)", "ЗДРАВСТВУЙ", "tirage au sort"]\n'
    patterns = '\n[[patterns]]\nsignal = "house_word"\nabout = "x"\nmatch = [\'code ~3 [a-z]{3}[0-9]{3}\']\n'
    engine = Engine([pack(SIGNAL + terms + patterns + RULE)])
    for text in ("Grosse PROMO ce soir", "здравствуй", "un tirage-au-sort", "le code du jour est abc123"):
        assert engine.judge(text).outcome == "hold", text
    for text in ("promotion", "au sort", "le code est abc12"):
        assert engine.judge(text).outcome == "allow", text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            SIGNAL + RULE.replace("house_word", "hous_word"),
            "line 12: rule `maison`: unknown signal `hous_word`; did you mean",
        ),
        (SIGNAL + RULE.replace('"hold"', '"maybe"'), "line 13: "),
        (SIGNAL + RULE.replace('approver = "Nour"', 'approver = "Mo"'), "another person than the author"),
        (SIGNAL + RULE.replace("house_word", "house_word and not house_word"), "it can never be true"),
        (SIGNAL + RULE.replace("policy", "polici"), "line 14: "),
        (SIGNAL + RULE + RULE, "there is already a rule `maison`"),
        (SIGNAL + SIGNAL, "there is already a signal `house_word`"),
        ('\n[[terms]]\nsignal = "slur"\nabout = "x\nwords = []\n', "line 7: not valid TOML"),
        ('\n[[terms]]\nsignal = "slurr"\nabout = "x"\nwords = []\n', "line 6: unknown signal `slurr`"),
        ('\n[[terms]]\nsignal = "slur"\nabout = "x"\nwords = [\n"abc",\n"\u200b"]\n', "stands for no word"),
        ('\n[[patterns]]\nsignal = "slur"\nabout = "x"\nmatch = ["(a+)+$", "b("]\n', "the pattern `b(` cannot be used"),
        ('\n[[patterns]]\nsignal = "slur"\nabout = "x"\nmatch = ["(?:a{1000}){1000}"]\n', "cannot be used"),
        ('\n[[patterns]]\nsignal = "slur"\nabout = "x"\nmatch = ["été"]\n', "a pattern is written in ASCII"),
        ('\n[[patterns]]\nsignal = "slur"\nabout = "x"\nmatch = ["{people}"]\n', "there is no set `people`"),
        (
            '\n[sets]\na = ["{b}"]\nb = ["{a}"]\n[[patterns]]\nsignal = "slur"\nabout = "x"\nmatch = ["{a}"]\n',
            "holds itself",
        ),
    ],
)
def test_a_wrong_pack_is_refused_in_one_sentence_with_file_and_line(text: str, sentence: str) -> None:
    with pytest.raises(PackFault) as caught:
        Engine([pack(text)])
    assert str(caught.value).startswith("maison.toml, line ")
    assert sentence in str(caught.value)


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_bytes(b'language = "fr"\nsource = "\xff"\n')
    with pytest.raises(PackFault, match=r"line 2: expected UTF-8"):
        read_pack(broken)
    with pytest.raises(PackFault, match="no such file"):
        read_pack(tmp_path / "none.toml")


def test_ten_thousand_terms_are_found_like_ten() -> None:
    words = ", ".join(f'"mot{number:05}x"' for number in range(10_000))
    terms = f'\n[[terms]]\nsignal = "house_word"\nabout = "x"\nwords = [{words}]\n'
    engine = Engine([pack(SIGNAL + terms + RULE)])
    assert engine.judge("voici mot09999x").outcome == "hold"
    assert engine.judge("voici mot10000x").outcome == "allow"


def test_a_pattern_that_explodes_elsewhere_is_one_pass_here() -> None:
    patterns = '\n[[patterns]]\nsignal = "house_word"\nabout = "x"\nmatch = [\'(?:(?:a+)+)+b\']\n'
    engine = Engine([pack(SIGNAL + patterns + RULE)])
    assert engine.judge("a" * 2_000).outcome == "allow"


def test_every_shipped_pack_says_where_its_words_come_from() -> None:
    assert all(file.pack.source and file.pack.licence for file in shipped_packs())


def test_every_shipped_pattern_can_be_made() -> None:
    Engine(shipped_packs()).warm()
