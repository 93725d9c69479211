"""JSON Schema (2020-12): what validates every frame and resource of the wire."""

import inspect
import json
from typing import Any

import msgspec

from palabre.protocol.export.catalogue import FRAMES, RESOURCES, UNIONS
from palabre.protocol.limits import SUBPROTOCOL

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REFERENCE = "#/$defs/{name}"
Schema = dict[str, Any]


def json_schema() -> str:
    """The whole of `protocol.schema.json`; its root accepts any frame, `$defs` names each."""
    _, components = msgspec.json.schema_components((*FRAMES, *RESOURCES), ref_template=REFERENCE)
    definitions = {name: told(schema) for name, schema in components.items()}
    unions = {name: any_of(kind.__args__) for name, kind in UNIONS.items()}
    schema: Schema = {
        "$schema": DIALECT,
        "title": f"{SUBPROTOCOL}: commands, replies, events and resources",
        "anyOf": [{"$ref": REFERENCE.format(name=name)} for name in ("Command", "Reply", "AnyEvent")],
        "$defs": definitions | unions,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def any_of(members: tuple[type, ...]) -> Schema:
    return {"anyOf": [{"$ref": REFERENCE.format(name=member.__name__)} for member in members]}


def told(schema: Schema) -> Schema:
    """A definition with its docstring laid out as text."""
    return schema | {"description": inspect.cleandoc(schema.get("description", ""))}
