"""`palabre serve`: what it refuses before anything listens, and how it says so."""

import asyncio
import logging
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from palabre import bootstrap
from palabre.adapters.local_bus import LocalBus
from palabre.cli import main
from palabre.cli.quiet_log import QuietFormatter
from palabre.settings import load_settings, read_settings, unmet
from tests.cli.conftest import Palabre
from tests.settings.test_duties import REQUIRED, without


def test_a_port_in_use_is_said_plainly(palabre: Palabre) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = palabre("serve", "--port", str(port))
    assert (said.code, said.out) == (1, "")
    assert said.err == f"palabre: port {port} of 127.0.0.1 is in use; choose another with --port.\n"


async def test_a_data_directory_is_served_once(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = await bootstrap.open_store(load_settings(None), data, bus=LocalBus())
    try:
        assert await run_aside(["serve", "--port", "0", "--data", str(data)]) == 1
    finally:
        await store.close()
    assert f"another Palabre already serves the data directory {data}" in capsys.readouterr().err


async def run_aside(arguments: list[str]) -> int:
    return await asyncio.to_thread(main, arguments)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_the_demo_is_for_this_machine_only(palabre: Palabre, host: str) -> None:
    said = palabre("serve", "--host", host)
    assert (said.code, said.out) == (2, "")
    assert "--host: expected a loopback address" in said.err


def test_public_mode_says_what_is_missing(palabre: Palabre, config: Callable[[str], Path], data: Path) -> None:
    said = palabre("serve", "--config", config('mode = "public"'))
    assert (said.code, said.out) == (2, "")
    for standing in unmet(read_settings('mode = "public"', Path("palabre.toml"))):
        assert all(f"  - {problem} ({standing.duty.what['en']}: " in said.err for problem in standing.lacking)
        assert standing.duty.basis in said.err
    assert not data.exists()


@pytest.mark.parametrize("key", REQUIRED)
def test_public_mode_refuses_while_one_field_is_missing(
    palabre: Palabre, config: Callable[[str], Path], data: Path, key: str
) -> None:
    said = palabre("serve", "--config", config(without(key)))
    assert (said.code, said.out) == (2, "")
    assert f"{key}: expected " in said.err
    assert not data.exists()


def test_keys_beside_the_data_are_refused(palabre: Palabre, config: Callable[[str], Path], data: Path) -> None:
    said = palabre("serve", "--config", config(f'[keys]\npath = "{data}/keys"'))
    assert said.code == 2
    assert "keys.path: expected a directory apart from the data directory" in said.err


@pytest.mark.parametrize(
    ("appearance", "told"),
    [
        ('accent = "#ffdd00"', "appearance.accent: expected a contrast of 4.5:1, `#ffdd00` has 1."),
        ('logo = "gone.svg"', "appearance.logo: "),
    ],
)
def test_a_look_that_cannot_be_worn_is_refused(
    palabre: Palabre, config: Callable[[str], Path], data: Path, appearance: str, told: str
) -> None:
    said = palabre("serve", "--config", config(f"[appearance]\n{appearance}"))
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert said.err.count("\n") == 1
    assert not data.exists()


def test_a_broken_configuration_is_one_sentence(palabre: Palabre, config: Callable[[str], Path]) -> None:
    file = config("[live]\ncoalesce_ms = 20")
    said = palabre("serve", "--config", file)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"palabre: {file}: live.coalesce_ms: expected a whole number <= 10.\n"


def test_a_data_directory_that_cannot_be_made_is_told_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["serve", "--port", "0", "--data", str(tmp_path / "file/data")]) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    assert "not a directory" in said.err.lower()


def test_a_log_line_never_quotes_an_exception() -> None:
    try:
        raise RuntimeError("un secret d'Ana")
    except RuntimeError as error:
        record = logging.LogRecord(
            "palabre", logging.ERROR, "x.py", 1, "failed", None, (type(error), error, error.__traceback__)
        )
    written = QuietFormatter("%(message)s").format(record)
    assert "secret" not in written
    assert written.startswith("failed\n")
    assert written.endswith("test_a_log_line_never_quotes_an_exception\nRuntimeError")
