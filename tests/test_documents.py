"""The documents are true of the tree: the paths, links, commands and records they name are there."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from palabre import __version__
from palabre.cli.arguments import parser

ROOT = Path(__file__).resolve().parent.parent
RECORDS = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "docs/adr").glob("*.md")])
# Where a path named in a document may begin.
BASES = (ROOT, ROOT / "src/palabre", ROOT / "client")
# Made by a set-up or a run, never committed (.gitignore).
NOT_OURS = {".git", ".venv", "var", "node_modules", "__pycache__", "dist", "build"}
NOT_OURS |= {".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache"}

IN_BACKTICKS = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.*{},-]+(?:/[\w.*{},-]+)+/?(?:::\w+)?|[A-Za-z][\w-]*\.md")
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
SECTIONS = ["Context", "Options", "Decision", "Consequences"]

MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|root|home|tmp|var/tmp)\b")
URL_HOST = re.compile(r"\b(?:https?|wss?)://(?:[^\s/@\"'`]+@)?(\[[0-9a-f:]+\]|[A-Za-z0-9][A-Za-z0-9.-]*)")
# Specifications, licences and authorities that texts point at; nothing is ever fetched from them.
CITED_HOSTS = {
    "json-schema.org", "keepachangelog.com", "semver.org", "fsf.org", "www.gnu.org", "www.w3.org", "www.cnil.fr",
    "www.rfc-editor.org", "eur-lex.europa.eu", "www.legifrance.gouv.fr", "www.unicode.org", "jabber.org",
    "3114.fr", "www.allo119.gouv.fr", "e-enfance.org", "digital-strategy.ec.europa.eu",
}  # fmt: skip
RESERVED_HOSTS = re.compile(
    r"localhost|.*\.(?:localhost|example|invalid|test)|(?:.*\.)?example\.(?:org|com|net)|\[[0-9a-f:]+\]"
    r"|127\.[\d.]+|0\.0\.0\.0|(?:192\.0\.2|198\.51\.100|203\.0\.113|10\.\d+\.\d+)\.\d+"
)

documents = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@documents
def test_every_path_named_exists(document: Path) -> None:
    missing = [path for path in paths_in(document.read_text()) if not exists(path, document.parent)]
    assert missing == []


@documents
def test_every_link_leads_somewhere(document: Path) -> None:
    targets = (link.partition("#")[0] for link in LINK.findall(document.read_text()) if "://" not in link)
    assert [target for target in targets if target and not (document.parent / target).exists()] == []


@documents
def test_every_command_exists(document: Path) -> None:
    problems = {line: problem for line in commands_in(document.read_text()) if (problem := problem_with(line))}
    assert problems == {}


@documents
def test_every_measure_is_filled_in(document: Path) -> None:
    assert "TO BE MEASURED" not in document.read_text()


@pytest.mark.parametrize("name", ["README.md", "SECURITY.md", "docs/moderating.md", "docs/operating.md"])
def test_documents_speak_of_this_version(name: str) -> None:
    named = re.findall(r"[Vv]ersion (\d+\.\d+\.\d+)", (ROOT / name).read_text())
    assert {*named} <= {__version__}


def test_ci_runs_the_test_command_of_the_readme() -> None:
    shown = [line for fence in FENCE.findall((ROOT / "README.md").read_text()) for line in fence.splitlines()]
    assert shown.count("./palabre test") == 1
    (run,) = re.findall(r"^exec (.+)$", (ROOT / ".ci/run").read_text(), re.MULTILINE)
    assert run.partition(" <")[0] == "./palabre test"


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_a_record_says_context_options_decision_and_consequences(record: Path) -> None:
    text = record.read_text()
    number = record.name.partition("-")[0]
    assert re.findall(r"^# (\d{4})\. \S", text, re.MULTILINE) == [number]
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    assert "\\+ " in text
    assert "− " in text


def test_the_index_lists_every_record_once_in_order() -> None:
    listed = re.findall(r"^\| \[(\d{4})\]\((\S+)\) \|", (ROOT / "docs/adr/README.md").read_text(), re.MULTILINE)
    assert [name for _, name in listed] == [record.name for record in RECORDS]
    assert [number for number, _ in listed] == [f"{place:04}" for place in range(1, len(RECORDS) + 1)]


def test_the_changelog_begins_with_what_is_to_come_or_with_this_version() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] in ("Unreleased", __version__)


def test_nothing_names_a_place_on_someone_s_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path, text in our_texts()
        if path.relative_to(ROOT).parts[0] != "tests"
        for match in MACHINE_PATH.finditer(text)
    ]
    assert found == []


def test_nothing_names_a_host_to_fetch_from() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path, text in our_texts()
        if path.name != "package-lock.json"
        for host in URL_HOST.findall(text)
        if host not in CITED_HOSTS and not RESERVED_HOSTS.fullmatch(host)
    ]
    assert found == []


def test_the_lock_of_the_client_names_no_registry() -> None:
    # Its only addresses are those where the authors of packages ask for support.
    assert '"resolved"' not in (ROOT / "client/package-lock.json").read_text()


def test_what_is_missing_is_seen() -> None:
    assert list(paths_in("`gateway/gone.py` and `GONE.md`, not `/r/agora`, `text/html` nor `a b/c`")) == [
        "gateway/gone.py",
        "GONE.md",
    ]
    assert not exists("gateway/gone.py", ROOT)
    assert not exists("tests/test_documents.py::test_that_is_not_there", ROOT)
    assert problem_with("./palabre room paint agora") == "no command `paint`"
    assert problem_with("./palabre serve --colour red") == "no option `--colour`"
    assert problem_with("./palabre room edit agora --slow-mode 30") is None
    assert MACHINE_PATH.search("see /root/main")
    assert not RESERVED_HOSTS.fullmatch("registry.npmjs.org")


def paths_in(text: str) -> Iterator[str]:
    """What stands in backticks and reads as a path of this project."""
    firsts = {path.name for base in BASES for path in base.iterdir()}
    for quoted in IN_BACKTICKS.findall(FENCE.sub("", text)):
        parts = quoted.split("/")
        if PATH.fullmatch(quoted) and (len(parts) == 1 or parts[0] in firsts) and not NOT_OURS & {*parts}:
            yield quoted


def exists(path: str, beside: Path) -> bool:
    """Whether the file or folder is there, and defines the test named after `::` if one is."""
    name, _, test = path.partition("::")
    found = [match for base in (*BASES, beside) for match in base.glob(name.rstrip("/"))]
    return any(f"def {test}(" in match.read_text() for match in found) if test else bool(found)


def commands_in(text: str) -> Iterator[str]:
    """Every `./palabre …` shown as something to type."""
    for fence in FENCE.findall(text):
        yield from (line.partition(" #")[0] for line in fence.splitlines() if line.startswith("./palabre "))
    yield from (quoted for quoted in IN_BACKTICKS.findall(FENCE.sub("", text)) if quoted.startswith("./palabre "))


def problem_with(line: str) -> str | None:
    """What the launcher or the command line would not understand; the values of arguments are not looked at."""
    words = line.split()[1:]
    if words[0] == "test":
        return None if has_case("palabre", "test") else "no command `test`"
    if words[0] == "tool":
        return None if has_case("scripts/tool.sh", words[1]) else f"no tool `{words[1]}`"
    return problem_with_words(parser(), words)


def has_case(script: str, word: str) -> bool:
    """Whether a shell script of ours has a branch of this name."""
    return (
        re.search(rf"^ *(?:\w+ \| )*{re.escape(word)}(?: \| \w+)*\)$", (ROOT / script).read_text(), re.MULTILINE)
        is not None
    )


def problem_with_words(command: argparse.ArgumentParser, words: list[str]) -> str | None:
    for place, word in enumerate(words):
        # A lone `-` stands for standard input.
        if word.startswith("-") and word != "-" and word not in command._option_string_actions:
            return f"no option `{word}`"
        choices = subcommands(command)
        if choices and not word.startswith("-"):
            return problem_with_words(choices[word], words[place + 1 :]) if word in choices else f"no command `{word}`"
    return None


def subcommands(command: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found = (action.choices for action in command._actions if isinstance(action, argparse._SubParsersAction))
    return dict(next(found, {}))


def our_texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the project and what it says, this one excepted: it must name what it looks for."""
    for path in walk(ROOT):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if path != Path(__file__).resolve():
            yield path, text


def walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS or path.is_symlink():
            continue
        if path.is_dir():
            yield from walk(path)
        elif path.is_file():
            yield path
