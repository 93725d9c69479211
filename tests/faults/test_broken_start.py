"""What cannot serve does not start: one sentence on standard error, an exit code, no traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools.ports import free_port
from tests.tools.server import running_server

WITHIN_S = 30
BROKEN = {
    "not TOML": "mode = ",
    "unknown key": "[live]\ncoalesce = 10\n",
    "unknown section": "[colours]\nroof = 'red'\n",
    "wrong type": "[live]\ncoalesce_ms = 'ten'\n",
    "out of bounds": "[retention]\nmessages_h = 1000\n",
    "a room twice": "[[rooms]]\nslug = 'agora'\nname = 'Agora'\n\n[[rooms]]\nslug = 'agora'\nname = 'Agora'\n",
}


def start(data: Path, *options: str | Path) -> tuple[int, str]:
    """Run `palabre serve`, which must end by itself; its exit code and its standard error."""
    command = [sys.executable, "-P", "-m", "palabre", "serve", "--port", str(free_port()), "--data", data, *options]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=WITHIN_S, check=False)
    assert not ended.stdout
    assert "Traceback" not in ended.stderr
    return ended.returncode, ended.stderr


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_configuration_is_one_sentence(tmp_path: Path, text: str) -> None:
    file = tmp_path / "palabre.toml"
    file.write_text(text)
    code, said = start(tmp_path / "data", "--config", file)
    assert code == 2
    assert said.startswith(f"palabre: {file}: ")
    assert said.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_a_missing_configuration_is_one_sentence(tmp_path: Path) -> None:
    code, said = start(tmp_path / "data", "--config", tmp_path / "nowhere.toml")
    assert (code, said.count("\n")) == (2, 1)


def test_a_demo_is_for_this_machine_only(tmp_path: Path) -> None:
    code, said = start(tmp_path / "data", "--host", "0.0.0.0")
    assert (code, said.count("\n")) == (2, 1)


def test_a_file_in_place_of_the_data_directory_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    code, said = start(tmp_path / "data")
    assert (code, said.count("\n")) == (1, 1)
    assert str(tmp_path / "data") in said


async def test_a_damaged_database_is_said_plainly_and_left_as_it_is(tmp_path: Path) -> None:
    async with running_server(tmp_path / "data") as server:
        assert await server.terminate() == 0
    database = tmp_path / "data" / "palabre.sqlite3"
    damaged = b"not a database " * 1_000
    database.write_bytes(damaged)
    for companion in database.parent.glob(f"{database.name}-*"):
        companion.unlink()
    code, said = start(tmp_path / "data")
    assert (code, said.count("\n")) == (1, 1)
    assert database.read_bytes() == damaged
