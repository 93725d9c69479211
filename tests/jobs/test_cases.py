"""Evidence is followed by turns; what nobody can contest any more is closed, and erased when its hold ends."""

from palabre.domain.moderation.appeal import APPEAL_MS
from palabre.domain.moderation.case import DAY_MS, CaseDecided
from palabre.jobs.cases import ClosingJob, EvidenceJob
from palabre.services.gathering import Gathering
from tests.cast import set_stage
from tests.contract.reporting import about, file
from tests.contract.scene import ANA, BILAL, CHLOE, say


async def test_what_came_since_is_taken_in_once() -> None:
    stage = await set_stage()
    (agora, *_) = await stage.store.rooms()
    filed = [await file(stage.store, about(agora, who, await say(stage.store, agora, by=who))) for who in (ANA, BILAL)]
    job = EvidenceJob(stage.store, Gathering(stage.store, stage.clock))
    for who in (ANA, BILAL):
        await say(stage.store, agora, f"encore {who}", by=who)
    await job.step()
    for each, who in zip(filed, (ANA, BILAL), strict=True):
        assert f"encore {who}" in [piece.text.body for piece in await stage.store.pieces(each.case.id)]
    seen = len(await stage.store.pieces(filed[0].case.id))
    await job.step()
    assert len(await stage.store.pieces(filed[0].case.id)) == seen


async def test_a_case_is_closed_when_nobody_can_contest_it_and_erased_after_its_hold() -> None:
    stage = await set_stage()
    (agora, *_) = await stage.store.rooms()
    filed = await file(stage.store, about(agora, CHLOE, await say(stage.store, agora, by=CHLOE)))
    now = stage.clock.now_ms()
    await stage.store.happened(filed.case.id, CaseDecided(at_ms=now, by="M-1", decision_id="d"), None)
    job = ClosingJob(stage.store, stage.clock, held_ms=183 * DAY_MS)
    stage.clock.step(APPEAL_MS / 1_000 - 1)
    await job.step()
    kept = await stage.store.case(filed.case.id)
    assert kept is not None
    assert kept.state == "decided"
    stage.clock.step(1)
    await job.step()
    kept = await stage.store.case(filed.case.id)
    assert kept is not None
    assert kept.state == "closed"
    stage.clock.step(183 * DAY_MS / 1_000 + 1)
    await job.step()
    assert await stage.store.case(filed.case.id) is None
