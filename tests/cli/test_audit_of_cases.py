"""`palabre audit verify` holds the tables of cases against the events: every edit of the file is told."""

import sqlite3
from pathlib import Path

import msgspec
import pytest

from palabre.adapters.local_bus import LocalBus
from palabre.adapters.sealing import AesGcmSealer
from palabre.adapters.sql.sqlite import SqliteStore
from palabre.adapters.sql.sqlite.connection import FILE_NAME
from palabre.domain.moderation.appeal import APPEAL_MS
from palabre.domain.moderation.audit import SIGNED_WITHIN_MS
from palabre.domain.moderation.event import Deed
from tests.cli.conftest import Palabre
from tests.cli.test_moderators import run
from tests.contract.reporting import about, deed, file
from tests.contract.ruling import answer, contest, ruling
from tests.contract.scene import ANA, BILAL, HOUR, NOON, open_room, say


@pytest.fixture
async def decided(data: Path) -> tuple[str, str, str]:
    """A case with a report, evidence, a decision and an appeal that was answered; another that waits."""
    store = await SqliteStore.open(data, bus=LocalBus(), sealer=AesGcmSealer())
    agora = await open_room(store)
    filed = await file(store, about(agora, ANA, await say(store, agora, by=ANA)))
    kept = await store.decide(ruling(filed.case.id, agora))
    made = await contest(store, kept)
    await answer(store, kept, made, "reversed")
    await file(store, about(agora, BILAL, await say(store, agora, by=BILAL)), by=ANA)
    await store.close()
    return filed.case.id, kept.judgement.id, made.id


def test_what_nobody_touched_is_well_and_what_cannot_be_seen_is_said(
    palabre: Palabre, decided: tuple[str, str, str]
) -> None:
    said = palabre("audit", "verify")
    assert said.code == 0 and said.out.startswith("ok: ")
    assert "No head kept elsewhere was given (--kept FILE)" in said.err


# What a stranger did to a copy, one line each; {case}, {decision}, {appeal} are ids.
EDITS = {
    "UPDATE judgements SET reversal = NULL, sanction = NULL": "judgements {decision} is not what was recorded",
    "UPDATE judgements SET until_ms = 1": "judgements {decision} is not",
    "UPDATE judgements SET reversal = '{{}}'": "judgements {decision} is not",
    "UPDATE judgements SET judgement = replace(judgement, 'M-1', 'M-9')": "judgements {decision} is not",
    "UPDATE judgements SET id = 'other'": "judgements other is not",
    "DELETE FROM judgements": "judgements {decision} is not",
    "DELETE FROM appeals": "appeals {appeal} is not",
    "UPDATE appeals SET answer = NULL": "appeals {appeal} is not",
    "UPDATE appeals SET sealed = x'00'": "appeals {appeal} is not",
    "DELETE FROM cases": "cases {case} is not",
    "DELETE FROM case_events": "case_events {case} is not",
    "DELETE FROM reports": "reports {case} is not",
    "UPDATE reports SET reporter = 'other'": "reports {case} is not",
    "DELETE FROM pieces": "pieces {case} is not",
    "UPDATE pieces SET digest = 'x'": "pieces {case} is not",
    "DELETE FROM case_events; DELETE FROM cases; DELETE FROM pieces; DELETE FROM reports": "cases {case} is not",
    "UPDATE cases SET state = 'closed'": "cases {case} is not",
    "UPDATE cases SET folded = (SELECT folded FROM cases WHERE state = 'open')": "cases {case} is not",
    "UPDATE case_events SET event = '{{}}' WHERE number = 2": "case_events {case} is not",
    "UPDATE case_events SET number = number + 10": "case_events {case} is not",
    "DELETE FROM case_events WHERE number > 2": "case_events {case} is not",
    "INSERT INTO cases SELECT 'new', NULL, room_id, session_id, state, opened_ms, closed_ms, folded FROM cases"
    " WHERE state = 'open'": "cases new is not",
    "DELETE FROM moderation_events WHERE id > 1; UPDATE instance SET deeds = 1": "judgements {decision} is not",
}


