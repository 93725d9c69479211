"""`palabre rules promote`: the operator puts a rule into another status, while the server runs or not."""

import asyncio
from pathlib import Path

import msgspec

from palabre import bootstrap
from palabre.domain.moderation.event import Deed
from palabre.domain.moderation.revision import Revision, RuleText
from palabre.ports.store import ControlEntry
from palabre.settings import load_settings
from tests.cast import NOON
from tests.cli.conftest import Palabre

TEXT = RuleText(
    when="link > 3", verdict="hold", policy="rule-4", explanation={"fr": "Trop de liens.", "en": "Too many links."}
)
DRAFT = Revision(
    rule_id="many-links",
    number=1,
    version="0123456789ab",
    status="draft",
    author="M-1",
    approver="",
    by="M-1",
    at_ms=NOON,
    text=TEXT,
)


def written(data: Path) -> None:
    """A moderator wrote a rule."""

    async def write() -> None:
        house = await bootstrap.opened_house(load_settings(None), data)
        await house.store.add_revision(DRAFT, Deed(at_ms=NOON, who="M-1", what="rule_written"))
        await house.store.close()

    asyncio.run(write())


def ordered(data: Path) -> list[ControlEntry]:
    async def read() -> list[ControlEntry]:
        async with bootstrap.store_beside(load_settings(None), data) as store:
            return await store.control_after(0)

    return [entry for entry in asyncio.run(read()) if entry.kind == "rules.promote"]


def test_a_draft_is_promoted(palabre: Palabre, data: Path) -> None:
    written(data)
    said = palabre("rules", "promote", "many-links", "--to", "shadow")
    assert (said.code, said.out) == (0, "many-links → shadow\n")
    (entry,) = ordered(data)
    assert msgspec.json.decode(entry.data) == {"id": "many-links", "to": "shadow"}


def test_a_shipped_rule_is_retired(palabre: Palabre, data: Path) -> None:
    assert palabre("rules", "promote", "threat", "--to", "retired").code == 0
    assert len(ordered(data)) == 1


def test_a_step_left_out_is_refused_with_those_there_are(palabre: Palabre, data: Path) -> None:
    written(data)
    said = palabre("rules", "promote", "many-links", "--to", "live")
    assert (said.code, said.out) == (1, "")
    assert said.err == "palabre: the rule `many-links` is draft: it can become retired or shadow.\n"
    assert ordered(data) == []


def test_a_rule_that_is_none_is_refused_with_those_there_are(palabre: Palabre) -> None:
    said = palabre("rules", "promote", "nothing", "--to", "live")
    assert (said.code, said.out) == (2, "")
    assert "there is no rule `nothing`" in said.err and "threat" in said.err
