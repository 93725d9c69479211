"""The client's own words, read from its source: what a control is called in each language."""

import re
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "client" / "src" / "i18n"
# Screens beside the room: their words are found by the name of their file too, as `report.send`.
OF_THEIR_OWN = ("apart", "cases", "decided", "desk", "orders", "people", "report")
_VALUE = r'(?:\([^)]*\) => )?(?P<quote>["`])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)'
_ALONE = re.compile(rf"^ {{2}}(?P<key>\w+): {_VALUE},$", re.MULTILINE)
_GROUP = re.compile(r"^ {2}(?P<key>\w+): \{(?P<inside>.*?)\}(?: as [^\n]*)?,$", re.MULTILINE | re.DOTALL)
_INSIDE = re.compile(rf"(?P<key>\w+): {_VALUE}")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_HOLE = re.compile(r"\$\{[^}]*\}")


class Words:
    """The texts of one language, by their keys in `client/src/i18n`: `words["reply"]`, `words["reaction.like"]`."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __getitem__(self, key: str) -> str:
        """A text without holes. Raises KeyError for one that is made of several cases."""
        return _known(self.language)[key]

    def like(self, key: str) -> re.Pattern[str]:
        """What a text with holes matches, whatever fills them; its spaces match any: a name has plain ones only."""
        return re.compile(".*".join(map(_any_spaces, _HOLE.split(self[key]))))

    def filled(self, key: str, *values: object) -> str:
        """A text with its holes filled, in order."""
        waiting = iter(values)
        return _HOLE.sub(lambda _: str(next(waiting)), self[key])


@cache
def _known(language: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for file in sorted(SOURCE.glob(f"*{language}.ts"), key=_is_of_the_room):
        text = re.sub(r"(:|=>)\n\s+", r"\1 ", file.read_text())
        for group in _GROUP.finditer(text):
            for found in _INSIDE.finditer(group["inside"]):
                known[f"{group['key']}.{found['key']}"] = _plain(found["text"])
        alone = {found["key"]: _plain(found["text"]) for found in _ALONE.finditer(text)}
        part = file.stem.removesuffix(language).removesuffix("_")
        known |= alone | {f"{part}.{key}": told for key, told in alone.items()}
    return known


def _is_of_the_room(file: Path) -> tuple[bool, str]:
    """What the room says comes last, and wins where a screen of its own calls something else by the same key."""
    return (file.stem.rpartition("_")[0] not in OF_THEIR_OWN, file.stem)


def _any_spaces(text: str) -> str:
    return r"\s".join(map(re.escape, re.split(r"\s", text)))


def _plain(text: str) -> str:
    return _ESCAPE.sub(lambda code: chr(int(code[1], 16)), text)