@pytest.mark.parametrize(("edit", "told"), EDITS.items())
def test_every_edit_is_found_and_its_row_is_named(
    palabre: Palabre, data: Path, decided: tuple[str, str, str], edit: str, told: str
) -> None:
    ids = dict(zip(("case", "decision", "appeal"), decided, strict=True))
    change(data, edit.format(**ids))
    said = palabre("audit", "verify")
    assert said.code == 1 and told.format(**ids) in said.out


async def test_heads_that_are_there_no_more_are_found_by_what_was_done_after_they_were_due(
    palabre: Palabre, data: Path, decided: tuple[str, str, str]
) -> None:
    store = await SqliteStore.open(data, bus=LocalBus(), sealer=AesGcmSealer())
    later = NOON + SIGNED_WITHIN_MS + HOUR
    await store.record_deed(Deed(at_ms=later, who="M-1", what="shield_raised"))
    done = await store.deeds_done()
    await store.close()
    said = await run(palabre, "audit", "verify")
    assert said.code == 1 and f"a head was due before event {done}, and there is none" in said.out


async def test_what_retention_erases_is_an_event_and_no_fault(
    palabre: Palabre, data: Path, decided: tuple[str, str, str]
) -> None:
    case_id, decision_id, _ = decided
    store = await SqliteStore.open(data, bus=LocalBus(), sealer=AesGcmSealer())
    await store.close_case(case_id, deed("case_closed", case_id, at_ms=NOON + 1))
    late = NOON + 2 * APPEAL_MS
    assert await store.erase_cases(NOON + 2, 10, NOON + 2) == 1
    assert await store.sweep_sanctions(late, 10) >= 1
    assert await store.kept(decision_id) is None and await store.case(case_id) is None
    erased = [each.deed.what for each in await store.events_of_case(case_id)][-2:]
    await store.close()
    assert erased == ["case_erased", "decision_erased"]
    said = await run(palabre, "audit", "verify")
    assert "is not what was recorded" not in said.out


async def test_an_erased_event_leaves_its_case_bound(
    palabre: Palabre, data: Path, decided: tuple[str, str, str]
) -> None:
    store = await SqliteStore.open(data, bus=LocalBus(), sealer=AesGcmSealer())
    last = (await store.events_of_case(decided[0]))[-1].id
    await store.close()
    assert (await run(palabre, "audit", "erase", str(last), "--reason", "article 17")).code == 0
    assert (await run(palabre, "audit", "verify")).code == 0
    change(data, "DELETE FROM judgements")
    assert f"judgements {decided[1]} is not" in (await run(palabre, "audit", "verify")).out


def test_cases_of_before_deeds_told_their_rows_are_counted_and_no_fault(
    palabre: Palabre, data: Path, decided: tuple[str, str, str]
) -> None:
    forget_rows(data)
    said = palabre("audit", "verify")
    assert said.code == 1 and "2 cases are of before" in said.out
    assert "is not what was recorded" not in said.out


def forget_rows(data: Path) -> None:
    """As the events were before: without digests of rows."""
    with sqlite3.connect(data / FILE_NAME) as file:
        for id, kept in file.execute("SELECT id, data FROM moderation_events WHERE case_id != ''").fetchall():
            fields = msgspec.json.decode(kept, type=dict[str, msgspec.Raw])
            fields.pop("rows")
            file.execute("UPDATE moderation_events SET data = ? WHERE id = ?", (msgspec.json.encode(fields), id))
    file.close()


def change(data: Path, statements: str) -> None:
    """What somebody with the file could do."""
    file = sqlite3.connect(data / FILE_NAME)
    file.executescript(statements)
    file.commit()
    file.close()
