"""`palabre bench` as an operator runs it: what it prints and keeps, how it ends; counts are asserted, never times."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from palabre.cli import main
from palabre.cli.arguments import parser

BENCH = (sys.executable, "-P", "-m", "palabre", "bench")
SMALL = ("--guests", "20", "--rooms", "2", "--rate", "40", "--seconds", "2", "--ramp", "0.5")
TALK = """\
[09:14] <Ana> bonjour
[09:14] <Bilal> bonjour Ana
=== Chloé [~c@host.invalid]  has joined #agora
[09:15] <Chloé> je viens d’arriver
[09:16] <Ana> on t’attendait
"""


def bench(data: Path, *options: str | Path) -> subprocess.CompletedProcess[str]:
    """Run it to its end; its own words are the failure's."""
    command = [*BENCH, *map(str, options), "--data", str(data)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done


def test_a_small_crowd_is_measured_checked_told_and_kept(tmp_path: Path) -> None:
    kept, plots = tmp_path / "bench.json", tmp_path / "plots"
    done = bench(tmp_path / "data", *SMALL, "--spectators", "0.2", "--json", kept, "--svg", plots)
    figures = json.loads(kept.read_bytes())
    assert (figures["guests"], figures["spectators"], figures["connections"]) == (16, 4, 20)
    assert (figures["lost"], figures["doubled"], figures["order"], figures["unanswered"]) == (0, 0, 0, 0)
    assert figures["posted"] == figures["acknowledged"] == figures["messages"] > 0
    assert figures["deliveries"] <= 10 * figures["messages"]
    assert figures["refused"] == {}
    assert "lost 0, doubled 0, order violations 0" in done.stdout
    assert "allowances    off: [allowance] factor = 0" in done.stdout
    assert "This machine: " in done.stdout
    assert "Cette machine : " in done.stdout
    assert "guests write" in done.stderr
    assert {ElementTree.parse(plot).getroot().tag for plot in plots.iterdir()} == {"{http://www.w3.org/2000/svg}svg"}
    assert not (tmp_path / "data").exists()


def test_a_log_is_replayed(tmp_path: Path) -> None:
    log, kept = tmp_path / "agora.txt", tmp_path / "bench.json"
    log.write_text(TALK)
    done = bench(tmp_path / "data", "--replay", log, log, "--speed", "120", "--ramp", "0.2", "--json", kept)
    figures = json.loads(kept.read_bytes())
    assert (figures["rooms"], figures["guests"], figures["messages"]) == (2, 6, 8)
    assert (figures["lost"], figures["doubled"], figures["order"]) == (0, 0, 0)
    assert "2: 8 messages, 6 nicks, 2 of whom come meanwhile" in done.stdout


def test_a_soak_judges_the_memory(tmp_path: Path) -> None:
    kept = tmp_path / "bench.json"
    done = bench(tmp_path / "data", *SMALL, "--soak", "0.1", "--fill", "100", "--json", kept)
    figures = json.loads(kept.read_bytes())
    assert (figures["what"], figures["lost"]) == ("soak", 0)
    assert figures["messages"] - figures["acknowledged"] == pytest.approx(100, abs=60)
    assert figures["memory"]["first_half"] > 0
    assert "KiB a minute over the last two thirds" in done.stdout


def test_crowds_double_no_further_than_files_may_be_open(tmp_path: Path) -> None:
    kept = tmp_path / "bench.json"
    few = ("--guests", "8", "--rooms", "2", "--seconds", "1", "--ramp", "0.2", "--json", str(kept))
    command = ["sh", "-c", 'ulimit -n 220; exec "$@"', "sh", *BENCH, "sizing", *few, "--data", str(tmp_path / "data")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    figures = json.loads(kept.read_bytes())
    assert {step["guests"] for step in figures["sizing"]["steps"]} <= {8, 16}
    assert figures["sizing"]["guests"] <= 20
    assert (figures["lost"], figures["doubled"], figures["order"]) == (0, 0, 0)


def test_sigterm_ends_it_with_its_server_and_its_folder(tmp_path: Path) -> None:
    data = tmp_path / "data"
    command = [*BENCH, *SMALL[:-1], "60", "--data", str(data)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    with process.stderr as said:
        assert "guests come" in said.readline()
        process.send_signal(signal.SIGTERM)
        # Every process that was started holds this pipe: it ends with the last of them.
        said.read()
    assert process.wait(60) == 143
    assert not data.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--replay", "gone.txt"), "gone.txt cannot be read: no such file or directory."),
        (("--replay", "empty.txt"), "empty.txt holds no line `[HH:MM] <nick> text`."),
        (("--guests", "2", "--rooms", "3"), "more rooms than guests: give at most one room a guest."),
        (("--soak", "0.01"), "a soak takes 0.1 minutes at least: less says nothing of memory."),
    ],
)
def test_what_cannot_be_measured_is_refused_in_a_sentence(
    options: tuple[str, ...],
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.txt").write_text("nobody said anything\n")
    assert main(["bench", *options]) != 0
    assert capsys.readouterr().err == f"palabre: {sentence}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["empty.txt"]


@pytest.mark.parametrize("options", [("--writers", "1.5"), ("--guests", "0"), ("--rate", "nan"), ("--speed", "-1")])
def test_numbers_out_of_range_are_refused(options: tuple[str, str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["bench", *options])
