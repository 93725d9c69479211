"""Writes the configuration reference of docs/operating.md from the settings: `python -m palabre.settings.reference`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, get_args, get_origin

import msgspec
from msgspec import NODEFAULT, Meta, Struct
from msgspec.structs import FieldInfo

from palabre.http.site import DisputeBody, HouseRule
from palabre.settings.age import ConfiguredAccount
from palabre.settings.moderation import ConfiguredLine
from palabre.settings.shape import ConfiguredRoom, Settings
from palabre.settings.vault import ConfiguredCustodian, ConfiguredInjunction

MANUAL = Path(__file__).parents[3] / "docs/operating.md"
BEGIN = "<!-- settings: written by python -m palabre.settings.reference -->\n"
END = "<!-- end of settings -->\n"
ROOM_MEANINGS = {
    "slug": "The room's address, `/r/slug`: 1 to 40 of a-z, 0-9 and hyphens.",
    "name": "Name, 1 to 60 characters.",
    "topic": "One line on what is talked about, 200 characters at most.",
    "rules": "One line of the room's own rules, 300 characters at most.",
    "language": "`fr` or `en`.",
    "capacity": "Guests present at once, 2 to 20,000.",
    "slow_mode": "Seconds between two messages of a guest, 0 to 3,600.",
    "pinned": "One line kept above the messages, 300 characters at most.",
    "kind": "`general`, or `adult` for a room only proven adults enter. It stays adult once it was.",
    "readers": "`everyone`, or `guests` to close the room to spectators.",
}


def reference() -> str:
    """The whole reference, in Markdown: one table a section, one line a setting."""
    sections = [field for field in msgspec.structs.fields(Settings) if isinstance(field.type, type)]
    parts = [table("At the top of the file", [row(field) for field in top_level()])]
    parts.append(
        table("`[[rooms]]`, once a room", [room_row(field) for field in msgspec.structs.fields(ConfiguredRoom)])
    )
    for field in sections:
        title = f"`[{field.name}]`: {first_sentence(field.type)}"
        parts.append(table(title, [row(inner) for inner in msgspec.structs.fields(field.type)]))
    accounts = [row(field) for field in msgspec.structs.fields(ConfiguredAccount)]
    parts.append(table("`[[age.oidc]]`, once a provider", accounts))
    bodies = [row(field) for field in msgspec.structs.fields(DisputeBody)]
    parts.append(table("`[[redress.bodies]]`, once a body", bodies))
    rules = [row(field) for field in msgspec.structs.fields(HouseRule)]
    parts.append(table("`[[house_rules]]`, once a rule of your own, shown after those that hold everywhere", rules))
    lines = [row(field) for field in msgspec.structs.fields(ConfiguredLine)]
    parts.append(table("`[[help_lines]]`, once a line: France's while there is none", lines))
    people = [row(field) for field in msgspec.structs.fields(ConfiguredCustodian)]
    parts.append(table("`[[vault.custodians]]`, once a person: three or more", people))
    orders = [row(field) for field in msgspec.structs.fields(ConfiguredInjunction)]
    parts.append(table("`[[vault.injunctions]]`, once an order: those this version knows besides", orders))
    return "\n".join(parts)


def top_level() -> Iterator[FieldInfo]:
    return (field for field in msgspec.structs.fields(Settings) if field.name == "mode")


def table(title: str, rows: list[str]) -> str:
    return "\n".join([f"### {title}", "", "| Setting | Default | Meaning |", "|---|---|---|", *rows, ""])


def row(field: FieldInfo) -> str:
    return f"| `{field.name}` | {default(field)} | {meaning(field.type)} |"


def room_row(field: FieldInfo) -> str:
    return f"| `{field.name}` | {default(field)} | {ROOM_MEANINGS[field.name]} |"


def meaning(kind: object) -> str:
    """A setting's description; raises LookupError for one that has none."""
    notes = [note.description for note in get_args(kind)[1:] if isinstance(note, Meta) and note.description]
    if not notes:
        raise LookupError("a setting has no description")
    return str(notes[-1]) + choices(kind)


def choices(kind: object) -> str:
    inner = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    names = get_args(inner) if get_origin(inner) is Literal else ()
    return f" ({', '.join(f'`{name}`' for name in names)})" if names else ""


def default(field: FieldInfo) -> str:
    if field.default is NODEFAULT:
        return "required"
    return f"`{literal(field.default)}`"


def literal(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(literal, value))}]"
    return f'"{value}"' if isinstance(value, str) else "depends" if value is None else str(value)


def first_sentence(shape: type[Struct]) -> str:
    text = (shape.__doc__ or "").split("\n")[0].rstrip(".")
    return text[:1].lower() + text[1:]


def with_reference(manual: str) -> str:
    """The manual with its reference replaced by the present one; raises ValueError when it has no place for it."""
    before, begin, rest = manual.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError("the manual has no place for the reference")
    return f"{before}{begin}\n{reference()}\n{end}{after}"


def is_fresh(manual: str) -> bool:
    """Whether the manual holds the present reference."""
    return BEGIN in manual and manual == with_reference(manual)


if __name__ == "__main__":
    MANUAL.write_text(with_reference(MANUAL.read_text(encoding="utf-8")), encoding="utf-8")
