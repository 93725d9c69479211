"""`palabre rules`: what it answers, to people and to programs."""

import io
import json
from pathlib import Path

import pytest

from palabre.cli import main


class Input:
    """Standard input as bytes."""

    def __init__(self, text: str) -> None:
        self.buffer = io.BytesIO(text.encode())


def test_explain_answers_one_json_line_to_each(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = [
        {"text": "Bonsoir à tous", "room": "general", "trust": "new"},
        {"text": "va te pendre", "room": "general", "trust": "settled"},
        {"text": "\ud800", "room": "adult", "trust": "new"},
    ]
    monkeypatch.setattr("sys.stdin", Input("\n".join(map(json.dumps, questions)) + "\n"))
    assert main(["rules", "explain", "--json"]) == 0
    answers = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert [answer["verdict"] for answer in answers] == ["allow", "block", "allow"]
    assert set(answers[0]) == {"verdict", "signals", "rules", "explanation", "microseconds"}
    assert (answers[1]["signals"], answers[1]["rules"]) == (["incitement"], ["incitement"])
    assert "va te pendre" in answers[1]["explanation"]


def test_explain_answers_whatever_a_line_holds(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (
        '\ufeff{"text": "Bonsoir"}\r',
        "",
        "  ",
        r'{"text": "bon\u0000soir", "room": "general", "trust": "new"}',
        '{"text": "bon\0soir\t!"}',
        r'{"text": "va te\ud800 pendre", "room": "general"}',
        r'{"text": "va te pendre\udc00\ud83d"}',
        '{"text": ""}',
        '{"text": "' + "x" * 100_000 + '"}',
    )
    monkeypatch.setattr("sys.stdin", Input("\n".join(lines)))
    assert main(["rules", "explain", "--json"]) == 0
    answers = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert len(answers) == len([line for line in lines if line.strip()])
    assert {tuple(answer) for answer in answers} == {("verdict", "signals", "rules", "explanation", "microseconds")}
    assert [answer["verdict"] for answer in answers] == [*["allow"] * 3, *["block"] * 2, *["allow"] * 2]


def test_explain_takes_an_author_nothing_is_said_of_for_settled_and_a_room_for_general(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [{"text": "https://example.org/a", **trust} for trust in ({}, {"trust": "settled"}, {"trust": "new"})]
    rooms = [{"text": "06 39 98 12 34", **room} for room in ({}, {"room": "general"}, {"room": "adult"})]
    monkeypatch.setattr("sys.stdin", Input("\n".join(map(json.dumps, [*texts, *rooms]))))
    assert main(["rules", "explain", "--json"]) == 0
    answers = [json.loads(line)["verdict"] for line in capsysbinary.readouterr().out.splitlines()]
    assert answers == ["allow", "allow", "hold", "hold", "hold", "allow"]


def test_explain_takes_what_a_line_leaves_out_from_the_options(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    link, number = {"text": "https://example.org/a"}, {"text": "06 39 98 12 34"}
    lines = [link, {**link, "trust": "settled"}, number, {**number, "room": "general"}]
    monkeypatch.setattr("sys.stdin", Input("\n".join(map(json.dumps, lines))))
    assert main(["rules", "explain", "--json", "--room", "adult", "--trust", "new"]) == 0
    answers = [json.loads(line)["verdict"] for line in capsysbinary.readouterr().out.splitlines()]
    assert answers == ["hold", "allow", "allow", "hold"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"texte": "bonsoir"}', "texte"),
        ('{"text": "bonsoir", "room": "minuit"}', "$.room"),
        ('{"text": "bonsoir", "trust": "odd"}', "$.trust"),
        ('{"text": null}', "$.text"),
        ('"bonsoir"', "Expected `object`"),
        ("bonsoir", "column 1"),
        ("[" * 100_000, ""),
    ],
)
def test_explain_refuses_a_line_that_is_no_question(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, line: str, said: str
) -> None:
    monkeypatch.setattr("sys.stdin", Input(f'{{"text": "bonsoir"}}\n\n{line}\n{{"text": "bonsoir"}}\n'))
    assert main(["rules", "explain", "--json"]) == 2
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 1
    assert "line 3 of standard input: " in told.err
    assert said in told.err


def test_explain_tells_a_person_signals_rules_and_what_the_author_reads(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "explain", "J’ai 14 ans"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("block")
    assert "stated_age = 14: 'J’ai 14 ans'" in said
    assert "stated-age" in said


def test_check_names_the_line_of_a_wrong_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "check"]) == 0
    assert capsys.readouterr().out.startswith("ok: version ")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(
        'language = ""\nsource = "Mo"\nlicence = "CC0-1.0"\n[[terms]]\nsignal = "slurr"\nabout = ""\nwords = []\n'
    )
    assert main(["rules", "check", str(wrong)]) == 2
    assert f"{wrong}, line 5: unknown signal `slurr`" in capsys.readouterr().err


def test_backtest_counts_by_rule_over_logs_and_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("[09:14] <ana> va te pendre\n=== bilal has joined\n[09:15] <bilal> bonsoir\n")
    (tmp_path / "b.csv").write_text("id,tweet\n1,\"bonne nuit,\nà demain\"\n2,t'es qu'un connard\n")
    assert main(["rules", "backtest", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("4 texts: 2 allow (50.000 %), 1 hold (25.000 %), 1 block (25.000 %)")
    assert "incitement → block" in said
    assert "insult → hold" in said


def test_backtest_of_nothing_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "backtest", str(tmp_path / "none")]) == 2
    (tmp_path / "c.csv").write_text("a,b\n1,2\n")
    assert main(["rules", "backtest", str(tmp_path)]) == 2
    assert "choose one of a, b with --column" in capsys.readouterr().err
