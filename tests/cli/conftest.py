"""The command line as a function: arguments in; exit code, standard output and standard error out."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from palabre.cli import main


class Said(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Palabre = Callable[..., Said]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def palabre(data: Path, capsys: pytest.CaptureFixture[str]) -> Palabre:
    """Runs a command on the test's own data directory."""

    def run(*arguments: str | Path) -> Said:
        try:
            code = main([*map(str, arguments), "--data", str(data)])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        return Said(code, *capsys.readouterr())

    return run


@pytest.fixture
def config(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a configuration file."""

    def write(text: str) -> Path:
        file = tmp_path / "palabre.toml"
        file.write_text(text)
        return file

    return write
