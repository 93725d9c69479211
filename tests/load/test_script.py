"""Logs of real talk read as a play."""

from pathlib import Path

import pytest

from palabre.bench.script import Log, Script, read_log, script_of
from palabre.domain.nickname import normalise_nickname, skeleton

TALK = """\
[23:58] <Ana> bonsoir
=== Bilal [~b@host.invalid]  has joined #agora
[23:58] <Bilal_> salut \x0304rouge\x03
[23:59]  * Ana sourit
[00:01] <Ana> déjà demain
=== Ana is now known as Ana2
[00:01] <|Chloé|> <b>ah</b>
[00:01] <Bilal> oui
[00:02] <Ana>
"""


@pytest.fixture
def log(tmp_path: Path) -> Log:
    path = tmp_path / "agora.txt"
    path.write_text(TALK)
    return read_log(path)


@pytest.fixture
def script(log: Log) -> Script:
    return script_of([log], 60)


def test_lines_are_read_with_their_minutes_over_midnight(log: Log) -> None:
    assert [(line.minute, line.nick, line.text) for line in log.lines] == [
        (0, "Ana", "bonsoir"),
        (0, "Bilal", None),
        (0, "Bilal_", "salut 04rouge"),
        (1, "Ana", "* Ana sourit"),
        (3, "Ana", "déjà demain"),
        (3, "|Chloé|", "<b>ah</b>"),
        (3, "Bilal", "oui"),
    ]


def test_what_is_not_played_is_counted(log: Log, script: Script) -> None:
    assert log.left_out == 2
    assert any("2 lines left out" in note for note in script.notes)


def test_those_who_are_said_to_come_come_then_and_the_others_are_there(script: Script) -> None:
    assert [part.nickname for part in script.present][:1] == ["Ana"]
    assert len(script.present) == 3
    (late,) = script.late
    assert late.nickname == "Bilal"
    assert late.at_s == pytest.approx(0.5)


def test_the_lines_of_a_minute_are_spread_over_it(script: Script) -> None:
    assert [line.at_s for line in script.lines] == pytest.approx([1 / 6, 5 / 6, 1.5, 3 + 1 / 6, 3.5, 3 + 5 / 6])
    assert script.seconds == pytest.approx(3 + 5 / 6)


def test_each_nick_is_one_guest_under_a_name_the_server_takes(script: Script) -> None:
    names = [part.nickname for part in (*script.present, *script.late)]
    assert [normalise_nickname(name) for name in names] == names
    assert len({skeleton(name) for name in names}) == 4


def test_every_file_is_a_room_of_its_own(log: Log) -> None:
    script = script_of([log, log], 60)
    assert script.rooms == ["replay-1", "replay-2"]
    numbers = {part.number for part in (*script.present, *script.late)}
    assert numbers == set(range(8))
    assert {line.guest for line in script.lines} <= numbers


def test_only_the_first_minutes_are_read_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "agora.txt"
    path.write_text(TALK)
    assert {line.minute for line in read_log(path, minutes=2).lines} == {0, 1}


def test_a_log_that_goes_back_a_little_stays_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "agora.txt"
    path.write_text("[10:05] <Ana> un\n[10:04] <Ana> deux\n[10:06] <Ana> trois\n")
    assert [line.minute for line in read_log(path).lines] == [0, 0, 2]
