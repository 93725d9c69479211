"""TypeScript: the types and numbers of the wire for the client."""

import json
from collections.abc import Iterator

from msgspec import inspect

from palabre.protocol.close_codes import CloseCode
from palabre.protocol.export.catalogue import (
    CHOICES,
    COMMANDS,
    LIMITS,
    LOG_EVENTS,
    PASSING_EVENTS,
    REPLIES,
    RESOURCES,
    UNIONS,
    Frame,
    prose_of,
)

LINE = 110
HEADER = "/** The wire, generated from src/palabre/protocol by `python -m palabre.protocol.export`: do not edit. */"


def typescript() -> str:
    """The whole of `protocol.gen.ts`."""
    blocks = [
        HEADER,
        "\n".join(f"export const {name} = {json.dumps(value)};" for name, value in LIMITS.items()),
        close_codes(),
        *(alias(name, [json.dumps(value) for value in values]) for name, values in CHOICES.items()),
        *map(interface, RESOURCES),
        *map(interface, COMMANDS),
        union("Command"),
        *map(interface, REPLIES),
        union("Reply"),
        *map(interface, LOG_EVENTS),
        union("LogFrame"),
        *map(interface, PASSING_EVENTS),
        union("PassingFrame"),
        "export type AnyEvent = LogFrame | PassingFrame;",
    ]
    return "\n\n".join(blocks) + "\n"


def close_codes() -> str:
    lines = (f"  {code.name}: {code.value}," for code in CloseCode)
    return "\n".join(("export const CloseCode = {", *lines, "} as const;"))


def alias(name: str, members: list[str]) -> str:
    """A union type, on one line where it fits."""
    short = f"export type {name} = {' | '.join(members)};"
    if len(short) <= LINE:
        return short
    return "\n".join((f"export type {name} =", *(f"  | {member}" for member in members))) + ";"


def union(name: str) -> str:
    return alias(name, [member.__name__ for member in UNIONS[name].__args__])


def interface(frame: Frame) -> str:
    prose = prose_of(frame).partition("\n")[0]
    return "\n".join((f"/** {prose} */", f"export interface {frame.__name__} {{", *properties(frame), "}"))


def properties(frame: Frame) -> Iterator[str]:
    shape = inspect.type_info(frame)
    assert isinstance(shape, inspect.StructType)  # noqa: S101  # the catalogue holds structs only
    if shape.tag is not None:
        yield f"  {shape.tag_field}: {json.dumps(shape.tag)};"
    for field in shape.fields:
        mark = "" if field.required else "?"
        yield f"  {field.encode_name}{mark}: {type_text(field.type)};"


PLAIN: dict[type[inspect.Type], str] = {
    inspect.StrType: "string",
    inspect.IntType: "number",
    inspect.FloatType: "number",
    inspect.BoolType: "boolean",
    inspect.NoneType: "null",
}


def type_text(shape: inspect.Type) -> str:
    """A type as TypeScript writes it; TypeError for one the wire has no use of."""
    match shape:
        case inspect.Metadata():
            return type_text(shape.type)
        case inspect.StructType():
            return shape.cls.__name__
        case inspect.LiteralType() | inspect.UnionType():
            return choice(shape)
        case inspect.ListType() | inspect.VarTupleType():
            inner = type_text(shape.item_type)
            return f"({inner})[]" if " | " in inner else f"{inner}[]"
        case inspect.DictType():
            # What has no entry is absent: a client must look before it reads.
            return f"Partial<Record<{type_text(shape.key_type)}, {type_text(shape.value_type)}>>"
    if type(shape) not in PLAIN:
        raise TypeError(f"the wire has no form for {shape!r}")
    return PLAIN[type(shape)]


def choice(shape: inspect.LiteralType | inspect.UnionType) -> str:
    """A choice, its literals and its structs under the name they have together where there is one."""
    members = shape.types if isinstance(shape, inspect.UnionType) else (shape,)
    literals = sorted(
        str(value) for member in members if isinstance(member, inspect.LiteralType) for value in member.values
    )
    structs = [member.cls for member in members if isinstance(member, inspect.StructType)]
    others = [member for member in members if not isinstance(member, inspect.LiteralType | inspect.StructType)]
    named_choice = next((name for name, values in CHOICES.items() if sorted(values) == literals), None)
    named_union = next((name for name, kind in UNIONS.items() if set(kind.__args__) == set(structs)), None)
    spelled = [named_choice] if named_choice else [json.dumps(value) for value in literals]
    told = [named_union] if named_union else [struct.__name__ for struct in structs]
    return " | ".join([*spelled, *told, *map(type_text, others)])
