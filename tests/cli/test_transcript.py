"""`palabre transcript verify`: an unaltered file of this place, and any other."""

from pathlib import Path

import pytest

from palabre.bootstrap import transcript_key_beside
from palabre.cli import main
from palabre.domain.transcript import transcript
from palabre.settings import load_settings


def configured(tmp_path: Path) -> Path:
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o700)
    path = tmp_path / "palabre.toml"
    path.write_text(f'[keys]\npath = "{keys}"\n')
    return path


def verified(config: Path, file: Path) -> int:
    return main(["transcript", "verify", "--config", str(config), str(file)])


def test_an_unaltered_file_is_known_and_an_altered_one_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config, file = configured(tmp_path), tmp_path / "kept.txt"
    key = transcript_key_beside(load_settings(config))
    assert key is not None
    file.write_text(transcript("c-abc", "Palabre", 0, [], key))
    assert verified(config, file) == 0
    assert capsys.readouterr().out.startswith("authentic")
    file.write_text(file.read_text().replace("c-abc", "c-abd"))
    assert verified(config, file) == 1
    assert capsys.readouterr().out.startswith("not authentic")


def test_a_demo_says_that_it_cannot_tell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, config = tmp_path / "kept.txt", tmp_path / "palabre.toml"
    file.write_text("x")
    config.write_text("")
    assert verified(config, file) != 0
    assert "demo" in capsys.readouterr().err


def test_what_is_no_text_is_said_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = configured(tmp_path)
    assert verified(config, tmp_path / "nowhere.txt") != 0
    assert "nowhere.txt" in capsys.readouterr().err
