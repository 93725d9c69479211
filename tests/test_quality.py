"""What a reviewer checks first: format, lint, types, floors, spelling, the client, and that what is built is fresh."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools.child import Child

ROOT = Path(__file__).resolve().parent.parent
CLIENT = ROOT / "client"
STATIC = ROOT / "src/palabre/http/static"
BIN = Path(sys.executable).parent
TYPED_WITHIN_S = 180


def run(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run a checker; its own words are the failure's."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


@pytest.fixture(scope="session")
def node_environment() -> dict[str, str]:
    """The environment in which the client is checked and built: Node's wheel first on PATH."""
    node = os.environ["PALABRE_NODE_BIN"]
    return {**os.environ, "PATH": f"{node}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture(scope="module", autouse=True)
def type_check(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    """The longest check, begun first: it has a core of its own while the others take their turn."""
    child = Child([BIN / "mypy"], tmp_path_factory.mktemp("type_check"), cwd=ROOT)
    yield child
    child.kill()


def test_python_is_formatted() -> None:
    run(BIN / "ruff", "format", "--check", ".")


def test_python_is_linted() -> None:
    run(BIN / "ruff", "check", ".")


def test_imports_go_down_only() -> None:
    run(BIN / "lint-imports", "--no-cache")


def test_words_are_spelled() -> None:
    run(BIN / "codespell", ".")


def test_the_client_is_checked(node_environment: dict[str, str]) -> None:
    run("npm", "run", "check", cwd=CLIENT, env=node_environment)


def test_the_client_passes_its_own_tests(node_environment: dict[str, str]) -> None:
    run("npm", "test", cwd=CLIENT, env=node_environment)


def test_the_committed_client_is_what_its_sources_build(node_environment: dict[str, str], tmp_path: Path) -> None:
    run("npm", "run", "build", "--", "--outDir", tmp_path, "--emptyOutDir", cwd=CLIENT, env=node_environment)
    assert contents(tmp_path) == contents(STATIC)


def test_python_is_typed(type_check: Child) -> None:
    assert type_check.wait(within=TYPED_WITHIN_S) == 0, type_check.said()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, by its path there."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
