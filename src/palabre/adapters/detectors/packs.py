"""Packs: reviewed data files of terms, patterns and rules; read whole, or refused with file and line."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from palabre.domain.moderation.rule import Effect, Ground, RuleStatus, RuleVerdict
from palabre.domain.moderation.signal import SignalType

MAX_BYTES = 2_000_000
SHIPPED = (
    "shared",
    "fr",
    "fr-shorthand",
    "fr-violence",
    "fr-hatred",
    "fr-intimacy",
    "fr-dealings",
    "fr-together",
    "fr-families",
    "fr-regions",
    "en",
    "en-shorthand",
    "en-severe",
    "en-dealings",
    "en-together",
    "en-families",
    "rules",
)


class PackFault(Exception):
    """A pack cannot be used; the text is one sentence with file and line, for whoever wrote it."""

    def __init__(self, name: str, line: int | None, sentence: str) -> None:
        super().__init__(f"{name}{'' if line is None else f', line {line}'}: {sentence.rstrip('.')}.")


class Terms(Struct, frozen=True, forbid_unknown_fields=True):
    """Words and phrases that raise a signal, unless a context of `excuse` is around them.

    `unless` are patterns: what is found near them is not meant. `part` finds them inside longer words too.
    """

    signal: str
    about: str
    words: list[str]
    excuse: list[str] = []
    unless: list[str] = []
    part: bool = False


class Patterns(Struct, frozen=True, forbid_unknown_fields=True):
    """Patterns that raise a signal (`palabre.adapters.detectors.expansion`); `glued`: without spaces too.

    A group of a pattern for a number signal holds the number, in digits or as one of `numbers`.
    """

    signal: str
    about: str
    match: list[str]
    excuse: list[str] = []
    unless: list[str] = []
    glued: bool = False


class Context(Struct, frozen=True, forbid_unknown_fields=True):
    """A context that excuses: patterns just before what was found, just after it, or anywhere in the text."""

    name: str
    before: list[str] = []
    after: list[str] = []
    anywhere: list[str] = []


class Links(Struct, frozen=True, forbid_unknown_fields=True):
    """Host names, those under them included."""

    allowed: list[str] = []
    denied: list[str] = []
    shorteners: list[str] = []
    imitated: list[str] = []


class Shorthand(Struct, frozen=True, forbid_unknown_fields=True):
    """How a language is typed in a hurry: words, and what they are read as.

    `telling` words, and the patterns of `signs`, show that a text is written so; `usual` ones are read so only in such
    a text. `elided` letters are read so before a consonant, `clitics` are glued to what follows, `sounds` are letters
    and what they stand for.
    """

    telling: dict[str, str] = {}
    signs: list[str] = []
    usual: dict[str, str] = {}
    elided: dict[str, str] = {}
    clitics: list[str] = []
    sounds: list[tuple[str, str]] = []


class DeclaredSignal(Struct, frozen=True, forbid_unknown_fields=True):
    """A signal of this pack's own; `about` completes "the text holds …"."""

    name: str
    about: str
    type: SignalType = "flag"


class DeclaredRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A rule as written; see `palabre.domain.moderation.rule`."""

    id: str
    status: RuleStatus
    when: str
    verdict: RuleVerdict
    policy: str
    explanation: dict[Literal["fr", "en"], str]
    effects: tuple[Effect, ...] = ()
    ground: Ground = "house"
    author: str = ""
    approver: str = ""


class Pack(Struct, frozen=True, forbid_unknown_fields=True):
    """One file. `source` and `licence` say where its words come from; `common` words tell nothing by themselves."""

    language: str
    source: str
    licence: str
    common: list[str] = []
    sets: dict[str, list[str]] = {}
    numbers: dict[str, int] = {}
    signals: list[DeclaredSignal] = []
    terms: list[Terms] = []
    patterns: list[Patterns] = []
    contexts: list[Context] = []
    links: Links = Links()
    shorthand: Shorthand | None = None
    rules: list[DeclaredRule] = []


class PackFile(Struct, frozen=True):
    """A pack, with the name and the text of its file, for whoever has to be told where something is."""

    name: str
    text: str
    pack: Pack
    is_shipped: bool = False

    def fault(self, sentence: str, *, table: str | None = None, number: int = 0, word: str = "") -> PackFault:
        """What is wrong, at the line where `word` is in the `number`th table of that name."""
        return PackFault(self.name, line_of(self.text, table, number, word), sentence)


def shipped_packs() -> list[PackFile]:
    """The packs shipped with Palabre; raises PackFault."""
    folder = files("palabre.adapters.detectors") / "packs"
    read = (read_text((folder / f"{name}.toml").read_text("utf-8"), f"{name}.toml") for name in SHIPPED)
    return [msgspec.structs.replace(file, is_shipped=True) for file in read]


def read_pack(path: Path) -> PackFile:
    """Read one file; raises PackFault."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PackFault(str(path), None, f"expected at most {MAX_BYTES} bytes")
        return read_text(path.read_bytes().decode("utf-8"), str(path))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise PackFault(str(path), line, "expected UTF-8 text") from None
    except OSError as error:
        raise PackFault(str(path), None, f"cannot be read: {(error.strerror or '').lower()}") from None


def read_text(text: str, name: str) -> PackFile:
    """A pack from the text of its file; raises PackFault."""
    try:
        return PackFile(name, text, msgspec.convert(tomllib.loads(text), Pack))
    except tomllib.TOMLDecodeError as error:
        sentence, _, place = str(error).rpartition(" (at ")
        line = re.search(r"line (\d+)", place)
        last = text.count("\n") + 1
        raise PackFault(name, int(line[1]) if line else last, f"not valid TOML: {sentence or error}") from None
    except RecursionError:
        raise PackFault(name, None, "not valid TOML: nested too deeply") from None
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `$")
        raise PackFault(
            name, line_at(text, path.rstrip("`"), what), f"{path.strip('.`')}: {what}".lstrip(": ")
        ) from None


def line_at(text: str, path: str, what: str) -> int | None:
    """The line of what msgspec's path names, such as `.rules[2].verdict`."""
    table = re.match(r"\.([a-z_]+)(?:\[(\d+)\])?", path)
    unknown = re.search(r"unknown field `([^`]+)`", what)
    word = unknown[1] if unknown else next(reversed(re.findall(r"\.([a-z_]+)", path)), "")
    if table is None:
        return line_of(text, None, 0, word)
    return line_of(text, table[1], int(table[2] or 0), "" if word == table[1] else word)


def line_of(text: str, table: str | None, number: int, word: str) -> int | None:
    """The line, counted from 1, where `word` stands in the `number`th `[[table]]`; its heading when it is not found."""
    lines = text.split("\n")
    heading = next((start for start in headings(lines, table, number)), None) if table else 0
    if heading is None:
        return None
    for place in range(heading, len(lines)):
        if place > heading and table and re.match(r"\s*\[", lines[place]) and not lines[place].strip().endswith(","):
            break
        if word and word in lines[place]:
            return place + 1
    return heading + 1 if table else None


def headings(lines: list[str], table: str, number: int) -> Iterator[int]:
    """Where the `number`th table of this name begins."""
    pattern = re.compile(rf"\s*\[\[?{re.escape(table)}\]\]?")
    found = [place for place, line in enumerate(lines) if pattern.match(line)]
    yield from found[number : number + 1]


def shared_sets(packs: list[PackFile], own: PackFile) -> Mapping[str, list[str]]:
    """The sets a pack may use: its own, those of the packs of its language, and those of the packs of none."""
    languages = ("", own.pack.language)
    shared = {
        name: entries
        for language in languages
        for each in packs
        if each.pack.language == language
        for name, entries in each.pack.sets.items()
    }
    return {**shared, **own.pack.sets}
