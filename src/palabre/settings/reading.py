"""Reads a configuration file; every fault is one sentence naming the file, the key and what was expected."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, get_args, get_origin

import msgspec
from msgspec import Struct

from palabre.settings.checks import problem_with
from palabre.settings.shape import Settings

MAX_BYTES = 1_000_000
Table = Mapping[str, object]
AT = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<path>[^`]*)`)?", re.DOTALL)
# msgspec speaks of Python's and JSON's types; an operator writes TOML.
PLAIN = (
    ("Object missing required field", "expected the missing key"),
    ("`str`", "a text"),
    ("`int`", "a whole number"),
    ("`float`", "a number"),
    ("`bool`", "true or false"),
    ("`array`", "a list"),
    ("`object`", "a table"),
)


class SettingsError(Exception):
    """The configuration cannot be used; the text is one sentence for the operator."""


def demo_file() -> Path:
    """The configuration shipped for the demo."""
    return Path(__file__).parent.parent / "demo.toml"


def load_settings(file: Path | None) -> Settings:
    """Read `file`, or the shipped demo when None; raises SettingsError.

    In demo mode, a section the file leaves out is the shipped demo's.
    """
    demo = demo_file()
    if file is None:
        return checked(read_table(demo), demo)
    table = read_table(file)
    if table.get("mode", "demo") == "demo":
        table = {**read_table(demo), **table}
    return checked(table, file)


def read_settings(text: str, file: Path) -> Settings:
    """Settings from the text of `file`, without the demo's sections; raises SettingsError."""
    return checked(parse(text, file), file)


def read_table(file: Path) -> Table:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise SettingsError(f"{file}: expected a configuration of at most {MAX_BYTES} bytes.")
        return parse(file.read_text(encoding="utf-8"), file)
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file}: expected UTF-8 text, found another byte at position {error.start}.") from None
    except OSError as error:
        raise SettingsError(f"{file}: cannot be read: {(error.strerror or 'unknown error').lower()}.") from None


def parse(text: str, file: Path) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: not valid TOML: {error}.") from None
    except RecursionError:
        raise SettingsError(f"{file}: not valid TOML: nested too deeply.") from None


def checked(table: Table, file: Path) -> Settings:
    if unknown := unknown_key(table, Settings, ""):
        raise SettingsError(f"{file}: {unknown}")
    try:
        settings = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{file}: {sentence(str(error))}.") from None
    if problem := problem_with(settings):
        raise SettingsError(f"{file}: {problem}.")
    return beside(file, settings)


def beside(file: Path, settings: Settings) -> Settings:
    """Settings whose paths written as relative are counted from the folder of `file`."""
    appearance, age = settings.appearance, settings.age
    if appearance.logo:
        appearance = msgspec.structs.replace(appearance, logo=str(file.parent / appearance.logo))
    if age.trusted_list:
        age = msgspec.structs.replace(age, trusted_list=str(file.parent / age.trusted_list))
    secrets = (account.client_secret_file for account in age.oidc)
    accounts = tuple(
        msgspec.structs.replace(account, client_secret_file=str(file.parent / secret) if secret else "")
        for account, secret in zip(age.oidc, secrets, strict=True)
    )
    return msgspec.structs.replace(settings, appearance=appearance, age=msgspec.structs.replace(age, oidc=accounts))


def sentence(message: str) -> str:
    """Turn msgspec's message, which ends with a JSON path, into `key: what was expected`."""
    found = AT.fullmatch(message)
    what, path = (found["what"], found["path"]) if found else (message, None)
    for theirs, ours in PLAIN:
        what = what.replace(theirs, ours)
    what = what[:1].lower() + what[1:] + choices_at(path or "")
    return f"{path}: {what}" if path else what


def choices_at(path: str) -> str:
    """`; expected one of …` for a key with a closed list of values."""
    kind: object = Settings
    for key in re.findall(r"[a-z_]+", path):
        shape = struct_in(kind)
        kind = (
            next((field.type for field in msgspec.structs.fields(shape) if field.name == key), None) if shape else None
        )
    inner = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    return f"; expected one of {', '.join(map(str, get_args(inner)))}" if get_origin(inner) is Literal else ""


def unknown_key(table: Table, shape: type[Struct], path: str) -> str | None:
    """Name the first key that `shape` does not have, with the nearest it has."""
    fields = {field.encode_name: field.type for field in msgspec.structs.fields(shape)}
    for key, value in table.items():
        where = f"{path}{key}"
        if key not in fields:
            return f"{where}: unknown key{suggestion(key, fields)}"
        if found := unknown_inside(value, fields[key], where):
            return found
    return None


def unknown_inside(value: object, kind: object, where: str) -> str | None:
    inner = struct_in(kind)
    if inner is None:
        return None
    if isinstance(value, Mapping):
        return unknown_key(value, inner, f"{where}.")
    if isinstance(value, list):
        tables = ((number, item) for number, item in enumerate(value) if isinstance(item, Mapping))
        return next(filter(None, (unknown_key(item, inner, f"{where}[{number}].") for number, item in tables)), None)
    return None


def struct_in(kind: object) -> type[Struct] | None:
    """The struct a field holds, alone, in a tuple or annotated; None for a plain value."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        return kind
    return next(filter(None, map(struct_in, get_args(kind))), None)


def suggestion(key: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    return f"; did you mean `{near[0]}`?" if near else f"; expected one of {', '.join(known)}."
