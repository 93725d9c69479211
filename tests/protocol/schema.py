"""A small JSON Schema validator: the keywords our schema uses, and an error for any other."""

import re
from collections.abc import Callable
from typing import Any

Schema = dict[str, Any]
ANNOTATIONS = {"$schema", "$defs", "title", "description", "default", "discriminator"}
TYPES: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
}
BOUNDS: dict[str, Callable[[Any, Any], bool]] = {
    "enum": lambda value, allowed: value in allowed,
    "type": lambda value, name: TYPES[name](value),
    "minimum": lambda value, least: value >= least,
    "maximum": lambda value, most: value <= most,
    "minLength": lambda value, least: len(value) >= least,
    "maxLength": lambda value, most: len(value) <= most,
    "pattern": lambda value, pattern: re.search(pattern, value) is not None,
    "required": lambda value, names: all(name in value for name in names),
}


def is_valid(value: Any, schema: Schema, root: Schema) -> bool:
    """Whether `value` is what `schema`, a part of `root`, describes."""
    return all(holds(keyword, value, schema, root) for keyword in schema if keyword not in ANNOTATIONS)


def holds(keyword: str, value: Any, schema: Schema, root: Schema) -> bool:
    asked = schema[keyword]
    match keyword:
        case "$ref":
            return is_valid(value, root["$defs"][asked.rpartition("/")[2]], root)
        case "anyOf":
            return any(is_valid(value, choice, root) for choice in asked)
        case "properties":
            return all(is_valid(value[name], kind, root) for name, kind in asked.items() if name in value)
        case "additionalProperties":
            others = (item for name, item in value.items() if name not in schema.get("properties", {}))
            return all(asked is not False and is_valid(item, asked, root) for item in others)
        case "items":
            return all(is_valid(item, asked, root) for item in value)
        case _:
            return BOUNDS[keyword](value, asked)
