"""What an operator writes over a room passes the rules: refused with the rule, the words and what it says."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Palabre

SLUR = "le salon des bougnoules"


@pytest.mark.parametrize(
    "command",
    [
        ("room", "add", "minuit", "--name", SLUR),
        ("room", "add", "minuit", "--name", "Minuit", "--topic", SLUR),
        ("room", "edit", "agora", "--rules", SLUR),
        ("room", "pin", "agora", SLUR),
        ("room", "announce", "agora", SLUR),
    ],
)
def test_words_a_rule_refuses_are_not_written_over_a_room(palabre: Palabre, command: tuple[str, ...]) -> None:
    said = palabre(*command)
    assert said.code == 2
    assert "the rule `slur` refuses `bougnoules`" in said.err
    assert not said.out
    assert "minuit" not in palabre("room", "list").out


def test_a_configuration_with_such_words_does_not_serve_and_check_says_why(
    palabre: Palabre, config: Callable[[str], Path]
) -> None:
    file = config(f'[[rooms]]\nslug = "agora"\nname = "Agora"\n\n[[rooms]]\nslug = "b"\nname = "B"\ntopic = "{SLUR}"\n')
    assert "FAIL  rooms: rooms[1].topic: the rule `slur`" in palabre("check", "--config", file).out
    served = palabre("serve", "--config", file)
    assert served.code != 0
    assert "rooms[1].topic: the rule `slur` refuses `bougnoules`" in served.err


def test_the_demo_says_nothing_its_rules_refuse(palabre: Palabre) -> None:
    assert "ok    rooms: " in palabre("check").out
