"""Evidence on the disk: encrypted, told as altered when it was, erased for good, reached without reading everything."""

import base64
import re
import sqlite3
from pathlib import Path

import pytest

from palabre.adapters.sql import compiled
from palabre.adapters.sql.sqlite import schema
from palabre.adapters.sql.statement import Statement
from palabre.domain.moderation.case import CaseDecided
from tests.adapters.sqlite.conftest import Start
from tests.adapters.sqlite.test_scrubbing import pieces_left, secret
from tests.contract.reporting import about, deed, file
from tests.contract.scene import ANA, HOUR, NOON, open_room, say

ALTERED = ("sealed", "digest", "message_id", "session_id", "tag", "at_ms", "version")
VALUES = {
    "case_id": "c", "session_id": "s", "reporter": "r", "report_id": "r", "room_id": 1, "message_id": "m",
    "rows": '[["s"]]', "rooms": "[1]", "count": 1, "before": 1, "after": 1, "subject_key": "1:s", "version": 1,
    "removed": None, "hidden_ms": None,
}  # fmt: skip
STATEMENTS = (
    compiled.LOCK_CASE_OF_SUBJECT,
    compiled.CASES_IN_STATES,
    compiled.CASES_ON_SESSION,
    compiled.CASES_ABOUT,
    compiled.CASES_SHOWING,
    compiled.CASES_REPORTED_BY,
    compiled.CASES_CLOSED_BEFORE,
    compiled.EVENTS_IN_CASE,
    compiled.REPORTS_IN_CASE,
    compiled.REPORT_BY,
    compiled.TEXT_OF_MESSAGE,
    compiled.TEXTS_BEFORE,
    compiled.TEXTS_AFTER,
    compiled.TEXTS_OF_SESSION,
    compiled.SEALED_OF_MESSAGES,
    compiled.PIECES_IN_CASE,
    compiled.MARK_HIDDEN,
    compiled.MARK_REPORTED,
)


async def test_neither_evidence_nor_what_was_reported_is_readable_in_the_files(start: Start, data: Path) -> None:
    store = await start()
    agora = await open_room(store)
    said, told = secret(), secret()
    await file(store, about(agora, ANA, await say(store, agora, said, by=ANA)), text=told)
    await store.expire(agora.id, NOON + HOUR, 500)
    await store.close()
    assert pieces_left(data, said) == []
    assert pieces_left(data, told) == []


@pytest.mark.parametrize("column", ALTERED)
async def test_whatever_is_altered_on_the_disk_is_told(start: Start, data: Path, column: str) -> None:
    store = await start()
    agora = await open_room(store)
    filed = await file(store, about(agora, ANA, await say(store, agora, "On va se revoir", by=ANA)))
    await store.close()
    alter(data, column)
    (piece,) = await (await start()).pieces(filed.case.id)
    assert piece.altered
    assert piece.text.body == ""


def alter(data: Path, column: str) -> None:
    """Change one column of every piece of evidence, as somebody with the file might."""
    database = sqlite3.connect(data / "palabre.sqlite3")
    ((before,),) = database.execute(f"SELECT {column} FROM pieces")
    if column in ("sealed", "digest"):
        raw = bytearray(base64.b64decode(before))
        raw[-1] ^= 1
        after: object = base64.b64encode(raw).decode()
    else:
        after = before + 1 if isinstance(before, int) else f"{before}x"
    database.execute(f"UPDATE pieces SET {column} = ?", (after,))
    database.commit()
    database.close()


@pytest.mark.parametrize("sealed", ["", "not base64!", "AAAA"])
async def test_what_is_no_seal_any_more_is_no_failure(start: Start, data: Path, sealed: str) -> None:
    store = await start()
    agora = await open_room(store)
    filed = await file(store, about(agora, ANA, await say(store, agora, "On va se revoir", by=ANA)), text="Il menace")
    await store.close()
    database = sqlite3.connect(data / "palabre.sqlite3")
    database.execute("UPDATE pieces SET sealed = ?", (sealed,))
    database.execute("UPDATE reports SET sealed = ?", (sealed.encode(),))
    database.commit()
    database.close()
    store = await start()
    assert [piece.altered for piece in await store.pieces(filed.case.id)] == [True]
    assert [report.text for report in await store.reports(filed.case.id)] == [""]


async def test_after_its_hold_nothing_of_a_case_is_left(start: Start, data: Path) -> None:
    store = await start()
    agora = await open_room(store)
    filed = await file(store, about(agora, "session-chloe", await say(store, agora, by="session-chloe")))
    await store.happened(filed.case.id, CaseDecided(at_ms=NOON, by="M-1", decision_id="d"), None)
    await store.close_case(filed.case.id, deed("case_closed", filed.case.id))
    assert await store.erase_cases(NOON + 1, 10, NOON) == 1
    database = sqlite3.connect(data / "palabre.sqlite3")
    for table in ("cases", "case_events", "reports", "pieces"):
        assert database.execute(f"SELECT count(*) FROM {table}").fetchall() == [(0,)]
    database.close()


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda statement: statement.sqlite.text[:60])
def test_cases_and_evidence_are_reached_through_an_index(statement: Statement) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.ensure(connection)
    text, values = statement.sqlite.step(VALUES)
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {text}", values)]
    connection.close()
    assert not [step for step in plan if re.match("SCAN (cases|case_events|reports|pieces|log|sealed)", step)], plan
