"""The files that are generated: what each should hold, and which are stale."""

from pathlib import Path

import msgspec

from palabre.protocol.export.examples import examples
from palabre.protocol.export.json_schema import json_schema
from palabre.protocol.export.reference import reference
from palabre.protocol.export.typescript import desk_typescript, typescript

EXAMPLES = "docs/reference/examples"


def generated() -> dict[str, str]:
    """The text of every generated file, by its path from the root of the project."""
    return {
        "client/src/protocol/protocol.gen.ts": typescript(),
        "client/src/protocol/desk.gen.ts": desk_typescript(),
        "docs/reference/protocol.schema.json": json_schema(),
        "docs/reference/protocol.md": reference(),
        **{f"{EXAMPLES}/{name}.json": laid_out(raw) for name, raw in examples().items()},
    }


def laid_out(raw: bytes) -> str:
    return msgspec.json.format(raw, indent=2).decode() + "\n"


def stale(root: Path) -> list[str]:
    """The paths whose content is not what it should be, examples of frames that are no more included."""
    expected = generated()
    kept = {f"{EXAMPLES}/{path.name}" for path in (root / EXAMPLES).glob("*.json")}
    changed = {path for path, text in expected.items() if content(root / path) != text}
    return sorted(changed | (kept - expected.keys()))


def content(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


def write(root: Path) -> list[str]:
    """Bring every stale path up to date; return them."""
    expected, found = generated(), stale(root)
    for path in found:
        target = root / path
        if path not in expected:
            target.unlink()
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(expected[path], "utf-8")
    return found
