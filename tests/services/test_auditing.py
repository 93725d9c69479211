"""Heads are signed day by day, and whoever signed otherwise is found."""

import msgspec
import pytest

from palabre.adapters.audit import Ed25519Signer
from palabre.domain.moderation.audit import DAY_MS, Finding
from palabre.domain.moderation.event import Deed
from palabre.services.auditing import PAGE, Auditing, audit
from tests.cast import NOON, Stage, set_stage

KEY = bytes(range(32))


@pytest.fixture
async def stage() -> Stage:
    return await set_stage()


async def do(stage: Stage, times: int = 1) -> None:
    for _ in range(times):
        await stage.store.record_deed(Deed(at_ms=NOON, who="M-1", what="case_claimed"))


async def test_a_head_is_signed_at_first_and_then_once_a_day(stage: Stage) -> None:
    auditing = Auditing(stage.store, Ed25519Signer(KEY), stage.clock)
    await auditing.step()
    assert await stage.store.audit_heads() == []
    await do(stage, PAGE + 3)
    await auditing.step()
    await do(stage)
    await auditing.step()
    assert [head.size for head in await stage.store.audit_heads()] == [PAGE + 3]
    stage.clock.step(DAY_MS / 1000)
    await auditing.step()
    again = Auditing(stage.store, Ed25519Signer(KEY), stage.clock)
    await again.step()
    assert [head.size for head in await stage.store.audit_heads()] == [PAGE + 3, PAGE + 4]
    found = await audit(stage.store, Ed25519Signer(KEY), known_key=Ed25519Signer(KEY).public_key)
    assert (found.events, found.heads, found.erased, found.findings) == (PAGE + 4, 2, 0, ())


async def test_a_head_of_another_key_or_another_time_is_found(stage: Stage) -> None:
    signer = Ed25519Signer(KEY)
    await do(stage)
    head = await Auditing(stage.store, signer, stage.clock).sign()
    assert signer.is_signed(head)
    stage.store.tables.audit_heads[0] = msgspec.structs.replace(head, at_ms=head.at_ms + 1)
    found = await audit(stage.store, signer, known_key=signer.public_key)
    assert found.findings == (Finding("signature", 1),)
    stage.store.tables.audit_heads[0] = Ed25519Signer().sign(head)
    found = await audit(stage.store, signer, known_key=signer.public_key)
    assert found.findings == (Finding("key", 1),)
    assert (await audit(stage.store, signer, known_key=None)).findings == ()
