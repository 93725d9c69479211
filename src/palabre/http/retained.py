"""The retention table in words: every duration the pages name, and docs/data.md (`python -m palabre.http.retained`)."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from palabre.domain.kept import KINDS, Kind, Lasting, Unit, lastings
from palabre.domain.retention import Retention
from palabre.http.words import Words, load_words
from palabre.protocol.limits import TYPING_SECONDS

NO_BREAK_SPACE = "\u00a0"
MANUAL = Path(__file__).parents[3] / "docs/data.md"
LEAD = """# What is kept

Every kind of data there is, from the one table of the program (`src/palabre/domain/kept.py`): the privacy page and the
line under the composer come from the same. Written by `python -m palabre.http.retained`; a test fails when a table, a
column, a key file, a cookie or a name in the browser's storage is missing here, and when a job named here does not run.
Durations are those of the shipped configuration; `[retention]`, `[reports]` and `[backup]` change three of them.

Time runs on the clock of the server. What is past its end is destroyed at the next step of the job named, and
overwritten in the database file.
"""


def amounts(retention: Retention, words: Words) -> dict[str, str]:
    """Every duration the pages name, as it is written (`6 h`), by the name the words call it."""
    told = {**lastings(retention), "typing": Lasting(TYPING_SECONDS, "s")}
    return {name: written(lasting, words) for name, lasting in told.items()}


def written(lasting: Lasting, words: Words) -> str:
    forms: Mapping[Unit, str] = {"days": words.page.days}
    form = forms.get(lasting.unit, f"{{count}}{NO_BREAK_SPACE}{lasting.unit}")
    return form.format(count=lasting.amount)


def manual() -> str:
    """docs/data.md, whole."""
    return "\n".join([LEAD, *(part for kind in KINDS for part in section(kind))])


def section(kind: Kind) -> Iterator[str]:
    words = load_words()["en"]
    kept, told = words.privacy.kept[kind.name], amounts(Retention(), words)
    yield f"## {kept.title}\n"
    yield f"{kept.what}\n"
    yield "| | |\n|---|---|"
    rows = {
        "How long": kept.long.format(**told),
        "Where": kept.where,
        "Who sees it": kept.who,
        "Why": kept.why,
        "Basis": kept.basis,
        "Ended by": ", ".join(f"job `{job}`" for job in kind.ended_by) or "nothing: it stays",
        "Tables": "; ".join(f"`{table}` ({', '.join(columns)})" for table, columns in kind.tables.items()),
        "Files": code(kind.files),
        "Cookies": code(kind.cookies),
        "In the browser": code(kind.storage),
    }
    yield "\n".join(f"| {name} | {text} |" for name, text in rows.items() if text)
    yield ""


def code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    MANUAL.write_text(manual(), encoding="utf-8")
