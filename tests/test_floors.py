"""Laws of the house that import-linter cannot say: it sees modules, not what is taken from them."""

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PURE = [*sorted((ROOT / "src/palabre/domain").rglob("*.py")), ROOT / "src/palabre/gateway/connection.py"]

# Calls that read a clock or roll dice through a module whose types are welcome in the domain.
IMPURE_ATTRIBUTES = {"now", "utcnow", "today", "uuid1", "uuid4", "urandom"}
IMPURE_NAMES = {"open", "print", "input", "breakpoint"}


def test_pure_modules_take_time_and_randomness_as_arguments() -> None:
    found = [f"{path.relative_to(ROOT)}:{place}" for path in PURE for place in impurities(path.read_text())]
    assert found == []


def test_an_impurity_is_seen() -> None:
    source = "import datetime as d, uuid\nd.datetime.now()\nuuid.uuid4()\nopen('x')\nd.timedelta(1)\nnow = 3\n"
    assert list(impurities(source)) == ["2: now", "3: uuid4", "4: open"]


def impurities(source: str) -> Iterator[str]:
    """Each call in `source` that reads the clock, randomness or the outside, as `line: name`."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Attribute(attr=name) if name in IMPURE_ATTRIBUTES:
                yield f"{node.lineno}: {name}"
            case ast.Name(id=name) if name in IMPURE_NAMES:
                yield f"{node.lineno}: {name}"


def test_the_package_asks_for_what_the_lock_is_made_from() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = (ROOT / "requirements/runtime.in").read_text().splitlines()
    assert project["dependencies"] == [line for line in lines if line and not line.startswith("#")]


def test_locks_name_no_host_and_no_local_build() -> None:
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        for line in lock.read_text().splitlines():
            assert "://" not in line, f"{lock.name}: {line}"
            assert not line.startswith("-"), f"{lock.name}: {line}"
            assert "+" not in line.partition(" ")[0], f"{lock.name}: {line}"


def test_the_table_of_dependencies_is_that_of_the_locks() -> None:
    rows = (ROOT / "docs/dependencies.md").read_text().splitlines()
    listed = {tuple(cell.strip() for cell in row.split("|")[1:3]) for row in rows if row.startswith("| ")}
    assert listed - {("Name", "Version")} == {*python_dependencies(), *client_dependencies()}


def python_dependencies() -> Iterator[tuple[str, str]]:
    """Each name asked for in requirements/*.in, with the version its lock holds."""
    for asked in sorted((ROOT / "requirements").glob("*.in")):
        locked = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", asked.with_suffix(".txt").read_text(), re.MULTILINE))
        for name in re.findall(r"^[a-z][\w.-]*", asked.read_text(), re.MULTILINE):
            yield normalized(name), locked[normalized(name)]


def normalized(name: str) -> str:
    """The package's name as indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def client_dependencies() -> Iterator[tuple[str, str]]:
    """Each package of client/package.json, where versions are exact."""
    package = json.loads((ROOT / "client/package.json").read_text())
    yield from package["dependencies"].items()
    yield from package["devDependencies"].items()
