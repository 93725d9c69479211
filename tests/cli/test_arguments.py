"""Arguments: wrong ones are told plainly, and help is quick."""

import subprocess
import sys
from pathlib import Path

import pytest

from palabre import cli
from tests.cli.conftest import Palabre


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("serve", "--port", "70000"), "expected a port from 0 to 65535, got '70000'"),
        (("serve", "--port", "-1"), "expected a port from 0 to 65535, got '-1'"),
        (("serve", "--port", "http"), "expected a port from 0 to 65535, got 'http'"),
        (("dance",), "invalid choice: 'dance'"),
        (("room", "add", "jardin"), "the following arguments are required: --name"),
        (("room", "edit", "agora", "--slow-mode", "soon"), "--slow-mode: invalid int value: 'soon'"),
        (("room", "edit", "agora", "--language", "de"), "--language: invalid choice: 'de'"),
    ],
)
def test_a_wrong_argument_is_named(palabre: Palabre, arguments: tuple[str, ...], told: str) -> None:
    said = palabre(*arguments)
    assert (said.code, said.out) == (2, "")
    assert told in said.err


def test_a_command_is_needed(palabre: Palabre) -> None:
    assert palabre().code == 2


def test_help_does_not_load_the_server() -> None:
    program = "import sys; from palabre.cli.arguments import parser; parser().format_help(); print(*sys.modules)"
    source = Path(cli.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=source, capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert not {"litestar", "uvicorn", "asyncio", "sqlalchemy"} & set(loaded)
